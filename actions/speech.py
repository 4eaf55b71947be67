"""Says what templates/ hold: longer answers in zh and en, with figures written the way people read them.

A template NAME is a pair of files, NAME.zh.j2 and NAME.en.j2, that stand next to each other. Buttons are (title,
payload) pairs; a payload is "/intent" with its entities as JSON.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rasa_sdk.executor import CollectingDispatcher

from actions.conditions import filters
from actions.facts import now
from actions.turn import Turn
from advisor.trade.figures import day_words, days_words, money_words, percent_words, rate_words, rough_fen
from advisor.trade.product_costs import price_field
from advisor.trade.records import OtherFigure, Source

TEMPLATES = Path(__file__).parent / "templates"
MANY_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
OLD_AFTER_DAYS = 180  # a figure older than this is said to be old


@functools.lru_cache(maxsize=4)
def environment(language: str) -> Environment:
    """The template environment of one language, with filters for figures."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals["language"] = language
    made.filters.update(
        money=lambda fen: money_words(fen, language),
        about=lambda fen: money_words(rough_fen(int(fen)), language),
        rough=lambda fen: rough_fen(int(fen)),
        days=lambda days: days_words(_exact(days), language),
        percent=lambda fraction, places=1: percent_words(_exact(fraction), language, places),
        rate=lambda yearly: rate_words(yearly, language),
        words=lambda pair: pair[language],
        day=_day,
        on=lambda day: day_words(day, language),
        old=lambda as_of: as_of is not None and (now().date() - as_of).days > OLD_AFTER_DAYS,
        by_source=_by_source,
        price_source=lambda product: product.source(price_field(product)),
        host=lambda url: urlsplit(url).netloc.removeprefix("www."),
        **filters(language),
    )
    return made


def _by_source(figures: Iterable[OtherFigure], fields: Collection[str]) -> list[tuple[Source, list[OtherFigure]]]:
    """What other sources say of some figures, each source once."""
    found: dict[str, tuple[Source, list[OtherFigure]]] = {}
    for one in figures:
        if one.field in fields:
            found.setdefault(repr(one.source), (one.source, []))[1].append(one)
    return list(found.values())


def _exact(number: Any) -> Decimal:
    """A number as a Decimal of the digits it is shown with; numpy's and Python's floats alike."""
    return Decimal(repr(float(number))) if isinstance(number, float) else Decimal(number)


def _day(as_of: date) -> str:
    """A date as precise as it was published: a year or a month is kept as its first day."""
    if as_of.day > 1:
        return as_of.isoformat()
    return f"{as_of:%Y-%m}" if as_of.month > 1 else f"{as_of:%Y}"


def rendered(turn: Turn, template: str, **values: Any) -> str:
    """The text of a template in the merchant's language, without blank lines at either end."""
    name = f"{template}.{turn.language}.j2"
    return MANY_BLANK_LINES.sub("\n\n", environment(turn.language).get_template(name).render(**values)).strip()


def say(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    template: str,
    *,
    buttons: list[dict[str, str]] | None = None,
    image: str | None = None,
    **values: Any,
) -> None:
    """Say a template, with buttons and a picture if given."""
    text = rendered(turn, template, **values)
    dispatcher.utter_message(text=text, buttons=buttons or [], image=image)


def label(turn: Turn, key: str, **values: Any) -> str:
    """A short text such as a button's title, from the template `labels`."""
    return rendered(turn, "labels", key=key, **values)


def button(title: str, intent: str, **entities: Any) -> dict[str, str]:
    """A button that stands for `intent` with `entities`."""
    payload = f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"
    return {"title": title, "payload": payload}
