"""The made-up shops of the demo portal (web/demo_shops.yml), dated from today. Money is integer fen."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

SHOPS_FILE = Path(__file__).resolve().parent.parent / "web" / "demo_shops.yml"

Shop = dict[str, Any]


def shops() -> dict[str, Shop]:
    """The shops by id, as the file has them."""
    read: dict[str, Shop] = yaml.safe_load(SHOPS_FILE.read_text(encoding="utf-8"))
    return read


def summaries(known: dict[str, Shop]) -> list[Shop]:
    """What the sign-in page shows of each shop."""
    shown = ("name", "platform", "owner", "situation", "initial")
    return [{"id": shop_id, **{field: shop[field] for field in shown}} for shop_id, shop in known.items()]


def dated(shop_id: str, shop: Shop, today: date) -> Shop:
    """One shop for its pages: days become dates, movements get their balance, totals are summed.

    Args:
        shop_id: its id.
        shop: as in the file; `day` counts from today (-1 is yesterday).
        today: the merchant's date.
    """
    settlements = [_with_date(one, today) for one in shop["settlements"]]
    movements = [_with_date(one, today) for one in shop["movements"]]
    balances = list(accumulate((one["amount_fen"] for one in movements), initial=shop["opening_balance_fen"]))
    for movement, balance_fen in zip(movements, balances[1:], strict=True):
        movement["balance_fen"] = balance_fen
    on_the_way_fen = sum(one["amount_fen"] for one in settlements if one["stage"] == "on_the_way")
    return {
        "id": shop_id,
        **{field: shop[field] for field in ("name", "platform", "owner", "notice", "notice_question", "questions")},
        "today": today.isoformat(),
        "available_fen": balances[-1],
        "on_the_way_fen": on_the_way_fen,
        "deposit_fen": shop["deposit_fen"],
        "orders": [_order(one, shop["goods"], today) for one in shop["orders"]],
        "settlements": settlements,
        "movements": movements[::-1],
    }


def _order(order: Shop, goods: Shop, today: date) -> Shop:
    return {**_with_date(order, today), "goods": goods[order["goods"]]}


def _with_date(row: Shop, today: date) -> Shop:
    dates = {"day": "date", "pays_on_day": "pays_on"}
    kept = {field: value for field, value in row.items() if field not in dates}
    return kept | {
        name: (today + timedelta(days=row[field])).isoformat() for field, name in dates.items() if field in row
    }
