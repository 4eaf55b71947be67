"""The demo seller portal: three made-up shops to sign in as. Registered only where `settings.demo` is on.

It does what a real portal does for the chat: knows who is signed in (a cookie) and mints a short token. Each browser
gets its own merchants, so that two visitors never read each other's conversation.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from datetime import datetime
from typing import Any, Protocol

import jwt
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from advisor.channels import tokens
from advisor.channels.demo_api import CHINA, add_api
from advisor.channels.demo_shops import shops, summaries
from advisor.channels.demo_view import dated
from advisor.channels.pages import answer, pages
from advisor.channels.routes import handler
from advisor.channels.words import refusal, words

AUDIENCE = "advisor-demo"
COOKIE = "demo_session"
SESSION_S = 30 * 24 * 3600
TOKEN_S = 15 * 60


class DemoSettings(tokens.KeySettings, Protocol):
    """The settings this module reads."""

    @property
    def demo_api_key(self) -> str: ...


def demo_blueprint(settings: DemoSettings, front: str = "/") -> Blueprint:
    """The pages (`front` is the first one's path), what they ask for, and the portal's API for the advisor's server.

    Raises:
        tokens.TokenKeyError: the key cannot be used.
    """
    demo = _Demo(tokens.checked_key(settings.portal_jwt_key))
    blueprint = Blueprint("demo")
    blueprint.add_route(handler(demo.page), front, methods=["GET"])
    blueprint.add_route(handler(demo.sign_in), "/demo/sign-in", methods=["POST"])
    blueprint.add_route(handler(demo.sign_out), "/demo/sign-out", methods=["POST"])
    blueprint.add_route(handler(demo.token), "/demo/token", methods=["GET"])
    blueprint.add_route(handler(demo.shop), "/demo/shop", methods=["GET"])
    add_api(blueprint, settings.demo_api_key, demo.shops)
    blueprint.middleware("response")(_never_kept)
    return blueprint


class _Demo:
    def __init__(self, key: str) -> None:
        self.key = key
        self.shops = shops()
        self.front = pages()["demo.html"]

    async def page(self, request: Request) -> HTTPResponse:
        return answer(self.front, request)

    async def sign_in(self, request: Request) -> HTTPResponse:
        """{"shop": id}: the cookie remembers the shop and, across shops, the visitor."""
        asked = request.json if request.content_type.startswith("application/json") else None
        shop_id = asked.get("shop") if isinstance(asked, dict) else None
        if not isinstance(shop_id, str) or shop_id not in self.shops:
            return refusal(words("shop_unknown"), 404, request.headers.get("accept-language"))
        visitor = self._session(request).get("visitor") or secrets.token_hex(6)
        claims = {"sub": shop_id, "visitor": visitor}
        return self._with_cookie(request, self._minted(AUDIENCE, SESSION_S, **claims), SESSION_S)

    async def sign_out(self, request: Request) -> HTTPResponse:
        """Forgets the shop and keeps the visitor, who may come back to the same conversation."""
        visitor = self._session(request).get("visitor") or secrets.token_hex(6)
        return self._with_cookie(request, self._minted(AUDIENCE, SESSION_S, sub="", visitor=visitor), SESSION_S)

    async def token(self, request: Request) -> HTTPResponse:
        """{"token": ...} for the chat, good for 15 minutes."""
        session = self._session(request)
        if session.get("sub") not in self.shops:
            return refusal(words("token_missing"), 401, request.headers.get("accept-language"))
        shop_id = session["sub"]
        merchant_id, name = f"demo-{shop_id}-{session['visitor']}", self.shops[shop_id]["name"]["zh"]
        minted = self._minted(tokens.AUDIENCE, TOKEN_S, sub=merchant_id, name=name)
        return json({"ok": True, "token": minted, "expires_in_s": TOKEN_S})

    async def shop(self, request: Request) -> HTTPResponse:
        """The signed-in shop's orders, settlements and funds, dated from today (null: nobody is signed in), and the
        shops one may sign in as."""
        shop_id, now = self._session(request).get("sub"), datetime.now(CHINA)
        shown = None
        if shop_id in self.shops:
            shown = await asyncio.to_thread(dated, shop_id, self.shops[shop_id], now)
        return json({"ok": True, "shop": shown, "shops": summaries(self.shops)}, ensure_ascii=False)

    def _session(self, request: Request) -> dict[str, Any]:
        try:
            return tokens.verified_claims(request.cookies.get(COOKIE, ""), {"HS256": self.key}, AUDIENCE)
        except tokens.TokenRefused:
            return {}

    def _minted(self, audience: str, seconds: int, **claims: str) -> str:
        return jwt.encode({**claims, "aud": audience, "exp": int(time.time()) + seconds}, self.key, algorithm="HS256")

    @staticmethod
    def _with_cookie(request: Request, session: str, seconds: int) -> HTTPResponse:
        response = json({"ok": True})
        response.cookies[COOKIE] = session
        cookie = response.cookies[COOKIE]
        cookie["httponly"], cookie["samesite"], cookie["path"] = True, "Strict", "/"
        cookie["max-age"], cookie["secure"] = seconds, request.scheme == "https"
        return response


async def _never_kept(_request: Request, response: HTTPResponse) -> None:
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
