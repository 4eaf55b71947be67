"""What a sentence wants left out, or wants back: "不要抵押的", "别推荐网商贷", "抵押的也可以", "都恢复".

The words are tables. A question ("要抵押吗") excludes nothing, and neither does a bare "不要".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.answer_options import is_question
from advisor.trade.exclusions import Exclusion
from advisor.trade.quantities import Quantity, quantities
from advisor.trade.quantity_words import PERIODS_A_YEAR

EVERYTHING = "all"
MARK = "\0"  # stands for the thing that is named

THINGS = {  # what may be named besides products and lenders
    ("collateral", "collateral"): r"抵押|押房|押车|质押|collateral|secured|mortgage",
    ("collateral", "guarantee"): r"担保人?|guarant(?:ee|or)s?",
    ("group", "bank"): r"银行|\bbanks?\b(?: loans?)?",
    ("group", "platform"): r"平台|\bplatforms?\b(?: loans?)?",
}
_NOT_WANTED = (
    r"(?<!要)不要|不想要|不想看|不想用|不想|不考虑|不接受|不看|别推荐|别给我|别推|别再|别要|排除|去掉|剔除|过滤掉?"
    r"|除了|除开|除去|不需要|不用|无|免"
    r"|(?:do not|don'?t|dont)\s+(?:want|show(?: me)?|recommend|need|like)|\bno\b|\bwithout\b"
    r"|\bexcept(?: for)?\b|\bexcluding\b|\bexclude\b|\bleave out\b|\bskip\b|\bother than\b|\banything but\b"
)
_BETWEEN = (  # small words between "not" and the thing
    r"(?:再|给我|推荐|推|看|那种|这种|这些|那些|任何|要|有|带|用|做|把|是"
    r"|the|any|me|more|anything|with|from|of|that need|needing|\s)*"
)
_BEHIND = r"(?:的|类|系|贷款?|产品|那种|这种|那款|这款|就|都|也|我|房子|房产|车|loans?|products?|ones?|\s)*"
_NOT_WANTED_BEHIND = (
    r"(?:不要|不考虑|不看|不想要|算了|除外|以外|之外|排除|去掉|剔除|不行|不接受|\bout\b)"  # 网商贷就算了
)
_END = (
    r"(?:了|吧|哈|啊|呀|哦|行|还有|其他|别的|有吗|有没有|please|以外|之外|$|[，。,.!！])"  # nothing else is said of it
)
_WANTED_AGAIN = r"(?:还是|再)(?:看看?|要|考虑|推荐)|恢复|加回来?|放回来?|算上|\b(?:bring|put|add) back\b|\binclude\b"
_WANTED_BEHIND = (
    r"(?:也|又)(?:可以|行|成|能|要|看看|算上|考虑|好)|恢复|加回|放回"
    r"|(?:\w+\s+){0,2}(?:are|is) (?:ok|okay|fine)(?: too| after all)?"
)
_ALL_BACK = re.compile(
    r"(?:都|全部?|所有的?)(?:恢复|放回|加回|可以了|看)|恢复(?:全部|所有|默认)|取消(?:排除|筛选|限制|条件)|(?:都|^)不限了?$"
    r"|\breset\b|\bshow (?:everything|all)\b|\b(?:bring|put) (?:everything|all)(?: of them)? back\b",
    re.IGNORECASE,
)
_JOINS = re.compile(  # between two things that are spoken of together
    r"(?:的|类|系|贷款?|产品)*\s*(?:和|跟|与|及|以及|或者?|还有|、|/|and|or)\s*(?:the\s+)?", re.IGNORECASE
)
_CLAUSE = re.compile(r"[。！!；;，,\n]|(?<!\d)\.(?!\d)|\bbut\b", re.IGNORECASE)
_CLOSING = re.compile(r"注销|关闭|停用|开通|解绑|退出|取消授权|cancel|close", re.IGNORECASE)
_ABOVE = re.compile(
    r"以上|超过|高于|大于|多于|\babove\b|\bover\b|\bmore than\b|\bhigher than\b",
    re.IGNORECASE,
)
_UNWANTED = re.compile(
    r"不要|别|不考虑|不看|排除|去掉|太高|太贵|受不了|算了|\bno\b|\bnot?\b|\bnothing\b|n'?t\b|too (?:high|much)|without",
    re.IGNORECASE,
)
_OF_INTEREST = re.compile(r"利率|利息|年化|\brates?\b|\binterest\b|\bapr\b", re.IGNORECASE)
_MORE_WANTED = re.compile(r"除了.*(?:还有|其他|别的)|有(?:没有)?(?:不要|不用|无|免)|other than|besides")

Span = tuple[Exclusion, int, int]


@dataclass(frozen=True)
class NamedThing:
    """A product or lender named in a sentence. `by` is product or provider, `value` as in `Exclusion`."""

    by: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Wishes:
    """What is to be left out from now on, and what is wanted back; `restored` may hold "all" alone."""

    excluded: tuple[Exclusion, ...] = ()
    restored: tuple[Exclusion | str, ...] = ()


def read_wishes(text: str, named: Iterable[NamedThing] = ()) -> Wishes:
    """The exclusions that a sentence states or takes back; empty for any other sentence.

    Args:
        text: the merchant's sentence, any string.
        named: the products and lenders found in it.
    """
    if _ALL_BACK.search(text) and not _asks(text):
        return Wishes(restored=(EVERYTHING,))
    things = tuple(named)
    excluded: list[Exclusion] = []
    restored: list[Exclusion] = []
    start = 0
    for clause_end in [*(match.end() for match in _CLAUSE.finditer(text)), len(text)]:
        clause = text[start:clause_end]
        if clause.strip() and not _asks(clause) and not _CLOSING.search(clause):
            inside = [one for one in things if start <= one.start and one.end <= clause_end]
            for exclusion, marked in _marked(clause, start, inside):
                excluded += [exclusion] if _is_excluded(marked) else []
                restored += [exclusion] if _is_restored(marked) else []
            excluded += _above(clause)
        start = clause_end
    return Wishes(tuple(dict.fromkeys(excluded)), tuple(one for one in dict.fromkeys(restored) if one not in excluded))


def _asks(clause: str) -> bool:
    return is_question(clause.lower()) and not _MORE_WANTED.search(clause)


def _marked(clause: str, start: int, inside: list[NamedThing]) -> Iterator[tuple[Exclusion, str]]:
    """Each thing a clause names, with the clause in which a mark stands for it and what it is joined to ("A和B")."""
    spans = [(Exclusion(one.by, one.value), one.start - start, one.end - start) for one in inside]
    taken = [(low, high) for _, low, high in spans]
    for (by, value), words in THINGS.items():
        for match in re.finditer(words, clause, re.IGNORECASE):
            if all(match.end() <= low or match.start() >= high for low, high in taken):
                spans.append((Exclusion(by, value), *match.span()))
    spans.sort(key=lambda one: one[1])
    for series in _joined(clause, spans):
        marked = clause[: series[0][1]] + MARK + clause[series[-1][2] :]
        yield from ((exclusion, marked) for exclusion, _, _ in series)


def _joined(clause: str, spans: list[Span]) -> list[list[Span]]:
    """The named things in order, those together that only "和" or "and" stands between."""
    series: list[list[Span]] = []
    for one in spans:
        if series and _JOINS.fullmatch(clause[series[-1][-1][2] : one[1]]):
            series[-1].append(one)
        else:
            series.append([one])
    return series


def _is_excluded(marked: str) -> bool:
    before = rf"(?:{_NOT_WANTED}){_BETWEEN}{MARK}{_BEHIND}{_END}"
    return bool(re.search(rf"{before}|{MARK}{_BEHIND}{_NOT_WANTED_BEHIND}", marked, re.IGNORECASE))


def _is_restored(marked: str) -> bool:
    before = rf"(?:{_WANTED_AGAIN}){_BETWEEN}{MARK}"
    return bool(re.search(rf"{before}|{MARK}{_BEHIND}(?:{_WANTED_BEHIND})", marked, re.IGNORECASE))


def _above(clause: str) -> list[Exclusion]:
    """A ceiling for the yearly rate: "年化15%以上的不要", "利息别超过12%"."""
    if not (_ABOVE.search(clause) and _UNWANTED.search(clause)):
        return []
    limits = [limit for one in quantities(clause) if (limit := _yearly(one, clause)) is not None]
    return [Exclusion("yearly_rate_above", str(limits[0]))] if len(limits) == 1 else []


def _yearly(quantity: Quantity, clause: str) -> Decimal | None:
    """A stated rate as a yearly fraction; a bare per cent counts where interest is spoken of."""
    if quantity.is_ambiguous:
        return None
    if quantity.kind == "rate" and quantity.unit in PERIODS_A_YEAR:
        return quantity.yearly[1].normalize()
    is_rate = quantity.kind == "percent" and _OF_INTEREST.search(clause)
    return quantity.bounds[1].normalize() if is_rate else None
