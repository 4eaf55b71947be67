"""What stands in a report: the figures of the trade, their evidence, and how to get what is missing."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from advisor.reports.report_view import LONGEST_NAME, view
from advisor.trade.figures import money_words, rough_fen
from advisor.trade.swot import MOST_STEPS, QUADRANTS
from tests.reports.sample_report import AGAINST, FOR, empty, report, without

PARTS = ("swot", "stages", "cycle", "balance", "products")


def plain(text):
    """The text with ordinary blanks."""
    return text.replace("\u00a0", " ")


def texts(value):
    """Every text of a view but the pictures."""
    if isinstance(value, dict):
        return [text for name, one in value.items() if name != "svg" for text in texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_figures_are_those_of_the_trade(language):
    of = report(language)
    shown, found = view(of), of.check_up.result.assessment
    assert shown["readiness"]["score"] == found.readiness
    assert [part["score"] for part in shown["readiness"]["parts"]] == [one.score for one in found.scores]
    assert str(found.known) in shown["readiness"]["says"] and str(found.of) in shown["readiness"]["says"]
    assert money_words(rough_fen(of.forecast.gaps[1].amount_fen), language) in plain(shown["balance"]["found"])
    for row, line in zip(shown["products"]["rows"], of.products, strict=True):
        cost_fen = line.match.cost_fen
        assert cost_fen is None or money_words(cost_fen, language) in plain(row["cost"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_findings_stand_in_their_quadrant_the_heaviest_first(language):
    of = report(language)
    for quadrant, name in zip(view(of)["swot"], QUADRANTS, strict=True):
        items = of.check_up.result.assessment.quadrants[name]
        assert quadrant["id"] == name and len(quadrant["items"]) == min(4, len(items))
        assert (len(items) > 4) == bool(quadrant["more"])
        for shown, item in zip(quadrant["items"], items, strict=False):
            factor = next(one for one in of.check_up.knowledge.factors if one.id == item.factor_id)
            assert plain(shown["says"]).startswith(plain(factor.bands[item.band].says[language].split("{")[0]).strip())


def test_a_finding_tells_its_evidence_where_the_orders_gave_it():
    of = report("zh")
    measured = [
        item for item in of.check_up.result.assessment.items if item.measured and item.measured.source == "orders"
    ]
    assert measured
    said = [item["evidence"] for quadrant in view(of)["swot"] for item in quadrant["items"]]
    assert any("单" in one or "天的订单" in one for one in said)


def test_the_plan_tells_who_how_long_and_what_it_is_worth():
    of = report("en")
    rows, steps = view(of)["plan"]["rows"], of.check_up.result.plan
    assert 0 < len(rows) == len(steps) <= MOST_STEPS
    assert all(row["step"] and row["who"] and row["work"] and row["shows_after"] for row in rows)
    assert [bool(step.effect and step.effect.gap_change_fen) for step in steps] == [
        "gap CNY" in plain(row["effect"]) for row in rows
    ]


def test_a_product_tells_reasons_source_and_date():
    row = view(report("zh"))["products"]["rows"][0]
    assert FOR in row["speaks_for"] and AGAINST in row["against"]
    assert row["source"] and row["tier"] and row["funds"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("missing", [parts for n in (1, 2, 5) for parts in combinations(PARTS, n)])
def test_what_is_missing_is_said_with_the_way_to_get_it(missing, language):
    shown = view(without(report(language), *missing))
    assert (shown["readiness"] is None) == ("swot" in missing) == (not shown["swot"]) == (shown["plan"] is None)
    assert (shown["stages"] is None) == {"stages", "cycle"}.issubset(missing)
    assert (shown["balance"] is None) == ("balance" in missing)
    assert (shown["products"] is None) == ("products" in missing)
    assert all(shown["missing"][name] for name in ("swot", "stages", "balance", "products"))


def test_an_answer_that_holds_the_readiness_down_is_named():
    found = report("zh").check_up.result.assessment
    assert found.capped_by == "credit_history", "the made-up shop has an overdue payment"
    assert "信用记录" in view(report("zh"))["readiness"]["says"]


def test_without_orders_the_cash_cycle_of_the_answers_stands_there():
    assert view(without(report("zh"), "stages"))["stages"]["title"] == "现金周期"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_reads_like_a_program(language):
    for of in (report(language), empty(language)):
        said = texts(view(of))
        assert said and not [one for one in said if any(sign in one for sign in ("{", "}", "None", "Decimal"))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_says_that_it_is_no_credit_decision(language):
    wanted = {"zh": "不是信贷审批", "en": "no credit decision"}[language]
    assert wanted in view(empty(language))["say"]["is_no_decision"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("", "您的店铺"), ("  \n", "您的店铺"), ("a\x00b\u200bc", "a b c"), ("店" * 500, "店" * (LONGEST_NAME - 1) + "…")],
)
def test_a_name_is_cleaned_of_what_cannot_be_seen_and_is_not_endless(name, shown):
    assert view(replace(empty("zh"), shop=name))["shop"] == shown


def test_the_same_shop_gives_the_same_words():
    first, second = view(report("zh")), view(report("zh"))
    for one in (first, second):
        one["stages"].pop("svg"), one["balance"].pop("svg")
    assert first == second
