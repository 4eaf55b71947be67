"""The server: chat, demo portal and health on one address, in one process."""

from __future__ import annotations

import logging
from typing import Any

from advisor.nlu import no_tensorflow

no_tensorflow.install()  # before anything imports Rasa

from rasa.core.channels.channel import register  # noqa: E402
from sanic import Blueprint, Sanic  # noqa: E402
from sanic.request import Request  # noqa: E402
from sanic.response import HTTPResponse, json  # noqa: E402

from advisor.channels.demo import demo_blueprint  # noqa: E402
from advisor.channels.gateway import NotReady  # noqa: E402
from advisor.channels.pages import web_blueprint  # noqa: E402
from advisor.channels.portal import PortalInput  # noqa: E402
from advisor.channels.tokens import TokenKeyError  # noqa: E402
from advisor.runtime import Runtime, build  # noqa: E402
from advisor.settings import ConfigError, Settings  # noqa: E402

__all__ = ["NotReady", "Runtime", "build", "run", "server"]

logger = logging.getLogger(__name__)

NAME = "financing-advisor"
LARGEST_BODY_BYTES = 64 * 1024 * 1024  # beyond the 20 MB of a file, so that the portal can refuse it in words
SLOW_UPLOAD_S = 300
KEEP_ALIVE_S = 30


def run(settings: Settings) -> None:
    """Serve until Ctrl-C or SIGTERM; prints the address when the first message can be answered.

    Raises:
        ConfigError: a setting cannot be used; nothing was started.
    """
    app = server(build(settings))
    app.run(host=settings.host, port=settings.port, access_log=False, motd=False)


def server(runtime: Runtime) -> Sanic:
    """The web application of a runtime: /webhooks/portal, /web, the demo where it is on, /health."""
    settings = runtime.settings
    app = Sanic(NAME, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY_BYTES
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_S
    app.config.RESPONSE_TIMEOUT = app.config.REQUEST_TIMEOUT = SLOW_UPLOAD_S
    app.ctx.agent, app.ctx.gateway, app.ctx.conversations = runtime.agent, runtime.gateway, runtime.conversations
    app.ctx.is_ready = False
    try:
        register([PortalInput(settings)], app, route="/webhooks/")
    except TokenKeyError as error:
        raise ConfigError(f"ADVISOR_PORTAL_JWT_KEY: {error}") from None
    app.blueprint(health_blueprint())
    app.blueprint(web_blueprint())
    if settings.demo:
        app.blueprint(demo_blueprint(settings))
    app.register_listener(_started(runtime), "after_server_start")
    app.register_listener(_stopped(runtime), "after_server_stop")
    return app


def health_blueprint() -> Blueprint:
    """/health/live: the process answers. /health/ready: it has answered a message; 503 until then."""
    blueprint = Blueprint("health")

    @blueprint.get("/health/live")
    async def live(_request: Request) -> HTTPResponse:
        return json({"ok": True})

    @blueprint.get("/health/ready")
    async def ready(request: Request) -> HTTPResponse:
        is_ready = bool(getattr(request.app.ctx, "is_ready", False))
        return json({"ok": is_ready}, status=200 if is_ready else 503)

    return blueprint


def _started(runtime: Runtime) -> Any:
    async def started(app: Sanic, _loop: Any) -> None:
        try:
            await runtime.start()
        except NotReady as error:
            logger.error("%s", error)
            return
        app.ctx.is_ready = True
        print(f"http://{runtime.settings.host}:{runtime.settings.port}/", flush=True)

    return started


def _stopped(runtime: Runtime) -> Any:
    async def stopped(_app: Sanic, _loop: Any) -> None:
        await runtime.close()

    return stopped
