"""What the merchant does not want to see, or wants only: kept, said in words, taken back by button or sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.speech import button, label, rendered
from actions.turn import Turn
from actions.wiring import stores
from advisor.catalogue.errors import UnknownRecord
from advisor.trade.exclusion_reading import EVERYTHING
from advisor.trade.exclusions import Exclusion, Wish, left, wish_of
from advisor.trade.filter_reading import begins_anew
from advisor.trade.product_filters import Filter
from advisor.trade.quantities import rate_words
from advisor.trade.records import Product
from advisor.trade.wish_changes import with_added, without

SLOT = "exclusions"


@dataclass(frozen=True)
class WishWords:
    """Wishes in the merchant's language: what is left out, each with how many products that is, and what is wanted.

    `fewer` is how many products all of them leave out together.
    """

    left_out: list[tuple[str, int]]
    only: list[str]
    fewer: int

    def __bool__(self) -> bool:
        return bool(self.left_out or self.only)


def exclusions_of(turn: Turn) -> tuple[Wish, ...]:
    """The exclusions and filters that hold now, in the order they were said."""
    return tuple(wish_of(text) for text in turn.slots.get(SLOT) or [])


def wanted_products(turn: Turn) -> tuple[Product, ...]:
    """The products on offer that the merchant has not ruled out."""
    return left(offered_products(), exclusions_of(turn))


def offered_products() -> list[Product]:
    """The products that are not closed."""
    return [product for product in stores().catalogue.products() if product.status != "closed"]


def changed(turn: Turn) -> tuple[Wish, ...]:
    """The wishes after this message."""
    kept = exclusions_of(turn)
    for text in map(str, turn.entities.get("restore", ())):
        kept = () if text == EVERYTHING else _taken_back(kept, text)
    excluded, filters = ([wish_of(str(text)) for text in turn.entities.get(name, ())] for name in ("exclude", "filter"))
    if begins_anew(turn.text, filters):
        kept = tuple(one for one in kept if isinstance(one, Exclusion))
    added = [*excluded, *filters]
    return with_added(kept, dict.fromkeys(added))


def in_words(turn: Turn, wishes: Sequence[Wish]) -> WishWords:
    """All wishes, worded for what is left out and for what is wanted."""
    offered = offered_products()
    left_out = [(_words(turn, one), len(offered) - len(left(offered, [one]))) for one in wishes if _is_left_out(one)]
    only = [condition_words(turn, one) for one in wishes if not _is_left_out(one)]
    return WishWords(left_out, only, len(offered) - len(left(offered, wishes)))


def condition_words(turn: Turn, wish: Wish) -> str:
    """One wish as a condition: "不用抵押", "3 天内到账"."""
    if isinstance(wish, Exclusion):
        return rendered(turn, "condition", field=f"not_{wish.by}", value=wish.value, words=_words(turn, wish))
    return rendered(turn, "condition", field=wish.field, value=wish.value, words="")


def restore_buttons(turn: Turn, wishes: Sequence[Wish]) -> list[dict[str, str]]:
    """A button that takes back each wish, and one for all where there are several."""
    buttons = [button(_restore_title(turn, one), "restore_products", restore=str(one)) for one in wishes]
    everything = button(label(turn, "restore_all"), "restore_products", restore=EVERYTHING)
    return [*buttons, everything] if len(buttons) > 1 else buttons


def _restore_title(turn: Turn, wish: Wish) -> str:
    key, words = ("restore", _words) if _is_left_out(wish) else ("drop_filter", condition_words)
    return label(turn, key, value=words(turn, wish))


def _is_left_out(wish: Wish) -> bool:
    return isinstance(wish, Exclusion)


def _taken_back(wishes: tuple[Wish, ...], text: str) -> tuple[Wish, ...]:
    """The wishes without what is wanted again; a lender's name takes back its product too."""
    kept = without(wishes, text)
    by, _, named = text.partition(":")
    if by != "provider":
        return kept
    return tuple(one for one in kept if not (isinstance(one, Exclusion) and _is_of(one, named)))


def _is_of(exclusion: Exclusion, provider: str) -> bool:
    product = _product(exclusion.value) if exclusion.by == "product" else None
    return product is not None and provider in product.provider["zh"]


def _words(turn: Turn, exclusion: Wish) -> str:
    if isinstance(exclusion, Filter):
        return condition_words(turn, exclusion)
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
