"""What the advisor keeps of a merchant, and for how long."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import inspect

from advisor.database import open_engine
from advisor.merchants import schema
from advisor.merchants.store import SOURCES, WEIGHT, Fact, Merchants
from advisor.trade.order_book import summarise
from advisor.trade.orders import Orders

NOW = datetime(2026, 11, 23, 8, 0, 0, 5, tzinfo=timezone.utc)
MIGRATIONS = ("0002_merchants", "0005_order_pages", "0007_order_page_findings")


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'shop.db'}")
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        for migration in MIGRATIONS:
            import_module(f"advisor.database.migrations.versions.{migration}").upgrade()
    return engine


@pytest.fixture
def merchants(engine):
    return Merchants(engine)


def test_the_migration_makes_the_tables_of_the_schema(engine):
    made = inspect(engine)
    for table in schema.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in made.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        assert {i["name"] for i in made.get_indexes(table.name)} == {i.name for i in table.indexes}


def test_what_is_learned_is_known_with_source_and_date(merchants):
    merchants.learn("m1", {"platform": "tmall", "return_rate": Decimal("0.18")}, source="orders", at=NOW)
    assert merchants.facts("m1") == {
        "platform": Fact("tmall", "orders", NOW), "return_rate": Fact("0.18", "orders", NOW),
    }  # fmt: skip
    assert merchants.facts("m2") == {}


@pytest.mark.parametrize("value", [0, False, True, "", 30_000_000_000, None])
def test_values_come_back_as_they_were(merchants, value):
    merchants.learn("m1", {"has_licence": value}, source="answer", at=NOW)
    assert merchants.facts("m1")["has_licence"].value is value or merchants.facts("m1")["has_licence"].value == value


def test_a_fact_that_the_merchant_does_not_know_is_kept_as_asked(merchants):
    merchants.learn("m1", {"payable_days": None}, source="answer", at=NOW)
    facts = merchants.facts("m1")
    assert "payable_days" in facts and facts["payable_days"].value is None


def test_the_newest_answer_counts(merchants):
    merchants.learn("m1", {"payable_days": 30}, source="answer", at=NOW)
    assert merchants.learn("m1", {"payable_days": 45}, source="answer", at=NOW + timedelta(days=1)) == {
        "payable_days": 45
    }
    assert merchants.facts("m1") == {"payable_days": Fact(45, "answer", NOW + timedelta(days=1))}


@pytest.mark.parametrize("first", SOURCES)
@pytest.mark.parametrize("second", SOURCES)
def test_a_source_that_counts_less_changes_nothing_and_any_other_does(merchants, first, second):
    merchants.learn("m1", {"platform": "jd"}, source=first, at=NOW)
    taken = merchants.learn("m1", {"platform": "tmall", "industry": "food"}, source=second, at=NOW)
    is_taken = WEIGHT[second] >= WEIGHT[first]
    assert taken == {"industry": "food"} | ({"platform": "tmall"} if is_taken else {})
    assert merchants.facts("m1")["platform"].value == ("tmall" if is_taken else "jd")


def test_what_the_merchant_does_not_know_may_be_told_by_anyone(merchants):
    merchants.learn("m1", {"return_rate": None}, source="answer", at=NOW)
    merchants.learn("m1", {"return_rate": Decimal("0.1")}, source="rule", at=NOW)
    assert merchants.facts("m1")["return_rate"] == Fact("0.1", "rule", NOW)


def test_a_forgotten_fact_was_never_asked(merchants):
    merchants.learn("m1", {"payable_days": 30, "platform": "jd"}, source="answer", at=NOW)
    merchants.forget("m1", ["payable_days", "unheard_of"])
    assert set(merchants.facts("m1")) == {"platform"}


def test_facts_of_one_source_can_be_forgotten_alone(merchants):
    merchants.learn("m1", {"payable_days": 30}, source="answer", at=NOW)
    merchants.learn("m1", {"return_rate": "0.1"}, source="orders", at=NOW)
    merchants.forget("m1", ["payable_days", "return_rate"], ["orders", "rule"])
    assert set(merchants.facts("m1")) == {"payable_days"}


def test_the_latest_orders_and_results_are_given(merchants):
    assert merchants.latest_orders("m1") is None and merchants.latest_result("m1", "swot") is None
    merchants.keep_orders("m1", platform=None, book=summarise(Orders.empty()), at=NOW)
    merchants.keep_orders("m1", platform="tmall", book=summarise(Orders.empty()), at=NOW)
    merchants.keep_result("m1", "cash_cycle", {"gap_fen": 1}, at=NOW)
    merchants.keep_result("m1", "cash_cycle", {"gap_fen": 2}, at=NOW)
    assert merchants.latest_orders("m1").platform == "tmall"
    assert merchants.latest_orders("m1").summary["orders"] == 0
    assert merchants.latest_result("m1", "cash_cycle").body == {"gap_fen": 2}
    assert merchants.latest_result("m1", "matches") is None


def test_erasing_a_merchant_leaves_nothing_of_it_and_everything_of_others(merchants):
    for merchant in ("m1", "m2"):
        merchants.learn(merchant, {"platform": "jd"}, source="answer", at=NOW)
        merchants.keep_orders(merchant, platform="jd", book=summarise(Orders.empty()), at=NOW)
        merchants.keep_result(merchant, "swot", {}, at=NOW)
    assert merchants.erase("m1") == {"merchant_fact": 1, "order_import": 1, "order_page": 0, "assessment": 1}
    gone = (merchants.facts("m1"), merchants.latest_orders("m1"), merchants.latest_result("m1", "swot"))
    assert gone == ({}, None, None)
    assert merchants.facts("m2") and merchants.latest_orders("m2") and merchants.latest_result("m2", "swot")


def test_unknown_sources_kinds_and_times_without_a_zone_are_refused(merchants):
    with pytest.raises(ValueError, match="gossip"):
        merchants.learn("m1", {"platform": "jd"}, source="gossip", at=NOW)
    with pytest.raises(ValueError, match="horoscope"):
        merchants.keep_result("m1", "horoscope", {}, at=NOW)
    with pytest.raises(ValueError, match="zone"):
        merchants.learn("m1", {"platform": "jd"}, source="answer", at=datetime(2026, 1, 1))
