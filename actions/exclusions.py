"""What the merchant does not want to see: kept, said in words, and taken back with a button or a sentence."""

from __future__ import annotations

from decimal import Decimal

from actions.speech import button, label
from actions.turn import Turn
from actions.wiring import stores
from advisor.catalogue.errors import UnknownRecord
from advisor.trade.exclusion_reading import EVERYTHING
from advisor.trade.exclusions import Exclusion, left
from advisor.trade.quantities import rate_words
from advisor.trade.records import Product

SLOT = "exclusions"


def exclusions_of(turn: Turn) -> tuple[Exclusion, ...]:
    """What is left out now, in the order it was said."""
    return tuple(Exclusion.of(text) for text in turn.slots.get(SLOT) or [])


def wanted_products(turn: Turn) -> tuple[Product, ...]:
    """The products on offer that the merchant has not ruled out."""
    return left(offered_products(), exclusions_of(turn))


def offered_products() -> list[Product]:
    """The products that are not closed."""
    return [product for product in stores().catalogue.products() if product.status != "closed"]


def changed(turn: Turn) -> tuple[Exclusion, ...]:
    """The exclusions after this message."""
    kept = list(exclusions_of(turn))
    for text in turn.entities.get("restore", ()):
        kept = [] if text == EVERYTHING else [one for one in kept if not _takes_back(str(text), one)]
    added = [Exclusion.of(str(text)) for text in turn.entities.get("exclude", ())]
    return tuple(dict.fromkeys([*kept, *added]))


def in_words(turn: Turn, exclusions: tuple[Exclusion, ...]) -> list[tuple[str, int]]:
    """Each exclusion in the merchant's language, and how many products it leaves out by itself."""
    offered = offered_products()
    return [(_words(turn, one), len(offered) - len(left(offered, [one]))) for one in exclusions]


def restore_buttons(turn: Turn, exclusions: tuple[Exclusion, ...]) -> list[dict[str, str]]:
    """A button that takes back each exclusion, and one for all where there are several."""
    buttons = [
        button(label(turn, "restore", value=_words(turn, one)), "restore_products", restore=str(one))
        for one in exclusions
    ]
    everything = button(label(turn, "restore_all"), "restore_products", restore=EVERYTHING)
    return [*buttons, everything] if len(buttons) > 1 else buttons


def _takes_back(text: str, exclusion: Exclusion) -> bool:
    """Whether naming a thing takes an exclusion back: a lender's name also its product, "抵押" every collateral."""
    named = Exclusion.of(text)
    if named == exclusion:
        return True
    if named.by == "provider" and exclusion.by == "product":
        product = _product(exclusion.value)
        return product is not None and named.value in product.provider["zh"]
    return False


def _words(turn: Turn, exclusion: Exclusion) -> str:
    if exclusion.by == "product":
        product = _product(exclusion.value)
        return product.name[turn.language] if product else exclusion.value
    if exclusion.by == "provider":
        own = [p.provider for p in stores().catalogue.products() if exclusion.value in p.provider["zh"]]
        return own[0][turn.language] if own else exclusion.value
    if exclusion.by == "yearly_rate_above":
        return label(turn, "excluded_rate", value=rate_words(Decimal(exclusion.value), turn.language))
    return label(turn, f"excluded_{exclusion.value}")


def _product(product_id: str) -> Product | None:
    try:
        return stores().catalogue.product(product_id)
    except UnknownRecord:
        return None
