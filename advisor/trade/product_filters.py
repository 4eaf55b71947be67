"""What a list of products must fulfil: filters, and what each published figure says to them.

A filter is a wish like an exclusion (`advisor.trade.exclusions`): both are kept in one list and taken back the same
way. What is not published is neither met nor not met; it never counts as fitting and is never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.product_costs import yearly_prices
from advisor.trade.records import Criterion, Product

MET, DEPENDS, NOT_MET, NOT_PUBLISHED = "met", "depends", "not_met", "not_published"
ALTERNATIVES = "|"  # between the values of a filter of which one is enough: group:is:bank|scheme
SHOP_AGE = ("months_in_business", "months_on_platform")


@dataclass(frozen=True, order=True)
class Filter:
    """One condition of a list. `value` is text in the unit of the field:

    amount_max_fen at_least, amount_min_fen at_most (fen); term_max_months at_least, term_min_months at_most;
    yearly_rate at_most (a fraction); days_to_funds at_most; shop_age_months at_most (the age that is asked for);
    group, platform, repayment, status is (one of their words, or several with "|" between); prepayment is free;
    without is (the question id of a published condition that must not stand there: has_licence, files_tax ...).
    """

    field: str
    operator: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}:{self.operator}:{self.value}"

    @classmethod
    def of(cls, text: str) -> Filter:
        """The filter written as "field:operator:value".

        Raises:
            ValueError: another form, an unknown field, or an operator the field does not have.
        """
        field, _, rest = text.partition(":")
        operator, _, value = rest.partition(":")
        if field not in FIELDS or operator != FIELDS[field][0] or not value:
            raise ValueError(
                f"no filter: {text!r}; the field is one of {', '.join(FIELDS)}, as in days_to_funds:at_most:3"
            )
        return cls(field, operator, value)


def status(product: Product, wanted: Filter) -> str:
    """met, not_met, not_published, or depends: a range that reaches across the limit, or a doubtful figure against it.

    A low-confidence figure never excludes: where it speaks against the filter the answer is "depends".
    """
    return FIELDS[wanted.field][1](product, wanted)


def _at_least(figure: str) -> Callable[[Product, Filter], str]:
    return lambda product, wanted: _judged(product, figure, lambda found: found >= Decimal(wanted.value))


def _at_most(figure: str) -> Callable[[Product, Filter], str]:
    return lambda product, wanted: _judged(product, figure, lambda found: found <= Decimal(wanted.value))


def _judged(product: Product, figure: str, is_met: Callable[[Decimal], bool]) -> str:
    found = getattr(product, figure)
    if found is None:
        return NOT_PUBLISHED
    return MET if is_met(Decimal(found)) else _against(product.source(figure).confidence)


def _against(confidence: str) -> str:
    return DEPENDS if confidence == "low" else NOT_MET


def _yearly(product: Product, wanted: Filter) -> str:
    """The whole published range must lie within the limit; a mere "from" price depends on what is quoted."""
    low, high = yearly_prices(product)
    if low is None and high is None:
        return NOT_PUBLISHED
    limit = Decimal(wanted.value)
    if low is not None and low > limit:
        return _against(product.source("yearly_rate_min").confidence)
    return MET if high is not None and high <= limit else DEPENDS


def _is_one_of(word_of: Callable[[Product], str]) -> Callable[[Product, Filter], str]:
    return lambda product, wanted: MET if word_of(product) in wanted.value.split(ALTERNATIVES) else NOT_MET


def _platform(product: Product, wanted: Filter) -> str:
    usable = not product.platforms or set(product.platforms) & set(wanted.value.split(ALTERNATIVES))
    return MET if usable else NOT_MET


def _repayment(product: Product, wanted: Filter) -> str:
    if not product.repayment_methods:
        return NOT_PUBLISHED
    offered = set(product.repayment_methods) & set(wanted.value.split(ALTERNATIVES))
    return MET if offered else _against(product.source("repayment_methods").confidence)


def _prepayment(product: Product, wanted: Filter) -> str:
    """Interest by the day may be repaid any day; other contracts say it in words, which are shown and not judged."""
    if "revolving" in product.repayment_methods:
        return MET
    return DEPENDS if "prepayment" in product.notes else NOT_PUBLISHED


def _shop_age(product: Product, wanted: Filter) -> str:
    asked = [one for one in product.criteria if one.field in SHOP_AGE and one.operator == "at_least"]
    return _all_of(asked, lambda one: Decimal(one.value) <= Decimal(wanted.value))


def _without(product: Product, wanted: Filter) -> str:
    """That a condition is not published does not mean that nobody asks for it."""
    return _all_of([one for one in product.criteria if one.field == wanted.value], lambda one: False)


def _all_of(asked: list[Criterion], is_met: Callable[[Criterion], bool]) -> str:
    if not asked:
        return NOT_PUBLISHED
    return worst(MET if is_met(one) else _against(one.confidence) for one in asked)


def worst(statuses: Iterable[str]) -> str:
    """The status of several conditions together: one not met decides, then one not published, then one that depends."""
    found = set(statuses)
    return next((one for one in (NOT_MET, NOT_PUBLISHED, DEPENDS) if one in found), MET)


FIELDS: dict[str, tuple[str, Callable[[Product, Filter], str]]] = {
    "amount_max_fen": ("at_least", _at_least("amount_max_fen")),
    "amount_min_fen": ("at_most", _at_most("amount_min_fen")),
    "term_max_months": ("at_least", _at_least("term_max_months")),
    "term_min_months": ("at_most", _at_most("term_min_months")),
    "yearly_rate": ("at_most", _yearly),
    "days_to_funds": ("at_most", _at_most("days_to_funds")),
    "shop_age_months": ("at_most", _shop_age),
    "group": ("is", _is_one_of(lambda product: product.group)),
    "platform": ("is", _platform),
    "repayment": ("is", _repayment),
    "prepayment": ("is", _prepayment),
    "status": ("is", _is_one_of(lambda product: product.status)),
    "without": ("is", _without),
}
