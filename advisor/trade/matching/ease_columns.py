"""How little stands between a shop and the money, and how fast it comes: what each product brings to that by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.trade.matching.criteria import days_of
from advisor.trade.records import Product

Ints = npt.NDArray[np.int64]
ALL_POINTS = 100
COLLATERAL_POINTS: Mapping[str | None, int] = {
    "none": 0, "receivables": 0, "future_sales": 0, None: 5, "deposit": 10, "inventory": 15, "policy": 15,
    "guarantee": 25, "mixed": 25, "property": 35,
}  # fmt: skip
OWN_PAPER_POINTS = {"bill_discount": 20, "supply_chain": 20}
"""Kinds that need a bill, or a large buyer who confirms what it owes: few online shops have either."""
PAPERS = ("has_licence", "files_tax", "credit_record", "yearly_revenue_fen")
"""Conditions that are shown with a paper or a look into a register."""
PAPER_POINTS, PAPERS_AT_MOST = 5, 20
OPEN_POINTS, OPEN_AT_MOST = 5, 20
NO_INVITATION_POINTS = 10  # an own quote is to be asked for; the platform shows an invited shop its line already
UNKNOWN_SPEED = -1.0


@dataclass(frozen=True)
class EaseColumns:
    """One entry for each product. Points are those lost of 100 (our own values); days as published."""

    lost: Ints  # collateral and papers
    is_platform: npt.NDArray[np.bool_]  # of a platform's own group
    days_to_funds: npt.NDArray[np.float64]  # UNKNOWN_SPEED where not published
    is_speed_weak: npt.NDArray[np.bool_]  # from a source of low confidence
    term_min_days: Ints  # 0 where not published
    has_no_limit: npt.NDArray[np.bool_]  # the largest amount is not published
    is_uncertain: npt.NDArray[np.bool_]  # whether it is still offered

    @classmethod
    def of(cls, products: Sequence[Product]) -> EaseColumns:
        """The columns of products in their order."""
        speeds = [UNKNOWN_SPEED if one.days_to_funds is None else float(one.days_to_funds) for one in products]
        return cls(
            lost=np.array([collateral_points(one) + paper_points(one) for one in products], dtype=np.int64),
            is_platform=np.array([one.group == "platform" for one in products], dtype=bool),
            days_to_funds=np.array(speeds, dtype=np.float64),
            is_speed_weak=np.array([is_speed_weak(one) for one in products], dtype=bool),
            term_min_days=np.array([term_min_days(one) for one in products], dtype=np.int64),
            has_no_limit=np.array([one.amount_max_fen is None for one in products], dtype=bool),
            is_uncertain=np.array([one.status == "uncertain" for one in products], dtype=bool),
        )


def collateral_points(product: Product) -> int:
    """Points lost for what has to be pledged or handed over."""
    pledged = COLLATERAL_POINTS.get(product.collateral, max(COLLATERAL_POINTS.values()))
    return pledged + OWN_PAPER_POINTS.get(product.kind, 0)


def paper_points(product: Product) -> int:
    """Points lost for papers to bring."""
    papers = {criterion.field for criterion in product.criteria if criterion.field in PAPERS}
    return min(PAPER_POINTS * len(papers), PAPERS_AT_MOST)


def is_speed_weak(product: Product) -> bool:
    """Whether the days until the money comes are from a source of low confidence."""
    return product.source("days_to_funds").confidence == "low"


def term_min_days(product: Product) -> int:
    """The shortest term in days, 0 where it is not published."""
    return 0 if product.term_min_months is None else days_of(product.term_min_months)
