"""From rows of the database to factors, steps and strategies of the self-assessment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from advisor.catalogue.read_product import Row
from advisor.trade.swot_records import Band, Factor, Peer, Step, StepChange, Strategy


def factor(row: Row) -> Factor:
    """A factor of the self-assessment."""
    body = row["body"]
    return Factor(
        id=row["id"],
        field=body["field"],
        side=body["side"],
        name=body["name"],
        for_lenders=body["for_lenders"],
        bands=tuple(_band(one) for one in body["bands"]),
        reason=body["reason"],
        criteria=_tuple(body, "criteria"),
        asked=body.get("asked", True),
        formula=body.get("formula") or "",
        part=body.get("part") or "trading",
        peers=tuple(
            Peer(_tuple(one, "industries"), one["value"], one.get("source") or "") for one in body.get("peers") or ()
        ),
    )


def step(row: Row) -> Step:
    """A next step."""
    body = row["body"]
    return Step(
        id=row["id"],
        text=body["text"],
        effort=body["effort"],
        days=body["days"],
        leads_to=body["leads_to"],
        owner=body.get("owner") or "owner",
        asks=body.get("asks") or "",
        changes=tuple(
            StepChange(one["lever"], one["mode"], Decimal(str(one["value"]))) for one in body.get("changes") or ()
        ),
        unless=_tuple(body, "unless"),
    )


def strategy(row: Row) -> Strategy:
    """What two findings together call for."""
    body = row["body"]
    return Strategy(
        row["id"],
        body["kind"],
        _tuple(body, "inside"),
        _tuple(body, "outside"),
        body["text"],
        _tuple(body, "steps"),
    )


def _band(one: Row) -> Band:
    return Band(
        operator=one["operator"],
        value=one["value"],
        quadrant=one["quadrant"],
        weight=one["weight"],
        says=one["says"],
        readiness=Decimal(str(one["readiness"])),
        industries=_tuple(one, "industries"),
        steps=_tuple(one, "steps"),
        cap=one.get("cap"),
    )


def _tuple(body: Any, key: str) -> tuple[str, ...]:
    return tuple(body.get(key) or ())
