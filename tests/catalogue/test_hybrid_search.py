"""The search by words, ideas and meaning together, on a small knowledge and an encoder that can be looked through."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest
from small_knowledge import knowledge, words, write
from sqlalchemy.engine import Engine

from advisor.catalogue.search import Search
from advisor.catalogue.search_features import OF_DOCUMENT
from advisor.catalogue.search_learning import learned_map
from advisor.catalogue.search_phrasings import phrasings, unanswered
from advisor.catalogue.search_ranking import MODES, gate_names, weights
from advisor.catalogue.seed import load
from advisor.catalogue.store import Catalogue

ROOT = Path(__file__).resolve().parents[2]
TOPICS = ("利息", "退货", "票")
WAYS = {"利息": ("利息", "多少钱一天", "rate"), "退货": ("退货", "买家反悔", "refund"), "票": ("票", "凭据", "invoice")}


def embed(texts: Sequence[str]) -> np.ndarray:
    """One direction for each topic, one for what has none, and a little of the text's own."""
    rows = np.zeros((len(texts), len(TOPICS) + 9), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        said = [place for place, topic in enumerate(TOPICS) if any(way in text for way in WAYS[topic])]
        row[said or len(TOPICS)] = 1
        row[len(TOPICS) + 1 + len(text) % 8] = 0.3
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def faq(id: str, zh: str, answer: str, intents: Sequence[str] = ()) -> dict[str, object]:
    return {"id": id, "intents": list(intents), "question": words(zh, id), "answer": words(answer, answer)}


@pytest.fixture
def catalogue(engine: Engine, tmp_path: Path) -> Catalogue:
    changed = knowledge()
    changed["faq.yml"]["faqs"] = [
        faq("daily_price", "利息怎么收", "按天算利息。", ["ask_interest_rate"]),
        faq("goods_back", "退货以后怎么办", "退货的货款要还回去。", ["ask_refund_effect"]),
        faq("paper", "票在哪里拿", "票找放款方要。", ["ask_documents"]),
    ]
    folder = tmp_path / "hybrid"
    folder.mkdir()
    load(engine, write(folder, changed), by="tester", at=datetime(2026, 11, 23, tzinfo=timezone.utc))
    return Catalogue(engine, check_seconds=0)


@pytest.fixture
def always_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate is fitted to a real encoder; with this one only the order tells."""
    open_gates = {mode: replace(one, threshold=0.0) for mode, one in weights().items()}
    monkeypatch.setattr("advisor.catalogue.search.weights", lambda: open_gates)


@pytest.mark.usefixtures("always_answers")
def test_meaning_finds_an_answer_that_shares_no_word_with_the_question(catalogue: Catalogue) -> None:
    search = Search(catalogue, embed)
    search.prepare()
    assert search.best("买家反悔咋弄", 1, kinds=("faq",))[0].id == "goods_back"


@pytest.mark.usefixtures("always_answers")
def test_how_the_question_was_read_counts_for_the_answers_of_that_intent(catalogue: Catalogue) -> None:
    for search in (Search(catalogue), Search(catalogue, embed)):
        search.prepare()
        for intent, expected in (("ask_interest_rate", "daily_price"), ("ask_documents", "paper")):
            with_it, without = (
                next(hit.score for hit in search.best("利息和票", 3, ("faq",), readings) if hit.id == expected)
                for readings in ({intent: 0.9}, {"ask_refund_effect": 0.9})
            )
            assert with_it / (1 - with_it) > 1.5 * without / (1 - without), expected


def test_a_question_that_is_a_title_word_for_word_is_always_answered(catalogue: Catalogue) -> None:
    for search in (Search(catalogue), Search(catalogue, embed)):
        search.prepare()
        first = search.best("票在哪里拿？", 1)[0]
        assert (first.kind, first.id) == ("faq", "paper")
        assert first.score == pytest.approx(1.0)


def test_only_the_kinds_asked_for_answer(catalogue: Catalogue) -> None:
    search = Search(catalogue, embed)
    search.prepare()
    assert {hit.kind for hit in search.best("票在哪里拿", 10, kinds=("faq",))} == {"faq"}
    assert search.best("票在哪里拿", 10, kinds=()) == []


def test_scores_are_chances_and_fall(catalogue: Catalogue) -> None:
    search = Search(catalogue, embed)
    search.prepare()
    scores = [hit.score for hit in search.best("利息怎么收", 10)]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= min(scores) and sum(scores) <= 1 + 1e-9


def test_a_question_is_either_answered_or_met_with_near_ones(catalogue: Catalogue) -> None:
    search = Search(catalogue, embed)
    search.prepare()
    for text in ("票在哪里拿", "利息", "退货多", "明天下雨吗", "🙂"):
        assert not (search.best(text) and search.near(text))


@pytest.mark.usefixtures("always_answers")
def test_no_question_waits_for_embeddings(catalogue: Catalogue) -> None:
    gate, begun = threading.Event(), threading.Event()

    def slow(texts: Sequence[str]) -> np.ndarray:
        begun.set()
        assert gate.wait(20)
        return embed(texts)

    search = Search(catalogue, embed, slow)
    search.prepare_in_background()
    assert begun.wait(20)
    assert [hit.id for hit in search.best("票在哪里拿", 1)] == ["paper"]  # by words, while the thread is held
    gate.set()
    search.prepare()
    assert search.best("买家反悔咋弄", 1, kinds=("faq",))[0].id == "goods_back"


def failing(error: Exception) -> Callable[[Sequence[str]], np.ndarray]:
    def raises(_texts: Sequence[str]) -> np.ndarray:
        raise error

    return raises


def test_words_alone_answer_where_the_encoder_fails(catalogue: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    search = Search(catalogue, failing(OSError("no such instruction")))
    search.best("利息", 1)
    for thread in threading.enumerate():
        if thread.name == "search-index":
            thread.join(20)
    assert [hit.id for hit in search.best("票在哪里拿", 1)] == ["paper"]
    assert "words alone decide" in caplog.text


def test_a_question_that_cannot_be_embedded_goes_by_words(catalogue: Catalogue) -> None:
    search = Search(catalogue, failing(ValueError("bad text")), embed)
    search.prepare()
    assert [hit.id for hit in search.best("票在哪里拿", 1)] == ["paper"]


def test_newer_knowledge_is_found_without_a_restart(catalogue: Catalogue, engine: Engine, tmp_path: Path) -> None:
    search = Search(catalogue, embed)
    search.prepare()
    changed = knowledge()
    changed["faq.yml"]["faqs"] = [faq("parking", "仓库门口能停车吗", "能停。")]
    folder = tmp_path / "newer"
    folder.mkdir()
    load(engine, write(folder, changed), by="tester", at=datetime(2026, 11, 24, tzinfo=timezone.utc))
    assert [hit.id for hit in search.best("仓库门口能停车吗", 1)] == ["parking"]
    assert search.best("票在哪里拿", 1) == []


def test_products_are_found_by_alias_lender_kind_and_note(catalogue: Catalogue) -> None:
    search = Search(catalogue)
    for text in ("店贷", "测试银行", "信用贷款", "千人千面", "shop line"):
        assert [hit.id for hit in search.products(text)] == ["shop_line"], text
    assert search.products("火星") == search.products("") == []


def test_the_learned_map_brings_ways_to_ask_together_and_keeps_strangers_away() -> None:
    luck = np.random.default_rng(3)
    records = luck.normal(size=(40, 24))
    asked = np.repeat(records, 6, axis=0) + np.pad(luck.normal(size=(240, 12)) * 4, ((0, 0), (12, 0)))
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    strangers = luck.normal(size=(50, 24))
    strangers /= np.linalg.norm(strangers, axis=1, keepdims=True)
    first = np.arange(0, 240, 6)

    def found(vectors: np.ndarray) -> float:
        unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        likeness = unit @ unit.T - 2 * np.eye(len(unit))
        return float((likeness.argmax(axis=1) // 6 == np.arange(240) // 6).mean())

    learned = learned_map(asked, first, strangers)
    assert found(asked @ learned) > found(asked) + 0.1
    assert np.array_equal(learned, learned_map(asked, first, strangers))


def test_every_phrasing_belongs_to_one_record_and_every_record_has_some(tmp_path: Path, engine: Engine) -> None:
    load(engine, ROOT / "knowledge", by="tester", at=datetime(2026, 11, 23, tzinfo=timezone.utc))
    catalogue = Catalogue(engine)
    known = {("faq", one.id) for one in catalogue.faqs()} | {("term", one.id) for one in catalogue.terms()}
    known |= {("policy", one.id) for one in catalogue.policies()}
    assert set(phrasings()) <= known
    said = [text for some in phrasings().values() for text in some]
    assert len(said) == len(set(said))
    assert all(isinstance(text, str) and text.strip() == text for text in (*said, *unanswered()))
    assert not set(said) & set(unanswered())


def test_every_mode_has_weights_for_known_evidence_and_an_order_of_thresholds() -> None:
    assert set(weights()) == set(MODES)
    for one in weights().values():
        assert one.ranking.shape == (len(OF_DOCUMENT),) and one.gate.shape == (len(gate_names()),)
        assert 0 < one.near <= one.threshold < 1
