"""Runs conversation cases (tests/conversations/*.yml) through the real gateway, model, actions and database.

A case is a list of turns. A turn does one thing - `say` a text, `press` a button by its title, `upload` a file of
tests/data/, `complete` the interview with kept values, `restart` every object of the server - and then states what
must be true:

  bot         each text stands somewhere in the bot's messages of this turn
  bot_not     none of these does
  buttons     each title is offered in this turn
  slots       the tracker holds these values
  facts       the merchant's store holds these values (a missing fact is `~`)
  state       the conversation's state (bot, waiting, human, closed)
  image       whether a picture came
  refused     the gateway refuses the message with this code

Always true: a turn is answered, at most one message asks a question of an interview, at most one carries buttons at
its end, and no text shows a template's brace, a raw payload or "None".
"""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from advisor.channels.inbound import GatewayRefusal, Inbound, UploadedFile
from advisor.conversations.messages import Message
from advisor.runtime import Runtime
from advisor.trade.questions import value_words

DATA = Path(__file__).parent / "data"
NEVER_SAID = ("{", "}", "None", "/inform", "utter_", "Traceback", "Undefined")
QUESTION_MARKS = ("题：", "分钟：", "Question ")


@dataclass
class Conversation:
    """One merchant talking to the advisor; `runtimes` gives it, and another one on the same database."""

    runtimes: Any
    merchant_id: str = field(default_factory=lambda: f"case-{uuid.uuid4().hex[:12]}")
    runtime: Runtime | None = None
    offered: dict[str, str] = field(default_factory=dict)

    async def turn(self, step: dict[str, Any]) -> list[Message]:
        """Do what a step says and return the bot's messages."""
        self.runtime = await (self.runtimes.renew() if "restart" in step else self.runtimes.current())
        if "restart" in step:
            return []
        if "complete" in step:
            return await self._complete(step["complete"])
        if "refused" in step:
            with pytest.raises(GatewayRefusal) as refusal:
                await self._send(**self._content(step))
            assert refusal.value.code == step["refused"]
            return []
        return await self._send(**self._content(step))

    async def _complete(self, values: dict[str, Any]) -> list[Message]:
        """Answer question after question in words, as a merchant would, until the result is shown."""
        assert self.runtime is not None
        questions, messages = self.runtime.catalogue.questions(), list[Message]()
        for _ in range(40):
            tracker = await self.runtime.agent.tracker_store.retrieve(self.merchant_id)
            pending = tracker.get_slot("question")
            if not pending:
                break
            known = pending in values
            messages = await self._send(
                text=value_words(questions[pending], values[pending], "zh") if known else "不知道"
            )
        return messages

    def _content(self, step: dict[str, Any]) -> dict[str, Any]:
        if "press" in step:
            assert step["press"] in self.offered, f"no button {step['press']!r}; offered: {sorted(self.offered)}"
            return {"button": self.offered[step["press"]]}
        if "upload" in step:
            assert self.runtime is not None
            path = self.runtime.settings.uploads_folder / f"{uuid.uuid4().hex}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(DATA / step["upload"], path)
            return {"file": UploadedFile(path, step["upload"], path.stat().st_size)}
        return {"text": str(step["say"]) * int(step.get("times", 1))}

    async def _send(self, **content: Any) -> list[Message]:
        assert self.runtime is not None
        inbound = Inbound(
            merchant_id=self.merchant_id, channel="portal", channel_message_id=uuid.uuid4().hex, **content
        )
        received = await self.runtime.gateway.receive(inbound)
        messages = await received.turn
        shown = {button["title"]: button["id"] for message in messages for button in message.buttons or ()}
        self.offered = shown or self.offered
        return list(messages)

    async def check(self, step: dict[str, Any], messages: list[Message]) -> None:
        """Raise AssertionError where a step's statements, or what always holds, are not true."""
        if "restart" in step or "refused" in step:
            return
        said = "\n".join(message.text or "" for message in messages)
        assert messages, f"no answer to {step}"
        for forbidden in (*NEVER_SAID, *step.get("bot_not", ())):
            assert forbidden not in said, f"{forbidden!r} was said:\n{said}"
        for wanted in step.get("bot", ()):
            assert str(wanted) in said, f"{wanted!r} was not said:\n{said}"
        asking = [m for m in messages if any(mark in (m.text or "") for mark in QUESTION_MARKS)]
        assert len(asking) <= 1, f"two questions in one turn:\n{said}"
        titles = [button["title"] for message in messages for button in message.buttons or ()]
        for title in step.get("buttons", ()):
            assert title in titles, f"no button {title!r}; offered: {titles}\n{said}"
        if "image" in step:
            assert any(m.image for m in messages) == step["image"], said
        await self._check_state(step)

    async def _check_state(self, step: dict[str, Any]) -> None:
        assert self.runtime is not None
        if "slots" in step:
            tracker = await self.runtime.agent.tracker_store.retrieve(self.merchant_id)
            slots = {name: tracker.get_slot(name) for name in step["slots"]}
            assert slots == step["slots"], slots
        if "facts" in step:
            facts = self.runtime.merchants.facts(self.merchant_id)
            known = {name: facts[name].value if name in facts else None for name in step["facts"]}
            assert known == step["facts"], known
        if "state" in step:
            assert self.runtime.conversations.get(self.merchant_id).state == step["state"]
