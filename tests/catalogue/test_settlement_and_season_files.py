"""knowledge/settlement_rules.yml and seasons.yml as a banker would check them: sourced, honest, and like the world."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from advisor.catalogue import read
from advisor.trade.seasons import Season, events_between, for_platform, multiples, sales_multiple, ship_delays
from advisor.trade.settlement import SettlementRule

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


def section(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((KNOWLEDGE / f"{name}.yml").read_text("utf-8"))[name]
    return found


RULES, SEASONS = section("settlement_rules"), section("seasons")
PLATFORMS = [
    option["value"]
    for question in section("questions")
    if question["id"] == "platform"
    for option in question["options"]
]
each_rule = pytest.mark.parametrize("rule", RULES, ids=[one["platform"] for one in RULES])
each_season = pytest.mark.parametrize("season", SEASONS, ids=[one["id"] for one in SEASONS])


@cache
def rules() -> dict[str, SettlementRule]:
    made = (read.settlement_rule(read.row("settlement_rule", one["platform"], 0, one)) for one in RULES)
    return {one.platform: one for one in made}


@cache
def seasons() -> tuple[Season, ...]:
    return tuple(read.season(read.row("season", one["id"], 0, one)) for one in SEASONS)


def test_every_platform_has_a_rule() -> None:
    assert list(rules()) == PLATFORMS


@each_rule
def test_a_figure_that_nobody_told_is_said_to_be_our_own(rule: dict[str, Any]) -> None:
    cited = {name for source in rule["sources"] for name in source["fields"]}
    assert "return_days" not in cited
    assert "自己估" in rule["note"]["zh"]
    assert "our own working value" in rule["note"]["en"]
    assert rule["fee_rate"] is None or "fee_rate" in cited


@each_rule
def test_only_shopify_speaks_for_itself(rule: dict[str, Any]) -> None:
    for source in rule["sources"]:
        assert source["confidence"] != "high" or "help.shopify.com" in source["source"][0]
        assert all(re.match(r"https?://[^/]+/", address) for address in source["source"])
        assert source["confidence"] == "low" or len(source["source"]) > 1 or source["confidence"] == "high"


@pytest.mark.parametrize(
    ("platform", "receivable_days"),
    [
        ("taobao", 13), ("tmall", 13), ("1688", 13), ("jd", 16), ("pinduoduo", 15), ("douyin", 17), ("kuaishou", 20),
        ("shopify", 6), ("amazon", 18), ("other", 21),
    ],
)  # fmt: skip
def test_the_time_to_the_money_of_each_platform(platform: str, receivable_days: int) -> None:
    assert rules()[platform].receivable_days == receivable_days


def test_platforms_without_confirmation_count_from_an_earlier_moment() -> None:
    for rule in rules().values():
        assert (rule.auto_confirm_days == 0) == (rule.settles_from in ("paid", "delivered")), rule.platform


def test_fees_on_refunds_are_kept_where_that_was_told() -> None:
    kept = {rule.platform: rule.fee_returned for rule in rules().values() if rule.fee_returned != "always"}
    assert kept == {"taobao": "until_settled", "tmall": "until_settled", "pinduoduo": "never", "shopify": "never"}


@each_season
def test_a_multiple_tells_its_reason_in_both_languages(season: dict[str, Any]) -> None:
    assert all(len(season["reason"][language]) > 20 for language in ("zh", "en"))
    assert season["source"] or "自己估" in season["reason"]["zh"]
    assert season["confidence"] != "high"


def test_double_eleven_adds_up_to_what_was_counted_in_2024() -> None:
    """21 October to 11 November 2024: 1.25 times ordinary days, the largest about 1.5 times."""
    days = multiples(for_platform(seasons(), "taobao"), date(2024, 10, 21), 22)
    assert days.mean() == pytest.approx(1.25, abs=0.02)
    assert days[-1] == days.max() == 1.5


def test_the_fortnight_before_the_spring_festival_adds_up_to_what_was_counted_in_2025() -> None:
    """14 to 27 January 2025: (8.035 - 1.145) billion parcels in 14 days against 550 million a day."""
    days = multiples(for_platform(seasons(), "jd"), date(2025, 1, 14), 14)
    assert days.mean() == pytest.approx((80.35 - 11.45) / 14 / 5.5, abs=0.05)


def test_black_friday_adds_up_to_what_was_spent_in_2024() -> None:
    """41.1 of 240.8 billion in the five days to Cyber Monday; the other 56 days of the two months are the measure."""
    days = multiples([one for one in seasons() if one.id == "black_friday"], date(2024, 11, 28), 5)
    assert days.sum() == pytest.approx(41.1 / ((240.8 - 41.1) / 56), rel=0.02)


@pytest.mark.parametrize("year", range(2020, 2029))
def test_at_the_spring_festival_sales_fall_and_parcels_wait(year: int) -> None:
    home = for_platform(seasons(), "taobao")
    [(festival, _)] = [one for one in events_between(home, date(year, 1, 15), 40) if one[1].id == "spring_festival"]
    assert sales_multiple(home, festival) < 0.5
    delays = ship_delays(home, festival - timedelta(days=10), 30)
    assert delays[10] == delays.max() > 3
    assert (delays[0], delays[-1]) == (0, 0)


def test_abroad_there_is_no_double_eleven_and_at_home_no_black_friday() -> None:
    assert sales_multiple(for_platform(seasons(), "amazon"), date(2026, 11, 11)) == 1
    assert sales_multiple(for_platform(seasons(), "taobao"), date(2026, 11, 27)) == 1


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_year_of_events_neither_makes_nor_destroys_much_of_the_sales(platform: str) -> None:
    mean = multiples(for_platform(seasons(), platform), date(2026, 1, 1), 365).mean()
    assert 0.95 < mean < 1.1
    assert np.isfinite(mean)
