"""The filters of a list, read from a sentence: "不用抵押、三天内到账、20万以上的", "年化10%以下的银行产品".

A sentence counts only where it asks for a list, or adds to one; a need ("想借20万用三个月") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, Decimal

from advisor.trade.exclusion_reading import NamedThing
from advisor.trade.exclusions import Wish, wish_of
from advisor.trade.filter_words import (
    ABLE,
    ADDS,
    ARRIVES,
    CLEAR,
    DROPPED,
    DROPS,
    GROUPS,
    LISTS,
    NO_LIST,
    NOUN,
    OF_AGE,
    OF_RATE,
    OF_TERM,
    ONLY,
    OWN_SUM,
    SUBJECTS,
    THAT_ONE,
    USABLE,
    WORDED,
)
from advisor.trade.product_filters import ALTERNATIVES, Filter
from advisor.trade.quantities import Quantity, quantities
from advisor.trade.wish_changes import SUBJECT

LONGEST = 80  # characters; what is longer tells a story
LONGEST_SPEED_DAYS = 31  # a bare "within so long" up to this is about how soon the money comes
DAYS_PER_MONTH = 30
_CLAUSE = re.compile(
    r"[、，；;。！？\n]|,(?!\d{3})|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|\band\b|\bwith(?=\s)|而且|并且|还要|[且又]"
)


def read_filters(text: str, named: Iterable[NamedThing] = ()) -> tuple[Wish, ...]:
    """What a list must fulfil by a sentence, in order; empty for any sentence that asks for no list.

    Args:
        text: the merchant's sentence, any string.
        named: the platforms found in it; a product or lender that is named makes it a question about that one.
    """
    things = tuple(named)
    is_about_one = any(one.by in ("product", "provider") for one in things)
    if len(text) > LONGEST or is_about_one or NO_LIST.search(text) or not LISTS.search(text):
        return ()
    found: list[Wish] = [*_worded(text), *_figured(text), *_groups(text), *_platforms(text, things)]
    return tuple(dict.fromkeys(found))


def is_clear_list(text: str, filters: Sequence[Wish]) -> bool:
    """Whether a sentence asks for a list beyond doubt: in so many words, or with several conditions."""
    return len(filters) > 1 or bool(CLEAR.search(text))


def begins_anew(text: str, filters: Sequence[Wish]) -> bool:
    """Whether a list with several conditions is one of its own, and not one more condition on the list before."""
    return len(filters) > 1 and not ADDS.search(text)


def read_dropped(text: str) -> tuple[str, ...]:
    """The subjects of filters that no longer count, as "subject:days_to_funds": "利率不限", "慢点也行"."""
    if len(text) > LONGEST or NO_LIST.search(text):
        return ()
    dropped = [
        name
        for name, words in SUBJECTS.items()
        if _says(rf"(?:{words}){THAT_ONE}{DROPPED}|(?:{DROPS})(?:{words})(?:{THAT_ONE}|$)", text)
    ]
    return tuple(f"{SUBJECT}:{name}" for name in dropped)


def _worded(text: str) -> Iterator[Wish]:
    for written, words in WORDED.items():
        if re.search(words, text, re.IGNORECASE):
            yield wish_of(written)


def _figured(text: str) -> Iterator[Filter]:
    start = 0
    for end in [*(match.end() for match in _CLAUSE.finditer(text)), len(text)]:
        clause = text[start:end]
        for one in quantities(clause):
            found = None if one.is_ambiguous else _of_figure(one, clause)
            if found is not None:
                yield found
        start = end


def _of_figure(one: Quantity, clause: str) -> Filter | None:
    if one.kind == "money" and one.unit == "CNY":
        return _of_money(one, clause)
    if one.kind == "duration":
        return _of_time(one, clause)
    return _of_rate(one, clause)


def _of_money(one: Quantity, clause: str) -> Filter | None:
    low, high = one.fen
    if _says(OWN_SUM, clause):
        return None
    if one.hedge == "at_most" and not _says(ABLE, clause):
        return Filter("amount_min_fen", "at_most", str(high))
    is_able = one.hedge == "at_least" or _says(ABLE, clause)
    return Filter("amount_max_fen", "at_least", str(low)) if is_able else None


def _of_time(one: Quantity, clause: str) -> Filter | None:
    days = one.days[1]
    months = _months(one)
    if _says(OF_AGE, clause):
        return Filter("shop_age_months", "at_most", months)
    if _says(ARRIVES, clause) or (one.hedge == "at_most" and days <= LONGEST_SPEED_DAYS and not _says("期限", clause)):
        return Filter("days_to_funds", "at_most", _plain(days))
    if one.hedge == "at_most":
        return Filter("term_min_months", "at_most", months)
    if one.hedge == "at_least" or _says(OF_TERM, clause):
        return Filter("term_max_months", "at_least", _months(one))
    return None


def _months(one: Quantity) -> str:
    """Years and months are counted as such, days in months of 30."""
    low = one.bounds[0]
    in_months = {"year": low * 12, "month": low}.get(one.unit, one.days[0] / DAYS_PER_MONTH)
    return str(Decimal(in_months).to_integral_value(ROUND_CEILING))


def _of_rate(one: Quantity, clause: str) -> Filter | None:
    if one.hedge not in ("at_most", "exact") or (
        one.hedge == "exact" and not re.search("以下|以内|不超|低于|under|below", clause)
    ):
        return None
    if one.kind == "rate" and one.unit in ("day", "month", "year"):
        return Filter("yearly_rate", "at_most", _plain(one.yearly[1]))
    if one.kind == "percent" and not one.basis and _says(OF_RATE, clause):
        return Filter("yearly_rate", "at_most", _plain(one.bounds[1]))
    return None


def _groups(text: str) -> Iterator[Filter]:
    """A group is meant by its noun ("银行产品") or after "only", never by its word alone ("银行流水")."""
    wanted = [
        group
        for group, words in GROUPS.items()
        if re.search(rf"(?:{ONLY})\s*(?:{words})|(?<![跑去要非除])(?:{words}){NOUN}", text, re.IGNORECASE)
        and not re.search(rf"(?:不要|不想|不看|除了|别|非|no|without|except)\s*(?:{words})", text, re.IGNORECASE)
    ]
    if wanted:
        yield Filter("group", "is", ALTERNATIVES.join(wanted))


def _platforms(text: str, things: Iterable[NamedThing]) -> Iterator[Filter]:
    named = [one for one in things if one.by == "platform"]
    usable = [one for one in named if _says(USABLE, text[one.end : one.end + 6]) or _says(r"\bon\b|\bfor\b", text)]
    if usable:
        yield Filter("platform", "is", ALTERNATIVES.join(dict.fromkeys(one.value for one in usable)))


def _says(words: str, text: str) -> bool:
    return bool(re.search(words, text, re.IGNORECASE))


def _plain(figure: Decimal) -> str:
    return f"{figure.normalize():f}"
