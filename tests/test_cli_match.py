"""`match`: files as people write them, an answer with stable keys, and a template that can be handed back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.catalogue.store import Catalogue
from advisor.cli import main
from advisor.commands.seeding import seeded_catalogue
from advisor.trade.records import Question

TIERS = ("eligible", "likely", "unknown", "not_now")
NEED = "need_amount: 20万\nneed_days: 60\n"


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def written(text: str, name: str = "profile.yml") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return written


@pytest.fixture
def matched(capsys: pytest.CaptureFixture[str], file: Any) -> Any:
    def run(profile: str, *more: str) -> Any:
        assert main(["match", "--profile", file(profile), *more, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["match", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "Traceback" not in err
    return err


def of(answer: Any, product: str) -> Any:
    return next(one for one in answer["matches"] if one["product"] == product)


# --- the answer -------------------------------------------------------------------------------------------------------


def test_the_answer_has_its_stable_keys_first(matched: Any) -> None:
    answer = matched(NEED + "platform: taobao\n")
    assert list(answer)[:2] == ["matches", "ask_next"]
    assert len(answer["matches"]) > 50
    for one in answer["matches"]:
        assert list(one)[:8] == [
            "product", "tier", "criteria", "cost_fen", "all_in_yearly_rate", "days_to_funds", "for", "against",
        ]  # fmt: skip
        assert one["tier"] in TIERS and all(isinstance(said, str) and said for said in (*one["for"], *one["against"]))
        for criterion in one["criteria"]:
            assert list(criterion) == ["id", "status", "reason", "distance"]
            assert criterion["status"] in ("met", "not_met", "unknown") and criterion["reason"]
    assert set(answer["ask_next"]) == {"field", "why", "decides", "could_change_first"} and answer["ask_next"]["why"]
    assert sum(answer["counts"].values()) == len(answer["matches"]) and answer["schemes"]


def test_products_stand_by_tier(matched: Any) -> None:
    tiers = [one["tier"] for one in matched(NEED + "platform: jd\nmonths_in_business: 8\n")["matches"]]
    assert tiers == sorted(tiers, key=TIERS.index) and len(set(tiers)) > 1


def test_a_condition_not_met_has_its_distance_and_its_sentence_in_the_language_asked_for(matched: Any) -> None:
    profile = NEED + "months_in_business: 8\nhas_licence: true\n"
    for language, word in (("zh", "再经营"), ("en", "more month")):
        conditions = [
            criterion
            for one in matched(profile, "--language", language)["matches"]
            for criterion in one["criteria"]
            if criterion["id"] == "months_in_business" and criterion["status"] == "not_met"
        ]
        assert conditions and all(f"{one['distance']}" in one["reason"] and word in one["reason"] for one in conditions)


def test_a_cost_and_its_yearly_rate_belong_together(matched: Any) -> None:
    one = of(matched("need_amount: 10万\nneed_days: 73\nplatform: taobao\n"), "mybank_wangshangdai")
    assert one["all_in_yearly_rate"] == pytest.approx(0.1825, abs=1e-4)
    assert one["cost_fen"] == round(10_000_000 * 0.1825 * 73 / 365)


def test_a_limit_gives_the_first_ones(matched: Any) -> None:
    whole, some = matched(NEED), matched(NEED, "--limit", "3")
    assert some["matches"] == whole["matches"][:3] and some["counts"] == whole["counts"]


def test_people_get_lines(capsys: pytest.CaptureFixture[str], file: Any) -> None:
    assert main(["match", "--profile", file(NEED + "platform: taobao\n"), "--limit", "2"]) == 0
    text = capsys.readouterr().out
    assert "1. " in text and "2. " in text and "3. " not in text and " yuan, " in text and "ask next: " in text


# --- the files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "need_amount_fen: 20000000\nneed_days: 60\nmonthly_sales_fen: 8000000\ncost_share: '0.6'\nplatform: taobao\n",
        "need_amount: 20万\nneed_days: 俩月\nmonthly_sales: 8万\ncost_share: 60%\nplatform: 淘宝\n",
        "need_amount_yuan: 200000\nneed_days: 60天\nmonthly_sales_yuan: 80000\ncost_share: 0.6\nplatform: Taobao\n",
        '{"need_amount": 2e5, "need_days": "2 months", "monthly_sales": "80k", "cost_share": 0.6, "platform": "tb"}',
    ],
)
def test_facts_are_read_as_kept_or_as_people_write_them(matched: Any, written: str) -> None:
    kept = "need_amount_fen: 20000000\nneed_days: 60\nmonthly_sales_fen: 8000000\ncost_share: '0.6'\nplatform: taobao\n"
    assert matched(written) == matched(kept)


def test_the_need_may_have_a_file_of_its_own_which_comes_first(matched: Any, file: Any) -> None:
    need = file("amount: 5万\ndays: 15\nwithin_days: 2\n", "need.yml")
    apart = matched("platform: jd\nneed_amount: 900万\n", "--need", need)
    assert apart == matched("platform: jd\nneed_amount: 5万\nneed_days: 15\nneeded_within_days: 2\n")


def test_unquoted_yes_and_1688_are_what_they_say(matched: Any) -> None:
    quoted = matched(NEED + 'platform_offer: "yes"\nplatform: "1688"\n')
    assert matched(NEED + "platform_offer: yes\nplatform: 1688\n") == quoted


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("platform: taobao\n", "need_amount and need_days must be given"),
        ("need_amount: 20万\n", "need_days must be given"),
        (NEED + "platfrom: jd\n", "platfrom: unknown field; closest: platform; known: platform, "),
        (NEED + "platform: moon\n", "platform: 'moon' is not one of taobao, tmall"),
        (NEED + "has_licence: perhaps\n", "has_licence: 'perhaps' is not one of true, false"),
        (NEED + "monthly_sales_fen: 8万\n", "monthly_sales_fen: '8万' is not a whole number of fen; in yuan"),
        (NEED + "monthly_sales: lots\n", "monthly_sales: 'lots' is not an amount in yuan such as 200000 or 20万"),
        (NEED + "monthly_sales: 1\n", "monthly_sales: 1 is not between 100 and 1,000,000,000 yuan"),
        (NEED + "monthly_sales: true\n", "monthly_sales: True is not an amount"),
        (NEED + "monthly_sales: 8万\nmonthly_sales_fen: 8000000\n", "tell the same fact"),
        (NEED + "cost_share: 60\n", "cost_share: 60 is not between 0.05 and 1"),
        (NEED + "months_in_business: 1.5\n", "months_in_business: 1.5 is not a whole number of months"),
        ("need_amount: 20万\nneed_days: 0\n", "need_days: 0 is not between 1 and 3,650"),
        ("need_amount: .nan\nneed_days: 10\n", "need_amount: nan is not an amount"),
        ("- a\n", "must be a mapping"),
    ],
)
def test_what_is_wrong_in_a_profile_gets_one_line(
    capsys: pytest.CaptureFixture[str], file: Any, profile: str, said: str
) -> None:
    error = refused(capsys, "--profile", file(profile))
    assert said in error and "profile.yml" in error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--template"),
        (("--profile", "/no/such/file.yml"), "no such file"),
        (("--template", "--language", "fr"), "--language"),
        (("--template", "--limit", "0"), "--limit"),
    ],
)
def test_what_is_wrong_in_the_arguments_gets_one_line(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, *arguments)


# --- the template -----------------------------------------------------------------------------------------------------


def template(capsys: pytest.CaptureFixture[str], language: str) -> str:
    assert main(["match", "--template", "--language", language]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_is_taken_as_it_is(capsys: pytest.CaptureFixture[str], matched: Any, language: str) -> None:
    assert matched(template(capsys, language)) == matched("need_amount: 20万\nneed_days: 60\n")


def first_answer(question: Question) -> Any:
    if question.kind == "yes_no":
        return True
    if question.kind == "choice":
        return question.options[-1].value
    scale = 100 if question.kind == "money" else 1
    return float((question.minimum or 0) + 100) / scale if question.kind == "money" else float(question.minimum or 0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_names_every_question_once_and_is_taken_filled_in(
    capsys: pytest.CaptureFixture[str], matched: Any, language: str
) -> None:
    catalogue: Catalogue = seeded_catalogue()
    text, questions = template(capsys, language), catalogue.questions()
    keys = list(yaml.safe_load(text))
    assert sorted(keys) == sorted(id.removesuffix("_fen") for id in questions)
    assert all(question.ask[language].splitlines()[0] in text for question in questions.values())
    filled = {id.removesuffix("_fen"): first_answer(question) for id, question in questions.items()}
    answer = matched(yaml.safe_dump(filled, allow_unicode=True))
    assert answer == matched(
        json.dumps(
            {id: int(first_answer(q) * 100) if q.kind == "money" else first_answer(q) for id, q in questions.items()}
        )
    )


def test_the_template_shows_the_allowed_values_as_yaml_takes_them(capsys: pytest.CaptureFixture[str]) -> None:
    text = template(capsys, "en")
    assert "one of: taobao Taobao | tmall Tmall | '1688' 1688" in text
    assert "days, or words: 3 months; 1 – 3,650" in text
    assert "need_amount: 200000" in text
