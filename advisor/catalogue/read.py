"""From what is written in YAML to rows of the database, and from rows to records of `advisor.trade`.

The row is the middle form: money in fen, numbers as exact text, dates as ISO text, so that it is the same in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.catalogue.read_product import FEN_PER_YUAN, first_source
from advisor.catalogue.read_product import Row as Row
from advisor.catalogue.read_product import product as product
from advisor.catalogue.read_swot import factor as factor
from advisor.catalogue.read_swot import step as step
from advisor.catalogue.read_swot import strategy as strategy
from advisor.catalogue.rules import SETTLEMENT_DAYS
from advisor.catalogue.schema import PRODUCT_FIGURES, PRODUCT_WORDS
from advisor.catalogue.values import day, number
from advisor.trade.records import (
    Faq,
    Lpr,
    Option,
    Policy,
    Question,
    Source,
    Term,
)
from advisor.trade.seasons import Season, Window
from advisor.trade.settlement import SettlementRule

NUMBERS = {
    "product": PRODUCT_FIGURES, "lpr": ("one_year", "five_years"), "settlement_rule": (*SETTLEMENT_DAYS, "fee_rate"),
}  # fmt: skip
FIGURES = NUMBERS | {
    "settlement_rule": (*NUMBERS["settlement_rule"], "settles_from", "fee_returned"),
    "season": ("day", "windows"),
}
_DATES = ("as_of", "published", "valid_until")


def row(kind: str, id: str, position: int, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The database row of one checked record; the keys are the columns of its table."""
    body = _plain(fields)
    for figure in NUMBERS.get(kind, ()):
        if figure in body:
            body[figure] = _text(number(body[figure]))
    columns: dict[str, Any] = {"id": id, "position": position}
    if kind == "product":
        for bound in ("min", "max"):
            body[f"amount_{bound}_fen"] = _fen(body.pop(f"amount_{bound}_yuan", None))
        columns |= {name: body.pop(name, None) for name in (*PRODUCT_FIGURES, *PRODUCT_WORDS)}
    return columns | {"body": body}


def question(row: Row) -> Question:
    """A question and its options."""
    body = row["body"]
    return Question(
        id=row["id"],
        kind=body["kind"],
        name=body["name"],
        ask=body["ask"],
        why=body["why"],
        example=body["example"],
        options=tuple(
            Option(one["value"], {"zh": one["zh"], "en": one["en"]}, _tuple(one, "also"))
            for one in body.get("options") or ()
        ),
        stated_as=_tuple(body, "stated_as"),
        required_for=_tuple(body, "required_for"),
        minimum=number(body.get("minimum")),
        maximum=number(body.get("maximum")),
    )


def term(row: Row) -> Term:
    """An entry of the glossary."""
    body = row["body"]
    return Term(
        row["id"], body["name"], body["meaning"], _tuple(body, "also"), _source(body), body.get("example") or {}
    )


def faq(row: Row) -> Faq:
    """A frequent question."""
    body = row["body"]
    return Faq(
        row["id"], _tuple(body, "intents"), body["question"], body["answer"], _source(body), _tuple(body, "also")
    )


def policy(row: Row) -> Policy:
    """A public rule or scheme."""
    body = row["body"]
    return Policy(row["id"], body["name"], body["says"], _source(body), day(body.get("valid_until")))


def lpr(row: Row) -> Lpr:
    """The loan prime rate of one month."""
    body = row["body"]
    one_year = number(body["one_year"])
    assert one_year is not None  # the checks require it
    return Lpr(row["id"], day(body.get("published")), one_year, number(body.get("five_years")))


def settlement_rule(row: Row) -> SettlementRule:
    """How long one platform takes."""
    body = row["body"]
    required: dict[str, Any] = {name: number(body[name]) for name in SETTLEMENT_DAYS if name != "return_days"}
    return SettlementRule(
        platform=row["id"],
        **required,
        settles_from=body["settles_from"],
        return_days=number(body.get("return_days")),
        fee_rate=number(body.get("fee_rate")),
        fee_returned=body.get("fee_returned") or "always",
        note=body["note"],
        sources={name: first_source(one) for one in body.get("sources") or () for name in one["fields"]},
    )


def season(row: Row) -> Season:
    """A shopping event of the year."""
    body = row["body"]
    return Season(
        id=row["id"],
        name=body["name"],
        day=body["day"],
        platforms=_tuple(body, "platforms"),
        windows=tuple(_window(one) for one in body["windows"]),
        reason=body["reason"],
        source=first_source(body),
    )


def _window(one: Row) -> Window:
    return Window(
        one["from_day"],
        one["to_day"],
        Decimal(str(one["multiple"])),
        Decimal(str(one.get("ship_delay_days") or 0)),
    )


def _source(body: Row) -> Source:
    """No address: our own explanation, with nothing outside to cite."""
    return Source(body.get("source") or "", day(body.get("as_of")), body.get("confidence") or "medium")


def _tuple(body: Row, key: str) -> tuple[str, ...]:
    return tuple(body.get(key) or ())


def _fen(yuan: Any) -> int | None:
    amount = number(yuan)
    return None if amount is None else int(amount * FEN_PER_YUAN)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as JSON can keep them, in nested records too."""
    return {key: _iso(value) if key in _DATES else _plain_value(value) for key, value in fields.items()}


def _plain_value(value: Any) -> Any:
    return [_plain(one) if isinstance(one, dict) else one for one in value] if isinstance(value, list) else value


def _iso(value: Any) -> str | None:
    read: date | None = day(value)
    return None if read is None else read.isoformat()
