"""The terms of a shop are checked when they are made."""

import pytest

from advisor.trade.forecast.terms import LIMITS, Terms


def test_terms_that_are_not_given_cost_nothing():
    terms = Terms()
    assert not any(getattr(terms, name) for name in LIMITS if name.endswith("_fen"))
    assert terms.fee_share is None and terms.loans == ()


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("cost_share", 60, "a number from 0 to 5"),
        ("wages_day", 0, "a whole number from 1 to 31"),
        ("payable_days", 10.5, "a whole number from 0 to 720"),
        ("inventory_days", True, "a whole number from 0 to 720"),
        ("tax_share", float("nan"), "a number from 0 to 1"),
        ("rent_fen", -1, "a whole number from 0"),
        ("other_fen", "500", "a whole number from 0"),
        ("reserve_fen", None, "a whole number from 0"),
        ("fee_share", 1.2, "a number from 0 to 1"),
    ],
)
def test_a_number_out_of_range_is_refused_with_field_value_and_range(field, value, allowed):
    with pytest.raises(ValueError) as error:
        Terms(**{field: value})
    assert f"{field}: {value!r} is not {allowed}" in str(error.value)


def test_every_number_of_the_terms_has_its_limits():
    assert set(LIMITS) == set(Terms.__dataclass_fields__) - {"loans"}
