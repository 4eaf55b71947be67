"""A number as an interval, which much of what people say is, and the digits and places it is made of."""

from __future__ import annotations

from decimal import Decimal

from advisor.trade.quantity_words import DIGITS

Interval = tuple[Decimal, Decimal]
ZERO: Interval = (Decimal(0), Decimal(0))
ONE: Interval = (Decimal(1), Decimal(1))


def spoken_digits(word: str) -> Interval:
    """A run of Chinese digits: 三五 and 七八 are ranges, 二零二四 is said figure by figure.

    >>> spoken_digits("三五")
    (Decimal('3'), Decimal('5'))
    """
    digits = [DIGITS[digit] for digit in word]
    if len(digits) == 2 and digits[0] > 0 and (digits[1] - digits[0] == 1 or digits == [3, 5]):
        return Decimal(digits[0]), Decimal(digits[1])
    return times(ONE, int("".join(map(str, digits))))


def spoken_point(word: str) -> Interval:
    """A spoken decimal: 八点五 is 8.5."""
    figure = Decimal("".join("." if sign == "点" else str(DIGITS.get(sign, sign)) for sign in word if sign != " "))
    return figure, figure


def last_place(word: str) -> Decimal:
    """The place of the last figure that counts: 10 for 20, since 20多 is 20 to 30, and a tenth for 1.5 (万多)."""
    whole, _, places = word.replace(",", "").partition(".")
    if places:
        return Decimal(10) ** -len(places)
    return Decimal(10) ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else Decimal(1)


def plus(one: Interval, other: Interval) -> Interval:
    """The sum, end by end."""
    return one[0] + other[0], one[1] + other[1]


def times(one: tuple[Decimal, Decimal] | tuple[int, int], by: int) -> Interval:
    """The product with a number above nothing."""
    return Decimal(one[0]) * by, Decimal(one[1]) * by
