"""Loading: all or nothing, nothing twice, and every changed figure kept."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from small_knowledge import knowledge, write
from sqlalchemy.engine import Engine

from advisor.catalogue import seed
from advisor.catalogue.errors import KnowledgeError
from advisor.catalogue.schema import figure_history, metadata, product
from advisor.catalogue.seed import Loaded, load
from advisor.catalogue.store import Catalogue
from advisor.catalogue.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 23, 8, tzinfo=timezone.utc)


def loaded(engine: Engine, folder: Path) -> Loaded:
    return load(engine, folder, by="tester", at=AT)


def rows(engine: Engine, table: sa.Table) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(one) for one in connection.execute(sa.select(table)).mappings()]


def test_the_migration_makes_the_tables_of_the_schema(engine: Engine) -> None:
    inspector = sa.inspect(engine)
    for table in metadata.sorted_tables:
        assert {one["name"] for one in inspector.get_columns(table.name)} == set(table.columns.keys()), table.name


def test_amounts_are_kept_in_fen_and_rates_as_exact_text(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    [row] = rows(engine, product)
    assert (row["amount_min_fen"], row["amount_max_fen"]) == (100_000, 50_000_000)
    assert (row["yearly_rate_min"], row["daily_rate_min"], row["days_to_funds"]) == ("0.072", None, "0.5")


def test_a_second_load_changes_nothing(engine: Engine, folder: Path) -> None:
    first, second = loaded(engine, folder), loaded(engine, folder)
    assert (first.added, first.removed) == (second.unchanged, 0)
    assert second == Loaded(0, 0, first.added, 0)


def test_the_same_files_are_not_even_checked_again(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(engine, folder)
    monkeypatch.setattr(seed, "read_folder", lambda _: pytest.fail("read again"))
    loaded(engine, folder)


def test_a_changed_figure_is_kept_with_old_new_when_and_who(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["products.yml"]["products"][0] |= {"amount_max_yuan": 300000, "yearly_rate_min": None}
    files["policy.yml"]["lpr"][1]["one_year"] = "0.0295"
    files["settlement_rules.yml"]["settlement_rules"][0] |= {"settle_days": 1, "settles_from": "delivered"}
    assert loaded(engine, write(folder, files)).changed == 3
    lines = rows(engine, figure_history)
    assert {(one["record"], one["field"], one["old"], one["new"]) for one in lines} == {
        ("shop_line", "amount_max_fen", "50000000", "30000000"),
        ("shop_line", "yearly_rate_min", "0.072", None),
        ("2025-05", "one_year", "0.0300", "0.0295"),
        ("taobao", "settle_days", "0", "1"),
        ("taobao", "settles_from", "confirmed", "delivered"),
    }
    assert {(one["changed_at"], one["changed_by"]) for one in lines} == {("2026-11-23T08:00:00+00:00", "tester")}


def test_a_changed_multiple_of_an_event_is_kept_in_the_history(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["seasons.yml"]["seasons"][1]["windows"][0]["multiple"] = "0.7"
    assert loaded(engine, write(folder, files)).changed == 1
    [line] = rows(engine, figure_history)
    assert (line["kind"], line["record"], line["field"]) == ("season", "quiet", "windows[0 9].multiple")
    assert (line["old"], line["new"]) == ("0.8", "0.7")


def test_a_changed_condition_its_certainty_and_a_new_one_are_kept_in_the_history(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    (old,) = files["products.yml"]["products"][0]["criteria"]
    new = {"field": "industry", "operator": "is", "value": "clothing", "confidence": "low"}
    files["products.yml"]["products"][0]["criteria"] = [new, old | {"value": 12, "confidence": "high"}]
    loaded(engine, write(folder, files))
    assert {(one["field"], one["old"], one["new"]) for one in rows(engine, figure_history)} == {
        ("criteria[months_in_business at_least].value", "6", "12"),
        ("criteria[months_in_business at_least].confidence", "medium", "high"),
        ("criteria[industry is].field", None, "industry"),
        ("criteria[industry is].operator", None, "is"),
        ("criteria[industry is].value", None, "clothing"),
        ("criteria[industry is].confidence", None, "low"),
    }


def test_changed_sources_dates_and_what_others_say_are_kept_in_the_history(engine: Engine, folder: Path) -> None:
    files = knowledge()
    product_ = files["products.yml"]["products"][0]
    other = {"field": "amount_max_yuan", "source": ["https://example.org/b"], "as_of": "2025-01", "confidence": "low"}
    product_["conflicts"] = [other | {"value": 300000}]
    product_["sources"] = [
        {"fields": ["days_to_funds"], "source": ["https://example.org/a"], "as_of": "2025", "confidence": "high"}
    ]
    loaded(engine, write(folder, files))
    product_["conflicts"] = [other | {"value": 400000}]
    product_["sources"][0] |= {"as_of": "2026"}
    product_ |= {"as_of": "2026-02-01", "source": ["https://example.org/new"]}
    loaded(engine, write(folder, files))
    assert {(one["field"], one["old"], one["new"]) for one in rows(engine, figure_history)} == {
        ("conflicts[amount_max_yuan].value", "300000", "400000"),
        ("sources[days_to_funds].as_of", "2025-01-01", "2026-01-01"),
        ("as_of", "2025-06-01", "2026-02-01"),
        ("source", "https://example.org/line, https://example.org/other", "https://example.org/new"),
    }


def test_a_record_that_only_moved_is_not_changed_but_read_in_its_new_place(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["questions.yml"]["questions"].reverse()
    done = loaded(engine, write(folder, files))
    assert (done.added, done.changed, done.removed) == (0, 0, 0)
    assert list(Catalogue(engine).questions()) == ["months_in_business", "industry", "platform"]
    assert rows(engine, figure_history) == []


def test_records_may_be_written_as_json(engine: Engine, folder: Path) -> None:
    files = knowledge()
    (folder / "products.yml").unlink()
    (folder / "products.json").write_text(json.dumps(files["products.yml"]))
    assert loaded(engine, folder).added > 10
    assert rows(engine, product)[0]["amount_max_fen"] == 50_000_000


@pytest.mark.parametrize(
    ("name", "text", "place", "message"),
    [
        ("more.json", '{"terms": [\n{"id": 1,}]}', "line 2", "not readable as JSON"),
        ("more.json", '{"terms": [{"id": "a", "id": "b"}]}', "", "key 'id' stands twice"),
        ("more.yml", "terms:\n- {id: a, id: b}\n", "line 2", "key 'id' stands twice"),
        ("more.yml", "terms:\n- id: a\n  as_of: 2025-02-30\n", "line 3", "'2025-02-30' cannot be read"),
        ("more.yml", "terms:\n- id: a\n\tname: b\n", "line 3", "not readable as YAML"),
        ("more.yml", "", "", "a mapping of sections is expected"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(
    engine: Engine, folder: Path, name: str, text: str, place: str, message: str
) -> None:
    (folder / name).write_text(text)
    with pytest.raises(KnowledgeError) as refused:
        loaded(engine, folder)
    [problem] = refused.value.problems
    assert (problem.file, problem.record) == (name, place)
    assert message in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "a: &x {b: 1}\nc: *x\n", "a: !!str 1\n", "a: {<<: {b: 1}, c: 2}\n", "1: a\nyes: b\n", "a: |\n  text\n  - b\n",
        'a: ["\\u4e2d", 0x1f, 1e3, .5, 1_000, 12:30, ~, null, no, 2025-01-02, 2025-01-02 03:04:05]\n', "",
        "---\na: b\n", "- a\n- {}\n- []\n",
    ],
)  # fmt: skip
def test_the_fast_way_to_read_yaml_gives_what_the_loader_gives(text: str) -> None:
    assert read_yaml(text) == yaml.safe_load(text)


def test_every_file_of_the_knowledge_reads_as_the_loader_reads_it() -> None:
    for path in (ROOT / "knowledge").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert read_yaml(text) == yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), path


def test_new_words_alone_change_a_record_but_no_figure(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["products.yml"]["products"][0]["aliases"] = ["店贷", "小店贷"]
    assert loaded(engine, write(folder, files)).changed == 1
    assert rows(engine, figure_history) == []


def test_a_removed_record_goes_and_its_figures_stay_in_the_history(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["products.yml"]["products"] = []
    assert loaded(engine, write(folder, files)).removed == 1
    assert rows(engine, product) == []
    assert ("yearly_rate_max", "0.18", None) in {(o["field"], o["old"], o["new"]) for o in rows(engine, figure_history)}


def test_a_bad_folder_is_refused_with_every_problem_and_nothing_is_loaded(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["products.yml"]["products"][0] |= {"group": "shop", "yearly_rate_max": "18", "aliases": ["新"]}
    with pytest.raises(KnowledgeError) as refused:
        loaded(engine, write(folder, files))
    assert {one.field for one in refused.value.problems} == {"group", "yearly_rate_max"}
    assert "shop_line: group: shop" in str(refused.value)
    assert rows(engine, product)[0]["body"]["aliases"] == ["店贷"]


@pytest.mark.parametrize("failing", ["term", "season"])
def test_a_failure_half_way_leaves_the_old_knowledge_and_history(engine: Engine, folder: Path, failing: str) -> None:
    loaded(engine, folder)
    version = Catalogue(engine).version()
    files = knowledge()
    files["products.yml"]["products"][0]["amount_max_yuan"] = 1000
    files["glossary.yml"]["terms"][0]["also"] = ["新"]
    files["seasons.yml"]["seasons"][1]["windows"][0]["multiple"] = "0.7"
    write(folder, files)

    def fails(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(f"INSERT INTO {failing} "):
            raise RuntimeError("the disk is full")

    sa.event.listen(engine, "before_cursor_execute", fails)
    with pytest.raises(RuntimeError):
        loaded(engine, folder)
    sa.event.remove(engine, "before_cursor_execute", fails)
    assert rows(engine, product)[0]["amount_max_fen"] == 50_000_000
    assert (rows(engine, figure_history), Catalogue(engine).version()) == ([], version)
    assert loaded(engine, folder).changed == 3


def test_two_loaders_at_once_take_turns_and_tell_each_change_once(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["products.yml"]["products"][0]["amount_max_yuan"] = 1000
    write(folder, files)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: loaded(engine, folder), range(4)))
    assert sorted(one.changed for one in done) == [0, 0, 0, 1]
    assert len(rows(engine, figure_history)) == 1


def test_a_reader_never_sees_two_versions_mixed(engine: Engine, folder: Path) -> None:
    """The knowledge is changed after the products were read and before the questions are."""
    loaded(engine, folder)
    files = knowledge()
    files["products.yml"]["products"][0]["amount_max_yuan"] = 2000
    files["questions.yml"]["questions"][2]["maximum"] = 700
    changed: list[int] = []

    def changes(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM question" in statement and not changed:
            changed.append(1)
            changed[0] = loaded(engine, write(folder, files)).changed

    sa.event.listen(engine, "before_cursor_execute", changes)
    catalogue = Catalogue(engine)
    seen = catalogue.product("shop_line").amount_max_fen, catalogue.questions()["months_in_business"].maximum
    assert changed == [2]
    assert seen == (200_000, 700)


def test_the_time_of_a_load_needs_a_time_zone(engine: Engine, folder: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        load(engine, folder, by="tester", at=datetime(2026, 11, 23))


def test_the_real_knowledge_loads(engine: Engine) -> None:
    assert loaded(engine, ROOT / "knowledge").added >= 300
