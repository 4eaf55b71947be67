"""Finds names of the knowledge base in a text, with spaCy's phrase matcher over single characters.

No word segmentation: Chinese has no word borders, and segmenters break on product names. In Latin script a name
must stand between word borders; case, full width and spaces between Chinese characters do not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from advisor.catalogue.names import Name
from advisor.embeddings.text import folded
from advisor.nlu.ordinary import ordinary_phrases

SHORTEST_NAME = 2  # characters; a single character is in too many other words
LONGEST_TEXT = 2000
NUMERALS = frozenset("0123456789零〇一二两三四五六七八九十百千万亿半点几")

Place = tuple[int, int]
"""Start and end of something in a text, in characters."""


@dataclass(frozen=True)
class FoundName:
    """A name in a text. `start` and `end` are character positions; `means` has several entries if ambiguous."""

    start: int
    end: int
    means: tuple[Name, ...]


class NameMatcher:
    """A matcher for one set of names; build it again when the names change.

    Args:
        names: what to recognise; the same text may mean several things.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._nlp = spacy.blank("zh")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        self._means: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            key = without_blanks(folded(name.text))
            if len(key) >= SHORTEST_NAME and name not in self._means[key]:
                self._means[key].append(name)
        for key in {*self._means, *map(without_blanks, ordinary_phrases())}:
            self._matcher.add(key, [self._nlp.make_doc(key)])

    def found(self, text: str, quantities: Sequence[Place] = ()) -> list[FoundName]:
        """The names in `text` in order, without overlap; the longest wins, then the first.

        Args:
            text: what was typed.
            quantities: where amounts, rates and durations stand; "万三" in "20万三个月" is no name.
        """
        said = folded(text[:LONGEST_TEXT])
        places = [place for place, character in enumerate(said) if not character.isspace()]
        doc = self._nlp.make_doc("".join(said[place] for place in places))
        spans = [
            span
            for span in self._matcher(doc, as_spans=True)
            if _stands_alone(said, *_place(span, places)) and not _cuts(_place(span, places), said, quantities)
        ]
        found = [(_place(span, places), span.label_) for span in filter_spans(spans)]
        meant = [FoundName(*place, self._meant(key, said[slice(*place)])) for place, key in found]
        return [name for name in meant if name.means]

    def _meant(self, key: str, said: str) -> tuple[Name, ...]:
        """The names of a key but those in which the words were not parted as they are here: "my bank" is not MYbank.

        An ordinary phrase means none.
        """
        breaks = _breaks(said)
        return tuple(name for name in self._means.get(key, ()) if breaks <= _breaks(folded(name.text)))


def without_blanks(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def _breaks(text: str) -> set[int]:
    """Where blanks part two Latin words, counted in characters that are not blank."""
    words = text.split()
    ends = [len("".join(words[: count + 1])) for count in range(len(words) - 1)]
    return {end for end, left, right in zip(ends, words, words[1:], strict=False) if _joined(left[-1], right[0])}


def _cuts(place: Place, said: str, quantities: Sequence[Place]) -> bool:
    """Whether a name begins or ends within a quantity, or is a numeral that is only a part of one."""
    start, end = place
    is_numeral = NUMERALS.issuperset(said[start:end])
    for low, high in quantities:
        if start >= high or end <= low or (start <= low and end >= high):
            continue
        if is_numeral or not (low <= start and end <= high):
            return True
    return False


def _place(span: Span, places: list[int]) -> Place:
    """Start and end of a span in the text with its spaces."""
    return places[span.start_char], places[span.end_char - 1] + 1


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number goes on across the borders."""
    return not (_joined(text[:start][-1:], text[start]) or _joined(text[end - 1], text[end : end + 1]))


def _joined(left: str, right: str) -> bool:
    return bool(left and right) and all(c.isascii() and c.isalnum() for c in (left, right))
