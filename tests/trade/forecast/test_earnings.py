"""Whether a shop earns anything, whenever the cash comes or goes."""

from dataclasses import replace
from datetime import date

import pytest

from advisor.trade.delays import Delay
from advisor.trade.forecast.answers import stated_scenario
from advisor.trade.forecast.earnings import earnings
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.terms import Terms

SALES_FEN = 30_000_000


def shop(**terms):
    return stated_scenario(date(2026, 3, 1), Terms(cost_share=0.6, inventory_days=40, **terms), SALES_FEN, 15.0)


def of(scenario):
    return earnings(scenario, simulate(scenario, seed=1, paths=10))


def test_a_margin_of_forty_per_cent_pays_fixed_costs_and_advertising_or_does_not():
    good, bad = of(shop(other_fen=5_000_000)), of(shop(other_fen=12_000_000, advertising_share=0.05))
    months = 91 / 30
    assert good.kept_fen - good.goods_fen == pytest.approx(0.4 * SALES_FEN * months, rel=1e-3)
    assert good.profit_fen > 0 > bad.profit_fen


def test_days_of_stock_and_terms_do_not_change_what_is_earned():
    assert of(shop(other_fen=1)).profit_fen == of(shop(other_fen=1, payable_days=60)).profit_fen


def test_returned_goods_cost_what_cannot_be_sold_again():
    back = replace(shop(), returns=Delay.fixed(7).scaled(0.2))
    spoilt = replace(back, terms=replace(back.terms, resellable_share=0.0))
    assert of(back).goods_fen == pytest.approx(0.8 * of(spoilt).goods_fen, abs=1)
    assert of(back).kept_fen == of(spoilt).kept_fen == pytest.approx(0.8 * of(shop()).kept_fen, rel=1e-6)
