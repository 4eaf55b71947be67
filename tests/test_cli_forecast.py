"""The command line `forecast`: stable answers as JSON, and one line with exit code 2 for whatever is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main
from advisor.trade.forecast.simulation import KINDS

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
        (("--platform", "nowhere"), "nowhere"),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(capsys, arguments, says):
    assert says in refused(capsys, *arguments)


def test_too_short_a_history_is_said(capsys):
    assert "a forecast needs 14 at least" in refused(capsys, "--as-of", "2026-09-08")
