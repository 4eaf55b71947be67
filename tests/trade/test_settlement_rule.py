"""How long a platform's rule makes the money take, and which of its stages count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.records import Source
from advisor.trade.settlement import MOMENTS, SettlementRule

days = st.decimals(min_value=0, max_value=120, places=1)


def rule(settles_from: str = "confirmed", **parts: Decimal) -> SettlementRule:
    given_days = {"ship": 2, "delivery": 3, "auto_confirm": 10, "settle": 7, "withdraw": 1} | parts
    named = {f"{part}_days": Decimal(value) for part, value in given_days.items()}
    return SettlementRule(platform="shop", **named, note={}, sources={}, settles_from=settles_from)


@pytest.mark.parametrize(
    ("settles_from", "receivable_days"),
    [("confirmed", 2 + 10 + 7 + 1), ("delivered", 2 + 3 + 7 + 1), ("shipped", 2 + 7 + 1), ("paid", 7 + 1)],
)
def test_settlement_counts_from_the_moment_the_platform_names(settles_from: str, receivable_days: int) -> None:
    assert rule(settles_from).receivable_days == receivable_days


def test_a_parcel_slower_than_the_confirmation_by_itself_decides() -> None:
    assert rule(delivery=Decimal(14)).receivable_days == 2 + 14 + 7 + 1


def test_the_stages_are_those_of_the_order_path() -> None:
    assert rule().stage_days == {"ship": 2, "deliver": 3, "confirm": 7, "settle": 7, "withdraw": 1}
    assert rule("delivered").stage_days == {"ship": 2, "deliver": 3, "confirm": 0, "settle": 7, "withdraw": 1}


@given(ship=days, delivery=days, auto_confirm=days, settle=days, withdraw=days)
def test_delivery_and_confirmation_are_never_added(
    ship: Decimal, delivery: Decimal, auto_confirm: Decimal, settle: Decimal, withdraw: Decimal
) -> None:
    one = rule(ship=ship, delivery=delivery, auto_confirm=auto_confirm, settle=settle, withdraw=withdraw)
    assert one.receivable_days == ship + max(delivery, auto_confirm) + settle + withdraw


@given(delivery=days, auto_confirm=days)
def test_the_earlier_settlement_counts_from_the_sooner_the_money_is_there(
    delivery: Decimal, auto_confirm: Decimal
) -> None:
    waits = [rule(moment, delivery=delivery, auto_confirm=auto_confirm).receivable_days for moment in MOMENTS]
    assert waits == sorted(waits)


def test_a_figure_has_its_own_source_or_is_our_own_value() -> None:
    cited = Source("https://example.org", None, "medium")
    one = SettlementRule("shop", *[Decimal(1)] * 5, note={}, sources={"fee_rate": cited})
    assert (one.source("fee_rate"), one.source("settle_days")) == (cited, Source("", None, "low"))
