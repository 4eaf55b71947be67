"""The command `swot`: answers, orders, their evidence, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.cli import main

DATA = Path(__file__).parent / "data"
ORDERS = str(DATA / "shop_with_stages.csv")
KEYS = {
    "readiness", "lowest", "highest", "known", "of", "formula", "capped_by", "is_credit_decision", "scores",
    "quadrants", "neutral", "parts", "unknown", "measured", "strategies", "plan", "steps", "cautions",
}  # fmt: skip
ANSWERS = {"industry": "女装", "credit_record": "clean", "cost_share": "55%", "inventory_days": 45, "payable_days": 0}
FORECAST = {"own_cash": "3万", "fixed_costs": 8000, "advertising_share": "18%"}


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")


def answers(folder: Path, **more: Any) -> str:
    path = folder / "answers.yml"
    path.write_text(yaml.safe_dump({**ANSWERS, **more}, allow_unicode=True), "utf-8")
    return str(path)


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["swot", *arguments, "--json"]) == 0
    value: dict[str, Any] = json.loads(capsys.readouterr().out)
    return value


def finding(result: dict[str, Any], factor: str) -> dict[str, Any]:
    every = [*result["neutral"], *(item for items in result["quadrants"].values() for item in items)]
    return next(item for item in every if item["factor_id"] == factor)


def test_its_keys_are_those_that_are_documented(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    result = answered(capsys, answers(tmp_path))
    assert set(result) == KEYS
    documented = (DATA.parents[1] / "docs" / "command_line.md").read_text("utf-8").split("## swot")[1].split("\n## ")[0]
    assert all(f"`{key}`" in documented for key in KEYS)
    assert result["is_credit_decision"] is False


def test_what_the_orders_tell_is_measured_with_its_evidence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    returns = finding(answered(capsys, answers(tmp_path), "--orders", ORDERS), "returns")
    assert returns["is_measured"] is True and returns["value"] == "0.1944"
    seen = returns["measured"]
    assert (seen["figure"], seen["count"], seen["counted"], seen["source"]) == (0.1944, 900, "orders", "orders")
    assert seen["first_day"] == "2026-07-28" and seen["last_day"] > "2026-10-01"
    assert returns["peer"]["value"] == "0.20"


def test_an_answer_stands_against_the_orders(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    returns = finding(answered(capsys, answers(tmp_path, return_rate="5%"), "--orders", ORDERS), "returns")
    assert (returns["value"], returns["is_measured"], returns["measured"]["value"]) == ("0.05", False, "0.1944")


def test_earlier_days_are_looked_at_as_they_were_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    early = answered(capsys, answers(tmp_path), "--orders", ORDERS, "--as-of", "2026-09-15")
    late = answered(capsys, answers(tmp_path), "--orders", ORDERS)
    assert early["measured"]["return_rate"]["count"] < late["measured"]["return_rate"]["count"]
    assert early["measured"]["return_rate"]["last_day"] <= "2026-09-15"


def test_with_terms_told_the_plan_shows_its_effect_by_the_forecast(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    result = answered(capsys, answers(tmp_path, **FORECAST), "--orders", ORDERS)
    effects = {step["step_id"]: step["effect"] for step in result["plan"] if step["effect"]}
    assert {effect["basis"] for effect in effects.values()} == {"forecast"}
    assert effects["ask_supplier_terms"]["end_change_fen"] > 0
    assert result["measured"]["cash_ahead"]["source"] == "forecast"


def test_without_orders_the_answers_alone_make_the_forecast(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = {**FORECAST, "monthly_sales": "10万", "receivable_days": 15}
    result = answered(capsys, answers(tmp_path, **told), "--as-of", "2026-03-01")
    assert result["measured"]["profit"]["first_day"] == "2026-03-02"


def test_people_read_quadrants_parts_and_plan(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["swot", answers(tmp_path), "--orders", ORDERS, "--language", "en"]) == 0
    text = capsys.readouterr().out
    for words in (
        "no credit score, no credit decision",
        "strength:",
        "challenge:",
        "plan:",
        "orders: 19.4%, 900 orders",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--orders", "/no/such/file.csv"), "no such file"),
        (("--orders", str(DATA / "not_orders.csv")), "unknown columns"),
        (("--orders", ORDERS, "--as-of", "2020-01-01"), "no order of the file is that old"),
        (("--platform", "ebay"), "taobao"),
        (("--as-of", "yesterday"), "--as-of"),
    ],
)
def test_what_is_wrong_gets_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    try:
        code = main(["swot", answers(tmp_path), *arguments])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    error = capsys.readouterr().err
    assert code == 2 and said in error and "Traceback" not in error
