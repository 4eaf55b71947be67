"""Search finds what is there and finds nothing where there is nothing."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from advisor.catalogue.search import Search
from advisor.catalogue.seed import load
from advisor.catalogue.store import Catalogue
from advisor.database import open_engine, upgrade

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('search') / 'advisor.db'}")
    upgrade(engine)
    load(engine, ROOT / "knowledge", by="tester", at=datetime(2026, 11, 23, tzinfo=timezone.utc))
    return Search(Catalogue(engine))


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("什么是砍头息", "term", "upfront_deduction"),
        ("LPR现在多少", "term", "loan_prime_rate"),
        ("保理是什么意思", "term", "factoring"),
        ("what is factoring", "term", "factoring"),
        ("逾期记录多久消除", "faq", "bad_record_duration"),
        ("谁给你钱", "faq", "who_pays"),
        ("上传的订单安全吗", "faq", "privacy_of_orders"),
        ("can you guarantee approval", "faq", "do_you_approve"),
        ("无还本续贷怎么弄", "term", "renewal_without_repayment"),
        ("interest subsidy", "term", "interest_subsidy"),
    ],
)
def test_a_question_finds_its_answer_first(search: Search, text: str, kind: str, id: str) -> None:
    assert [(hit.kind, hit.id) for hit in search.best(text, 1)] == [(kind, id)]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "🙂🙂", "今天天气怎么样", "我想吃火锅", "asdf", "who won the football match", "的吗呢", "!" * 5000],
)
def test_a_question_about_something_else_finds_nothing(search: Search, text: str) -> None:
    assert search.best(text, 3) == []


def test_no_more_than_the_limit_comes_back_best_first(search: Search) -> None:
    hits = search.best("提前还款违约金", 2)
    assert len(hits) == 2
    assert hits[0].score * hits[0].covered >= hits[1].score * hits[1].covered


def test_an_empty_catalogue_answers_with_nothing(engine: Engine) -> None:
    assert Search(Catalogue(engine)).best("保理", 3) == []
