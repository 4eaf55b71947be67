"""One turn of Rasa, whole or not at all.

The steps are those of Rasa's `MessageProcessor.handle_message` (a test watches that it stays so), with what it lacks:
the language is set, a dialogue that hangs is brought back to listening, a person's turn keeps the bot silent, and a
turn that fails or takes too long is not half saved.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ConversationPaused, ConversationResumed, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from advisor.channels.answers import AnswerCollector, draft_of
from advisor.channels.words import words
from advisor.conversations.messages import Draft

logger = logging.getLogger(__name__)

DEADLINE_S = 50.0  # an action has its own, shorter one
LANGUAGE_SLOT = "language"
TROUBLE = "utter_service_trouble"


@dataclass(frozen=True)
class Said:
    """What goes into one turn. `text` is words, or a payload that the server itself issued."""

    conversation_id: str
    channel: str
    text: str
    language: str
    is_with_human: bool = False
    message_id: str | None = None


class Dialogue:
    """The turns of one agent.

    Args:
        agent: with the model loaded; its tracker store must raise on a failed read.
        deadline_s: seconds a turn may take.
    """

    def __init__(self, agent: Agent, deadline_s: float = DEADLINE_S) -> None:
        self.agent = agent
        self.deadline_s = deadline_s

    async def answers(self, said: Said) -> list[Draft]:
        """The bot's messages of a turn; never none, unless a person has the conversation. Never raises."""
        try:
            drafts = await asyncio.wait_for(self._turn(said), self.deadline_s)
        except Exception as error:  # whatever it is, the merchant is told; the log has the rest
            logger.exception("turn of %s failed: %s", said.conversation_id, type(error).__name__)
            drafts = []
        return drafts if drafts or said.is_with_human else [await self.trouble(said.language)]

    async def trouble(self, language: str) -> Draft:
        """The honest sentence, with the way on, when something failed."""
        try:
            return draft_of(await self._response(TROUBLE, language))
        except Exception as error:
            logger.error("%s could not be said: %s", TROUBLE, type(error).__name__)
            return Draft("bot", text=words("trouble")[language])

    async def _response(self, name: str, language: str) -> Mapping[str, Any]:
        tracker = DialogueStateTracker("", self.agent.domain.slots)
        tracker.update(SlotSet(LANGUAGE_SLOT, language))
        response = await self.agent.nlg.generate(name, tracker, "")
        if not response:
            raise LookupError(f"the domain has no response {name}")
        return response

    async def _turn(self, said: Said) -> list[Draft]:
        processor = self.agent.processor
        if processor is None:
            raise RuntimeError("no model is loaded")
        collector = AnswerCollector(said.channel)
        metadata = {"language": said.language, "merchant_id": said.conversation_id}
        message = UserMessage(
            said.text, collector, said.conversation_id, input_channel=said.channel, message_id=said.message_id,
            metadata=metadata,
        )  # fmt: skip
        tracker = await processor.fetch_tracker_and_update_session(said.conversation_id, collector, metadata)
        _prepare(tracker, said)
        await processor._handle_message_with_tracker(message, tracker)
        if not said.is_with_human:
            tracker = await processor.run_action_extract_slots(collector, tracker)
            await processor._run_prediction_loop(collector, tracker)
            if not tracker.is_paused() and not _is_listening(tracker):
                logger.error("dialogue %s hung; brought back to listening", said.conversation_id)
                tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
                collector.drafts.clear()
        await processor.save_tracker(tracker)
        return collector.drafts


def _prepare(tracker: DialogueStateTracker, said: Said) -> None:
    """What must be true before the message is read: pause as the conversation's state says, listening, language."""
    if said.is_with_human and not tracker.is_paused():
        tracker.update(ConversationPaused())
    if not said.is_with_human and tracker.is_paused():
        tracker.update(ConversationResumed())
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
    if not tracker.is_paused() and not _is_listening(tracker):
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
    if LANGUAGE_SLOT in tracker.slots and tracker.get_slot(LANGUAGE_SLOT) != said.language:
        tracker.update(SlotSet(LANGUAGE_SLOT, said.language))


def _is_listening(tracker: DialogueStateTracker) -> bool:
    return tracker.latest_action_name == ACTION_LISTEN_NAME
