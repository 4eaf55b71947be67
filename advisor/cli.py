"""The command line `financing-advisor`: for people who integrate, operate or check the advisor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from sqlalchemy.exc import ArgumentError, OperationalError

from advisor.commands import cash_cycle, compare, erase, forecast, knowledge, language, loan, report, running, trade
from advisor.commands.output import CommandError, fail
from advisor.settings import ConfigError


class _Parser(argparse.ArgumentParser):
    """Reports a wrong argument in one line."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message} (see {self.prog} --help)")


def parser() -> argparse.ArgumentParser:
    """All subcommands with their arguments."""
    top = _Parser(prog="financing-advisor", description=__doc__.splitlines()[0] if __doc__ else None)
    subcommands = top.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    for topic in (language, cash_cycle, forecast, trade, loan, compare, knowledge, report, erase, running):
        topic.add_to(subcommands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit code: 0, or 2 when an argument or file is wrong."""
    try:
        options = parser().parse_args(arguments)
        return options.run(options) or 0
    except (CommandError, ConfigError) as error:
        return fail(error)
    except (OperationalError, ArgumentError) as error:
        return fail(CommandError(f"ADVISOR_DATABASE_URL: the database cannot be used: {getattr(error, 'orig', error)}"))
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        return fail(CommandError(f"{error.filename or 'a file'}: {error.strerror or error}"))


if __name__ == "__main__":
    sys.exit(main())
