"""One field of a record and what it may hold."""

from __future__ import annotations

from dataclasses import dataclass

CONFIDENCE = ("high", "medium", "low")
OPERATORS = ("at_least", "at_most", "one_of", "is")


@dataclass(frozen=True)
class Rule:
    """One field. `type` is a name in `value_types.TYPES`, or entries.

    `allowed` is a list of values, or the name of a set that the folder itself defines ("@questions", "@conditions",
    "@platforms", "@industries", "@steps", "@factors"). `low` and `high` belong to the allowed range, in the unit of the
    field; `hint` says which wrong unit a value outside of it usually has.
    """

    field: str
    type: str
    required: bool = False
    allowed: tuple[str, ...] | str = ()
    low: str | None = None
    high: str | None = None
    each: tuple[Rule, ...] = ()  # for entries: the rules of one
    hint: str = ""


ID = Rule("id", "id", required=True)
