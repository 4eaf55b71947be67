"""Reads a loan as a lender words it ("借10万到手9万，每月还9000，12期") and works out what it costs a year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.trade.quantities import Quantity, quantities
from advisor.trade.rates import nominal_yearly, rate_per_period

MONTHS_PER_YEAR = 12

# What the words before an amount make of it; the word nearest to the amount decides.
BEFORE = {
    "received": r"到手|实到|实际到账|到账|拿到|实拿|\b(?:get|receive)\b|in hand",
    "fee": r"扣|砍头息?|手续费|服务费|\b(?:take|deduct|keep|upfront|fee)\b",
    "payment": r"每个?月|每期|月供|月还|一个月还|payments? of|\bper month\b|\b(?:repay|pay)\b",
    "lump": r"后还|到期还|一次还|一共还|总共还|连本带息",
    "principal": r"借|贷|本金|合同|\b(?:borrow|loan)\b",
}
FEE_AFTER = r"^(?:块|元)?(?:的?(?:砍头|手续费|服务费)| ?(?:upfront|up front|fee))"
NAMED = re.compile("|".join(f"(?P<{role}>{words})" for role, words in BEFORE.items()), re.IGNORECASE)
PAYMENTS_AFTER = re.compile(r"^ ?(?:monthly )?payments\b", re.IGNORECASE)


@dataclass(frozen=True)
class QuotedOffer:
    """What was understood of an offer; None is what was not said.

    principal_fen: the sum that is owed on paper. received_fen: what is paid out. payment_fen: each monthly payment.
    """

    principal_fen: int | None
    received_fen: int | None
    payment_fen: int | None
    months: int | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the cost cannot be computed without: received, payment, months."""
        needed = {"received": self.received_fen, "payment": self.payment_fen, "months": self.months}
        return tuple(name for name, value in needed.items() if not value)


@dataclass(frozen=True)
class OfferCost:
    """What a complete offer costs: `yearly` is the simple yearly rate (IRR a month x 12) on the money received."""

    repaid_fen: int
    total_cost_fen: int
    yearly: float


def read_offer(text: str) -> QuotedOffer | None:
    """The offer in `text`, or None where no sum kept back and no sum paid out is stated with its figure.

    An unclear or repeated figure, a range and a foreign currency count as not said.
    """
    found = quantities(text)
    roles: dict[str, list[Quantity]] = {}
    for index, quantity in enumerate(found):
        role = _role(text, found, index)
        if role:
            roles.setdefault(role, []).append(quantity)
    if not roles.keys() & {"received", "fee"}:
        return None
    principal, received = _fen(roles, "principal"), _fen(roles, "received")
    if received is None and principal is not None and len(roles.get("fee", ())) == 1:
        received = _after_fee(principal, roles["fee"][0])
    return QuotedOffer(principal, received, _fen(roles, "payment"), _months(roles))


def cost_of(offer: QuotedOffer) -> OfferCost:
    """The cost of an offer with nothing missing, equal monthly payments, the first a month after payout.

    Raises:
        ValueError: something is missing.
        NoRate: no yearly rate fits.
    """
    if offer.received_fen is None or offer.payment_fen is None or not offer.months:
        raise ValueError(f"missing: {', '.join(offer.missing)}")
    repaid = offer.payment_fen * offer.months
    rate = rate_per_period([offer.received_fen] + [-offer.payment_fen] * offer.months)
    return OfferCost(repaid, repaid - offer.received_fen, nominal_yearly(rate, MONTHS_PER_YEAR))


def _role(text: str, found: tuple[Quantity, ...], index: int) -> str | None:
    quantity = found[index]
    if quantity.kind == "duration" or (quantity.kind, quantity.unit) == ("count", "期"):
        return "months"
    after = text[quantity.span[1] :]
    if quantity.kind == "count" and PAYMENTS_AFTER.match(after):
        return "months"
    if quantity.kind not in ("money", "count", "percent"):
        return None
    if re.match(FEE_AFTER, after, re.IGNORECASE):
        return "fee"
    start = found[index - 1].span[1] if index else 0
    named = [match.lastgroup for match in NAMED.finditer(text[start : quantity.span[0]])]
    return named[-1] if named else None


def _fen(roles: dict[str, list[Quantity]], role: str) -> int | None:
    said = roles.get(role, [])
    return _exact_fen(said[0]) if len(said) == 1 else None


def _exact_fen(quantity: Quantity) -> int | None:
    """The amount in fen; a bare number is taken as yuan, for its words say that it is money."""
    is_yuan = (quantity.kind, quantity.unit) in (("money", "CNY"), ("count", ""))
    if not is_yuan or quantity.is_ambiguous or quantity.low is None or quantity.low != quantity.high:
        return None
    return int(quantity.low * 100)


def _after_fee(principal_fen: int, fee: Quantity) -> int | None:
    if fee.kind != "percent":
        fee_fen = _exact_fen(fee)
    elif fee.is_ambiguous or fee.low is None or fee.low != fee.high:
        fee_fen = None
    else:
        fee_fen = int(principal_fen * fee.low)
    return principal_fen - fee_fen if fee_fen is not None and fee_fen < principal_fen else None


def _months(roles: dict[str, list[Quantity]]) -> int | None:
    """The number of monthly payments; "a month" as the rhythm of the payments is not the term."""
    said = {months for quantity in roles.get("months", ()) if (months := _as_months(quantity)) is not None}
    terms = said - {1} or said
    return terms.pop() if len(terms) == 1 else None


def _as_months(quantity: Quantity) -> int | None:
    if quantity.is_ambiguous or quantity.low is None or quantity.low != quantity.high:
        return None
    months = quantity.low * (MONTHS_PER_YEAR if quantity.unit == "year" else 1)
    return int(months) if quantity.unit in ("year", "month", "期", "") and months == int(months) else None
