"""`cash-cycle`, `match`, `swot`: the trade's figures for one shop, from files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.commands.facts_file import checked_facts
from advisor.commands.knowledge import seeded_catalogue
from advisor.commands.output import CommandError, existing_file, mapping_file, plain, show
from advisor.merchants.readers import OrderFileError, read_orders
from advisor.trade.cash_cycle import CycleInputs, funding_gap, working
from advisor.trade.levers import levers
from advisor.trade.matching import match
from advisor.trade.orders import as_json, summarise
from advisor.trade.records import Need, Profile
from advisor.trade.swot import assess, cautions

CYCLE_FIELDS = ("inventory_days", "receivable_days", "payable_days", "monthly_sales_fen", "cost_share")


def add_to(subcommands: Any) -> None:
    """Register the subcommands."""
    cycle = _command(subcommands, "cash-cycle", cash_cycle, "cash cycle from an order export and the terms of the shop")
    cycle.add_argument("orders", metavar="ORDERS_FILE")
    cycle.add_argument("--terms", metavar="FILE", help=f"YAML with {', '.join(CYCLE_FIELDS)}")
    matching = _command(subcommands, "match", match_products, "products that fit a shop and its need")
    matching.add_argument("--profile", required=True, metavar="FILE", help="YAML of facts, question id: value")
    self_check = _command(subcommands, "swot", assess_shop, "SWOT self-assessment from answers")
    self_check.add_argument("answers", metavar="ANSWERS_FILE", help="YAML of facts, question id: value")


def cash_cycle(options: Namespace) -> int:
    """The order book, and the cycle where its inputs are known."""
    try:
        file = read_orders(existing_file(options.orders))
    except OrderFileError as error:
        details = "; ".join(f"{name}: {value}" for name, value in error.parameters.items())
        raise CommandError(
            f"{options.orders}: {error.code.replace('_', ' ')}{f' ({details})' if details else ''}"
        ) from None
    book = summarise(file.orders, file.findings, file.rows)
    questions = seeded_catalogue().questions()
    terms = checked_facts(options.terms, mapping_file(options.terms), questions) if options.terms else {}
    facts = {"monthly_sales_fen": book.monthly_sales_fen, "receivable_days": book.receivable_days, **terms}
    missing = [name for name in CYCLE_FIELDS if facts.get(name) is None]
    cycle = None if missing else _cycle(facts)
    lines = f"{book.rows} rows, {book.paid_orders} paid, {book.refunded_orders} refunded"
    lines += f"; net {book.net_fen / 100:,.2f} yuan"
    if cycle is None:
        lines += f"\nfor the cycle give in --terms: {', '.join(missing)}"
    else:
        lines += f"\ncycle {cycle['ccc_days']} days; tied up {cycle['tied_up_fen'] / 100:,.2f} yuan"
    show(options, {"orders": as_json(book), "missing": missing, "cash_cycle": cycle}, lines)
    return 0


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


def _cycle(facts: Mapping[str, Any]) -> dict[str, Any]:
    days = {
        name: Decimal(str(facts[name])) for name in ("inventory_days", "receivable_days", "payable_days", "cost_share")
    }
    inputs = CycleInputs(monthly_sales_fen=int(facts["monthly_sales_fen"]), **days)
    gap = funding_gap(inputs.cycle, inputs.tied_up)
    return {
        "inputs": plain(inputs),
        "ccc_days": plain(inputs.cycle.ccc_days),
        "tied_up_fen": inputs.tied_up.total_fen,
        "gap": plain(gap),
        "working": plain(working(inputs)),
        "levers": plain(levers(inputs)),
    }


def _command(subcommands: Any, name: str, run: Callable[[Namespace], int], says: str) -> Any:
    command = subcommands.add_parser(name, help=says)
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)
    return command
