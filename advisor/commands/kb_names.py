"""Which product is meant: by its id, or by any name it is known by."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches

from advisor.catalogue.names import BRACKETED
from advisor.catalogue.store import Catalogue
from advisor.commands.output import CommandError, written_text
from advisor.trade.records import Product

CLOSEST = 3
CLOSE_ENOUGH = 0.3


def named_product(catalogue: Catalogue, text: str) -> Product:
    """The product with this id, name or alias, in any case.

    Raises:
        CommandError: none, or several; names them, the products of a provider of that name, or the closest names.
    """
    said, called = written_text("NAME", text).strip().casefold(), _ids_by_name(catalogue)
    ids = called.get(said, ())
    if len(ids) == 1:
        return catalogue.product(ids[0])
    if ids:
        raise CommandError(f"{text!r} is the name of several products; take one of: {', '.join(ids)}")
    if offered := _products_of(catalogue, said):
        raise CommandError(f"{text!r} is a provider; take one of its products: {', '.join(offered)}")
    close = get_close_matches(said, called, CLOSEST, cutoff=CLOSE_ENOUGH)
    near = "; ".join(f"{name} ({', '.join(called[name][:CLOSEST])})" for name in close)
    raise CommandError(f"no product has the id or name {text!r}; closest: {near or 'none'}")


def _ids_by_name(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Every id and name in lower case -> the products it may mean."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for product in catalogue.products():
        names[product.id.casefold()][product.id] = None
    for one in catalogue.names():
        if one.kind == "product":
            names[one.text.casefold()][one.id] = None
    return {name: tuple(ids) for name, ids in names.items()}


def _products_of(catalogue: Catalogue, said: str) -> list[str]:
    providers = {one.id for one in catalogue.names() if one.kind == "provider" and one.text.casefold() == said}
    return [one.id for one in catalogue.products() if BRACKETED.sub("", one.provider["zh"]).strip() in providers]
