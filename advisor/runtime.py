"""Puts the parts of the advisor together in one process: database, knowledge, model, actions, gateway.

`build` is all that the server, the terminal chat and the conversation tests need; none of them needs HTTP.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone

from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from sqlalchemy.engine import Engine

from advisor.catalogue import seed
from advisor.catalogue.store import Catalogue
from advisor.channels import rasa_speed
from advisor.channels.dialogue import Dialogue
from advisor.channels.gateway import Gateway
from advisor.channels.in_process_actions import Executor, InProcessEndpoint
from advisor.channels.tracker_store import BoundedTrackerStore
from advisor.channels.wiring import loaded_agent, model_path
from advisor.conversations.files import PICTURE_DAYS, UPLOAD_DAYS, delete_old
from advisor.conversations.store import Conversations
from advisor.database import open_engine, upgrade
from advisor.logs import keep_words_out_of_the_log
from advisor.merchants.store import Merchants
from advisor.nlu.language import language_of
from advisor.nlu.parts import warm
from advisor.settings import Settings


@dataclass(frozen=True)
class Runtime:
    """The parts of one process. Close it when done."""

    settings: Settings
    engine: Engine
    agent: Agent
    gateway: Gateway
    conversations: Conversations
    catalogue: Catalogue
    merchants: Merchants
    actions: EndpointConfig
    after_warm_up: Callable[[], None] = lambda: None  # begins what no first answer may wait for

    async def start(self) -> None:
        """Answer a throw-away message, so that everything is loaded, and then what was left unanswered.

        Raises:
            NotReady: the answer was not one of the bot's, but that something is wrong.
        """
        await self.gateway.warm_up()
        self.after_warm_up()
        await self.gateway.recover()

    async def close(self) -> None:
        """Let running turns end, then let go of everything."""
        await self.gateway.close()
        if isinstance(self.actions, InProcessEndpoint):
            self.actions.close()
        self.engine.dispose()


def build(settings: Settings, executor: Executor | None = None) -> Runtime:
    """The parts, ready to `start`.

    Args:
        settings: where everything is. Actions read the environment's; in one process both must be the same.
        executor: of the actions; by default the package `actions` is registered.

    Raises:
        ConfigError: there is no model, or the database cannot be opened.
    """
    keep_words_out_of_the_log()
    rasa_speed.apply()
    model = model_path(settings.model)
    engine = prepared_database(settings)
    actions = _actions(settings, executor)
    agent = loaded_agent(model, BoundedTrackerStore(engine=engine), actions)
    conversations = Conversations(engine)
    gateway = gateway_of(agent, conversations, settings)
    later = _prepare_search if executor is None and not settings.action_endpoint_url else (lambda: None)
    return Runtime(
        settings, engine, agent, gateway, conversations, Catalogue(engine), Merchants(engine), actions, later
    )


def prepared_database(settings: Settings) -> Engine:
    """The database with all tables and the present knowledge, and the folders for files, without the old ones."""
    for folder, kept_days in ((settings.files_folder, PICTURE_DAYS), (settings.uploads_folder, UPLOAD_DAYS)):
        folder.mkdir(parents=True, exist_ok=True)
        delete_old(folder, kept_days)
    engine = open_engine(settings.database_url)
    upgrade(engine)
    seed.load(engine, settings.knowledge, by="start", at=datetime.now(timezone.utc))
    return engine


def gateway_of(agent: Agent, conversations: Conversations, settings: Settings) -> Gateway:
    """The door to this agent."""
    return Gateway(
        Dialogue(agent),
        conversations,
        settings.uploads_folder,
        language_of,
        warm,
        settings.messages_per_minute,
    )


def _actions(settings: Settings, executor: Executor | None) -> EndpointConfig:
    if settings.action_endpoint_url:
        return EndpointConfig(settings.action_endpoint_url)
    return InProcessEndpoint(executor or _executor_of_the_actions())


def _prepare_search() -> None:
    """Let the actions of this process embed the knowledge in a thread; until then they search by words alone."""
    from actions.wiring import stores

    stores().search.prepare_in_background()


def _executor_of_the_actions() -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor
