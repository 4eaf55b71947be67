"""What returns cost a shop: money back to buyers, freight and handling, goods that cannot be sold again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class ReturnCost:
    """What returns do to the money, in fen.

    refund_fen goes back to buyers. goods_back_fen: goods on the shelf again, at cost; goods_lost_fen: those that are
    not, at cost. extra_fen: freight and handling. margin_lost_fen: earnings of the sales undone.
    """

    refund_fen: int
    goods_back_fen: int
    goods_lost_fen: int
    extra_fen: int
    margin_lost_fen: int

    @property
    def cost_fen(self) -> int:
        """What the returns cost beyond the sales that fell through: goods lost, freight, handling."""
        return self.goods_lost_fen + self.extra_fen

    @property
    def cash_out_fen(self) -> int:
        """Money that leaves the shop because of the returns."""
        return self.refund_fen + self.extra_fen


def return_cost(
    refund_fen: int,
    *,
    cost_share: Decimal,
    goods_return_share: Decimal = Decimal(1),
    resellable_share: Decimal = Decimal(1),
    returned_orders: int = 0,
    freight_fen: int = 0,
    handling_fen: int = 0,
) -> ReturnCost:
    """What refunds of `refund_fen` cost.

    goods = refund x cost share; back on the shelf = goods x goods_return_share x resellable_share, the rest is lost.
    Extra = orders x (freight + handling).

    Args:
        refund_fen: refunded to buyers, >= 0.
        cost_share: cost of goods as a fraction of sales, >= 0.
        goods_return_share: of the refunded goods, what is sent back at all (the rest is refunded only), 0 to 1.
        resellable_share: of what is sent back, what can be sold again, 0 to 1.
        returned_orders: >= 0.
        freight_fen: per order, what the shop bears to send out and take back, >= 0.
        handling_fen: per order, inspection and packing, >= 0.

    Raises:
        ValueError: a value outside its range.

    >>> return_cost(100_000, cost_share=Decimal("0.6"), resellable_share=Decimal("0.9"), returned_orders=10,
    ...             freight_fen=800).cost_fen
    14000
    """
    if min(refund_fen, returned_orders, freight_fen, handling_fen) < 0 or cost_share < 0:
        raise ValueError("money, orders and cost_share must not be negative")
    if not (0 <= goods_return_share <= 1 and 0 <= resellable_share <= 1):
        raise ValueError("goods_return_share and resellable_share must be between 0 and 1")
    goods = int((refund_fen * cost_share).quantize(Decimal(1), ROUND_HALF_UP))
    back = int((goods * goods_return_share * resellable_share).quantize(Decimal(1), ROUND_HALF_UP))
    extra = returned_orders * (freight_fen + handling_fen)
    return ReturnCost(refund_fen, back, goods - back, extra, refund_fen - goods)
