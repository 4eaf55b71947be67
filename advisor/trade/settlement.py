"""What is known of a platform's way of settling: how long the money takes, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.records import Source, Words

MOMENTS = ("paid", "shipped", "delivered", "confirmed")  # of an order, in the order in which they come
FEE_RETURNED = ("always", "until_settled", "never")


@dataclass(frozen=True)
class SettlementRule:
    """How long a platform takes from the sale to money the merchant can use, in days, and what it keeps."""

    platform: str
    ship_days: Decimal  # from paid
    delivery_days: Decimal  # from shipped
    auto_confirm_days: Decimal  # shipped to confirmed by itself; 0: there is no confirmation
    settle_days: Decimal  # from the moment `settles_from` to money in the platform account
    withdraw_days: Decimal  # from there to the bank
    note: Words
    sources: Mapping[str, Source]  # by field name
    settles_from: str = "confirmed"  # one of MOMENTS
    return_days: Decimal | None = None  # paid to refunded, typically
    fee_rate: Decimal | None = None  # fraction of the sales that the platform keeps
    fee_returned: str = "always"  # on a refund: one of FEE_RETURNED; the usual one where it is not known

    def source(self, field_name: str) -> Source:
        """The source of one figure; one without an address is our own working value, of low confidence."""
        return self.sources.get(field_name, Source("", None, "low"))

    @property
    def stage_days(self) -> Mapping[str, Decimal]:
        """Days by stage: ship, deliver, confirm (from delivery), settle, withdraw; 0 for one after `settles_from`."""
        confirm = max(self.auto_confirm_days - self.delivery_days, Decimal(0))
        before = (("ship", self.ship_days), ("deliver", self.delivery_days), ("confirm", confirm))
        counted = MOMENTS.index(self.settles_from)
        way = {stage: days if place < counted else Decimal(0) for place, (stage, days) in enumerate(before)}
        return {**way, "settle": self.settle_days, "withdraw": self.withdraw_days}

    @property
    def receivable_days(self) -> Decimal:
        """Days from paying to usable money: ship + max(delivery, auto_confirm) + settle + withdraw.

        Delivery and confirming both run from shipping, side by side; what follows `settles_from` is left out.
        """
        return sum(self.stage_days.values(), Decimal(0))
