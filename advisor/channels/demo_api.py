"""The demo portal's API, as docs/portal_api.yml writes it down: what a real portal would offer to the advisor's server.

Every answer is made for the moment of the call; a cursor is the place of the last record among all, by the time of its
last change and its id, so it stays good while orders move on.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from advisor.channels import tokens
from advisor.channels.demo_orders import Times
from advisor.channels.demo_shops import Shop
from advisor.channels.demo_shown import DemoSettlement, Shown, settlements, shown
from advisor.settings import DEMO_API_PATH

CHINA = timezone(timedelta(hours=8))
MERCHANT = re.compile(r"demo-(?P<shop>[a-z-]+)-[0-9a-f]{12}")
PAGE_SIZE, LARGEST_PAGE = 200, 500
ERRORS = {
    401: "the service key is missing or wrong",
    404: "there is no such merchant or address",
    405: "only GET is served here",
    422: "since must be a next_cursor of this API, and limit a number from 1 to 500",
}
TIMES = ("created_at", "paid_at", "shipped_at", "delivered_at", "confirmed_at", "settled_at", "refunded_at")
MONEY = ("amount_fen", "refund_fen", "fee_fen")
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
CURSOR = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d) ([A-Za-z0-9-]+)")


def add_api(blueprint: Blueprint, key: str, known: Mapping[str, Shop]) -> None:
    """Serve the API of the shops on a blueprint, to those who show the key."""

    async def serve(request: Request, merchant_id: str = "", what: str = "") -> HTTPResponse:
        shop = MERCHANT.fullmatch(merchant_id)
        if not _is_allowed(request, key):
            return _error(401)
        if request.method != "GET":
            return _error(405)
        if not shop or shop["shop"] not in known or what not in ANSWERS:
            return _error(404)
        now = datetime.now(CHINA)
        try:
            asked = {name: request.args.get(name) for name in ("since", "limit")}
            answer = await asyncio.to_thread(ANSWERS[what], shop["shop"], known[shop["shop"]], now, asked)
        except ValueError:
            return _error(422)
        return json_response(answer, ensure_ascii=False)

    @blueprint.route(f"{DEMO_API_PATH}/v1/merchants/<merchant_id>/<what>", methods=METHODS)
    async def resource(request: Request, merchant_id: str, what: str) -> HTTPResponse:
        return await serve(request, merchant_id, what)

    @blueprint.route(f"{DEMO_API_PATH}/<rest:path>", methods=METHODS)
    async def elsewhere(request: Request, rest: str) -> HTTPResponse:
        return await serve(request)


def profile(shop_id: str, shop: Shop, now: datetime, asked: Mapping[str, str | None]) -> dict[str, Any]:
    """What the portal says of a shop."""
    return {
        "name": shop["name"]["zh"],
        "platform": shop["platform_id"],
        "industry": shop["industry"],
        "opened_on": (now.date() - timedelta(days=shop["open_days"])).isoformat(),
        **{field: shop[field] for field in ("rating", "refund_hours", "deposit_fen")},
    }


def orders(shop_id: str, shop: Shop, now: datetime, asked: Mapping[str, str | None]) -> dict[str, Any]:
    """A page of orders. ValueError: a cursor or a limit that is none."""
    found = shown(shop_id, now)
    chosen, place = page(found.updated_at, found.orders.id, asked)
    return {"orders": _order_records(found, chosen), "currency": "CNY", **place}


def paid_out(shop_id: str, shop: Shop, now: datetime, asked: Mapping[str, str | None]) -> dict[str, Any]:
    """A page of settlements. ValueError: a cursor or a limit that is none."""
    found = settlements(shown(shop_id, now), now.date())
    updated_at, ids = np.array([one.updated_at for one in found]), np.array([one.id for one in found])
    chosen, place = page(updated_at, ids, asked)
    return {"settlements": [_settlement_record(found[at]) for at in chosen], "currency": "CNY", **place}


ANSWERS: dict[str, Callable[[str, Shop, datetime, Mapping[str, str | None]], dict[str, Any]]] = {
    "profile": profile,
    "orders": orders,
    "settlements": paid_out,
}


def page(updated_at: Times, ids: Any, asked: Mapping[str, str | None]) -> tuple[list[int], dict[str, Any]]:
    """The places of the records after the cursor, in order, and where the next page begins.

    Raises:
        ValueError: a cursor or a limit that is none.
    """
    limit = int(asked["limit"]) if asked["limit"] is not None else PAGE_SIZE
    if not 1 <= limit <= LARGEST_PAGE:
        raise ValueError("limit")
    left = np.lexsort((ids, updated_at))
    if asked["since"] is not None:
        at, last = _read_cursor(asked["since"])
        left = left[(updated_at[left] > at) | ((updated_at[left] == at) & (ids[left] > last))]
    chosen = left[:limit].tolist()
    following = _cursor(updated_at[chosen[-1]], ids[chosen[-1]]) if chosen else asked["since"]
    return chosen, {"next_cursor": following, "has_more": len(left) > limit}


def _cursor(updated_at: np.datetime64, last: str) -> str:
    return base64.urlsafe_b64encode(f"{updated_at} {last}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[np.datetime64, str]:
    found = CURSOR.fullmatch(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    if not found:
        raise ValueError("cursor")
    return np.datetime64(found[1].decode(), "s"), found[2].decode()


def _order_records(found: Shown, chosen: list[int]) -> list[dict[str, Any]]:
    known = found.orders
    columns: dict[str, list[Any]] = {"id": known.id[chosen].tolist(), "status": found.status[chosen].tolist()}
    columns |= {name: [_text(at) for at in getattr(known, name)[chosen]] for name in TIMES}
    columns |= {name: getattr(known, name)[chosen].tolist() for name in MONEY}
    columns["paid_fen"] = found.paid_fen[chosen].tolist()
    columns["updated_at"] = [_text(at) for at in found.updated_at[chosen]]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _settlement_record(one: DemoSettlement) -> dict[str, Any]:
    days = {name: day.isoformat() if day else None for name, day in (("due_on", one.due_on), ("paid_on", one.paid_on))}
    money = {"amount_fen": one.amount_fen, "fee_fen": one.fee_fen}
    return {"id": one.id, **money, **days, "state": one.state, "updated_at": _text(one.updated_at)}


def _text(at: np.datetime64) -> str | None:
    return None if np.isnat(at) else f"{at}+08:00"


def _is_allowed(request: Request, key: str) -> bool:
    try:
        shown_key = tokens.bearer(request.headers.get("authorization"))
    except tokens.TokenRefused:
        return False
    return hmac.compare_digest(shown_key.encode(errors="surrogateescape"), key.encode())


def _error(status: int) -> HTTPResponse:
    return json_response({"ok": False, "error": ERRORS[status], "status": status}, status=status)
