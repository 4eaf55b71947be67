"""In what one of several products is better, by its published figures."""

from __future__ import annotations

from decimal import Decimal

from advisor.trade.product_comparison import advantages
from tests.trade.test_product_filters import product


def found(*some, costs=()):
    return {one.aspect: (one.best, one.unpublished) for one in advantages(some, costs)}


def test_each_aspect_names_who_is_best_in_it():
    one = product(yearly_rate_max=Decimal("0.1"), days_to_funds=Decimal(3), amount_max_fen=100, collateral="none")
    two = product(yearly_rate_max=Decimal("0.2"), days_to_funds=Decimal(0), amount_max_fen=200, collateral="property")
    best = found(one, two)
    assert best == {"price": ((0,), ()), "speed": ((1,), ()), "amount": ((1,), ()), "collateral": ((0,), ())}


def test_what_is_not_published_is_not_compared():
    one, two = product(days_to_funds=Decimal(3)), product()
    assert "speed" not in found(one, two)
    three = product(days_to_funds=Decimal(1))
    assert found(one, two, three)["speed"] == ((2,), (1,))


def test_a_mere_from_price_does_not_win():
    assert "price" not in found(product(yearly_rate_min=Decimal("0.01")), product(yearly_rate_max=Decimal("0.05")))


def test_costs_for_the_own_need_count_before_rates():
    one, two = product(yearly_rate_max=Decimal("0.1")), product(yearly_rate_max=Decimal("0.2"))
    assert found(one, two, costs=(900, 800))["price"] == ((1,), ())
    assert found(one, two, costs=(900, None))["price"] == ((0,), ())


def test_equal_figures_are_no_advantage():
    assert found(product(days_to_funds=Decimal(1)), product(days_to_funds=Decimal(1))) == {}
