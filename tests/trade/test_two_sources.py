"""Orders of two sources that tell different things: what one of them does not tell changes nothing of the other's."""

import numpy as np
import pytest

from advisor.trade.forecast.pace import pace_of
from advisor.trade.orders import Orders
from advisor.trade.returns import returns_of
from advisor.trade.stages import in_flight, stages_of
from advisor.trade.turnover import receivable_turnover
from tests.trade.shops import DAY, RULES, START, STEADY, shop

TOLD = shop(np.arange(100), refund_after=np.where(np.arange(100) % 4, np.nan, 5.0), **STEADY)
PAID_ONLY = shop(np.arange(40, 100)).without(["refund_fen", "refunded_at"])
AT = START + 112 * DAY


def figures(stages):
    return [(stage.id, stage.source, stage.mean_days, stage.finished, stage.open) for stage in stages.stages]


@pytest.mark.parametrize("parts", [[TOLD, PAID_ONLY], [PAID_ONLY, TOLD]], ids=["told first", "told last"])
def test_stages_returns_and_turnover_are_those_of_the_orders_that_tell_them(parts):
    both = Orders.together(parts)
    assert len(both) == 160
    assert figures(stages_of(both, RULES, AT)) == figures(stages_of(TOLD, RULES, AT))
    assert stages_of(both, RULES, AT).measured_total.mean_days == pytest.approx(13)
    ours, theirs = returns_of(both, AT), returns_of(TOLD, AT)
    assert (ours.rate, ours.paid_orders, ours.source) == (theirs.rate, 100, "orders") and ours.rate == 0.25
    assert receivable_turnover(both, AT) == receivable_turnover(TOLD, AT)


def test_an_order_whose_source_tells_nothing_moves_on_by_the_days_of_the_others():
    both = Orders.together([TOLD, PAID_ONLY])
    stages = stages_of(both, RULES, START + 103 * DAY)
    alone = in_flight(PAID_ONLY, stages)
    together, told = in_flight(both, stages), in_flight(TOLD, stages)
    assert alone.total_fen > 0 and together.total_fen == told.total_fen + alone.total_fen
    assert alone.paid_age_days.max() <= 13 and not alone.stuck_orders  # 13 days after payment its money is usable
    assert (
        in_flight(both, stages_of(both, RULES, AT)).total_fen == in_flight(TOLD, stages_of(TOLD, RULES, AT)).total_fen
    )


def test_orders_that_never_tell_their_settlement_do_not_make_the_platform_look_slow():
    both, stages = Orders.together([TOLD, PAID_ONLY]), stages_of(TOLD, RULES, AT).stages
    assert pace_of(both, AT, stages) == pace_of(TOLD, AT, stages)


def test_nothing_is_known_of_returns_where_no_source_tells_them():
    assert returns_of(PAID_ONLY, AT) is None
