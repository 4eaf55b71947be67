"""`compare`: offers on one need, and what it says to wrong files."""

import json
from pathlib import Path

import pytest

from advisor.cli import main

OFFERS = """
line: {yearly_rate: 0.146}
flat: {method: flat_fee, yearly_rate: 0.12}
short: {fee_rate: 0.01, term_days: 30}
kept back: {yearly_rate: 0.10, fee_upfront_fen: 200000}
"""


def run(tmp_path: Path, text: str, *more: str) -> int:
    (tmp_path / "offers.yml").write_text(text, encoding="utf-8")
    return main(["compare", str(tmp_path / "offers.yml"), "--amount", "100000", "--days", "90", *more])


def test_the_cheapest_comes_first_and_every_figure_can_be_worked_out(capsys, tmp_path):
    assert run(tmp_path, OFFERS, "--json") == 0
    offers = json.loads(capsys.readouterr().out)["offers"]
    by_name = {one["name"]: one for one in offers}
    costs = [one["total_cost_fen"] for one in offers]
    assert costs == sorted(costs) and offers[0]["more_than_best_fen"] == 0
    assert by_name["line"]["total_cost_fen"] == 360_000  # 100,000 x 14.6 % x 90 / 365
    assert by_name["short"]["total_cost_fen"] == 300_000 and by_name["short"]["times_taken"] == 3
    assert "rolling_short_loans" in by_name["short"]["warnings"]
    assert by_name["kept back"]["received_fen"] == 9_800_000 and "fee_upfront" in by_name["kept back"]["warnings"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{}", "no offer"),
        ("a: 5", "must be a mapping"),
        ("a: {rate: 0.1}", "unknown field"),
        ("a: {method: magic, yearly_rate: 0.1}", "not one of"),
        ("a: {yearly_rate: -1}", "from 0 to 10"),
        ("a: {yearly_rate: 0.1, term_days: 1.5}", "whole number"),
        ("a: {yearly_rate: 2026-02-30}", "cannot be read"),
        ("a: {}", "yearly_rate or fee_rate"),
        ("[" * 5000, "cannot be read"),
    ],
)
def test_a_wrong_file_is_one_sentence(capsys, tmp_path, text, says):
    assert run(tmp_path, text) == 2
    told = capsys.readouterr()
    assert says in told.err and told.err.count("\n") == 1 and not told.out
