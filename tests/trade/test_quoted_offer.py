"""Offers as lenders word them, and their true yearly cost."""

from __future__ import annotations

import pytest

from advisor.trade.quoted_offer import QuotedOffer, cost_of, read_offer


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("借10万到手9万，一年还清，每月还9000，划算吗", QuotedOffer(10_000_000, 9_000_000, 900_000, 12)),
        ("到手8万5 每月还9千 12期", QuotedOffer(None, 8_500_000, 900_000, 12)),
        ("borrow 100k, they take 5% upfront, 12 payments of 9,000", QuotedOffer(10_000_000, 9_500_000, 900_000, 12)),
        ("I get 85,000 and repay 9,000 a month for 12 months", QuotedOffer(None, 8_500_000, 900_000, 12)),
        ("借5万，先扣3000手续费，分12期，每期4500", QuotedOffer(5_000_000, 4_700_000, 450_000, 12)),
    ],
)
def test_an_offer_is_read(text: str, offer: QuotedOffer) -> None:
    assert read_offer(text) == offer
    assert offer.missing == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("砍头息一成", ("received", "payment", "months")),
        ("说是月息8厘，先扣3000手续费，分12期", ("received", "payment")),
        ("they take 5% upfront, 12 payments of 9,000", ("received",)),
        ("到手八九万，每月还9000，12期", ("received",)),
        ("借10万到手9万，每月还9000，12期还是24期", ("months",)),
    ],
)
def test_what_is_not_said_is_not_guessed(text: str, missing: tuple[str, ...]) -> None:
    offer = read_offer(text)
    assert offer is not None
    assert offer.missing == missing


@pytest.mark.parametrize("text", ["砍头息是什么", "借10万用3个月，年化12%，利息多少", "每月还9000", ""])
def test_no_offer(text: str) -> None:
    assert read_offer(text) is None


def test_the_cost_counts_from_the_money_received() -> None:
    cost = cost_of(QuotedOffer(10_000_000, 9_000_000, 900_000, 12))
    assert (cost.repaid_fen, cost.total_cost_fen) == (10_800_000, 1_800_000)
    monthly = cost.yearly / 12
    assert sum(9_000 / (1 + monthly) ** month for month in range(1, 13)) == pytest.approx(90_000, abs=0.01)
    assert cost.yearly == pytest.approx(0.3508, abs=0.001)


def test_an_incomplete_offer_has_no_cost() -> None:
    with pytest.raises(ValueError, match="months"):
        cost_of(QuotedOffer(None, 9_000_000, 900_000, None))
