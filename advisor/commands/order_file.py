"""What commands about a shop's orders have in common: the file, the platform's rules, the moment looked at."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date

import numpy as np

from advisor.catalogue.errors import UnknownRecord
from advisor.catalogue.store import Catalogue
from advisor.commands.output import CommandError, existing_file
from advisor.merchants.readers import OrderFile, OrderFileError, read_orders
from advisor.trade.records import SettlementRule


def order_file(name: str) -> OrderFile:
    """The orders in the file `name`.

    Raises:
        CommandError: it cannot be read; says why.
    """
    try:
        return read_orders(existing_file(name))
    except OrderFileError as error:
        details = "; ".join(f"{key}: {value}" for key, value in error.parameters.items())
        said = f"{name}: {error.code.replace('_', ' ')}"
        raise CommandError(f"{said} ({details})" if details else said) from None


def settlement_rule(catalogue: Catalogue, platform: str) -> SettlementRule:
    """The rule of a platform.

    Raises:
        CommandError: there is none.
    """
    try:
        return catalogue.settlement_rule(platform)
    except UnknownRecord as error:
        raise CommandError(f"platform: {error}") from None


def day(text: str) -> date:
    """A date, as the type of an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date such as 2026-03-31") from None


def end_of(day: date) -> np.datetime64:
    """The last second of a day, datetime64[s]."""
    return np.datetime64(day, "s") + np.timedelta64(86_399, "s")
