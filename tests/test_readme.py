"""The README tells the truth about settings, commands and make targets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from advisor.cli import parser
from advisor.settings import VARIABLES, Variable

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_setting_stands_in_the_table_with_its_default(variable: Variable) -> None:
    default = f"`{variable.default}`" if variable.default else ""
    assert re.search(rf"\| `{variable.name}` \| {re.escape(default)} ?\| ", README)


def test_every_subcommand_stands_in_the_table() -> None:
    choices = next(action.choices for action in parser()._actions if action.choices)
    for name in choices:
        assert f"`{name}" in README, name


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^ +)make ([a-z-]+)", README, re.MULTILINE)) <= targets
