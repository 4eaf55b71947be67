"""What was loaded comes out as records, in file order, and newer knowledge is noticed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from small_knowledge import knowledge, write
from sqlalchemy.engine import Engine

from advisor.catalogue.errors import UnknownRecord
from advisor.catalogue.seed import load
from advisor.catalogue.store import Catalogue
from advisor.trade.records import Criterion, Option, Source
from advisor.trade.seasons import Window

AT = datetime(2026, 11, 23, 8, tzinfo=timezone.utc)
TODAY = date(2026, 11, 23)


class Clock:
    """A clock that stands still until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def catalogue(engine: Engine, folder: Path) -> Catalogue:
    load(engine, folder, by="tester", at=AT)
    return Catalogue(engine)


def test_a_product_comes_back_as_written(catalogue: Catalogue) -> None:
    [product] = catalogue.products()
    assert product == catalogue.product("shop_line")
    assert (product.amount_min_fen, product.amount_max_fen) == (100_000, 50_000_000)
    assert (product.yearly_rate_min, product.days_to_funds) == (Decimal("0.072"), Decimal("0.5"))
    assert (product.fee_rate, product.daily_rate_min) == (None, None)
    assert product.criteria == (Criterion("months_in_business", "at_least", 6, "medium"),)
    assert product.notes["rate"]["en"] == "differs by shop"


def test_a_rate_may_be_less_certain_than_its_record(catalogue: Catalogue) -> None:
    product = catalogue.product("shop_line")
    assert product.source("yearly_rate_min") == Source("https://example.org/line", date(2025, 6, 1), "low")
    assert product.source("amount_max_fen").confidence == "medium"


def test_an_unknown_product_names_the_closest(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownRecord, match="closest: shop_line") as unknown:
        catalogue.product("shop_lin")
    assert unknown.value.closest == ("shop_line",)


def test_questions_keep_their_options(catalogue: Catalogue) -> None:
    question = catalogue.questions()["platform"]
    assert question.options[0] == Option("taobao", {"zh": "淘宝", "en": "Taobao"}, ("tb",))
    assert list(catalogue.questions()) == ["platform", "industry", "months_in_business"]


def test_an_interview_of_factors_asks_for_the_factors_that_are_asked(catalogue: Catalogue) -> None:
    assert catalogue.interview("swot") == ("months_in_business",)
    assert catalogue.interview("cash_cycle") == ("months_in_business", "industry")


def test_factors_and_steps_are_records(catalogue: Catalogue) -> None:
    age, trade = catalogue.factors()
    assert (age.bands[0].readiness, age.bands[0].steps, age.asked) == (Decimal("0.8"), ("keep_going",), True)
    assert trade.bands[0].industries == ("clothing",)
    assert catalogue.steps()["keep_going"].leads_to == "nothing"


def test_a_settlement_rule_comes_back_with_a_source_for_each_figure(catalogue: Catalogue) -> None:
    rule = catalogue.settlement_rule("taobao")
    assert (rule.auto_confirm_days, rule.settles_from) == (Decimal(10), "confirmed")
    assert (rule.return_days, rule.fee_rate) == (None, Decimal("0.006"))
    assert rule.fee_returned == "always"  # not known
    assert rule.source("settle_days") == Source("https://example.org/a", date(2025, 3, 1), "medium")
    with pytest.raises(UnknownRecord):
        catalogue.settlement_rule("ebay")


def test_a_figure_without_an_address_is_our_own(catalogue: Catalogue) -> None:
    assert catalogue.settlement_rule("taobao").source("ship_days") == Source("", None, "low")


def test_seasons_come_back_in_file_order_with_their_windows(catalogue: Catalogue) -> None:
    sale, quiet = catalogue.seasons()
    assert (sale.id, sale.day, sale.platforms) == ("big_sale", "双11", ("taobao",))
    assert sale.windows == (Window(-2, -1, Decimal("1.25")), Window(0, 0, Decimal(2), Decimal("1.5")))
    assert sale.source == Source("https://example.org/sale", date(2024, 11, 12), "medium")
    assert (quiet.platforms, quiet.source) == ((), Source("", None, "low"))


@pytest.mark.parametrize(
    ("on", "month"),
    [("2025-04-20", None), ("2025-04-21", "2025-04"), ("2025-05-19", "2025-04"), ("2026-11-23", "2025-05")],
)
def test_the_lpr_of_a_day_is_the_last_one_published(catalogue: Catalogue, on: str, month: str | None) -> None:
    rate = catalogue.lpr(date.fromisoformat(on))
    assert (rate.month if rate else None) == month


def test_names_are_products_providers_platforms_and_terms(catalogue: Catalogue) -> None:
    names = {(name.text, name.kind, name.id) for name in catalogue.names()}
    assert {
        ("店铺贷", "product", "shop_line"),
        ("店铺贷（测试）", "product", "shop_line"),
        ("店贷", "product", "shop_line"),
        ("Test Bank", "provider", "测试银行"),
        ("tb", "platform", "taobao"),
        ("卖应收", "term", "factoring"),
    } <= names
    assert not any(id == "other" for _, _, id in names)


def test_newer_knowledge_is_served_after_the_pause_between_looks(engine: Engine, folder: Path) -> None:
    load(engine, folder, by="tester", at=AT)
    clock = Clock()
    catalogue = Catalogue(engine, check_seconds=3, clock=clock)
    old = catalogue.version()
    files = knowledge()
    files["products.yml"]["products"][0]["amount_max_yuan"] = 1000
    load(engine, write(folder, files), by="tester", at=AT)
    assert catalogue.product("shop_line").amount_max_fen == 50_000_000
    clock.now += 4
    assert catalogue.product("shop_line").amount_max_fen == 100_000
    assert catalogue.version() != old


def test_a_turn_asks_the_database_nothing(engine: Engine, folder: Path) -> None:
    load(engine, folder, by="tester", at=AT)
    catalogue = Catalogue(engine, check_seconds=3, clock=Clock())
    catalogue.products()
    asked: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    catalogue.products(), catalogue.names(), catalogue.interview("swot"), catalogue.lpr(TODAY)
    assert asked == []


def test_what_is_made_of_a_version_is_made_once_even_by_many_threads(engine: Engine, folder: Path) -> None:
    load(engine, folder, by="tester", at=AT)
    clock = Clock()
    catalogue = Catalogue(engine, check_seconds=3, clock=clock)
    with ThreadPoolExecutor(8) as pool:
        tables = list(pool.map(lambda _: catalogue.product_table(), range(50)))
    assert len({id(table) for table in tables}) == 1 and len(tables[0]) == 1
    assert catalogue.names() is catalogue.names()
    files = knowledge()
    files["products.yml"]["products"].append(files["products.yml"]["products"][0] | {"id": "two", "aliases": []})
    load(engine, write(folder, files), by="tester", at=AT)
    clock.now += 4
    assert len(catalogue.product_table()) == 2


def test_a_record_is_found_by_its_id_whatever_its_kind(catalogue: Catalogue) -> None:
    assert list(catalogue.found("factoring")) == ["term"]
    assert list(catalogue.found("taobao")) == ["settlement_rule"]
    assert catalogue.found("nothing") == {}


def test_many_threads_see_the_same_knowledge(engine: Engine, folder: Path) -> None:
    load(engine, folder, by="tester", at=AT)
    catalogue = Catalogue(engine, check_seconds=0)
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda _: catalogue.product("shop_line").amount_max_fen, range(100)))
    assert set(seen) == {50_000_000}


def test_before_anything_is_loaded_everything_is_empty(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    assert (catalogue.products(), catalogue.names(), catalogue.seasons()) == ((), (), ())
    assert (catalogue.version(), catalogue.lpr(TODAY)) == ("", None)
