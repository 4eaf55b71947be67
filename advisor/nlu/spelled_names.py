"""Names in Latin letters: Chinese ones in pinyin or by its initials, and foreign ones with a slip."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from advisor.catalogue.names import Name
from advisor.nlu.name_matcher import Place, without_blanks
from advisor.nlu.ordinary import ordinary_phrases
from advisor.nlu.sounds import is_chinese, sound

SHORTEST_WORD = 5  # letters; shorter ones have too many neighbours
LONG_WORD = 9  # from here on two slips are forgiven
INITIALS = (3, 6)  # fewest and most
MOST_WORDS = 6  # "wang shang dai", "jian hang yun shui dai"
CLOSE_WORDS = 3
WORD = re.compile(r"[a-z0-9]+")


class SpelledNames:
    """An index of names by how they are spelled in Latin letters.

    Args:
        names: folded texts without blanks, and what they name.
    """

    def __init__(self, names: Iterable[tuple[str, Name]]) -> None:
        self._spelled: dict[str, list[Name]] = defaultdict(list)
        self._initials: dict[str, list[Name]] = defaultdict(list)
        self._by_letter: dict[str, set[str]] = defaultdict(set)
        self._ordinary = {without_blanks(phrase) for phrase in ordinary_phrases()}
        for text, name in names:
            if text.isascii() and name.kind != "term":
                self._add(text, name)
            elif text and all(map(is_chinese, text)):
                self._add("".join(map(sound, text)), name)
                if name.kind == "product" and INITIALS[0] <= len(text) <= INITIALS[1]:
                    self._initials["".join(sound(character)[0] for character in text)].append(name)

    def _add(self, word: str, name: Name) -> None:
        if len(word) >= SHORTEST_WORD:
            self._spelled[word].append(name)
            if name.kind != "term":  # those are ordinary words, and so are their neighbours
                self._by_letter[word[0]].add(word)

    def found(self, said: str) -> Iterator[tuple[Place, list[Name]]]:
        """Where a name is spelled out or almost, the surest first."""
        words = list(WORD.finditer(said))
        yield from self._spelled_out(said, words)
        if any(map(is_chinese, said)) or (len(words) == 1 and words[0].group() == said.strip()):
            for word in words:
                yield word.span(), self._initials.get(word.group(), [])
        yield from self._slipped(words)

    def _spelled_out(self, said: str, words: list[re.Match[str]]) -> Iterator[tuple[Place, list[Name]]]:
        for first in range(len(words)):
            for last in range(min(first + MOST_WORDS, len(words)) - 1, first - 1, -1):
                place = words[first].start(), words[last].end()
                joined = without_blanks(said[slice(*place)])
                if joined not in self._ordinary:
                    yield place, self._spelled.get(joined, [])

    def _slipped(self, words: list[re.Match[str]]) -> Iterator[tuple[Place, list[Name]]]:
        """Words with a letter too many, too few, wrong or swapped; with the next word where both are a name."""
        for word, after in zip_longest(words, words[1:]):
            close = self._close_words(word.group())
            if after is not None:
                both = [name for key in close for name in self._spelled.get(key + after.group(), ())]
                yield (word.start(), after.end()), both
            yield word.span(), [name for key in close for name in self._spelled[key]]

    def _close_words(self, word: str) -> list[str]:
        if len(word) < SHORTEST_WORD or word.isdigit() or word in self._spelled or word in self._ordinary:
            return []
        most = 2 if len(word) >= LONG_WORD else 1
        known = self._by_letter.get(word[0], ())
        close = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=CLOSE_WORDS)
        return [key for key, _, _ in close if key.rstrip("s") != word.rstrip("s")]
