"""The static files of advisor/web: the chat widget for any portal, and the pages of the demo.

Only files that lay there at start are served, by name from a table, so no path can lead elsewhere.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from advisor.channels.words import refusal, words

WEB = Path(__file__).resolve().parent.parent / "web"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


class Page(NamedTuple):
    """One file as it is served."""

    content: bytes
    type: str
    etag: str


def pages(folder: Path = WEB) -> dict[str, Page]:
    """Every servable file of a folder by its path in it ("chat/view.js")."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in TYPES:
            content = path.read_bytes()
            etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
            found[path.relative_to(folder).as_posix()] = Page(content, TYPES[path.suffix], etag)
    return found


def answer(page: Page, request: Request) -> HTTPResponse:
    """The page, or 304 where the browser has it."""
    shared = SHARED if page.type.startswith(TYPES[".js"]) else {}
    headers = {**PAGE_HEADERS, **shared, "ETag": page.etag}
    if request.headers.get("if-none-match") == page.etag:
        return empty(304, headers=headers)
    return raw(page.content, headers=headers, content_type=page.type)


def web_blueprint() -> Blueprint:
    """GET /web/<file>: the chat widget and what belongs to it."""
    blueprint, known = Blueprint("web"), pages()

    @blueprint.get("/web/<name:path>")
    async def web(request: Request, name: str) -> HTTPResponse:
        if name not in known:
            return refusal(words("not_found"), 404, request.headers.get("accept-language"))
        return answer(known[name], request)

    return blueprint
