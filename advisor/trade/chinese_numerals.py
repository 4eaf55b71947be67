"""A Chinese numeral with nothing left out: 三百 五, 一千五百零几万, 四百亿点零五, 5万4千6百, 萬九, 廿三.

Unlike `numerals`, which reads amounts in talk (3万5个月 is two quantities) and knows the words of merchants, this reads
any numeral wherever it stands, spaces inside it and all. Text is in plain form.
"""

from __future__ import annotations

import re
from decimal import Decimal

from advisor.trade.number_intervals import spoken_digits
from advisor.trade.number_words import TENS
from advisor.trade.numerals import BIG, NEXT_THING, Number
from advisor.trade.quantity_words import DIGITS, SCALES

_TOKEN = re.compile(
    r" {0,3}(?:(?P<run>[两俩仨][三四五六七八九]?|[零一二三四五六七八九]+)|(?P<tens>[廿卅卌])|(?P<scale>[十百千万亿兆])"
    r"|(?P<figure>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)"
    r"|(?P<few>[几数](?= {0,3}[十百千万亿]))|(?P<more>[多余几]|来(?= {0,3}[万亿])))"
)
_NEXT_SCALE = re.compile(r" {0,3}(?:[多余几] {0,3})?(?P<scale>[十百千万亿兆])")
_POINT = re.compile(
    r"(?: ?点 ?|\.)(?P<places>[零一二三四五六七八九]+(?: [零一二三四五六七八九](?![十百千万亿]))*)(?!十| ?分(?! ?之))"
)
_FIGURES_AFTER_ZERO = re.compile(r" ?点 ?(?P<places>\d+)(?!\d)")
_SCALES_AFTER_POINT = re.compile(r" ?[百千万亿兆]+")
_BARE = re.compile(r"(?:[百千] ?[万亿兆]|[百千万亿][一二三四五六七八九](?![一二三四五六七八九十百千万亿]))")
_ENDS = re.compile(rf"(?! ?(?:{NEXT_THING}))")


def chinese_numeral_at(text: str, start: int) -> Number | None:
    """The numeral, in words or mixed with figures, that begins at `start` of a plain text; None if there is none.

    Of what is vague (几, 多, 余) the stated part is `low`: 一千多万 is 10,000,000 up to 20,000,000.

    >>> chinese_numeral_at("三百 五", 0).low
    Decimal('350')
    """
    state = _Numeral(text)
    end = state.read(start)
    if end == start:
        return None
    value, above = state.value, state.above
    point = _POINT.match(text, end) if not above and not state.has_point else None
    if point is None and state.written == "零":
        point = _FIGURES_AFTER_ZERO.match(text, end)
    if point:
        places = "".join(str(DIGITS.get(sign, sign)) for sign in point["places"] if sign != " ")
        value, end = value + Decimal(f"0.{places}"), point.end()
        if scales := _SCALES_AFTER_POINT.match(text, end):
            for scale in scales.group().strip():
                value *= SCALES[scale]
            end = scales.end()
    written = state.written if not point else "words"
    return Number(value, value + above, start, end, written, scale=state.scale)


class _Numeral:
    """A numeral while it is read. `above` is how much more it may be; `pending` the figure that waits for its scale."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.total, self.section, self.above = Decimal(0), Decimal(0), Decimal(0)
        self.pending: Decimal | None = None
        self.scale = 1  # the last scale word
        self.is_after_zero = self.has_point = self.is_closed = False
        self.written = ""  # one digit word as it is, else figures, run, scaled

    @property
    def value(self) -> Decimal:
        return self.total + self.section + (self.pending or 0)

    def read(self, start: int) -> int:
        """Read from `start`; the place where the numeral ends."""
        end = start
        while not self.is_closed and (token := _TOKEN.match(self.text, end)):
            if end == start and token.group()[0] == " " or not self._takes(token, end == start):
                break
            end = token.end()
        if self.pending is not None and self.scale >= 100 and not self.is_after_zero:  # 两千三
            self.pending *= self.scale // 10
            self.above *= self.scale // 10
        return end

    def _takes(self, token: re.Match[str], is_first: bool) -> bool:
        kind, word = str(token.lastgroup), token.group().strip()
        if kind == "run":
            return self._takes_run(word, token, is_first)
        if kind == "scale":
            return self._takes_scale(SCALES[word], token.start(), is_first)
        if kind == "figure":
            return self._takes_figure(word, token, is_first)
        if kind == "tens":
            self.written, self.scale, self.section = "scaled", 10, Decimal(TENS[word])
            return is_first
        if is_first:
            self.pending, self.above, self.written = Decimal(1), Decimal(9), "scaled"
            return kind == "few"
        return self._takes_more()

    def _takes_more(self) -> bool:
        """多, 余, 几 after a number: up to one more of its last place."""
        if self.above or self.pending is None and self.scale == 1:
            return False
        place = Decimal(self.scale)
        if self.pending is not None:
            place = Decimal(10) ** (len(f"{self.pending:f}") - len(f"{self.pending:f}".rstrip("0")))
        elif self.is_after_zero:
            place = Decimal(10)
        self.above = place
        return True

    def _takes_run(self, word: str, token: re.Match[str], is_first: bool) -> bool:
        digits = word.lstrip("零")
        if is_first:
            self.written = word if len(word) == 1 else "run"
            low, high = spoken_digits(word)
            self.pending, self.above = low, high - low
            self.is_closed = len(word) > 2 or len(digits) == 2 and low == high or len(digits) < len(word) > 1
            return True
        if self.pending is not None or self.scale == 1 or self.above:
            return False
        self.is_after_zero = self.is_after_zero or len(digits) < len(word)
        if not digits:
            return True
        if len(digits) > 2 or not self._fits(_NEXT_SCALE.match(self.text, token.end())):
            return False
        low, high = spoken_digits(digits)
        if len(digits) == 2 and low == high:
            return False
        self.pending, self.above = low, high - low
        return True

    def _fits(self, following: re.Match[str] | None) -> bool:
        """Whether a figure before that scale goes on with this numeral: 百 after 一千 does, 千 after 五十 not."""
        if not following:
            return True
        size = SCALES[following["scale"]]
        if size < BIG:
            return self.scale == 1 or size < self.scale
        return not self.total or self.total < size or self.total >= size * BIG

    def _takes_figure(self, word: str, token: re.Match[str], is_first: bool) -> bool:
        figure = Decimal(word.replace(",", ""))
        if is_first:
            self.pending, self.written, self.has_point = figure, "figures", "." in word
            return True
        following = _NEXT_SCALE.match(self.text, token.end())
        if self.pending is not None or self.scale == 1 or self.above or "." in word:
            return False
        if not following:
            is_whole = len(word) == len(str(self.scale)) - 1 and len(word) > 1  # 3万4000
            if not is_whole and len(word) > 1 and not self.is_after_zero:
                return False
            if token.group()[0] == " " or not (self.is_after_zero or _ENDS.match(self.text, token.end())):
                return False
            self.is_after_zero = self.is_after_zero or is_whole
        elif not self._fits(following):
            return False
        self.pending = figure
        return True

    def _takes_scale(self, size: int, place: int, is_first: bool) -> bool:
        if is_first and size != 10 and not _BARE.match(self.text, place):
            return False
        if size < BIG:
            if self.pending is None and not (is_first or size == 10 < self.scale) or not is_first and (
                1 < self.scale <= size
            ):  # fmt: skip
                return False
            self.section += (1 if self.pending is None else self.pending) * size
            self.above *= size if self.pending is not None else 1
        else:
            opened = self.section + (self.pending or 0)
            if 0 < self.total < size or self.total and not opened and self.scale == size == BIG:
                self.total, self.above = (self.total + opened) * size, self.above * size
            elif not self.total or opened and self.total >= size * BIG:
                self.total, self.above = (
                    self.total + (opened if opened or not is_first else 1) * size,
                    self.above * size,
                )
            else:
                return False
            self.section = Decimal(0)
        self.pending, self.scale, self.is_after_zero, self.written = None, size, False, "scaled"
        return True
