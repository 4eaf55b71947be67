"""The command line: stable answers as JSON, and one line with exit code 2 for whatever is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main

ORDERS = str(Path(__file__).parent / "data" / "tmall_orders.csv")
TERMS = "inventory_days: 45\nreceivable_days: 14\npayable_days: 30\nmonthly_sales_fen: 30000000\ncost_share: 0.6\n"


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "Traceback" not in err
    return err


def test_quantities_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = answered(capsys, "quantities", "借我8千")["quantities"]
    assert (found["kind"], found["low"], found["unit"]) == ("money", 8000, "CNY")


def test_a_cash_cycle_needs_its_terms(capsys: pytest.CaptureFixture[str]) -> None:
    result = answered(capsys, "cash-cycle", ORDERS)
    assert result["orders"]["rows"] == 240
    assert result["cash_cycle"] is None and "inventory_days" in result["missing"]


def test_a_cash_cycle_with_terms_is_computed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "terms.yml").write_text(TERMS)
    cycle = answered(capsys, "cash-cycle", ORDERS, "--terms", str(tmp_path / "terms.yml"))["cash_cycle"]
    assert (cycle["ccc_days"], cycle["tied_up_fen"]) == (29, 23_000_000)


def test_a_level_loan_closes_to_the_fen(capsys: pytest.CaptureFixture[str]) -> None:
    result = answered(capsys, "loan", "--amount", "100000", "--months", "12", "--yearly-rate", "0.06")
    assert sum(line["principal_fen"] for line in result["schedule"]) == 10_000_000
    assert result["schedule"][-1]["balance_fen"] == 0
    assert result["nominal_apr"] == pytest.approx(0.06, abs=1e-5)


def test_a_fee_kept_back_is_in_the_yearly_rate(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--amount", "100000", "--months", "12", "--yearly-rate", "0.06", "--method", "interest_only")
    result = answered(capsys, "loan", *arguments, "--fee-upfront", "3000")
    assert result["nominal_apr"] == pytest.approx(0.0915, abs=1e-4)
    assert "fee_upfront" in result["warnings"]


def test_products_are_matched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "profile.yml").write_text("need_amount_fen: 20000000\nneed_days: 60\nplatform: taobao\n")
    result = answered(capsys, "match", "--profile", str(tmp_path / "profile.yml"))
    assert len(result["matches"]) >= 30
    assert {one["tier"] for one in result["matches"]} <= {"eligible", "likely", "unknown", "not_now"}


def test_a_self_assessment_has_four_quadrants(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "answers.yml").write_text("industry: clothing\nmonths_in_business: 18\ncredit_record: clean\n")
    result = answered(capsys, "swot", str(tmp_path / "answers.yml"))
    assert set(result["quadrants"]) == {"strength", "weakness", "opportunity", "challenge"}
    assert len(result["steps"]) >= 3


def test_the_knowledge_is_sound_and_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(capsys, "kb", "check") == {"ok": True, "problems": []}
    assert len(answered(capsys, "kb", "list")) >= 30
    assert answered(capsys, "kb", "show", "webank_weiyedai")["name"]["zh"] == "微业贷"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "COMMAND"),
        (("nonsense",), "nonsense"),
        (("loan", "--amount", "x", "--months", "3", "--yearly-rate", "0.1"), "--amount"),
        (("loan", "--amount", "5", "--yearly-rate", "0.1"), "--months or --days"),
        (("loan", "--amount", "5", "--months", "3", "--yearly-rate", "nan"), "--yearly-rate"),
        (("cash-cycle", "/no/such/file.csv"), "no such file"),
        (("cash-cycle", str(Path(__file__).parent / "data" / "not_orders.csv")), "unknown columns"),
        (("swot", "/no/such/file.yml"), "no such file"),
        (("quantities",), "TEXT or --file"),
        (("parse",), "TEXT or --file"),
        (("parse", "a", "--file", "b"), "TEXT or --file"),
        (("parse", "--file", "/no/such/file.txt"), "no such file"),
        (("parse", "a\udcff"), "TEXT: not UTF-8"),
        (("kb", "show", "no_such_product"), "no_such_product"),
        (("kb", "check", "--folder", "/no/such/folder"), "no such folder"),
        (("serve", "--port", "99999"), "1 to 65535"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_wrong_gets_one_line(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(capsys, *arguments)


def test_a_line_that_is_not_utf8_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_bytes("你好\n".encode() + b"a\xff\n")
    assert "not UTF-8 text (line 2)" in refused(capsys, "parse", "--file", str(tmp_path / "lines.txt"))


def test_each_line_of_a_file_is_one_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_bytes("\ufeff20万\r\n\r\na\u2028b\x0cc\n".encode())
    assert main(["quantities", "--json", "--file", str(tmp_path / "lines.txt")]) == 0
    texts = [json.loads(line)["text"] for line in capsys.readouterr().out.split("\n") if line]
    assert texts == ["20万", "", "a\u2028b\x0cc"]


def parsed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert main(["parse", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]


@pytest.mark.slow
def test_a_sentence_is_parsed(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = parsed(capsys, " /我想借20万")
    assert list(found)[:4] == ["text", "language", "intent", "confidence"]
    assert (found["text"], found["language"], found["intent"]) == (" /我想借20万", "zh", "request_loan")
    assert found["ranking"][0] == {"intent": "request_loan", "confidence": found["confidence"]}
    (money,) = (entity for entity in found["entities"] if entity["entity"] == "quantity_money")
    assert [money["start"], money["end"]] == money["value"]["span"] == found["quantities"][0]["span"] == [5, 8]
    assert found["out_of_scope"] is False


@pytest.mark.slow
def test_lines_are_parsed_in_order_whatever_they_hold(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = ["你好", "", "/greet", "😀", "利息多少" * 5000, "asdf qwer zxcv", "how much is the interest rate?"]
    lines += [f"借{n}万" for n in range(1, 300)]
    (tmp_path / "lines.txt").write_text("\n".join(lines), encoding="utf-8")
    found = parsed(capsys, "--file", str(tmp_path / "lines.txt"))
    assert [one["text"] for one in found] == lines
    assert (found[0]["intent"], found[6]["intent"], found[6]["language"]) == ("greet", "ask_interest_rate", "en")
    assert [one["out_of_scope"] for one in found[:4]] == [False, True, False, True]
    assert all(one["out_of_scope"] == (one["intent"] == "out_of_scope") for one in found)
    assert "nlu_fallback" not in {one["intent"] for each in found for one in each["ranking"]}
    assert found[1]["confidence"] == 0 and found[1]["ranking"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("platform: mars", "taobao"),
        ("x: [", "line 1"),
        ("- 1", "mapping"),
        ("days: 3", "unknown field"),
        ("inventory_days: many", "whole number"),
        ("return_rate: 18", "between"),
    ],
)
def test_a_wrong_facts_file_says_what_and_where(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "answers.yml"
    path.write_text(content)
    message = refused(capsys, "swot", str(path))
    assert said in message and "answers.yml" in message


def test_an_unusable_setting_gets_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "nonsense")
    assert "ADVISOR_DATABASE_URL" in refused(capsys, "kb", "list")
