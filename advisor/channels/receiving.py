"""Reads one message out of a portal request: JSON with text or a button, or a form with a file.

The body is read as a stream: what goes beyond the limit is thrown away while it arrives, never kept.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from pathlib import Path
from typing import Any

from sanic.request import Request

from advisor.channels.inbound import GatewayRefusal, Inbound, UploadedFile
from advisor.channels.words import words
from advisor.conversations.files import merchant_folder

JSON_LIMIT_BYTES = 64 * 1024
FILE_LIMIT_BYTES = 20 * 1024 * 1024
CLIENT_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
LONGEST_FILE_NAME = 120
KINDS = ("text", "button")


async def inbound(request: Request, merchant_id: str, channel: str, locale: str | None, uploads: Path) -> Inbound:
    """The message in a request.

    Args:
        request: not yet read (the route streams).
        merchant_id: from the token.
        channel: name of the channel.
        locale: the merchant's, for the answer.
        uploads: folder under which an uploaded file is put.

    Raises:
        GatewayRefusal: too large (413) or not of the agreed form (400).
    """
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        request.body = await _body(request, FILE_LIMIT_BYTES + JSON_LIMIT_BYTES, file_too_large())
        client_id, file = await _form(request, uploads, merchant_id)
        return Inbound(merchant_id, channel, client_id, file=file, locale=locale)
    limit = words("body_too_large", limit_kb=JSON_LIMIT_BYTES // 1024)
    body = await _body(request, JSON_LIMIT_BYTES, GatewayRefusal("body_too_large", 413, limit))
    client_id, kind, value = _fields(body)
    if kind == "text":
        return Inbound(merchant_id, channel, client_id, text=value, locale=locale)
    return Inbound(merchant_id, channel, client_id, button=value, locale=locale)


async def _body(request: Request, limit_bytes: int, too_large: GatewayRefusal) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream:  # type: ignore[union-attr]
        size += len(chunk)
        if size > limit_bytes:
            chunks.clear()
        else:
            chunks.append(chunk)
    if size > limit_bytes:
        raise too_large
    return b"".join(chunks)


def _fields(body: bytes) -> tuple[str, str, str]:
    """(client_id, "text" or "button", its value) of a JSON body."""
    try:
        fields: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise _malformed() from None
    given = [kind for kind in KINDS if kind in fields] if isinstance(fields, dict) else []
    if len(given) != 1 or not isinstance(fields[given[0]], str):
        raise _malformed()
    return _client_id(fields.get("client_id")), given[0], fields[given[0]]


async def _form(request: Request, uploads: Path, merchant_id: str) -> tuple[str, UploadedFile]:
    try:
        client_id, sent = request.form.get("client_id"), request.files.get("file")
    except Exception:  # the form parser raises whatever broken bytes lead it to
        raise _malformed() from None
    client_id = _client_id(client_id)
    if sent is None:
        raise _malformed()
    if len(sent.body) > FILE_LIMIT_BYTES:
        raise file_too_large()
    return client_id, await asyncio.to_thread(_saved, sent.body, sent.name, uploads, merchant_id)


def _saved(content: bytes, name: str | None, uploads: Path, merchant_id: str) -> UploadedFile:
    plain = "".join(letter for letter in re.split(r"[/\\]", name or "")[-1] if letter.isprintable())
    plain = plain[-LONGEST_FILE_NAME:] or "file"
    suffix = Path(plain).suffix.lower()
    folder = merchant_folder(uploads, merchant_id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (secrets.token_hex(16) + (suffix if SUFFIX.fullmatch(suffix) else ""))
    path.write_bytes(content)
    return UploadedFile(path, plain, len(content))


def _client_id(value: Any) -> str:
    if not isinstance(value, str) or not CLIENT_ID.fullmatch(value):
        raise _malformed()
    return value


def _malformed() -> GatewayRefusal:
    return GatewayRefusal("message_malformed", 400, words("message_malformed"))


def file_too_large() -> GatewayRefusal:
    """The refusal of a file above its limit."""
    limit = words("file_too_large", limit_mb=FILE_LIMIT_BYTES // 1024**2)
    return GatewayRefusal("file_too_large", 413, limit)
