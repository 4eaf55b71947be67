"""Loading: all or nothing, nothing twice, and every changed figure kept."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from small_knowledge import knowledge, write
from sqlalchemy.engine import Engine

from advisor.catalogue import seed
from advisor.catalogue.errors import KnowledgeError
from advisor.catalogue.schema import figure_history, metadata, product
from advisor.catalogue.seed import Loaded, load

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
    assert [(one["record"], one["field"], one["old"], one["new"]) for one in lines] == [
        ("shop_line", "amount_max_fen", "50000000", "30000000"),
        ("shop_line", "yearly_rate_min", "0.072", None),
        ("2025-05", "one_year", "0.0300", "0.0295"),
        ("taobao", "settle_days", "0", "1"),
        ("taobao", "settles_from", "confirmed", "delivered"),
    ]
    assert {(one["changed_at"], one["changed_by"]) for one in lines} == {("2026-11-23T08:00:00+00:00", "tester")}


def test_a_changed_multiple_of_an_event_is_kept_in_the_history(engine: Engine, folder: Path) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["seasons.yml"]["seasons"][1]["windows"][0]["multiple"] = "0.7"
    assert loaded(engine, write(folder, files)).changed == 1
    [line] = rows(engine, figure_history)
    assert (line["kind"], line["record"], line["field"]) == ("season", "quiet", "windows")
    assert ("0.8" in line["old"], "0.7" in line["new"]) == (True, True)


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


def test_a_failure_half_way_leaves_the_old_knowledge(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(engine, folder)
    files = knowledge()
    files["products.yml"]["products"][0]["amount_max_yuan"] = 1000
    write(folder, files)
    real, done = seed._load_kind, []

    def fails_at_the_third(*arguments: Any) -> Any:
        done.append(1)
        return real(*arguments) if len(done) < 3 else 1 / 0

    monkeypatch.setattr(seed, "_load_kind", fails_at_the_third)
    with pytest.raises(ZeroDivisionError):
        loaded(engine, folder)
    monkeypatch.undo()
    assert rows(engine, product)[0]["amount_max_fen"] == 50_000_000
    assert loaded(engine, folder).changed == 1


def test_the_time_of_a_load_needs_a_time_zone(engine: Engine, folder: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        load(engine, folder, by="tester", at=datetime(2026, 11, 23))


def test_the_real_knowledge_loads(engine: Engine) -> None:
    assert loaded(engine, ROOT / "knowledge").added >= 300
