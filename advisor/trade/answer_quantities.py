"""What a quantity says in answer to a question: its end or middle, its unit, and the period it is stated for."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from advisor.trade.calendar_words import DAYS_AWAY
from advisor.trade.quantities import Quantity
from advisor.trade.records import Question

TAKES_HIGH_END = frozenset({"need_amount_fen"})
"""Questions where a range is taken at its high end: who needs 30 to 50 thousand needs 50. Ages of a business (months)
are taken at the low end, which holds for certain; all others in the middle."""

WIDEST = 4
"""A range whose high end is more than so many times its low end says too little to be an answer: "几万"."""

MONTHLY = frozenset({"monthly_sales_fen"})
"""Questions for the figure of a month: one stated for a day, a week or a year is turned into a month's."""
PERIODS: tuple[tuple[tuple[str, ...], Decimal], ...] = (
    (("一天", "每天", "天天", "日均", "单日", "a day", "per day", "daily"), Decimal(30)),
    (("一周", "每周", "一个星期", "每星期", "a week", "per week", "weekly"), Decimal(30) / 7),
    (("一年", "每年", "全年", "年销", "a year", "per year", "yearly"), Decimal(1) / 12),
)
QUANTITY_KIND = {
    "money": "money",
    "percent": "percent",
    "rate": "rate",
    "days": "duration",
    "months": "duration",
    "count": "count",
}
DEADLINES = frozenset({"needed_within_days"})
"""Questions for the days until a day, which may be named: 大后天 is 3."""
DEFAULT_UNIT = {"money": "CNY", "percent": "percent", "rate": "", "days": "day", "months": "month", "count": ""}
DAYS_PER_MONTH = 30
LPR_MARGIN = "LPR+"  # a margin over LPR is no rate by itself
MONTHS = {"month": 1, "year": 12}


def _months_in(question: Question, text: str) -> Decimal:
    """How many times the stated figure makes a month's, for questions that ask for a month's; otherwise 1."""
    if question.id not in MONTHLY:
        return Decimal(1)
    said = text.lower()
    return next((times for words, times in PERIODS if any(word in said for word in words)), Decimal(1))


def stated_number(question: Question, quantity: Quantity, text: str) -> Decimal | None:
    """What a quantity says in answer to a question, in the unit of the kept value; None for another kind or
    currency, and for a range so wide that it says nothing.

    `text` is the sentence it stands in: "一天卖3500" is a month's sales of 105,000.
    """
    number = _number(question, quantity)
    return None if number is None else number * _months_in(question, text)


def _number(question: Question, quantity: Quantity) -> Decimal | None:
    if quantity.kind != QUANTITY_KIND[question.kind] or (quantity.kind == "money" and quantity.unit != "CNY"):
        return None
    if quantity.unit == LPR_MARGIN:
        return None
    low, high = _ends(question, quantity)
    if high > WIDEST * low > 0:
        return None
    if question.id in TAKES_HIGH_END or quantity.hedge == "at_most":
        return high
    return low if quantity.hedge == "at_least" or question.kind == "months" else (low + high) / 2


def _ends(question: Question, quantity: Quantity) -> tuple[Decimal, Decimal]:
    if question.kind == "money":
        low, high = quantity.fen
        return Decimal(low), Decimal(high)
    if question.kind == "days":
        return quantity.days
    if question.kind == "rate":
        return quantity.yearly
    if question.kind != "months":
        return quantity.bounds
    if quantity.unit in MONTHS:
        low_months, high_months = quantity.bounds
        return low_months * MONTHS[quantity.unit], high_months * MONTHS[quantity.unit]
    low_days, high_days = quantity.days
    return low_days / DAYS_PER_MONTH, high_days / DAYS_PER_MONTH


def days_until(question: Question, text: str) -> Decimal | None:
    """The days until the day that an answer names by its distance from today; None where it names none."""
    said = [word for word, days in DAYS_AWAY.items() if days >= 0 and word in text.lower()]
    if question.id not in DEADLINES or not said:
        return None
    return Decimal(DAYS_AWAY[max(said, key=len)])


def is_allowed(question: Question, number: Decimal) -> bool:
    """Whether a number lies between the limits of its question."""
    is_low = question.minimum is not None and number < question.minimum
    is_high = question.maximum is not None and number > question.maximum
    return not is_low and not is_high


def kept_number(question: Question, number: Decimal) -> Any:
    """A number as the kept value: a fraction as text, everything else as a whole number, half rounded up."""
    if question.kind in ("percent", "rate"):
        return format(number.normalize(), "f")
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
