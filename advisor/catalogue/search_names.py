"""Which of very many names or words stand in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from advisor.catalogue.search_tokens import padded

LONGEST_NAME = 60  # characters; what is longer is a sentence, not a name
BEGINNING = 2  # characters by which names are sorted into drawers


class SpokenNames:
    """Names that are looked for in texts; how many there are hardly matters.

    Args:
        names: pairs of a name and the number of what bears it.
    """

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        bearers: dict[str, set[int]] = defaultdict(set)
        for name, number in names:
            form = _form(name)
            if 0 < len(form.strip()) and len(form) <= LONGEST_NAME:
                bearers[form].add(number)
        lengths: dict[str, set[int]] = defaultdict(set)
        for form in bearers:
            lengths[form[:BEGINNING]].add(len(form))
        self._bearers: Mapping[str, set[int]] = bearers
        self._lengths: Mapping[str, set[int]] = lengths

    def said(self, text: str) -> set[int]:
        """The numbers of which a name stands in the text; words of letters only where they stand alone."""
        place = padded(text)
        return {
            number
            for start in range(len(place))
            for beginning in (place[start : start + BEGINNING], place[start : start + 1])
            for length in self._lengths.get(beginning, ())
            for number in self._bearers.get(place[start : start + length], ())
        }


def _form(name: str) -> str:
    return padded(name) if name.isascii() else padded(name).strip()
