"""What can be wrong with the knowledge, and with a request for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in the knowledge files. `message` says what is allowed instead."""

    file: str
    record: str  # id of the record, or where it stands ("products[3]", "line 12") when it has none
    field: str  # "" when the record as a whole is meant
    value: str
    message: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.record, self.field) if part)
        return f"{place}: {self.value} - {self.message}" if self.value else f"{place}: {self.message}"


class KnowledgeError(Exception):
    """The knowledge folder was refused; nothing of it was loaded. `problems` lists everything that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownRecord(LookupError):
    """No record has this id. `closest` are the ids most like it, best first."""

    def __init__(self, kind: str, id: str, closest: Sequence[str]) -> None:
        self.kind, self.id, self.closest = kind, id, tuple(closest)
        super().__init__(f"no {kind} has the id {id!r}; closest: {', '.join(self.closest) or 'none'}")
