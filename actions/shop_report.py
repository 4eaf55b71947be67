"""Gathers what is known of a shop into the data of its report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from actions.facts import SHOP_NAME, need_of, profile_of
from actions.result_cash_cycle import FIELDS, cycle_inputs
from actions.result_matches import matches_of
from actions.result_parts import AGAINST_SHOWN, BLOCKS_SHOWN, FOR_SHOWN, IN_THE_LINE
from actions.shop_cash import SEED, shop_cash, shop_day
from actions.speech import rendered
from actions.swot_data import replaceable, scenario_shown, shop_data
from actions.turn import Turn
from actions.wiring import stores
from advisor.merchants.store import KINDS
from advisor.reports.report_data import CheckUp, ProductLine, Report
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import Forecast, simulate
from advisor.trade.matching import Match, Matches
from advisor.trade.swot import self_assessment

PRODUCTS_SHOWN = 3


def report_of(turn: Turn) -> Report:
    """The report of the merchant as of now, in its language; what is not known yet is left out."""
    facts = dict(profile_of(turn.merchant_id).facts)
    cash, scenario = shop_cash(turn.merchant_id), scenario_shown(turn)
    forecast = simulate(scenario, seed=SEED) if scenario else None
    need = need_of(facts)
    matches = matches_of(turn, need) if need else None
    today = shop_today()
    return Report(
        language=turn.language,
        made_on=today,
        questions=stores().catalogue.questions(),
        shop=str(facts.get(SHOP_NAME) or ""),
        facts=facts,
        check_up=_check_up(turn.merchant_id, scenario, forecast),
        book=cash.book if cash else None,
        stages=cash.stages if cash else None,
        cycle=cycle_inputs(facts) if all(name in facts for name in FIELDS) else None,
        forecast=forecast,
        need=need,
        products=_products(turn, matches) if matches else (),
        considered=len(matches.ranked) if matches else 0,
        lpr=stores().catalogue.lpr(today),
    )


def turn_of(merchant_id: str, language: str) -> Turn:
    """A turn in which nothing was said, for a report outside a conversation."""
    return Turn(merchant_id, language, "", None, 0.0, (), {}, {})


def shop_today() -> date:
    """Today by the shop's clock (China)."""
    return shop_day() + timedelta(days=1)


def is_known(merchant_id: str) -> bool:
    """Whether anything is kept of a shop."""
    merchants = stores().merchants
    results = (merchants.latest_result(merchant_id, kind) for kind in KINDS)
    return bool(merchants.facts(merchant_id)) or shop_cash(merchant_id) is not None or any(results)


def _check_up(merchant_id: str, scenario: Scenario | None, forecast: Forecast | None) -> CheckUp | None:
    shown = stores().merchants.latest_result(merchant_id, "swot")
    if shown is None:
        return None
    knowledge, data = stores().catalogue.swot(), shop_data(merchant_id, scenario, forecast)
    found = self_assessment(knowledge, data.facts, data, replaceable(merchant_id))
    return CheckUp(found, knowledge, shown.at.date())


def _products(turn: Turn, matches: Matches) -> tuple[ProductLine, ...]:
    return tuple(_line(turn, one) for one in matches.ranked[:PRODUCTS_SHOWN])


def _line(turn: Turn, match: Match) -> ProductLine:
    against = AGAINST_SHOWN if match.is_possible else BLOCKS_SHOWN
    return ProductLine(
        stores().catalogue.product(match.product_id),
        match,
        _in_words(turn, match.reasons_for, FOR_SHOWN),
        _in_words(turn, match.reasons_against, against),
    )


def _in_words(turn: Turn, reasons: Any, most: int) -> str:
    told = [one for one in reasons if one.code not in IN_THE_LINE][:most]
    return rendered(turn, "report_reasons", reasons=told)
