"""A sentence that tries something on the shop is a what-if, whatever it was read as, unless danger comes first."""

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.nlu.tries import TryReader


def read(text, intent="out_of_scope"):
    first = {"name": intent, "confidence": 0.6}
    ranking = [first, {"name": "what_if", "confidence": 0.1}]
    message = Message({TEXT: text, INTENT: first, INTENT_RANKING_KEY: ranking})
    (message,) = TryReader({"confidence": 0.95}).process([message])
    return message.get(INTENT)["name"], [one["name"] for one in message.get(INTENT_RANKING_KEY)]


@pytest.mark.parametrize(
    "text", ["发货快一天", "退货率降2个点", "账期要多少天才不缺钱", "what if I borrow 50k for 3 months at 9%"]
)
def test_what_is_tried_comes_first_and_the_other_readings_stay_behind_it(text):
    assert read(text) == ("what_if", ["what_if", "out_of_scope"])


@pytest.mark.parametrize("intent", ["distress", "suspect_fraud", "ask_human", "complaint"])
def test_danger_and_people_come_before_it(intent):
    assert read("账期再多15天呢 我不想活了", intent)[0] == intent


@pytest.mark.parametrize("text", ["账期是45天", "/inform", "提前还款会怎样", "退货率降2个点" + "，" * 200])
def test_other_sentences_keep_their_reading(text):
    assert read(text, "inform")[0] == "inform"
