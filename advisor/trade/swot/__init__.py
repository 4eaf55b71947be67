"""The self-assessment: strengths, weaknesses, opportunities, challenges, readiness, strategies and a plan.

Readiness is our own judgement of how well prepared a shop is to ask for finance. It is not a credit score and no
decision of any lender.
"""

from advisor.trade.swot.assessment import Assessment, assess, cautions
from advisor.trade.swot.bands import fitting_band
from advisor.trade.swot.difference import Difference, MovedItem, Snapshot, as_json, difference, from_json
from advisor.trade.swot.interview import interview, worth_asking
from advisor.trade.swot.items import QUADRANTS, Item
from advisor.trade.swot.knowledge import SwotKnowledge
from advisor.trade.swot.measured import Measured
from advisor.trade.swot.measures import MEASURES, measures_of
from advisor.trade.swot.plan import MOST_STEPS
from advisor.trade.swot.plan_step import PlanStep, StepEffect
from advisor.trade.swot.readiness import PARTS, Part, PartScore
from advisor.trade.swot.shop_data import PortalFigures, ShopData
from advisor.trade.swot.steps_called_for import FEWEST_STEPS
from advisor.trade.swot.strategies import FittingStrategy
from advisor.trade.swot.whole import SelfAssessment, self_assessment

__all__ = [
    "FEWEST_STEPS", "MEASURES", "MOST_STEPS", "PARTS", "QUADRANTS", "Assessment", "Difference", "FittingStrategy",
    "Item", "Measured", "MovedItem", "Part", "PartScore", "PlanStep", "PortalFigures", "SelfAssessment", "ShopData",
    "Snapshot", "StepEffect", "SwotKnowledge", "as_json", "assess", "cautions", "difference", "fitting_band",
    "from_json", "interview", "measures_of", "self_assessment", "worth_asking",
]  # fmt: skip
