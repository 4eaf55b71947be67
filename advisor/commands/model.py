"""The trained model on its own: what it understands of sentences, without a dialogue."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor import logs
from advisor.commands.output import quantity_json
from advisor.commands.training import trained_model
from advisor.nlu import no_tensorflow
from advisor.trade.quantities import quantities

if TYPE_CHECKING:
    from rasa.core.agent import Agent

OUT_OF_SCOPE = "out_of_scope"
UNSURE = "nlu_fallback"
LONGEST_TEXT = 2000  # characters read of one text; the chat takes no longer ones
PAYLOAD_MARKS = re.compile(r"^[/\s]+")
BLOCK = 128  # texts embedded together
BLOCKS_AHEAD = 4

Understood = dict[str, Any]


def understood(texts: Sequence[str]) -> Iterator[Understood]:
    """What the trained model understands of each text, in order.

    Embedding takes most of the time. It runs some blocks ahead in a thread, the first ones while the model is loaded.
    """
    logs.set_up()
    no_tensorflow.install()
    model = trained_model()
    from advisor.nlu.parts import warm

    blocks = [[_message(text) for text in texts[i : i + BLOCK]] for i in range(0, len(texts), BLOCK)]
    waiting = iter(blocks)
    with ThreadPoolExecutor(1, "embed-ahead") as thread, closing(asyncio.new_event_loop()) as loop:
        ahead = deque(thread.submit(warm, *block) for block in islice(waiting, BLOCKS_AHEAD))
        agent = _loaded(model)
        try:
            for i, text in enumerate(texts):
                if i % BLOCK == 0:
                    ahead.popleft().result()
                    ahead.extend(thread.submit(warm, *block) for block in islice(waiting, 1))
                yield loop.run_until_complete(_understood(agent, text))
        finally:
            for future in ahead:
                future.cancel()


def _loaded(model: Path) -> Agent:
    from rasa.core.agent import Agent

    return Agent.load(str(model))


async def _understood(agent: Agent, text: str) -> Understood:
    message = _message(text)
    read = await agent.parse_message(message)
    moved = len(text[:LONGEST_TEXT]) - len(message)
    ranking = [one for one in read.get("intent_ranking", []) if one["name"] != UNSURE]
    intent = read["intent"]["name"]
    acted_on = OUT_OF_SCOPE if intent in (UNSURE, None) else intent
    return {
        "text": text,
        "language": next((e["value"] for e in read["entities"] if e["entity"] == "language"), None),
        "intent": acted_on,
        "confidence": ranking[0]["confidence"] if ranking else 0.0,
        "ranking": [{"intent": one["name"], "confidence": one["confidence"]} for one in ranking],
        "entities": [_moved(entity, moved) for entity in read["entities"] if entity["entity"] != "language"],
        "quantities": [quantity_json(quantity) for quantity in quantities(text[:LONGEST_TEXT])],
        "out_of_scope": acted_on == OUT_OF_SCOPE,
    }


def _message(text: str) -> str:
    """What the pipeline reads: a leading "/" would be a button's payload."""
    return PAYLOAD_MARKS.sub("", text[:LONGEST_TEXT])


def _moved(entity: dict[str, Any], by: int) -> dict[str, Any]:
    """An entity of the message with the offsets that it has in the text."""
    value = entity["value"]
    if isinstance(value, dict) and "span" in value:
        value = {**value, "span": [offset + by for offset in value["span"]]}
    return {**entity, "value": value, "start": entity["start"] + by, "end": entity["end"] + by}
