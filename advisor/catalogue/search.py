"""Finds the frequent question, term or policy that a free question is about: BM25 over words and pairs of characters.

Chinese is cut into overlapping pairs of characters, so no word list is needed; everything else into words. A result
must cover enough of what was asked, weighed by how rare each part is; otherwise there is none.
"""

from __future__ import annotations

import math
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.catalogue.store import Catalogue
from advisor.trade.records import Faq, Policy, Term

SATURATION, LENGTH_WEIGHT = 1.2, 0.6  # BM25's k1 and b
TITLE_WEIGHT = 3  # a token of the question or name counts as three of the answer
NAME_BONUS = 10.0  # when the question says the record's very name
LEAST_COVERED = 0.5  # share of the question's weight that a result must contain
UNSEEN_WEIGHT = 0.5  # of a token that stands nowhere: it may be chatter as well as the heart of the question
MAX_CHARACTERS = 300  # of the question that is read
_EMPTY_WORDS = """
a about an and are as at be can did do does explain for get had has have how i if in is it its me mean means my of on or
tell that the this to was what whats will with would you your
"""
_EMPTY_PHRASES = """
是什么意思 什么意思 什么是 是什么 啥意思 是啥 怎么办 怎么弄 怎么样 怎么 怎样 为什么 为啥 如何 多少 可不可以 可以 能不能
是不是 有没有 请问 麻烦 一下 现在 我的 你们 你好 您好 告诉我 解释 介绍 我想 想问 我要 知道 帮我 帮忙 一个 这个 那个 什么
啥 的 了 吗 呢 吧 啊 呀 么 我 你 您 亲
"""
EMPTY_WORDS = frozenset(_EMPTY_WORDS.split())
_PHRASES = re.compile("|".join(sorted(_EMPTY_PHRASES.split(), key=len, reverse=True)))
_TOKENS = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?%?|[㐀-鿿]+")


@dataclass(frozen=True)
class Hit:
    """One result: the record, and how well it answers (`covered`: 0 to 1 of the question; `score`: for the order)."""

    kind: str  # faq | term | policy
    id: str
    score: float
    covered: float
    record: Faq | Term | Policy


@dataclass(frozen=True)
class _Index:
    version: str
    records: tuple[tuple[str, Faq | Term | Policy], ...]
    weights: Mapping[str, Mapping[int, float]]  # token -> document -> BM25 weight
    names: Mapping[str, tuple[int, ...]]  # name as it is compared -> documents that bear it
    rarity: Mapping[str, float]


class Search:
    """Search over what a catalogue knows; the index is made anew when newer knowledge was loaded."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._index: _Index | None = None

    def best(self, text: str, limit: int = 3) -> list[Hit]:
        """The records that answer a free question best, best first; empty when nothing fits well enough.

        Args:
            text: the question, Chinese or English; only its first 300 characters count.
            limit: how many at most.
        """
        index, text = self._current(), text[:MAX_CHARACTERS]
        asked = dict.fromkeys(tokens(text))
        unseen = UNSEEN_WEIGHT * math.log(1 + 2 * len(index.records))
        whole = sum(index.rarity.get(token, unseen) for token in asked)
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        for token in asked:
            for number, weight in index.weights.get(token, {}).items():
                scores[number] += weight
                covered[number] += index.rarity[token] / whole
        for number in _named(index, text):
            scores[number] += NAME_BONUS
        order = sorted(
            (one for one in scores if covered[one] >= LEAST_COVERED), key=lambda one: (-scores[one] * covered[one], one)
        )
        return [
            Hit(kind, record.id, scores[number], covered[number], record)
            for number in order[:limit]
            for kind, record in (index.records[number],)
        ]

    def _current(self) -> _Index:
        version = self._catalogue.version()
        with self._lock:
            if self._index is None or self._index.version != version:
                self._index = _index(self._catalogue, version)
            return self._index


def tokens(text: str) -> list[str]:
    """Pairs of Chinese characters and words of other letters, lower case, without phrases that only ask.

    >>> tokens("LPR现在多少")
    ['lpr']
    >>> tokens("砍头息是什么意思")
    ['砍头', '头息']
    """
    found: list[str] = []
    for piece in _TOKENS.findall(_PHRASES.sub(" ", text.casefold())):
        if "㐀" <= piece[0] <= "鿿":
            found += (piece[start : start + 2] for start in range(len(piece) - 1))
        else:
            found.append(piece)
    return [token for token in found if token not in EMPTY_WORDS]


def _named(index: _Index, text: str) -> set[int]:
    said = _padded(text)
    return {number for name, numbers in index.names.items() if name in said for number in numbers}


def _padded(text: str) -> str:
    """Words of letters stand between blanks, so that "lpr" is not found inside "elpro"."""
    return " ".join(("", *re.findall(r"[a-z0-9%.]+|[㐀-鿿]+", text.casefold()), ""))


def _index(catalogue: Catalogue, version: str) -> _Index:
    records = tuple(_documents(catalogue))
    counts = [_counts(record) for _, record in records]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / len(lengths) if lengths else 1.0
    seen = Counter(token for count in counts for token in count)
    rarity = {token: math.log(1 + (len(counts) - times + 0.5) / (times + 0.5)) for token, times in seen.items()}
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
        damping = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / average)
        for token, times in count.items():
            weights[token][number] = rarity[token] * times * (SATURATION + 1) / (times + damping)
    return _Index(version, records, weights, _names(records), rarity)


def _names(records: Iterable[tuple[str, Faq | Term | Policy]]) -> dict[str, tuple[int, ...]]:
    names: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for number, (_, record) in enumerate(records):
        for title in () if isinstance(record, Faq) else _titles(record):
            padded = _padded(title)
            names[padded if title.isascii() else padded.strip()] += (number,)
    return names


def _titles(record: Faq | Term | Policy) -> list[str]:
    named = record.question if isinstance(record, Faq) else record.name
    return [*named.values(), *(record.also if isinstance(record, Term) else ())]


def _documents(catalogue: Catalogue) -> Iterable[tuple[str, Faq | Term | Policy]]:
    yield from (("faq", one) for one in catalogue.faqs())
    yield from (("term", one) for one in catalogue.terms())
    yield from (("policy", one) for one in catalogue.policies())


def _counts(record: Faq | Term | Policy) -> Counter[str]:
    told = {Faq: "answer", Term: "meaning", Policy: "says"}[type(record)]
    texts = getattr(record, told).values()
    counted = Counter(token for text in texts for token in tokens(text))
    for title in _titles(record):
        for token in tokens(title):
            counted[token] += TITLE_WEIGHT
    return counted
