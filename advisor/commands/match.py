"""`match`: every product for one shop and its need, with tier, conditions, cost and reasons."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any

from advisor.catalogue.store import Catalogue
from advisor.commands.arguments import count
from advisor.commands.facts_file import checked_facts
from advisor.commands.match_answer import answer, lines
from advisor.commands.match_template import template
from advisor.commands.match_words import MatchWords
from advisor.commands.output import CommandError, mapping_file, show
from advisor.commands.seeding import seeded_catalogue
from advisor.trade.matching import Matches, match
from advisor.trade.records import Need, Profile, Question
from advisor.trade.swot import assess, cautions

SHOWN = 10
REQUIRED = ("need_amount_fen", "need_days")
PREFIXES = ("", "need_", "needed_")


def add_to(subcommands: Any) -> None:
    """Register the subcommand."""
    part = subcommands.add_parser("match", help="products that fit a shop and its need")
    part.add_argument("--profile", metavar="FILE", help="YAML of facts of the shop; may hold the need as well")
    part.add_argument("--need", metavar="FILE", help="YAML: need_amount, need_days, needed_within_days")
    part.add_argument("--template", action="store_true", help="print a commented profile and need to fill in")
    part.add_argument("--limit", type=count, metavar="N", help=f"the first N products; default: all, as lines {SHOWN}")
    part.add_argument("--language", choices=("zh", "en"), default="zh", help="of the reasons; default zh")
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=match_products)


def match_products(options: Namespace) -> int:
    """Print the matches, or a file to fill in."""
    catalogue = seeded_catalogue()
    if options.template:
        print(template(catalogue, options.language))
        return 0
    if options.profile is None and options.need is None:
        raise CommandError("give --profile FILE and --need FILE, or --template for a file to fill in")
    facts = _facts(options, catalogue)
    need = Need(facts["need_amount_fen"], facts["need_days"], facts.get("needed_within_days"))
    found = _matched(catalogue, facts, need)
    some = list(islice(found.ranked, options.limit if options.json else options.limit or SHOWN))
    questions, words = catalogue.questions(), MatchWords(catalogue, options.language)
    show(options, answer(found, some, questions, words), "\n".join(lines(found, some, questions, words)))
    return 0


def _matched(catalogue: Catalogue, facts: dict[str, Any], need: Need) -> Matches:
    weak = cautions(catalogue.factors(), assess(catalogue.factors(), facts, facts.get("industry")))
    today = date.today()
    return match(catalogue.product_table(), Profile(facts), need, today=today, lpr=catalogue.lpr(today), cautions=weak)


def _facts(options: Namespace, catalogue: Catalogue) -> dict[str, Any]:
    """What both files say; the file of the need comes before the profile.

    Raises:
        CommandError: something is wrong in a file, or the need is not told.
    """
    questions = catalogue.questions()
    facts: dict[str, Any] = {}
    if options.profile is not None:
        facts |= checked_facts(options.profile, mapping_file(options.profile), questions)
    if options.need is not None:
        told = {_need_key(str(key), questions): value for key, value in mapping_file(options.need).items()}
        facts |= checked_facts(options.need, told, questions)
    missing = [name.removesuffix("_fen") for name in REQUIRED if facts.get(name) is None]
    if missing:
        where = options.need or options.profile
        raise CommandError(f"{where}: {' and '.join(missing)} must be given (match --template shows how)")
    return facts


def _need_key(key: str, questions: Mapping[str, Question]) -> str:
    """The file of a need may leave out the prefix: amount, days, within_days."""
    ids = (f"{prefix}{key}" for prefix in PREFIXES)
    known = (id for id in ids if id in questions or f"{id.removesuffix('_yuan')}_fen" in questions)
    return next(known, key)
