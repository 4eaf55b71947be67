"""What to look up again, and what a file would change before it is loaded."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_knowledge import PRODUCT, knowledge, words, write
from sqlalchemy.engine import Engine

from advisor.catalogue.diff import FigureChange, RecordChange, differences, paths_with
from advisor.catalogue.errors import KnowledgeError
from advisor.catalogue.files import paths_in
from advisor.catalogue.history import history
from advisor.catalogue.seed import load
from advisor.catalogue.stale import Stale, stale
from advisor.catalogue.store import Catalogue

AT = datetime(2025, 6, 1, 8, tzinfo=timezone.utc)
TODAY = date(2025, 6, 25)


def found(engine: Engine, folder: Path, today: date = TODAY, days: int = 180) -> list[Stale]:
    load(engine, folder, by="tester", at=AT)
    return stale(Catalogue(engine), today, days)


def products(*changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The small knowledge with products of these differences, each from yesterday unless it says otherwise."""
    files = knowledge()
    files["policy.yml"]["lpr"].append({"month": "2025-06", "published": "2025-06-20", "one_year": "0.0300"})
    made = [
        deepcopy(PRODUCT) | {"id": f"p{place}", "aliases": [], "name": words(f"款{place}", f"p{place}")} | change
        for place, change in enumerate(changes)
    ]
    files["products.yml"]["products"] = made
    return files


def ids(found: list[Stale], kind: str = "product") -> list[str]:
    return [one.id for one in found if one.kind == kind]


def test_a_missing_rate_of_the_month_stands_first_with_the_months(engine: Engine, folder: Path) -> None:
    first = found(engine, folder, date(2025, 7, 22))[0]
    assert (first.kind, first.id, first.why, first.fields) == ("lpr", "2025-07", "missing", ("2025-06", "2025-07"))


@pytest.mark.parametrize(("day", "months"), [(21, ("2025-06",)), (22, ("2025-06", "2025-07"))])
def test_the_rate_of_a_month_is_missed_when_it_must_be_out(
    engine: Engine, folder: Path, day: int, months: tuple[str, ...]
) -> None:
    assert found(engine, folder, date(2025, 7, day))[0].fields == months


def test_a_figure_of_just_the_age_is_not_old_and_a_day_more_is(engine: Engine, folder: Path) -> None:
    write(folder, products({"as_of": "2024-12-27"}, {"as_of": "2024-12-26"}, {"as_of": None}))
    assert ids(found(engine, folder)) == ["p2", "p1"]


def test_what_more_shops_could_meet_with_weaker_sources_comes_first(engine: Engine, folder: Path) -> None:
    old = {"as_of": "2024-06-01", "rate_confidence": None}
    no_price = {"yearly_rate_min": None, "yearly_rate_max": None}
    write(folder, products(
        old | {"group": "scheme"}, old | {"group": "bank"}, old | {"group": "platform"},
        old | {"group": "platform", "confidence": "low"}, old | {"group": "platform", **no_price},
        old | {"group": "platform", "status": "uncertain"}, old | {"group": "platform", "status": "closed"},
    ))  # fmt: skip
    assert ids(found(engine, folder)) == ["p3", "p2", "p1", "p4", "p5", "p0"]
    [bank] = [one for one in found(engine, folder) if one.id == "p1"]
    assert bank.age_days == 389
    assert bank.importance == round(389 / 180 * 1.5 * 2 * 1.5, 2)


def test_the_figure_whose_own_source_is_old_is_named(engine: Engine, folder: Path) -> None:
    own = {"fields": ["amount_max_yuan"], "source": ["https://example.org/old"], "as_of": "2023", "confidence": "low"}
    write(folder, products({"as_of": "2025-06-01", "sources": [own]}))
    [one] = [one for one in found(engine, folder) if one.kind == "product"]
    assert (one.fields, one.source, one.as_of) == (("amount_max_fen",), "https://example.org/old", date(2023, 1, 1))


def test_policies_and_rules_of_settlement_grow_old_as_well(engine: Engine, folder: Path) -> None:
    old = found(engine, folder, date(2026, 1, 1))
    assert "cap" in ids(old, "policy") and "taobao" in ids(old, "settlement_rule")


def test_what_a_folder_would_change_is_told_and_nothing_is_written(engine: Engine, folder: Path) -> None:
    load(engine, folder, by="tester", at=AT)
    version, files = Catalogue(engine).version(), knowledge()
    product = files["products.yml"]["products"][0]
    product |= {"amount_max_yuan": 300000, "yearly_rate_min": None, "notes": {"rate": words("变了", "changed")}}
    product["criteria"][0]["value"] = 9
    files["glossary.yml"]["terms"][0]["id"] = "factoring_new"
    assert differences(engine, paths_in(write(folder, files))) == [
        RecordChange("changed", "product", "shop_line", (
            FigureChange("amount_max_fen", "50000000", "30000000", "fen"),
            FigureChange("yearly_rate_min", "0.072", None, "a year"),
            FigureChange("criteria[months_in_business at_least].value", "6", "9", "months"),
        ), ("notes",)),
        RecordChange("added", "term", "factoring_new"),
        RecordChange("removed", "term", "factoring"),
    ]  # fmt: skip
    assert (Catalogue(engine).version(), history(engine)) == (version, [])


def test_a_file_stands_in_for_the_one_of_its_name(engine: Engine, folder: Path, tmp_path: Path) -> None:
    load(engine, folder, by="tester", at=AT)
    new = tmp_path / "glossary.yml"
    new.write_text(yaml.safe_dump({"terms": knowledge()["glossary.yml"]["terms"][:1]}), encoding="utf-8")
    assert differences(engine, paths_with(folder, new)) == [RecordChange("removed", "term", "overdue")]
    more = new.rename(tmp_path / "more.yml")
    with pytest.raises(KnowledgeError, match="factoring: id: factoring - stands twice"):
        differences(engine, paths_with(folder, more))


def test_files_that_would_be_refused_are_refused(engine: Engine, folder: Path) -> None:
    files = knowledge()
    files["products.yml"]["products"][0]["group"] = "shop"
    with pytest.raises(KnowledgeError, match="group: shop"):
        differences(engine, paths_in(write(folder, files)))


def test_the_history_has_the_newest_first_and_of_one_record(engine: Engine, folder: Path) -> None:
    load(engine, folder, by="tester", at=AT)
    for amount, by in ((300000, "anna"), (400000, "ben")):
        files = knowledge()
        files["products.yml"]["products"][0]["amount_max_yuan"] = amount
        files["policy.yml"]["lpr"][0]["one_year"] = f"0.0{amount // 10000}"
        load(engine, write(folder, files), by=by, at=AT)
    assert [(one.changed_by, one.old, one.new) for one in history(engine, "shop_line")] == [
        ("ben", "30000000", "40000000"), ("anna", "50000000", "30000000"),
    ]  # fmt: skip
    assert len(history(engine)) == 4 and len(history(engine, limit=1)) == 1
    assert history(engine, "nobody") == []
