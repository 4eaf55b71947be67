"""Makes the ordinary `rasa run` serve the same: named in credentials.yml, it puts the gateway into Rasa's own server.

It is an input channel without routes: only so can `rasa run` be told to run something of ours.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic

from advisor.channels import rasa_speed
from advisor.channels.demo import demo_blueprint
from advisor.channels.pages import web_blueprint
from advisor.channels.wiring import use_directly
from advisor.conversations.store import Conversations
from advisor.logs import keep_words_out_of_the_log
from advisor.runtime import gateway_of, prepared_database
from advisor.server import health_blueprint
from advisor.settings import ConfigError, Settings, load

DEMO_PAGE = "/demo"  # Rasa's own server keeps / for itself


class Doorway(InputChannel):
    """Builds `app.ctx.gateway` from the agent that `rasa run` has loaded, and mounts the same pages."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @classmethod
    def name(cls) -> str:
        return "doorway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Doorway:
        """With the settings of the environment; credentials.yml holds no secrets."""
        return cls(load())

    def url_prefix(self) -> str:
        return "/"

    def blueprint(self, on_new_message: Any) -> Any:
        """No door of Rasa's own: what is here is the listener that builds ours, and the pages."""
        listeners = Blueprint("doorway")
        listeners.listener("after_server_start")(self.open_gateway)
        listeners.listener("after_server_stop")(self.close_gateway)
        pages = [demo_blueprint(self.settings, DEMO_PAGE)] if self.settings.demo else []
        return Blueprint.group(listeners, health_blueprint(), web_blueprint(), *pages)

    async def open_gateway(self, app: Sanic, _loop: Any) -> None:
        """What `advisor.server` does before it listens; here Rasa has loaded the model already.

        Raises:
            ConfigError: Rasa has loaded no model, or another tracker store.
        """
        agent = app.ctx.agent
        if agent.processor is None:
            raise ConfigError("no model is loaded; run `rasa train`")
        use_directly(agent)
        keep_words_out_of_the_log()
        rasa_speed.apply()
        app.ctx.conversations = Conversations(prepared_database(self.settings))
        app.ctx.gateway = gateway_of(agent, app.ctx.conversations, self.settings)
        app.add_task(self._ready(app))

    async def _ready(self, app: Sanic) -> None:
        """In a task: the action server may come up after this one."""
        await app.ctx.gateway.open()
        app.ctx.is_ready = True

    async def close_gateway(self, app: Sanic, _loop: Any) -> None:
        if hasattr(app.ctx, "gateway"):
            await app.ctx.gateway.close()
