"""Names that were probably meant, to be asked about: "王商贷", "wsd", "webnk". Never taken for the name itself.

Each way is precise enough that an ordinary sentence has none: the same sound in other characters (heard_names), pinyin
and slips in Latin words (spelled_names), and a lender with a part of its product's name ("建行快贷").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.catalogue.names import Name
from advisor.embeddings.text import folded
from advisor.nlu.heard_names import HeardNames
from advisor.nlu.name_matcher import LONGEST_TEXT, FoundName, Place, without_blanks
from advisor.nlu.sounds import sound
from advisor.nlu.spelled_names import SpelledNames

CANDIDATES = 4
SELLERS = ("provider", "platform")
KINDS = ("product", "platform", "provider", "term")  # the first that fits is asked about
PART = re.compile(r"的?(?!房贷|车贷)([\u4e00-\u9fffa-z0-9]{1,4}?[贷融付])(?![资给])")


@dataclass(frozen=True)
class NearName:
    """What stands at `start` to `end` may mean one of `means`, the likeliest first; at most `CANDIDATES`."""

    start: int
    end: int
    means: tuple[Name, ...]


class NearNames:
    """An index of one set of names; build it again when the names change.

    Args:
        names: what may have been meant.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        texts = [(without_blanks(folded(name.text)), name) for name in names]
        self._heard, self._spelled = HeardNames(texts), SpelledNames(texts)
        products = [(text, name) for text, name in texts if name.kind == "product"]
        self._of_seller = {
            seller: [([*map(sound, text[len(seller) :])], name) for text, name in products if text.startswith(seller)]
            for seller in {text for text, name in texts if name.kind in SELLERS}
        }

    def found(self, text: str, exact: Sequence[FoundName], quantities: Sequence[Place] = ()) -> list[NearName]:
        """What may be a name in `text`, in order, without overlap.

        Args:
            text: what was typed.
            exact: the names that do stand in it; what is inside or across one of them is not guessed at.
            quantities: where amounts, rates and durations stand.
        """
        said = folded(text[:LONGEST_TEXT])
        taken = list(quantities)
        found: list[NearName] = []
        for place, means in (*self._parts(said, exact), *self._heard.found(said), *self._spelled.found(said)):
            is_free = not any(_overlap(place, other) for other in taken)
            if means and is_free and not any(_hides(one, place) for one in exact):
                found.append(NearName(*place, _best(means)))
                taken.append(place)
        return sorted(found, key=lambda near: near.start)

    def _parts(self, said: str, exact: Sequence[FoundName]) -> Iterator[tuple[Place, list[Name]]]:
        """A lender or platform, and behind it a part of its product's name: some of the sounds, in order."""
        for seller in exact:
            part = PART.match(said, seller.end) if any(name.kind in SELLERS for name in seller.means) else None
            if part:
                heard = [sound(character) for character in part.group(1)]
                own = self._of_seller.get(without_blanks(said[seller.start : seller.end]), ())
                yield (seller.start, part.end()), [name for rest, name in own if _in_order(heard, rest)]


def _best(means: Iterable[Name]) -> tuple[Name, ...]:
    """One name for each record of the most telling kind."""
    by_record: dict[tuple[str, str], Name] = {}
    for name in means:
        by_record.setdefault((name.kind, name.id), name)
    kind = min((name.kind for name in by_record.values()), key=KINDS.index)
    return tuple(name for name in by_record.values() if name.kind == kind)[:CANDIDATES]


def _in_order(some: Sequence[str], all_of: Sequence[str]) -> bool:
    rest = iter(all_of)
    return all(one in rest for one in some)


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _hides(exact: FoundName, near: Place) -> bool:
    """Whether a name that does stand there leaves nothing to guess. A provider or term within a longer guess does."""
    if not _overlap((exact.start, exact.end), near):
        return False
    is_within = near[0] <= exact.start and exact.end <= near[1] and exact.end - exact.start < near[1] - near[0]
    return not is_within or any(name.kind == "product" for name in exact.means)
