"""`kb`: what is known can be listed, shown, found, compared, checked and kept alive from the command line."""

from __future__ import annotations

import getpass
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main
from advisor.commands import kb_upkeep

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"


@pytest.fixture(autouse=True)
def knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real knowledge that may be changed, and a database of its own."""
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    monkeypatch.setenv("ADVISOR_KNOWLEDGE", str(folder))
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")
    return folder


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command and gives its JSON."""

    def run(*arguments: str) -> Any:
        assert main(["kb", *arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["kb", *arguments]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["kb", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "Traceback" not in err
    return err


def change(folder: Path, old: str, new: str, name: str = "products.yml") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- check: what `make check` and `make test` run ---------------------------------------------------------------------


def test_a_bad_record_fails_the_check_with_file_record_field_value_and_what_is_allowed(
    capsys: pytest.CaptureFixture[str], knowledge: Path
) -> None:
    change(knowledge, "rate_basis: simple", "rate_basis: monthly")
    assert main(["kb", "check", "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    [problem] = [one for one in answer["problems"] if one["field"] == "rate_basis"]
    assert answer["ok"] is False
    assert (problem["file"], problem["record"], problem["value"]) == ("products.yml", "mybank_wangshangdai", "monthly")
    assert "simple" in problem["message"]
    assert "mybank_wangshangdai: rate_basis" in refused(capsys, "load")


def test_the_knowledge_of_this_project_passes_the_check(say: Any) -> None:
    assert say("check") == {"ok": True, "problems": []}


# --- list, show, search, compare --------------------------------------------------------------------------------------


def test_a_list_passes_every_filter(say: Any) -> None:
    found = say("list", "--group", "platform", "--platform", "jd", "--status", "active", "--kind", "credit_line")
    assert "jd_jingxiaodai" in [one["id"] for one in found]
    assert {(one["group"], one["status"], one["kind"]) for one in found} == {("platform", "active", "credit_line")}
    assert all(not one["platforms"] or "jd" in one["platforms"] for one in found)
    assert list(found[0]) == ["id", "name", "provider", "group", "kind", "platforms", "status"]


def test_filters_that_nothing_passes_give_an_empty_list(say: Any, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = ("list", "--group", "scheme", "--kind", "credit_line")
    assert say(*nothing) == []
    assert printed(capsys, *nothing) == "no product passes\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--group", "shop"), "'platform', 'bank', 'scheme'"),
        (("list", "--platform", "ebay"), "'ebay' is not one of taobao, tmall"),
        (("show", "京小带"), "closest: 京小贷 (jd_jingxiaodai)"),
        (("compare", "京小贷"), "2 to 4 products"),
        (("compare", "京小贷", "a", "b", "c", "d"), "2 to 4 products"),
        (("compare", "京小贷", "jd_jingxiaodai"), "the same product twice"),
        (("compare", "京小贷", "往商贷"), "closest: 网商贷 (mybank_wangshangdai)"),
        (("compare", "京小贷", "微众银行"), "is a provider; take one of its products: webank_weiyedai"),
        (("search", " "), "nothing to search for"),
        (("stale", "--days", "0"), "--days"),
        (("diff", "/no/such/place"), "no such file or folder"),
        (("diff", "Makefile"), "no .yml or .json file"),
        (("load", "--by", "a\nb"), "--by"),
        (("load", "--by", " "), "--by"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_wrong_gets_one_line(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(capsys, *arguments)


def test_a_product_is_shown_with_unit_source_date_and_certainty_of_each_figure(
    say: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = say("show", "网商贷")
    figures = {one["field"]: one for one in shown["figures"]}
    assert (shown["id"], shown["name"]["zh"]) == ("mybank_wangshangdai", "网商贷")
    assert (figures["amount_max_fen"]["value"], figures["amount_max_fen"]["unit"]) == (300_000_000, "fen")
    assert set(figures["yearly_rate_max"]) == {
        "field", "value", "unit", "source", "as_of", "confidence", "is_old", "conflicts",
    }  # fmt: skip
    assert figures["amount_min_fen"]["value"] is None
    text = printed(capsys, "show", "MYbank loan")
    assert "3,000,000 yuan" in text and "18.25 % a year" in text and "not published" in text


def test_conflicting_sources_and_changes_are_shown_with_the_product(
    say: Any, capsys: pytest.CaptureFixture[str], knowledge: Path
) -> None:
    say("load", "--by", "anna")
    change(knowledge, "amount_max_yuan: 3000000", "amount_max_yuan: 2000000")
    say("load", "--by", "ben")
    shown = say("show", "mybank_wangshangdai")
    [amount] = [one for one in shown["figures"] if one["field"] == "amount_max_fen"]
    assert 100_000_000 in [one["value"] for one in amount["conflicts"]]
    [line] = shown["history"]
    assert (line["field"], line["old"], line["new"], line["changed_by"]) == (
        "amount_max_fen", "300000000", "200000000", "ben",
    )  # fmt: skip
    text = printed(capsys, "show", "mybank_wangshangdai")
    assert "or 1,000,000 yuan" in text and "ben: amount_max_fen: 3,000,000 yuan -> 2,000,000 yuan" in text


def test_other_records_are_shown_by_their_id(say: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert say("show", "factoring")["kind"] == "term"
    assert "settle_days" in printed(capsys, "show", "douyin")


@pytest.mark.slow
def test_a_search_finds_terms_and_products_and_says_when_nothing_fits(say: Any) -> None:
    found = say("search", "砍头息是什么意思", "--limit", "2")
    assert "砍头息" in found["answers"][0]["name"]["zh"] and len(found["answers"]) == 2
    assert list(found["answers"][0]) == ["kind", "id", "score", "name", "source", "as_of", "confidence"]
    assert "jd_jingxiaodai" in [one["id"] for one in say("search", "京小贷")["products"]]
    assert say("search", "今天天气怎么样") == {"answers": [], "products": []}


def test_products_are_compared_by_any_of_their_names(say: Any, capsys: pytest.CaptureFixture[str]) -> None:
    answer = say("compare", "网商贷", "jd_jingxiaodai", "WEBANK_WEIYEDAI")
    rows = {one["field"]: one for one in answer["rows"]}
    assert answer["products"] == ["mybank_wangshangdai", "jd_jingxiaodai", "webank_weiyedai"]
    assert rows["amount_max_fen"]["unit"] == "fen" and rows["amount_max_fen"]["values"][0] == 300_000_000
    assert all(len(row["values"]) == 3 for row in answer["rows"])
    lines = printed(capsys, "compare", "网商贷", "京小贷").splitlines()
    assert "网商贷" in lines[0] and "京小贷" in lines[0] and any("18.25 % a year" in line for line in lines)


# --- stale, diff, load, history ---------------------------------------------------------------------------------------


def test_what_is_old_is_listed_by_importance(say: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> date:
            return date(2030, 1, 5)

    monkeypatch.setattr(kb_upkeep, "date", Day)
    found = say("stale")
    assert (found[0]["kind"], found[0]["why"], found[0]["id"]) == ("lpr", "missing", "2029-12")
    importances = [one["importance"] for one in found[1:]]
    assert importances == sorted(importances, reverse=True) and len(found) > 50
    assert list(found[0]) == [
        "kind", "id", "name", "why", "as_of", "age_days", "confidence", "fields", "importance", "source",
    ]  # fmt: skip
    assert len(say("stale", "--days", "3650")) < len(found)


def test_a_diff_tells_before_loading_what_a_load_then_does(
    say: Any, capsys: pytest.CaptureFixture[str], knowledge: Path, tmp_path: Path
) -> None:
    say("load", "--by", "anna")
    new = tmp_path / "products.yml"
    shutil.copy(knowledge / "products.yml", new)
    change(tmp_path, "amount_max_yuan: 3000000", "amount_max_yuan: 2000000")
    change(tmp_path, "MYbank business loan, ", "")
    told = say("diff", str(new))
    assert (told["added"], told["changed"], told["removed"]) == (0, 1, 0)
    [record] = told["records"]
    assert (record["change"], record["kind"], record["id"]) == ("changed", "product", "mybank_wangshangdai")
    assert record["figures"] == [{"field": "amount_max_fen", "old": "300000000", "new": "200000000", "unit": "fen"}]
    assert record["words"] == ["aliases"]
    assert "amount_max_fen: 3,000,000 yuan -> 2,000,000 yuan" in printed(capsys, "diff", str(new))
    assert say("history") == []
    shutil.copy(new, knowledge / "products.yml")
    assert say("diff", str(knowledge))["changed"] == 1
    assert say("load", "--by", "ben")["changed"] == 1
    assert say("diff", str(knowledge)) == {"added": 0, "changed": 0, "removed": 0, "records": []}
    [line] = say("history", "mybank_wangshangdai")
    assert (line["changed_by"], line["old"], line["new"], line["unit"]) == ("ben", "300000000", "200000000", "fen")
    assert "ben" in printed(capsys, "history")
    assert say("history", "jd_jingxiaodai") == []


def test_a_file_that_would_be_refused_is_told_before(capsys: pytest.CaptureFixture[str], knowledge: Path) -> None:
    change(knowledge, "group: platform", "group: shop")
    assert "would be refused" in refused(capsys, "diff", str(knowledge))


def test_who_loads_is_the_systems_user_unless_told(say: Any, knowledge: Path) -> None:
    say("load")
    change(knowledge, "amount_max_yuan: 3000000", "amount_max_yuan: 2000000")
    say("load")
    assert say("history")[0]["changed_by"] == getpass.getuser()
