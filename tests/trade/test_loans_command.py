"""`financing-advisor loan`: every method, odd numbers and odd files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main
from advisor.commands.loan_building import METHODS

DOCUMENTED = Path(__file__).parents[2] / "docs" / "command_line.md"
KEYS = {
    "schedule", "total_interest_fen", "total_cost_fen", "nominal_apr", "effective_annual_rate", "xirr", "warnings",
}  # fmt: skip
LINE = {"date", "payment_fen", "principal_fen", "interest_fen", "fee_fen", "balance_fen"}
DEAR = ("--amount", "0.01", "--days", "1", "--yearly-rate", "0", "--method", "bullet")
LOAN = ("--amount", "100000", "--months", "12", "--yearly-rate", "0.06", "--start", "2026-01-31")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One database for all: the prime rate that is warned about is read from it, and filling it takes a second."""
    return f"sqlite:///{tmp_path_factory.mktemp('loan')}/advisor.db"


@pytest.fixture(autouse=True)
def _own_database(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", database)


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["loan", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["loan", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1
    return err


def with_flows(capsys: pytest.CaptureFixture[str], folder: Path, text: str) -> Any:
    (folder / "flows.csv").write_text(text, encoding="utf-8")
    return answered(capsys, "--flows", str(folder / "flows.csv"))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_answers_with_the_same_keys_and_closes(capsys, method):
    found = answered(capsys, *LOAN, "--method", method, "--fee", "500", "--fee-upfront", "1000")
    assert KEYS <= set(found) and all(set(line) == LINE for line in found["schedule"])
    assert sum(line["principal_fen"] for line in found["schedule"]) == 10_000_000
    assert found["schedule"][-1]["balance_fen"] == 0 and found["schedule"][-1]["date"] == "2027-01-31"
    fees = sum(line["fee_fen"] for line in found["schedule"])
    assert found["total_cost_fen"] == found["total_interest_fen"] + fees + 100_000
    assert found["effective_annual_rate"] == pytest.approx(found["xirr"], abs=2e-3)


@pytest.mark.parametrize(
    ("arguments", "cost_fen", "apr"),
    [
        (("--method", "bullet"), 600_000, 0.06),
        (("--method", "daily", "--start", "2024-01-31"), 601_644, 0.06),
        (("--method", "bullet", "--start", "2024-01-31"), 600_000, 0.06),
        (("--method", "bullet", "--day-count", "actual/360"), 608_333, 0.060833),
        (("--method", "interest_only", "--day-count", "actual/365"), 600_000, 0.059986),
        (("--method", "sales_share"), 600_000, 0.117383),
        (("--method", "flat_fee"), 600_000, 0.108964),
    ],
)
def test_each_method_counts_interest_its_own_way(capsys, arguments, cost_fen, apr):
    found = answered(capsys, *LOAN, *arguments)
    assert (found["total_cost_fen"], found["nominal_apr"]) == (cost_fen, apr)


def test_a_fee_comes_with_the_first_payment(capsys):
    found = answered(capsys, *LOAN, "--fee", "3000")
    assert [line["fee_fen"] for line in found["schedule"]] == [300_000] + [0] * 11


def test_a_share_of_sales_is_repaid_in_even_parts_every_day(capsys):
    found = answered(
        capsys, "--amount", "75000", "--months", "12", "--yearly-rate", "0", "--method", "sales_share",
        "--fee", "23250", "--fee-upfront", "1875", "--start", "2026-01-01",
    )  # fmt: skip
    assert len(found["schedule"]) == 365 and {line["payment_fen"] for line in found["schedule"]} <= {
        26_917,
        26_918,
        26_919,
    }
    assert (found["paid_back_fen"], found["nominal_apr"]) == (9_825_000, 0.621556)
    assert found["warnings"] == ["fee_upfront", "flat_fee_looks_small", "above_24_percent", "above_4x_lpr"]


def test_early_repayment_and_taking_it_again_are_told_when_asked(capsys):
    found = answered(capsys, *LOAN, "--early-day", "100", "--penalty-rate", "0.02", "--need-days", "400")
    assert found["early_repayment"]["penalty_fen"] == 151_117 and found["early_repayment"]["saves_interest"] is True
    assert found["rolled"]["times_taken"] == 2 and found["rolled"]["total_cost_fen"] > found["total_cost_fen"]
    assert "rolling_short_loans" in found["warnings"]


def test_a_loan_without_cost_has_the_rate_zero(capsys):
    found = answered(capsys, "--amount", "100,000", "--months", "1", "--yearly-rate", "0", "--start", "2026-01-31")
    assert (found["schedule"][0]["date"], found["total_cost_fen"], found["xirr"]) == ("2026-02-28", 0, 0)
    assert found["warnings"] == []


def test_a_table_for_people_shows_every_instalment(capsys):
    assert main(["loan", *LOAN, "--months", "360", "--method", "equal_principal"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 364 and lines[360].startswith("2056-01-31")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--months", "12", "--yearly-rate", "0.06"), "give --amount"),
        (("--amount", "5", "--months", "12"), "give --yearly-rate"),
        (("--amount", "5", "--yearly-rate", "0.06"), "--months or --days"),
        ((*LOAN, "--days", "30"), "--months or --days"),
        ((*LOAN, "--months", "1.5"), "'1.5' is not a whole number from 1 to 3650"),
        ((*LOAN, "--amount", "0.001"), "'0.001' is not an amount"),
        ((*LOAN, "--amount", "1,00"), "'1,00' is not an amount"),
        ((*LOAN, "--amount", "0"), "from 0.01"),
        ((*LOAN, "--fee", "-1"), "must not be negative"),
        ((*LOAN, "--fee-upfront", "100000"), "--fee-upfront must be less than --amount"),
        ((*LOAN, "--yearly-rate", "6%"), "as a fraction"),
        ((*LOAN, "--yearly-rate", "1e-999999"), "as a fraction"),
        ((*LOAN, "--yearly-rate", "nan"), "as a fraction"),
        ((*LOAN, "--yearly-rate", "0.0_6"), "as a fraction"),
        ((*LOAN, "--months", "1_0"), "'1_0' is not a whole number"),
        ((*LOAN, "--amount", "9" * 5000), f"'{'9' * 60}...' is not an amount"),
        ((*LOAN, "--start", "2026-02-30"), "is not a date"),
        ((*LOAN, "--start", "9999-12-31"), "2199-12-31"),
        ((*LOAN, "--early-day", "366"), "--early-day: 366 is not a day of the loan, from 1 to 365"),
        ((*LOAN, "--penalty-rate", "0.1"), "--penalty-rate needs --early-day"),
        ((*DEAR, "--fee", "1000000"), "the fees are too high for a yearly rate"),
        ((*LOAN, "--method", "magic"), "invalid choice"),
        (("--flows", "nowhere.csv"), "nowhere.csv: there is no such file"),
        (("--flows", "nowhere.csv", "--amount", "5"), "--flows takes no --amount"),
        (("--flows", "nowhere.csv", "--fee", "5"), "--flows takes no --fee"),
        (("--flows", "nowhere.csv", "--method", "bullet"), "--flows takes no --method"),
        (("--flows", "nowhere.csv", "--start", "2026-01-31"), "--flows takes no --start"),
    ],
)
def test_an_argument_that_does_not_fit_is_refused_in_one_line(capsys, arguments, says):
    assert says in refused(capsys, *arguments)


def test_flows_have_their_rates_whatever_their_order_and_writing(capsys, tmp_path):
    plain = with_flows(capsys, tmp_path, "date,amount\n2026-01-31,2000\n2026-02-28,-1100.5\n2026-03-31,-1000\n")
    other = with_flows(
        capsys,
        tmp_path,
        '\ufeffAmount, Date\r\n"-1,000.00",2026/3/31\r\n\r\n"2,000",2026-01-31\r\n-1100.50,2026-2-28\r\n',
    )
    bare = with_flows(capsys, tmp_path, "2026-02-28,-1100.5\n2026-03-31,-1000\n2026-01-31,2000\n")
    chinese = with_flows(capsys, tmp_path, "日期,金额\n2026-01-31,2000\n2026-02-28,-1100.5\n2026-03-31,-1000\n")
    assert plain == other == bare == chinese
    assert (plain["xirr"], plain["effective_annual_rate"]) == (0.52177, 0.52177)
    assert plain["nominal_apr_monthly"] == pytest.approx(12 * (1.52177 ** (1 / 12) - 1), abs=1e-6)
    assert plain["apr_regulation_z"] == pytest.approx(0.406438) and plain["unit_period"]["unit"] == "month"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there are no flows"),
        ("date,amount\n", "there are no flows"),
        ("date\n2026-01-31\n", "line 1: the columns must be date,amount and no others, not date"),
        ("date,amount,note\n2026-01-31,5,x\n", "line 1: the columns must be date,amount and no others"),
        ("date,amount\n2026-01-31\n", "line 2: date,amount is expected, not 1 column"),
        ("2026-01-31,2000\n2026-02-28,-1,100.5\n", "line 2: date,amount is expected, not 3 column(s); put an amount"),
        ("date,amount\n2026-01-31,abc\n", "line 2: 'abc' is not an amount"),
        ("date,amount\n31.1.2026,5\n", "line 2: '31.1.2026' is not a date"),
        ("date,amount\n2026-01-31,0.005\n", "line 2: '0.005' is not an amount"),
        (f"date,amount\n{'x' * 5000},1\n", f"line 2: '{'x' * 60}...' is not a date"),
        (f"date,amount\n2026-01-31,{'1' * 200_000}\n", "line 2: not a table of date,amount (field larger"),
        ("date,amount\n2026-01-31,5\n2026-02-28,6\n", "money received (positive) and money paid (negative)"),
        ("date,amount\n2026-01-31,5\n2026-01-31,-6\n", "no yearly rate fits these flows"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_its_line(capsys, tmp_path, text, says):
    (tmp_path / "flows.csv").write_text(text, encoding="utf-8")
    assert says in refused(capsys, "--flows", str(tmp_path / "flows.csv"))


def test_the_rate_of_regulation_z_is_left_out_where_there_is_none(capsys, tmp_path):
    found = with_flows(capsys, tmp_path, "date,amount\n2026-01-31,5\n2026-01-31,-5\n")
    assert (found["xirr"], found["apr_regulation_z"], found["unit_period"]) == (0, None, None)


def test_people_read_rates_in_percent_and_sentences_instead_of_mappings(capsys, tmp_path):
    assert main(["loan", *LOAN, "--early-day", "100", "--need-days", "400"]) == 0
    said = capsys.readouterr().out
    assert "nominal_apr: 6.00%" in said and "paid back on 2026-05-11: " in said and "taken in turn 2 times" in said
    (tmp_path / "flows.csv").write_text("2026-01-31,5\n2026-01-31,-5\n", encoding="utf-8")
    assert main(["loan", "--flows", str(tmp_path / "flows.csv")]) == 0
    flows = capsys.readouterr().out
    assert "xirr: 0.00%" in flows and "apr_regulation_z: none" in flows
    assert "{" not in said + flows and "None" not in said + flows


@pytest.mark.parametrize(("amount", "months"), [("50000", "3"), ("1000", "12"), ("100", "3"), ("10", "12")])
@pytest.mark.parametrize(("rate", "code"), [("0.24", "above_24_percent"), ("0.138", "above_4x_lpr")])
def test_a_loan_at_exactly_a_limit_is_not_above_it_because_of_rounding_to_fen(capsys, amount, months, rate, code):
    loan = ("--amount", amount, "--months", months, "--start", "2024-01-15")  # the LPR was 3.45 %
    assert code not in answered(capsys, *loan, "--yearly-rate", rate)["warnings"]


@pytest.mark.parametrize(("rate", "code"), [("0.24001", "above_24_percent"), ("0.13801", "above_4x_lpr")])
def test_a_loan_just_above_a_limit_is_said_to_be(capsys, rate, code):
    loan = ("--amount", "100000", "--months", "12", "--start", "2024-01-15")
    assert code in answered(capsys, *loan, "--yearly-rate", rate)["warnings"]


def test_every_key_is_documented(capsys, tmp_path):
    found = answered(capsys, *LOAN, "--early-day", "100", "--need-days", "400")
    flows = with_flows(capsys, tmp_path, "2026-01-31,2000\n2026-02-28,-2010\n")
    inner = [found["schedule"][0], found["unit_period"], found["early_repayment"], found["rolled"]]
    given = set().union(found, flows, *inner)
    section = DOCUMENTED.read_text("utf-8").split("## loan")[1].split("\n## ")[0]
    assert given <= set(re.findall(r"`([a-z0-9_]+)`", section))
