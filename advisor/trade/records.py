"""The nouns of the advisor: what the knowledge base hands to the trade.

Money is integer fen, rates are yearly fractions (0.0435, never 4.35) unless the name says otherwise, lengths of time
carry their unit in the name. `None` always means "not published" or "not known", never zero. Every record is
immutable; the readers of `advisor.catalogue` build them, the functions of `advisor.trade` only read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Words = Mapping[str, str]
"""One sentence in each language: {"zh": ..., "en": ...}."""


@dataclass(frozen=True)
class Source:
    """Where a figure comes from. `confidence` is high, medium or low; `as_of` is the date the figure was true.

    `url` is empty where there is no address to cite; `note` then says in words where it comes from.
    """

    url: str
    as_of: date | None
    confidence: str
    note: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Criterion:
    """One published condition of a product, e.g. months_in_business at_least 12.

    `operator` is at_least, at_most, one_of or is; `field` is a question id of knowledge/questions.yml.
    """

    field: str
    operator: str
    value: Any
    confidence: str


@dataclass(frozen=True)
class OtherFigure:
    """What another source says of a figure: kept beside the one that is used, so that the disagreement can be shown.

    `value` is in the unit of the product's own figure of that name (`Product.amount_max_fen`: fen).
    """

    field: str
    value: Decimal
    source: Source


@dataclass(frozen=True)
class Product:
    """A financing product or public scheme; every figure may be None (not published)."""

    id: str
    name: Words
    provider: Words
    aliases: tuple[str, ...]
    group: str  # platform | bank | scheme
    kind: str  # credit_line, receivable_advance, order_loan, tax_based_credit, mortgage_backed, ...
    platforms: tuple[str, ...]  # platform ids (questions.yml, `platform`); empty: not bound to a platform
    amount_min_fen: int | None
    amount_max_fen: int | None
    term_min_months: Decimal | None
    term_max_months: Decimal | None
    yearly_rate_min: Decimal | None
    yearly_rate_max: Decimal | None
    rate_basis: str  # simple | all_in (fees included) | fee | flat | discount | unknown; no loan: subsidy |
    # guarantee_fee | premium | not_applicable
    fee_rate: Decimal | None  # one-off fee as a fraction of the amount, where the price is a fee
    repayment_methods: tuple[str, ...]
    days_to_funds: Decimal | None
    collateral: str | None  # none, property, receivables, inventory, guarantee, ...
    criteria: tuple[Criterion, ...]
    notes: Mapping[str, Words]  # short remarks by topic: amount, rate, fees, prepayment, apply, documents, ...
    sources: Mapping[str, Source]  # by field of this class (amount_max_fen); "" is the record as a whole
    status: str  # active | uncertain | closed
    daily_rate_min: Decimal | None = None  # as published, a fraction a day; never turned into a yearly rate here
    daily_rate_max: Decimal | None = None
    provider_also: tuple[str, ...] = ()  # other names of the provider, told once, with one of its products
    conflicts: tuple[OtherFigure, ...] = ()  # what other sources say of its figures

    def source(self, field_name: str) -> Source:
        """The source of one figure; the record's own where the figure has none of its own."""
        return self.sources.get(field_name, self.sources[""])


@dataclass(frozen=True)
class Option:
    """One possible answer of a choice question. `also` are other ways people say it, in any language."""

    value: Any
    name: Words
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One fact about a merchant and how it is asked.

    `kind` is choice, yes_no, money, percent, rate, days, months or count. Answers are kept as JSON values: an
    option's value, true/false, integer fen, a fraction as text ("0.18", for a rate a year's), days, months or a count
    as integers.
    `minimum` and `maximum` are in the unit of the kept value.
    """

    id: str
    kind: str
    name: Words
    ask: Words
    why: Words
    example: Words
    options: tuple[Option, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    stated_as: tuple[str, ...] = ()  # how a sentence states it, {} being the figure or the name of an option: 月流水{}
    required_for: tuple[str, ...] = ()  # interviews that have no result without it: not knowing is answered with help


@dataclass(frozen=True)
class Term:
    """An entry of the glossary. `also` are colloquial ways to say it.

    `example` holds the names of `advisor.trade.term_examples` in braces, filled with the merchant's own numbers or
    with usual ones: "月销 {monthly_sales}，..."; empty where there is none.
    """

    id: str
    name: Words
    meaning: Words
    also: tuple[str, ...]
    source: Source
    example: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Faq:
    """A frequent question: asked by intent or found by search. `also` are other ways people ask it."""

    id: str
    intents: tuple[str, ...]
    question: Words
    answer: Words
    source: Source
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Policy:
    """A dated public rule or scheme that a merchant may ask about."""

    id: str
    name: Words
    says: Words
    source: Source
    valid_until: date | None = None


@dataclass(frozen=True)
class Lpr:
    """Loan prime rate published for one month, as yearly fractions."""

    month: str  # YYYY-MM
    published: date | None
    one_year: Decimal
    five_years: Decimal | None


@dataclass(frozen=True)
class Need:
    """What the merchant wants to borrow. `within_days` is how soon the money must be there."""

    amount_fen: int
    days: int
    within_days: int | None = None


@dataclass(frozen=True)
class Profile:
    """What is known of a shop: question id -> kept value (see `Question`); a missing key is not known."""

    facts: Mapping[str, Any] = field(default_factory=dict)

    def get(self, field_name: str) -> Any | None:
        """The kept value, or None when it is not known."""
        return self.facts.get(field_name)
