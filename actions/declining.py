"""What is not our field, declined by kind: savings, private credit, goods; and worry, which is not declined at all."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, converses

MENU = ("start_swot", "start_cash_cycle", "find_financing")
KINDS = {  # the first that fits; `declined` says the sentence of each
    "worry": re.compile(
        r"压力(好|很|太|真|特别)?大|好烦|烦死|愁死|发愁|焦虑|睡不着|失眠|崩溃|撑不(住|下去)|扛不住|心累|好累|难受|好难啊|太难了"
        r"|stress|anxious|can'?t sleep|overwhelmed|exhausted|so hard",
        re.IGNORECASE,
    ),
    "savings": re.compile(
        r"存款|存钱|定期|活期|理财|基金|股票|炒股|余额宝|黄金|比特币|saving|deposit|stocks?|funds?|invest|bitcoin",
        re.IGNORECASE,
    ),
    "private_credit": re.compile(
        r"房贷|车贷|信用卡|花呗|借呗|白条|消费贷|公积金|助学|mortgage|car loan|credit card|student loan", re.IGNORECASE
    ),
    "goods": re.compile(
        r"快递|物流|发货|包裹|退货|换货|退款|差评|尺码|优惠券|客服|收货|订单|parcel|deliver|refund|return|coupon|shipping",
        re.IGNORECASE,
    ),
}


class DeclineOutOfScope(Action):
    """Says what it cannot help with and what it can; in an interview briefly, for the question comes again."""

    def name(self) -> str:
        return "action_out_of_scope"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        kind = next((name for name, words in KINDS.items() if words.search(turn.text)), "other")
        in_interview = bool((tracker.active_loop or {}).get("name"))
        buttons = [] if in_interview else [button(label(turn, name), name) for name in MENU]
        if not in_interview or kind == "worry":
            buttons.append(button(label(turn, "human"), "ask_human"))
        say(dispatcher, turn, "declined", kind=kind, in_interview=in_interview, buttons=buttons)
        return []
