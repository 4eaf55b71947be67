"""Quantities and the language of a message as entities."""

from __future__ import annotations

import json

import pytest
from rasa.shared.nlu.training_data.message import Message

from advisor.nlu.language import LanguageExtractor, language_of
from advisor.nlu.quantity_entities import QuantityExtractor


def test_quantities_become_entities_that_json_can_carry() -> None:
    message = QuantityExtractor().process([Message({"text": "借20万用3个月"})])[0]
    entities = json.loads(json.dumps(message.get("entities")))
    assert [one["entity"] for one in entities] == ["quantity_money", "quantity_duration"]
    assert entities[0]["value"]["low"] == "200000"
    assert "借20万用3个月"[entities[0]["start"] : entities[0]["end"]] == "20万"


@pytest.mark.parametrize("text", ["", None, "😀", "一" * 5000, "9" * 5000, "\ud800"])
def test_odd_texts_give_no_error(text: str | None) -> None:
    assert QuantityExtractor().process([Message({"text": text})])[0].get("entities") is not None
    assert LanguageExtractor().process([Message({"text": text})])


@pytest.mark.parametrize(
    "text, language",
    [
        ("我想贷款", "zh"),
        ("想申请Shopify Capital可以吗", "zh"),
        ("我在 amazon shopify ebay 上卖", "zh"),
        ("i need a loan", "en"),
        ("Hello", "en"),
        ("don’t know", "en"),
        ("can I apply for 网商贷", "en"),
        ("speak English please", "en"),
        ("20w", None),
        ("200k", None),
        ("Shopify", None),
        ("LPR", None),
        ("ok", None),
        ("😀", None),
        ("", None),
        (None, None),
    ],
)
def test_the_language_is_what_the_words_tell(text: str | None, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("told, expected", [("en", "en"), ("fr", "zh"), (None, "zh"), (7, "zh")])
def test_what_the_channel_knows_goes_before_the_words(told: object, expected: str) -> None:
    message = Message({"text": "你好", "metadata": {"language": told}})
    entities = LanguageExtractor().process([message])[0].get("entities")
    assert [(one["entity"], one["value"]) for one in entities] == [("language", expected)]


def test_a_message_that_tells_no_language_has_no_such_entity() -> None:
    assert not LanguageExtractor().process([Message({"text": "20w"})])[0].get("entities")
