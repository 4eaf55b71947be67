"""`swot`: the self-assessment of a shop from its answers, and from its orders where they are given."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from advisor.commands.arguments import day
from advisor.commands.facts_file import checked_facts
from advisor.commands.output import mapping_file, show
from advisor.commands.seeding import seeded_catalogue
from advisor.commands.swot_answer import answer, lines
from advisor.commands.swot_data import shop_data
from advisor.trade.swot import self_assessment


def add_to(subcommands: Any) -> None:
    """Register the subcommand."""
    part = subcommands.add_parser("swot", help="SWOT self-assessment from answers, and from orders")
    part.add_argument("answers", metavar="ANSWERS_FILE", help="YAML of facts, question id: value")
    part.add_argument("--orders", metavar="FILE", help="order export: what it tells is measured, with its evidence")
    part.add_argument("--platform", metavar="ID", help="whose rules count; default: as answered, or as the file says")
    part.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="as it was at the end of that day")
    part.add_argument("--language", choices=("zh", "en"), default="zh", help="of the sentences; default zh")
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=assess_shop)


def assess_shop(options: Namespace) -> int:
    """The four quadrants with their evidence, readiness with its parts, strategies and plan."""
    catalogue = seeded_catalogue()
    questions, knowledge = catalogue.questions(), catalogue.swot()
    facts = checked_facts(options.answers, mapping_file(options.answers), questions)
    found = self_assessment(knowledge, facts, shop_data(options, facts, catalogue))
    show(options, answer(found, knowledge), "\n".join(lines(found, knowledge, questions, options.language)))
    return 0
