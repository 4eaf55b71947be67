"""Which of a question's options does a text name? Folding, exact names, numbers of a list, names inside a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advisor.trade.answer_words import (
    LEADING,
    NEGATIONS,
    NOT_A_QUESTION,
    NUMBER_SIGNS,
    ORDINALS,
    QUESTION_WORDS,
    TRAILING,
)
from advisor.trade.records import Option, Question

LONGEST_ANSWER = 60
LONGEST_REST = 6  # what may stand beside a name and leave it a plain answer; see `size`


@dataclass(frozen=True)
class Named:
    """The options a text names, and what is left of the text when their names and the small words are taken away."""

    options: tuple[Option, ...]
    rest: str


def folded(text: str) -> str:
    """Lower case, half width, punctuation as blanks, and no blank next to a Chinese character.

    >>> folded(" ＪＤ　京东， 店！")
    'jd京东店'
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"[^\w%]|_", " ", plain)
    return re.sub(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])", "", re.sub(r"\s+", " ", plain)).strip()


def bare(text: str) -> str:
    """A folded text without the small words people put before and after an answer ("我主要是做...的吧")."""
    before = ""
    while text != before:
        before = text
        text = _without_prefix(text, LEADING)
        text = _without_suffix(text, TRAILING)
    return text


def is_question(text: str) -> bool:
    """Whether a folded or raw text asks something back instead of answering."""
    for phrase in NOT_A_QUESTION:
        text = text.replace(phrase, "")
    if re.search(r"([^\s时动])不\1", text):
        return True
    return any(contains_word(text, word) for word in QUESTION_WORDS)


def contains_word(text: str, word: str) -> bool:
    """Whether the word is in the text; a Latin word only as a whole word."""
    return bool(places(text, word))


def option_of_value(question: Question, value: object) -> Option | None:
    """The option with this kept value, or None."""
    for option in question.options:
        if option.value == value and isinstance(option.value, bool) == isinstance(value, bool):
            return option
    return None


def exactly_named(question: Question, text: str) -> tuple[Option, ...]:
    """The options one of whose names is the whole folded text."""
    return tuple(option for option in question.options if text in _names(option))


def numbered(question: Question, text: str) -> Option | None:
    """The option picked by its place in the list: "1", "第一个", "A", "最后一个", "option 2"."""
    count = len(question.options)
    if text in ("最后一个", "最后那个", "the last one", "last", "last one"):
        return question.options[-1] if count else None
    match = re.fullmatch(r"(?:第|选|选择|选第|option |number |the )?([0-9]{1,2}|[a-z一二三四五六七八九十]|[a-z]{5,6})"
                         r"(?:个|项|号|种| one)?", text)  # fmt: skip
    if match is None:
        return None
    place = _place(match.group(1))
    return question.options[place - 1] if 1 <= place <= count else None


def inside(question: Question, text: str) -> Named:
    """The options named somewhere in a folded text. The longest names are taken first and hide what they cover.

    A name right after a negation ("不是淘宝") does not count, unless the negation is part of the name ("没逾期").
    """
    found: list[Option] = []
    left = text
    for name, option in _by_length(question.options):
        found_at = places(left, name) if len(name) > 1 else []
        for start, end in found_at:
            if _is_negated(left[:start]):
                continue
            left = left[:start] + "\0" * (end - start) + left[end:]
            if option not in found:
                found.append(option)
    rest = bare(re.sub("\0+", " ", left).strip())
    return Named(tuple(option for option in question.options if option in found), rest)


def around(question: Question, text: str) -> tuple[Option, ...]:
    """The options with a name of which the folded text is a part ("有逾期" is part of two)."""
    if len(text) < (3 if text.isascii() else 2):
        return ()
    return tuple(o for o in question.options if any(contains_word(name, text) for name in _names(o)))


def size(rest: str) -> int:
    """How much is said: Chinese characters, a Latin word or number counting as two."""
    return len(re.findall(r"[^\x00-\x7f]", rest)) + 2 * len(re.findall(r"[a-z0-9]+", rest))


def has_number(text: str) -> bool:
    """Whether a number is written in the text, in digits or in Chinese."""
    return any(sign in NUMBER_SIGNS for sign in text)


def _names(option: Option) -> set[str]:
    values = [option.value] if isinstance(option.value, str) else []
    return {folded(name) for name in (*values, *option.name.values(), *option.also)} - {""}


def _by_length(options: Sequence[Option]) -> list[tuple[str, Option]]:
    pairs = [(name, option) for option in options for name in sorted(_names(option))]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))


def places(text: str, word: str) -> list[tuple[int, int]]:
    """Where the word stands in the text, as (start, end); a Latin word only as a whole word."""
    if word not in text:  # the names are more than `re` keeps patterns of
        return []
    pattern = re.escape(word)
    if word.isascii():
        pattern = rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"
    return [match.span() for match in re.finditer(pattern, text)]


def _is_negated(before: str) -> bool:
    return before.endswith(NEGATIONS)


def _place(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word in ORDINALS:
        return ORDINALS[word]
    return ord(word) - ord("a") + 1 if len(word) == 1 else 0


def _without_prefix(text: str, words: Iterable[str]) -> str:
    for word in words:
        if text == word or not text.startswith(word):
            continue
        rest = text[len(word) :]
        if not word.isascii() or rest.startswith(" "):
            return rest.strip()
    return text


def _without_suffix(text: str, words: Iterable[str]) -> str:
    for word in words:
        if text == word or not text.endswith(word):
            continue
        rest = text[: -len(word)]
        if not word.isascii() or rest.endswith(" "):
            return rest.strip()
    return text
