"""The command line `financing-advisor`: for people who integrate, operate or check the advisor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from advisor.commands import knowledge, language, running, trade
from advisor.commands.output import CommandError, fail


class _Parser(argparse.ArgumentParser):
    """Reports a wrong argument in one line."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message} (see {self.prog} --help)")


def parser() -> argparse.ArgumentParser:
    """All subcommands with their arguments."""
    top = _Parser(prog="financing-advisor", description=__doc__.splitlines()[0] if __doc__ else None)
    subcommands = top.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    for topic in (language, trade, knowledge, running):
        topic.add_to(subcommands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit code: 0, or 2 when an argument or file is wrong."""
    try:
        options = parser().parse_args(arguments)
        return options.run(options) or 0
    except CommandError as error:
        return fail(error)
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
