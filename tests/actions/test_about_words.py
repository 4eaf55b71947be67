"""What is said where the search finds an answer, is unsure, or finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.about_words import answer_from_faq, say_unknown
from actions.turn import Turn
from actions.wiring import stores
from advisor.catalogue.search import Search


@pytest.fixture
def words_alone(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search without embeddings: the same on every machine, and at once."""
    opened = stores()
    monkeypatch.setattr("actions.about_words.stores", lambda: opened)
    object.__setattr__(opened, "search", Search(opened.catalogue))


def turn(text: str, intent: str = "ask_policy", language: str = "zh", **entities: Any) -> Turn:
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    latest = {"text": text, "intent": {"name": intent, "confidence": 0.6}, "entities": found}
    return Turn.of(Tracker("m1", {"language": language}, latest, [], False, None, {}, None))


def faq(id: str) -> Any:
    return next(one for one in stores().catalogue.faqs() if one.id == id)


@pytest.mark.usefixtures("words_alone")
def test_a_question_in_the_words_of_the_knowledge_is_answered_with_its_source() -> None:
    said = CollectingDispatcher()
    assert answer_from_faq(said, turn("无还本续贷怎么弄"))
    assert "无还本续贷" in said.messages[0]["text"] and "http" in said.messages[0]["text"]


@pytest.mark.usefixtures("words_alone")
def test_an_intent_with_a_frequent_question_is_answered_even_where_the_words_say_nothing() -> None:
    said = CollectingDispatcher()
    assert answer_from_faq(said, turn("咋整呀这", "ask_documents"))
    assert said.messages[0]["text"].startswith(faq("documents").answer["zh"][:10])


@pytest.mark.usefixtures("words_alone")
def test_something_else_is_said_not_to_be_in_the_knowledge_and_nothing_is_offered() -> None:
    said = CollectingDispatcher()
    assert not answer_from_faq(said, turn("今天天气怎么样", "what_if"))
    say_unknown(said, turn("今天天气怎么样", "what_if"))
    assert "我的资料里没有" in said.messages[0]["text"]
    assert [one["payload"] for one in said.messages[0]["buttons"]] == ["/ask_human", "/help"]


@pytest.mark.usefixtures("words_alone")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_near_questions_are_offered_and_a_press_answers_the_one_pressed(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = stores().search
    near = search.best("逾期记录多久消除", 3)
    monkeypatch.setattr(Search, "near", lambda *_args, **_more: near)
    said = CollectingDispatcher()
    say_unknown(said, turn("那个东西几年没了", language=language))
    offered = said.messages[0]["buttons"]
    assert len(offered) == len(near) + 2 and offered[0]["title"] and "、" not in offered[0]["title"]
    pressed = turn("x", language=language).pressed(offered[0]["payload"])
    answered = CollectingDispatcher()
    assert answer_from_faq(answered, pressed)
    assert answered.messages[0]["text"].startswith(faq("bad_record_duration").answer[language][:10])


@pytest.mark.usefixtures("words_alone")
def test_a_button_of_a_record_that_is_gone_answers_nothing() -> None:
    said = CollectingDispatcher()
    pressed = turn("x").pressed('/ask_policy{"record": "faq:gone"}')
    assert not answer_from_faq(said, pressed) and not said.messages
