"""The classifier as Rasa uses it: created, trained, stored, loaded, asked."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from advisor.nlu import classifier
from advisor.nlu.classifier import SentenceClassifier
from advisor.nlu.fallback import UnsureFallback
from advisor.nlu.model import EncoderMismatch

EXAMPLES = {
    "greet": ["你好", "您好", "在吗", "hello", "早上好"],
    "request_loan": ["我想贷款", "借我二十万", "i need a loan", "急用钱", "想借点钱"],
    "ask_interest_rate": ["利息多少", "年化是多少", "what is the rate", "利率高吗", "一天多少利息"],
}
CONFIG = SentenceClassifier.get_default_config()
CONTEXT = ExecutionContext(GraphSchema({}))
RESOURCE = Resource("classifier")


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    storage = LocalModelStorage.create(Path(tmp_path_factory.mktemp("model")))
    component = SentenceClassifier.create(CONFIG, storage, RESOURCE, CONTEXT)
    examples = [Message({"text": t, "intent": intent}) for intent, texts in EXAMPLES.items() for t in texts]
    component.train(TrainingData(examples))
    return storage


@pytest.fixture(scope="module")
def loaded(storage: LocalModelStorage) -> SentenceClassifier:
    return SentenceClassifier.load(CONFIG, storage, RESOURCE, CONTEXT)


def asked(component: SentenceClassifier, text: str | None) -> Message:
    return component.process([Message({"text": text})])[0]


@pytest.mark.parametrize("intent, text", [(intent, texts[0]) for intent, texts in EXAMPLES.items()])
def test_a_loaded_model_knows_what_it_was_taught(loaded: SentenceClassifier, intent: str, text: str) -> None:
    output = asked(loaded, text).as_dict(only_output_properties=True)
    assert output["intent"]["name"] == intent
    assert [one["name"] for one in output["intent_ranking"]][0] == intent
    assert sum(one["confidence"] for one in output["intent_ranking"]) == pytest.approx(1, abs=1e-5)


def test_width_case_and_spaces_do_not_change_the_answer(loaded: SentenceClassifier) -> None:
    assert asked(loaded, "  ＨＥＬＬＯ ").get("intent") == asked(loaded, "hello").get("intent")


@pytest.mark.parametrize("text", ["", None, "   ", "😀👍", "?!…", "\u200b"])
def test_a_text_without_words_has_no_intent(loaded: SentenceClassifier, text: str | None) -> None:
    assert asked(loaded, text).get("intent") == {"name": None, "confidence": 0.0}


@pytest.mark.parametrize("text", ["钱" * 5000, "a" * 5000, "x\ud800y", "a\x00b", "<b>'; drop table x--"])
def test_odd_texts_are_answered_like_any_other(loaded: SentenceClassifier, text: str) -> None:
    assert asked(loaded, text).get("intent")["name"] in EXAMPLES


def test_button_payloads_are_left_to_the_payload_handler(loaded: SentenceClassifier) -> None:
    assert asked(loaded, "/greet").get("intent") is None


def test_a_model_of_another_encoder_is_refused(storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "shared_encoder", lambda: SimpleNamespace(identity="other/1.0"))
    with pytest.raises(EncoderMismatch, match="other/1.0.*train again"):
        SentenceClassifier.load(CONFIG, storage, RESOURCE, CONTEXT)


def test_a_storage_without_a_model_is_an_error_and_not_an_untrained_bot(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        SentenceClassifier.load(CONFIG, LocalModelStorage.create(tmp_path), RESOURCE, CONTEXT)


def ranked(*confidences: float, text: str = "x") -> Message:
    ranking = [{"name": f"i{n}", "confidence": c} for n, c in enumerate(confidences)]
    return Message({"text": text, "intent": ranking[0] if ranking else None, "intent_ranking": ranking})


def after_fallback(message: Message) -> Message:
    config = {"threshold": 0.3, "ambiguity_threshold": 0.05, "decline_threshold": 0.5}
    return UnsureFallback(config).process([message])[0]


@pytest.mark.parametrize("confidences", [(0.29, 0.1), (0.45, 0.42), ()])
def test_a_weak_or_close_reading_becomes_the_fallback_and_the_readings_stay(confidences: tuple[float, ...]) -> None:
    message = after_fallback(ranked(*confidences))
    assert message.get("intent")["name"] == "nlu_fallback"
    assert [one["confidence"] for one in message.get("intent_ranking")][1:] == list(confidences)


def test_a_clear_reading_stays() -> None:
    assert after_fallback(ranked(0.6, 0.2)).get("intent")["name"] == "i0"


def test_the_fallback_leaves_payloads_alone() -> None:
    assert after_fallback(Message({"text": "/greet"})).get("intent") is None


@pytest.mark.parametrize(("confidence", "acted_on"), [(0.45, "nlu_fallback"), (0.55, "out_of_scope")])
def test_a_weak_out_of_scope_is_asked_about_and_a_sure_one_declined(confidence: float, acted_on: str) -> None:
    ranking = [{"name": "out_of_scope", "confidence": confidence}, {"name": "affirm", "confidence": 0.1}]
    read = after_fallback(Message({"text": "x", "intent": ranking[0], "intent_ranking": ranking}))
    assert read.get("intent")["name"] == acted_on
