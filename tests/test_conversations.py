"""Every conversation case of tests/conversations, through the real gateway, model, actions and database."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversation_runner import Conversation

pytestmark = pytest.mark.slow
FOLDER = Path(__file__).parent / "conversations"
CASES = [
    pytest.param(case["turns"], id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("turns", CASES)
def test_conversation(turns: list[dict[str, Any]], runtimes: Any, loop: asyncio.AbstractEventLoop) -> None:
    async def run() -> None:
        conversation = Conversation(runtimes)
        for step in turns:
            messages = await conversation.turn(step)
            await conversation.check(step, messages)

    loop.run_until_complete(run())


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 30
