"""The picture of a forecast, with a gap and without."""

from datetime import date

import pytest

from advisor.reports.forecast_chart import forecast_chart
from advisor.reports.stage_chart import stage_chart
from advisor.trade.forecast.answers import stated_scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.terms import Terms
from advisor.trade.orders import Orders
from advisor.trade.stages import STAGE_IDS, stages_of


def forecast(own_cash_fen, sales_fen=20_000_000):
    terms = Terms(opening_cash_fen=own_cash_fen, cost_share=0.7, inventory_days=40, other_fen=6_000_000)
    return simulate(stated_scenario(date(2026, 11, 24), terms, sales_fen, 15.0), seed=1, paths=200)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("own_cash_fen", "sales_fen"), [(0, 20_000_000), (900_000_000, 20_000_000), (100, 100), (0, 10**12)]
)
@pytest.mark.filterwarnings("error:Glyph")  # a sign that the font lacks
def test_every_forecast_has_a_picture_for_a_phone(own_cash_fen, sales_fen, language):
    found = forecast(own_cash_fen, sales_fen)
    picture = forecast_chart(found, found.gaps[1], language)
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert picture.startswith(b"\x89PNG\r\n") and (width, height) == (780, 780)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.filterwarnings("error:Glyph")
def test_the_way_of_the_money_has_a_picture_even_without_any_order(language):
    stages = stages_of(Orders.empty(), dict.fromkeys(STAGE_IDS, 0.0))
    assert stage_chart(stages, language).startswith(b"\x89PNG\r\n")
