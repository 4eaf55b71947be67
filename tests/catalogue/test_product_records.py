"""A product as the trade gets it: each figure with its source, and what other sources say of it in the unit we keep."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

from small_knowledge import knowledge, words, write
from sqlalchemy.engine import Engine

from advisor.catalogue import seed
from advisor.catalogue.store import Catalogue
from advisor.trade.records import OtherFigure, Product, Source

OLD_PAGE = words("旧页面", "an old page")


def product(engine: Engine, folder: Path, **changes: Any) -> Product:
    files = knowledge()
    files["products.yml"]["products"][0] |= changes
    seed.load(engine, write(folder, files), by="test", at=datetime(2026, 1, 1, tzinfo=timezone.utc))
    return Catalogue(engine).product("shop_line")


def test_a_figure_without_a_source_of_its_own_has_that_of_the_record(engine: Engine, folder: Path) -> None:
    found = product(engine, folder)
    assert found.source("amount_max_fen") == Source("https://example.org/line", date(2025, 6, 1), "medium")


def test_rates_have_their_own_confidence(engine: Engine, folder: Path) -> None:
    found = product(engine, folder)
    rates = ("yearly_rate_min", "yearly_rate_max", "daily_rate_min", "daily_rate_max")
    assert {found.source(name).confidence for name in rates} == {"low"}
    assert product(engine, folder, rate_confidence=None).source("yearly_rate_min").confidence == "medium"


def test_a_figure_with_a_source_of_its_own_keeps_it_under_the_name_of_the_record(engine: Engine, folder: Path) -> None:
    own = {
        "source": ["https://example.org/a", "https://example.org/b"],
        "as_of": date(2024, 3, 1),
        "confidence": "high",
    }
    listed = [own | {"fields": ["amount_max_yuan", "yearly_rate_max", "days_to_funds"]}]
    found = product(engine, folder, sources=listed)
    for name in ("amount_max_fen", "yearly_rate_max", "days_to_funds"):
        assert found.source(name) == Source("https://example.org/a", date(2024, 3, 1), "high")
    assert found.source("yearly_rate_min").confidence == "low"
    assert found.source("amount_min_fen").url == "https://example.org/line"


def test_a_record_without_an_address_says_in_words_where_it_is_from(engine: Engine, folder: Path) -> None:
    found = product(engine, folder, source=None, source_note=OLD_PAGE, confidence="low")
    assert found.source("") == Source("", date(2025, 6, 1), "low", OLD_PAGE)
    assert found.source("yearly_rate_max").note == OLD_PAGE


def test_what_others_say_is_in_the_unit_of_the_kept_figure(engine: Engine, folder: Path) -> None:
    told = {"source": ["https://example.org/c"], "as_of": "2023", "confidence": "low"}
    found = product(engine, folder, conflicts=[
        told | {"field": "amount_max_yuan", "value": 300000},
        {"field": "yearly_rate_max", "value": "0.24", "source_note": OLD_PAGE, "confidence": "low"},
        told | {"field": "term_max_months", "value": 3},
    ])  # fmt: skip
    page = Source("https://example.org/c", date(2023, 1, 1), "low")
    assert found.conflicts == (
        OtherFigure("amount_max_fen", Decimal(30_000_000), page),
        OtherFigure("yearly_rate_max", Decimal("0.24"), Source("", None, "low", OLD_PAGE)),
        OtherFigure("term_max_months", Decimal(3), page),
    )


def test_no_conflict_is_an_empty_one(engine: Engine, folder: Path) -> None:
    assert product(engine, folder).conflicts == ()
