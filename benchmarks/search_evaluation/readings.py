"""How the trained model reads questions: what a turn of the dialogue hands to the search."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
FALLBACK = "nlu_fallback"
Readings = dict[str, float]


def readings_of(texts: Sequence[str]) -> list[Readings] | None:
    """The intents of each text with their confidences, by the model that was trained last; None without a model."""
    known = ROOT / "models" / "trained.json"
    model = ROOT / "models" / json.loads(known.read_text(encoding="utf-8"))["model"] if known.is_file() else known
    if model == known or not model.is_file():
        return None
    return asyncio.run(_read(str(model), texts))


async def _read(model: str, texts: Sequence[str]) -> list[Readings]:
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    from advisor.nlu import no_tensorflow

    no_tensorflow.install()
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    parsed = [await agent.parse_message(text) for text in texts]
    return [{one["name"]: one["confidence"] for one in read["intent_ranking"]} for read in parsed]
