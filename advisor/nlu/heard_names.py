"""Names in other characters of the same sound: "王商贷", "微业代", and those of like look."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from advisor.catalogue.names import Name
from advisor.nlu.name_matcher import Place, without_blanks
from advisor.nlu.ordinary import ordinary_phrases
from advisor.nlu.sounds import is_chinese, loose_sound, sound

SHORTEST = {"product": 3, "provider": 4, "platform": 2, "term": 4}  # characters; shorter ones sound like too much else


class HeardNames:
    """An index of names by their sound.

    Args:
        names: folded texts without blanks, and what they name.
    """

    def __init__(self, names: Iterable[tuple[str, Name]]) -> None:
        self._heard: dict[str, list[Name]] = defaultdict(list)
        self._loosely: dict[str, list[Name]] = defaultdict(list)
        self._ordinary = re.compile("|".join(re.escape(without_blanks(phrase)) for phrase in ordinary_phrases()))
        of_two: set[str] = set()
        for text, name in names:
            chinese = sum(map(is_chinese, text))
            if chinese * 2 <= len(text) or len(text) < SHORTEST[name.kind] or name.id in of_two:
                continue
            self._heard[_key(map(sound, text))].append(name)
            if len(text) > 2:
                self._loosely[_key(map(loose_sound, text))].append(name)
            else:
                of_two.add(name.id)  # of so short names only the first
        self._lengths = sorted({key.count(" ") + 1 for key in self._heard}, reverse=True)

    def found(self, said: str) -> Iterator[tuple[Place, list[Name]]]:
        """Where something sounds like a name, the longest first; ordinary phrases do not."""
        places = [place for place, character in enumerate(said) if not character.isspace()]
        plain = "".join(said[place] for place in places)
        heard, loose = [sound(c) for c in plain], [loose_sound(c) for c in plain]
        hidden = [match.span() for match in self._ordinary.finditer(plain)]
        for length in self._lengths:
            for start in range(len(plain) - length + 1):
                end = start + length
                means = self._heard.get(_key(heard[start:end])) or self._loosely.get(_key(loose[start:end]))
                if (
                    means
                    and _is_chinese(plain[start:end])
                    and not any(low < end and start < high for low, high in hidden)
                ):
                    yield (places[start], places[end - 1] + 1), means


def _key(sounds: Iterable[str]) -> str:
    return " ".join(sounds)


def _is_chinese(text: str) -> bool:
    """Whether most of it is Chinese."""
    return sum(map(is_chinese, text)) * 2 > len(text)
