"""`match`, `swot`: what the trade says of one shop, from files of facts."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from typing import Any

from advisor.commands.facts_file import checked_facts
from advisor.commands.knowledge import seeded_catalogue
from advisor.commands.output import CommandError, mapping_file, show
from advisor.trade.matching import match
from advisor.trade.records import Need, Profile
from advisor.trade.swot import assess, cautions


def add_to(subcommands: Any) -> None:
    """Register the subcommands."""
    matching = _command(subcommands, "match", match_products, "products that fit a shop and its need")
    matching.add_argument("--profile", required=True, metavar="FILE", help="YAML of facts, question id: value")
    self_check = _command(subcommands, "swot", assess_shop, "SWOT self-assessment from answers")
    self_check.add_argument("answers", metavar="ANSWERS_FILE", help="YAML of facts, question id: value")


def match_products(options: Namespace) -> int:
    """Tier, conditions, cost and reasons of every product; the facts file holds the need as well."""
    catalogue = seeded_catalogue()
    facts = checked_facts(options.profile, mapping_file(options.profile), catalogue.questions())
    missing = [name for name in ("need_amount_fen", "need_days") if facts.get(name) is None]
    if missing:
        raise CommandError(f"{options.profile}: {' and '.join(missing)} must be given")
    need = Need(facts["need_amount_fen"], facts["need_days"], facts.get("needed_within_days"))
    weak = cautions(catalogue.factors(), assess(catalogue.factors(), facts, facts.get("industry")))
    matches = match(catalogue.products(), Profile(facts), need, lpr=catalogue.lpr(date.today()), cautions=weak)
    rows = [f"{one.tier:9} {one.product_id:36} {one.cost_low_fen} - {one.cost_high_fen} fen" for one in matches.ranked]
    show(options, matches, "\n".join(rows))
    return 0


def assess_shop(options: Namespace) -> int:
    """The four quadrants, readiness and next steps."""
    catalogue = seeded_catalogue()
    facts = checked_facts(options.answers, mapping_file(options.answers), catalogue.questions())
    assessment = assess(catalogue.factors(), facts, facts.get("industry"))
    lines = [f"{name}: {', '.join(item.factor_id for item in items)}" for name, items in assessment.quadrants.items()]
    lines += [f"readiness: {assessment.readiness} of 100 (no credit score)", f"steps: {', '.join(assessment.steps)}"]
    show(options, assessment, "\n".join(lines))
    return 0


def _command(subcommands: Any, name: str, run: Callable[[Namespace], int], says: str) -> Any:
    command = subcommands.add_parser(name, help=says)
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)
    return command
