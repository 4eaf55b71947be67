"""The seller portal's web chat as a Rasa input channel: POST goes up, server-sent events come down.

It decides nothing: identity comes from the portal's token (`tokens`), messages go to the gateway, answers are
rows of the outbox. `app.ctx.gateway` and `app.ctx.conversations` are put there by the server.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, file, json

from advisor.channels import receiving, streams, tokens
from advisor.channels.inbound import GatewayRefusal
from advisor.channels.reports_page import ReportsPage
from advisor.channels.routes import handler
from advisor.channels.words import refusal, words
from advisor.conversations.files import merchant_folder

logger = logging.getLogger(__name__)

FILE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
NUMBER = re.compile(r"[0-9]{1,9}")
HISTORY = 50
MOST_HISTORY = 200
ASKED_FIRST = ("/messages", "/events", "/files/<file_id:str>", "/reports/<report_id:str>/ticket")
SAFE_HEADERS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}
CORS_HEADERS = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID, Accept-Language",
    "Access-Control-Max-Age": "600",
}


class PortalSettings(tokens.KeySettings, Protocol):
    """The settings this channel reads."""

    @property
    def portal_origins(self) -> tuple[str, ...]: ...

    @property
    def files_folder(self) -> Path: ...

    @property
    def uploads_folder(self) -> Path: ...


class PortalInput(InputChannel):
    """Web chat of the seller portal, mounted at /webhooks/portal."""

    def __init__(self, settings: PortalSettings) -> None:
        """Raises tokens.TokenKeyError where the settings hold no usable key."""
        self.settings = settings
        self.keys = tokens.keys(settings)

    @classmethod
    def name(cls) -> str:
        return "portal"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> PortalInput:
        """The channel with the settings of the environment; credentials.yml holds no secrets."""
        from advisor.settings import load

        return cls(load())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes. `on_new_message` is Rasa's own door; everything goes through the gateway instead."""
        blueprint = Blueprint("portal")
        blueprint.add_route(handler(self.health), "/health", methods=["GET"])
        blueprint.add_route(handler(self.receive), "/messages", methods=["POST"], stream=True)
        blueprint.add_route(handler(self.history), "/messages", methods=["GET"])
        blueprint.add_route(handler(self.events), "/events", methods=["GET"])
        blueprint.add_route(handler(self.picture), "/files/<file_id:str>", methods=["GET"])
        ReportsPage(self.settings.files_folder, self._who).add_to(blueprint)
        for number, path in enumerate(ASKED_FIRST):
            blueprint.add_route(handler(self.preflight), path, methods=["OPTIONS"], name=f"preflight_{number}")
        blueprint.middleware("response")(self.add_headers)
        blueprint.exception(tokens.TokenRefused, GatewayRefusal, SanicException, Exception)(self.refuse)
        blueprint.listener("before_server_stop")(self.close_streams)
        return blueprint

    async def health(self, _request: Request) -> HTTPResponse:
        return json({"ok": True})

    async def receive(self, request: Request) -> HTTPResponse:
        """One message up: 202 at once, or with ?wait=1 200 with the messages of the turn that answers it."""
        who = self._who(request)
        locale = request.headers.get("accept-language") or who.locale
        message = await receiving.inbound(request, who.merchant_id, self.name(), locale, self.settings.uploads_folder)
        try:
            received = await request.app.ctx.gateway.receive(message)
        except GatewayRefusal:
            _forget(message.file)
            raise
        if not received.is_new:
            _forget(message.file)
        seq = received.message.seq
        if request.args.get("wait") != "1":
            return json({"ok": True, "seq": seq}, status=202)
        answers = await asyncio.shield(received.turn)  # a client that leaves does not end the turn
        return _messages(answers, seq=seq)

    async def history(self, request: Request) -> HTTPResponse:
        """?after=N: what came after N; without it the last messages, ?before=N those before N."""
        who = self._who(request)
        conversations = request.app.ctx.conversations
        limit = min(_number(request.args.get("limit"), HISTORY), MOST_HISTORY)
        if request.args.get("after") is not None:
            ask, seq = conversations.after, _number(request.args.get("after"), 0)
        else:
            ask, seq = conversations.before, _number(request.args.get("before"), None)
        found = await asyncio.to_thread(ask, who.merchant_id, seq, limit + 1)
        more = len(found) > limit
        return _messages(found[:limit] if ask == conversations.after else found[-limit:], more=more)

    async def events(self, request: Request) -> None:
        """Server-sent events; resumes after Last-Event-ID (or ?after=N)."""
        who = self._who(request)
        conversations = request.app.ctx.conversations
        if conversations.feed.listeners(who.merchant_id) >= streams.MOST_STREAMS:
            raise GatewayRefusal("too_many_streams", 429, words("too_many_streams"))
        last = request.headers.get("last-event-id") or request.args.get("after")
        await streams.stream(request, conversations, who, _number(last, 0))

    async def picture(self, request: Request, file_id: str) -> HTTPResponse:
        """A picture the bot made for THIS merchant; another's is as unknown as none."""
        who = self._who(request)
        path = merchant_folder(self.settings.files_folder, who.merchant_id) / f"{file_id}.png"
        if not FILE_ID.fullmatch(file_id) or not path.is_file():
            raise GatewayRefusal("not_found", 404, words("not_found"))
        return await file(path, mime_type="image/png", headers={"Cache-Control": "private, max-age=86400"})

    async def preflight(self, _request: Request, **_path: str) -> HTTPResponse:
        """A browser of another origin asks first; `add_headers` answers."""
        return empty()

    async def add_headers(self, request: Request, response: HTTPResponse) -> None:
        """Headers of every answer; CORS only for the portal's own origins."""
        for name, value in {**SAFE_HEADERS, "Cache-Control": "no-store"}.items():
            response.headers.setdefault(name, value)
        response.headers["Vary"] = "Origin"
        if request.headers.get("origin") in self.settings.portal_origins:
            response.headers["Access-Control-Allow-Origin"] = request.headers["origin"]
            response.headers.update(CORS_HEADERS)

    async def refuse(self, request: Request, error: Exception) -> HTTPResponse:
        """Every failure in words and in one shape; what we did not foresee goes to the log."""
        locale = request.headers.get("accept-language")
        if isinstance(error, GatewayRefusal):
            return refusal(error.words, error.status, locale)
        if isinstance(error, tokens.TokenRefused):
            return refusal(words(error.code), 401, locale)
        status = getattr(error, "status_code", None) or 500
        if status >= 500:
            logger.error("portal.request_failed", exc_info=error)
        if status == 413:  # beyond what the server reads at all
            return refusal(receiving.file_too_large().words, status, locale)
        return refusal(words("trouble" if status >= 500 else "message_malformed"), status, locale)

    async def close_streams(self, app: Sanic, _loop: Any) -> None:
        app.ctx.conversations.feed.close()

    def _who(self, request: Request) -> tokens.Identity:
        return tokens.identity(tokens.bearer(request.headers.get("authorization")), self.keys)


def _messages(found: Any, **more: Any) -> HTTPResponse:
    return json({"ok": True, "messages": [one.public() for one in found], **more}, ensure_ascii=False)


def _number(text: str | None, otherwise: Any) -> Any:
    return int(text) if text and NUMBER.fullmatch(text) else otherwise


def _forget(uploaded: Any) -> None:
    if uploaded is not None:
        uploaded.path.unlink(missing_ok=True)
