"""Which of the things shown before a sentence points at: "第二个", "最后一个", "前两个", "它", "the last two"."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERALS = {"一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
ENGLISH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
COUNTS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_N = "[一二两俩三仨四五六七八1-8]"
_ONE = "[个款家种项]"
_PLACE = re.compile(rf"第({_N})(?![题次步条月季年天名批期])|头一{_ONE}|({'|'.join(ENGLISH)})\b(?! (?:two|three|four))"
                    rf"|(?:number|no\.?|#) ?([1-8])\b|([1-8])号", re.IGNORECASE)  # fmt: skip
_PAIR = re.compile(
    rf"(?<![\d一二三四五六七八])([一二三四五1-5])(?:{_ONE}|号)?[和跟与]([一二三四五1-5])(?:{_ONE}|号)?(?=比|哪"
    rf"|谁|的|差|有|$)"
)
_LAST = re.compile(
    rf"(?:最后|最末|末)(?:一|那)?{_ONE}|\blast(?: one)?\b(?! (?:two|three|four|time|year|month|week))", re.IGNORECASE
)
_SEVERAL = re.compile(
    rf"(前|头|后|最后)(?:面)?(?:的|那|这)?([两俩二三仨四234]){_ONE}|\b(first|last) (two|three|four|2|3|4)\b",
    re.IGNORECASE,
)
_THESE = re.compile(
    rf"(?:这|那|刚才)(?:的)?([两俩二三仨四几234些]){_ONE}?|它们|他们|[它他这那]([俩仨])|(两)(?:个都|者)"
    r"|\b(?:these|those)(?: (two|three|four))?\b|\bthem\b|\bthe two\b|\bboth\b",
    re.IGNORECASE,
)
_IT = re.compile(
    rf"它(?![们俩])|(?:这|那|该)(?:一)?(?:{_ONE}|产品|贷款)|刚才(?:那|这|说)|\bit\b|\bits\b|\bthis one\b"
    rf"|\bthat one\b|\bthe other one\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pointed:
    """What a sentence points at among `count` things shown.

    `places` are their indices from 0; `past_end` tells that one was named that is not there. `is_it`: one thing talked
    about ("它"); `these`: several, 0 where how many is not said, None where nothing of that kind is said.
    """

    places: tuple[int, ...] = ()
    past_end: bool = False
    is_it: bool = False
    these: int | None = None

    @property
    def is_any(self) -> bool:
        """Whether it points at all."""
        return bool(self.places) or self.past_end or self.is_it or self.these is not None


def pointed_at(text: str, count: int) -> Pointed:
    """Read what a sentence points at.

    Args:
        text: the merchant's sentence, any string.
        count: how many things were shown last, from 0.

    >>> pointed_at("第二个和最后一个比一下", 3).places
    (1, 2)
    """
    several = _SEVERAL.search(text)
    if several:
        return _some(several, count)
    found = [(match.start(), _place(match) - 1) for match in _PLACE.finditer(text)]
    found += [(match.start(), count - 1) for match in _LAST.finditer(text)]
    if not found and (pair := _PAIR.search(text)):
        found = [(i, _number(one) - 1) for i, one in enumerate(pair.groups())]
    places = tuple(dict.fromkeys(place for _, place in sorted(found)))
    if places:
        return Pointed(tuple(one for one in places if 0 <= one < count), any(not 0 <= one < count for one in places))
    these = _THESE.search(text)
    if these:
        said = next((one for one in these.groups() if one), "")
        return Pointed(these=NUMERALS.get(said) or COUNTS.get(said.lower()) or 0)
    return Pointed(is_it=bool(_IT.search(text)))


def _some(match: re.Match[str], count: int) -> Pointed:
    where, said = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
    wanted = NUMERALS.get(said) or COUNTS[said.lower()]
    from_end = where.lower() in ("后", "最后", "last")
    places = range(max(0, count - wanted), count) if from_end else range(min(wanted, count))
    return Pointed(tuple(places), past_end=wanted > count)


def _place(match: re.Match[str]) -> int:
    said = next((one for one in match.groups() if one), "一")
    return ENGLISH.get(said.lower()) or _number(said)


def _number(said: str) -> int:
    return NUMERALS[said] if said in NUMERALS else int(said)
