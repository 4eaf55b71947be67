"""Matches in words: the sentences are those of the chat's own templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actions.speech import environment
from advisor.catalogue.store import Catalogue
from advisor.trade.matching import Combination, CriterionResult, Match, Reason


class MatchWords:
    """Says tiers, reasons, conditions, combinations and steps in zh or en."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._catalogue, self.language = catalogue, language
        made = environment(language)
        self._reasons: Any = made.get_template(f"reasons.{language}.j2").make_module()
        self._steps: Any = made.get_template(f"steps.{language}.j2").make_module()

    def name(self, product_id: str) -> str:
        """The product's name."""
        return str(self._catalogue.product(product_id).name[self.language])

    def tier(self, match: Match) -> str:
        """The tier of a match."""
        return _said(self._reasons.tier(match))

    def reasons(self, reasons: tuple[Reason, ...]) -> list[str]:
        """A sentence for each reason."""
        return [_said(self._reasons.reason(one)) for one in reasons]

    def conditions(self, match: Match) -> list[tuple[CriterionResult, str]]:
        """Each condition with how it stands: what is missing of one not met, else what is wanted and what the shop has.

        The reasons against begin with those of the conditions not met, in their order.
        """
        missed = iter(match.reasons_against)
        return [(one, self._condition(one, missed)) for one in match.criteria]

    def _condition(self, one: CriterionResult, missed: Iterator[Reason]) -> str:
        return _said(
            self._reasons.reason(next(missed)) if one.status == "not_met" else self._reasons.condition_told(one)
        )

    def combination(self, one: Combination) -> str:
        """What is drawn where and when, what it costs, and why together."""
        parts = [(self._catalogue.product(part.match.product_id), part) for part in one.parts]
        return _said(self._steps.combination(one, parts))

    def step(self, one: Reason) -> str:
        """What to do first."""
        product = self._catalogue.product(one.params["product_id"]) if "product_id" in one.params else None
        return _said(self._steps.step(one, product))


def _said(text: Any) -> str:
    return " ".join(str(text).split())
