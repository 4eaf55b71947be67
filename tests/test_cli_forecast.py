"""The command line `forecast`: stable answers as JSON, and one line with exit code 2 for whatever is wrong."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main
from advisor.trade.forecast.simulation import KINDS

DOCUMENTED = Path(__file__).parents[1] / "docs" / "command_line.md"
ORDERS = str(Path(__file__).parent / "data" / "tmall_orders.csv")
TERMS = """
opening_cash_fen: 200000
cost_share: 0.6
inventory_days: 30
payable_days: 10
wages_fen: 300000
loans:
  - {amount_fen: 1000000, yearly_rate: 0.12, start: 2026-11-10, months: 12, method: equal_principal}
  - {amount_fen: 500000, yearly_rate: 0.1, start: 2026-10-01, days: 60}
"""


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")


def run(*arguments: str) -> int:
    return main(["forecast", ORDERS, "--paths", "200", *arguments])


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "Traceback" not in err
    return err


def terms_file(folder: Path, text: str = TERMS) -> tuple[str, str]:
    (folder / "terms.yml").write_text(text, encoding="utf-8")
    return "--terms", str(folder / "terms.yml")


def test_a_forecast_has_91_days_of_balance_lines_that_sum_to_it_and_three_gaps(capsys, tmp_path):
    found = answered(capsys, *terms_file(tmp_path))
    assert {len(days) for days in (*found["balance"].values(), *found["lines"].values())} == {91}
    assert set(found["lines"]) == set(KINDS) and found["missing"] == []
    moved = sum(sum(days) for days in found["lines"].values())
    assert found["balance"]["expected_fen"][-1] == 200_000 + moved
    assert [gap["certainty"] for gap in found["gaps"]] == [0.5, 0.8, 0.95]
    assert len(found["weeks"]) == 13 and found["weeks"][-1]["last_day"] == found["last_day"]
    assert sum(week["in_fen"] + week["out_fen"] for week in found["weeks"]) == moved


def test_loans_of_the_terms_are_paid_out_and_back(capsys, tmp_path):
    loans = answered(capsys, *terms_file(tmp_path))["lines"]["loans"]
    assert loans[9] == 1_000_000  # 10 November, the forecast begins on the first
    assert sum(fen < 0 for fen in loans) == 3 and loans[29] < -500_000  # 30 November: the loan of October


def test_without_terms_it_is_said_what_is_missing(capsys):
    found = answered(capsys)
    assert found["missing"] == ["opening_cash_fen", "cost_share"]
    assert found["platform"] == "tmall" and found["terms"]["fee_share"] is None
    assert run() == 0
    assert "opening_cash_fen is not given" in capsys.readouterr().out


def test_the_text_has_a_line_for_every_week_and_every_gap(capsys, tmp_path):
    assert run(*terms_file(tmp_path)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith(("2026-", "2027-")) for line in lines) == 13
    assert [line.split()[1] for line in lines[-3:]] == ["50%", "80%", "95%"]


def test_the_same_seed_gives_the_same_answer_and_an_earlier_day_another_one(capsys):
    first, again, other = (answered(capsys, *more) for more in ((), (), ("--seed", "5")))
    assert first == again and first["balance"]["p10_fen"] != other["balance"]["p10_fen"]
    earlier = answered(capsys, "--as-of", "2026-10-20")
    assert (earlier["as_of"], earlier["first_day"]) == ("2026-10-20", "2026-10-21")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cost_shares: 0.6", "cost_shares: unknown field; known: opening_cash_fen"),
        ("cost_share: 60", "cost_share: 60 is not a number from 0 to 5"),
        ("wages_day: 0", "wages_day: 0 is not a whole number from 1 to 31"),
        ("loans: 5", "loans: must be a list of loans"),
        ("loans: {}", "loans: must be a list of loans"),
        ("loans: [{amount_fen: 9, yearly_rate: 0, start: 2026-01-01, months: 5, method: [x]}]", "['x'] is not one of"),
        (
            "loans: [{amount_fen: 9, yearly_rate: 0, start: 2026-01-01, days: 5, method: level_payment}]",
            "method: goes with months",
        ),
        (
            "loans: [{amount_fen: 9, yearly_rate: 0, start: 9999-12-31, days: 5}]",
            "is not a date from 1970-01-01 to 2199",
        ),
        ("loans: [{amount_fen: 100, yearly_rate: 0.1}]", "loan 1: start must be given"),
        ("loans: [{amount_fen: 100, yearly_rate: 0.1, start: 2026-01-01}]", "loan 1: give either months or days"),
        (
            "loans: [{amount_fen: 100, yearly_rate: x, start: 2026-01-01, days: 5}]",
            "yearly_rate: 'x' is not a fraction",
        ),
        ("loans: [{amount_fen: 100, yearly_rate: 0, start: soon, days: 5}]", "start: 'soon' is not a date"),
        ("loans: [{amount_fen: 1.5, yearly_rate: 0, start: 2026-01-01, days: 5}]", "amount_fen: 1.5 is not a whole"),
        ("loans: [{amount_fen: 9, yearly_rate: 0, start: 2026-01-01, days: 5, fee_upfront_fen: 9}]", "fee_upfront_fen"),
        (
            "loans: [{amount_fen: 9, yearly_rate: 0, start: 2026-01-01, months: 5, method: x}]",
            "method: 'x' is not one of",
        ),
    ],
)
def test_wrong_terms_are_refused_with_the_field_and_what_is_allowed(capsys, tmp_path, text, says):
    assert says in refused(capsys, *terms_file(tmp_path, text))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--paths", "5"), "'5' is not a whole number from 100 to 100000"),
        (("--seed", "-1"), "argument --seed"),
        (("--as-of", "yesterday"), "'yesterday' is not a date"),
        (("--as-of", "2020-01-01"), "no paid order"),
        (("--platform", "nowhere"), "no rules of 'nowhere'; known: taobao, tmall"),
        (("--platform", ""), "no rules of ''"),
        (("--terms", ""), "there is no such file"),
        (("--as-of", "9999-12-31"), "is not a date from 1970-01-01 to 2199-12-31"),
        (("--paths", "9" * 5000), "is not a whole number from 100 to 100000"),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(capsys, arguments, says):
    assert says in refused(capsys, *arguments)


def test_too_short_a_history_is_said(capsys):
    assert "a forecast needs 14 at least" in refused(capsys, "--as-of", "2026-09-08")


def by_day_of_order(folder: Path, last_row: str = "") -> str:
    """Ten orders of 100 yuan a day in January, settled ten days later: a file chosen by day of order, made later."""
    rows = ["订单编号,订单金额,买家实付金额,订单创建时间,订单付款时间,结算时间"]
    for number in range(310):
        paid, settled = (datetime(2026, 1, 1 + number // 10, 12) + timedelta(days=days) for days in (0, 10))
        rows.append(f"{number + 1},100.00,100.00,{paid},{paid},{settled}")
    (folder / "january.csv").write_text("\n".join([*rows, last_row]), encoding="utf-8")
    return str(folder / "january.csv")


def test_a_file_chosen_by_day_of_order_is_taken_as_on_its_last_day_of_orders(capsys, tmp_path):
    file = by_day_of_order(tmp_path)
    assert main(["forecast", file, "--paths", "200", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["as_of"], found["orders"]["last_order"], found["orders"]["last_seen"]) == (
        "2026-01-31",
        "2026-01-31",
        "2026-02-10",
    )
    assert found["in_flight"]["opening_fen"] > 900_000
    assert main(["forecast", file, "--paths", "200"]) == 0
    assert "orders until 2026-01-31, other times until 2026-02-10" in capsys.readouterr().out


def test_days_without_orders_that_are_asked_for_are_told(capsys, tmp_path):
    assert main(["forecast", by_day_of_order(tmp_path), "--paths", "200", "--as-of", "2026-02-10"]) == 0
    assert "the last order is of 2026-01-31: the days after it count as days without sales" in capsys.readouterr().out


def test_rows_left_out_are_told(capsys, tmp_path):
    file = by_day_of_order(tmp_path, "999,-5.00,-5.00,2026-01-05 10:00:00,2026-01-05 10:00:00,")
    assert main(["forecast", file, "--paths", "200"]) == 0
    assert "rows left out: negative_amount 1" in capsys.readouterr().out
    assert main(["cash-cycle", file]) == 0
    assert "rows left out: negative_amount 1" in capsys.readouterr().out


def test_a_whole_number_may_be_written_with_a_point(capsys, tmp_path):
    whole = answered(capsys, *terms_file(tmp_path, "cost_share: 0.6\ninventory_days: 30"))
    assert answered(capsys, *terms_file(tmp_path, "cost_share: 0.6\ninventory_days: 30.0")) == whole


def test_every_key_is_documented(capsys, tmp_path):
    found = answered(capsys, *terms_file(tmp_path))
    inner = [*found["weeks"], *found["gaps"], *(value for value in found.values() if isinstance(value, dict))]
    section = DOCUMENTED.read_text("utf-8").split("## forecast")[1].split("\n## ")[0]
    assert set().union(found, *inner) <= set(re.findall(r"`([a-z0-9_]+)`", section))


def test_a_backtest_tells_how_much_of_what_came_lay_in_the_band(capsys):
    found = answered(capsys, "--backtest")
    assert {"of", "platform", "first_origin", "last_origin", "points", "inside", "below", "bias", "by_horizon"} == set(
        found
    )
    assert found["of"] == "sales" and found["points"] == sum(one["points"] for one in found["by_horizon"])
    assert all(set(one) == {"weeks", "points", "inside", "below", "bias"} for one in found["by_horizon"])
    assert [one["weeks"] for one in found["by_horizon"]] == [1, 2, 4]
    assert 0 <= found["inside"] <= 1 and found["first_origin"] < found["last_origin"]
    assert run("--backtest") == 0
    text = capsys.readouterr().out
    assert len(text.splitlines()) == 1 and f"{found['inside']:.0%} of {found['points']} totals" in text


def test_a_backtest_of_orders_that_tell_when_they_were_settled_is_of_cash(capsys, tmp_path):
    day = date(2026, 3, 16)  # no promotion until the end of May
    rows = [
        f"{i},{day + timedelta(days=i // 2)} 10:00:00,{day + timedelta(days=i // 2 + 6)} 10:00:00,50.00"
        for i in range(120)
    ]
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(["order number,paid at,settled at,order amount", *rows]), encoding="utf-8")
    assert main(["forecast", str(file), "--backtest", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["of"] == "cash" and abs(found["bias"]) < 0.1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("--as-of", "2026-09-25"), "a backtest needs 35 at least"), (("--as-of", "2020-01-01"), "no paid order")],
)
def test_a_backtest_of_too_little_is_refused(capsys, arguments, says):
    assert says in refused(capsys, "--backtest", *arguments)


def test_a_backtest_takes_no_terms(capsys, tmp_path):
    assert "leave one out" in refused(capsys, "--backtest", *terms_file(tmp_path))


def test_a_forecast_says_whether_it_is_rough_and_what_becomes_of_fees(capsys):
    found = answered(capsys)
    assert found["is_unsettled"] is False and found["measured"]["fee_returned"] == "until_settled"
