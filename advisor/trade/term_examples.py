"""Examples of glossary terms in a merchant's own numbers, with usual ones where a fact is not known.

An example names figures in braces ("月销 {monthly_sales}"); `PLACEHOLDERS` says what each name stands for. Every figure
comes from the functions of the trade; what an example invents, such as a fee of 10 %, is a figure of its own and so
stands in the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter
from typing import Any

from advisor.trade.example_basis import USUAL, Basis, Number, Placeholder
from advisor.trade.example_loans import LOAN_FIGURES
from advisor.trade.example_prices import PRICE_FIGURES
from advisor.trade.example_shop import SHOP_FIGURES

PLACEHOLDERS: Mapping[str, Placeholder] = {**SHOP_FIGURES, **LOAN_FIGURES, **PRICE_FIGURES}


@dataclass(frozen=True)
class Figure:
    """One figure of an example. `kind`, how it is written: money (fen, whole yuan), about_money (fen, an estimate),
    exact_money (fen, to the fen), percent (a fraction), rate (a fraction a year), days or count."""

    kind: str
    number: Number


@dataclass(frozen=True)
class ExampleValues:
    """The figures of an example by name, and the facts they rest on: `own` were the merchant's, `assumed` are usual
    values (by fact, in the unit the fact is kept in)."""

    figures: Mapping[str, Figure]
    own: tuple[str, ...]
    assumed: Mapping[str, Number]


def placeholders_in(example: str) -> tuple[str, ...]:
    """The names in braces, each once, in the order of the sentence.

    Raises:
        ValueError: a brace is not closed, or is empty.

    >>> placeholders_in("借 {loan} 用 {loan_days}，利息 {loan_interest}")
    ('loan', 'loan_days', 'loan_interest')
    """
    named = [name for _, name, _, _ in Formatter().parse(example) if name is not None]
    if not all(named):
        raise ValueError("a placeholder needs a name between its braces")
    return tuple(dict.fromkeys(named))


def example_values(example: str, facts: Mapping[str, Any], lpr_one_year: Decimal | None = None) -> ExampleValues | None:
    """The figures that an example names.

    A merchant whose own facts allow no such example (money that arrives the same day has no early receipt) gets it
    with usual values throughout.

    Args:
        example: a sentence whose placeholders are all in `PLACEHOLDERS`.
        facts: question id -> kept value; None, or absent: not known.
        lpr_one_year: the latest one-year LPR, a yearly fraction; None where it is not known.

    Returns:
        None where the example needs an LPR and none is known.

    Raises:
        KeyError: an unknown placeholder.

    >>> values = example_values("{loan_interest}", {"need_amount_fen": 10_000_000, "need_days": 90})
    >>> values.figures, values.own
    ({'loan_interest': Figure(kind='exact_money', number=295890)}, ('need_amount_fen', 'need_days'))
    >>> values.assumed
    {'offered_yearly_rate': Decimal('0.12')}
    """
    wanted = {name: PLACEHOLDERS[name] for name in placeholders_in(example)}
    if lpr_one_year is None and any(one.needs_lpr for one in wanted.values()):
        return None
    needed = dict.fromkeys(fact for one in wanted.values() for fact in one.facts)
    own = {fact: _number(facts[fact]) for fact in needed if facts.get(fact) is not None}
    try:
        figures = _figures(wanted, Basis.of({**USUAL, **own}, lpr_one_year))
    except (ValueError, ArithmeticError):
        own, figures = {}, _figures(wanted, Basis.of(USUAL, lpr_one_year))
    return ExampleValues(figures, tuple(own), {fact: USUAL[fact] for fact in needed if fact not in own})


def _figures(wanted: Mapping[str, Placeholder], basis: Basis) -> Mapping[str, Figure]:
    return {name: Figure(one.kind, one.of(basis)) for name, one in wanted.items()}


def _number(kept: Any) -> Decimal:
    return Decimal(str(kept))
