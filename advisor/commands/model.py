"""The trained model on its own: what it understands of a sentence, without a dialogue."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from advisor import logs
from advisor.commands.output import quantity_json
from advisor.commands.training import trained_model
from advisor.nlu import no_tensorflow
from advisor.trade.quantities import quantities

OUT_OF_SCOPE = "out_of_scope"
UNSURE = "nlu_fallback"


def parser() -> Callable[[str], Coroutine[Any, Any, dict[str, Any]]]:
    """A function that parses one sentence; the model is loaded once."""
    logs.set_up()
    no_tensorflow.install()
    from rasa.core.agent import Agent

    agent = Agent.load(str(trained_model()))

    async def parse(text: str) -> dict[str, Any]:
        read = await agent.parse_message(text.lstrip("/ "))
        intent = read["intent"]["name"]
        acted_on = OUT_OF_SCOPE if intent in (UNSURE, None) else intent
        entities = [entity for entity in read["entities"] if entity["entity"] != "language"]
        return {
            "text": text,
            "language": next((e["value"] for e in read["entities"] if e["entity"] == "language"), None),
            "intent": acted_on,
            "confidence": read["intent"]["confidence"] or 0.0,
            "ranking": [
                {"intent": r["name"], "confidence": r["confidence"]}
                for r in read.get("intent_ranking", [])
                if r["name"] != UNSURE
            ],
            "entities": entities,
            "quantities": [quantity_json(quantity) for quantity in quantities(text)],
            "out_of_scope": acted_on == OUT_OF_SCOPE,
        }

    return parse
