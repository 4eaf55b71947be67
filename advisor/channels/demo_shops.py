"""The made-up shops of the demo portal (web/demo_shops.yml). Money is integer fen."""

from __future__ import annotations

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
