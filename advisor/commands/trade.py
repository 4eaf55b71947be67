"""`match`, `swot`: what the trade says of one shop, from files of facts."""

from __future__ import annotations

from typing import Any

from advisor.commands import match, swot


def add_to(subcommands: Any) -> None:
    """Register the subcommands."""
    match.add_to(subcommands)
    swot.add_to(subcommands)
