"""Finds names of the knowledge base in a text, with spaCy's phrase matcher over single characters.

No word segmentation: Chinese has no word borders, and segmenters break on product names. In Latin script a name
must stand between word borders; case, full width and spaces do not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from advisor.catalogue.names import Name
from advisor.nlu.text import folded

SHORTEST_NAME = 2  # characters; a single character is in too many other words
LONGEST_TEXT = 2000


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
            key = _key(name.text)
            if len(key) >= SHORTEST_NAME and name not in self._means[key]:
                self._means[key].append(name)
        for key in self._means:
            self._matcher.add(key, [self._nlp.make_doc(key)])

    def found(self, text: str) -> list[FoundName]:
        """The names in `text` in order, without overlap; the longest wins, then the first."""
        said = folded(text[:LONGEST_TEXT])
        places = [place for place, character in enumerate(said) if not character.isspace()]
        doc = self._nlp.make_doc("".join(said[place] for place in places))
        spans = [span for span in self._matcher(doc, as_spans=True) if _stands_alone(said, *_place(span, places))]
        return [FoundName(*_place(span, places), tuple(self._means[span.label_])) for span in filter_spans(spans)]


def _key(name: str) -> str:
    return "".join(folded(name).split())


def _place(span: Span, places: list[int]) -> tuple[int, int]:
    """Start and end of a span in the text with its spaces."""
    return places[span.start_char], places[span.end_char - 1] + 1


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number goes on across the borders."""
    return not (_joined(text[:start][-1:], text[start]) or _joined(text[end - 1], text[end : end + 1]))


def _joined(left: str, right: str) -> bool:
    return bool(left and right) and all(c.isascii() and c.isalnum() for c in (left, right))
