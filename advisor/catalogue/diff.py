"""What loading files would change, record by record; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from advisor.catalogue.files import paths_in, read_files
from advisor.catalogue.record_figures import changed_figures, changed_words, unit
from advisor.catalogue.schema import RECORDS
from advisor.catalogue.seed import Rows, digest, kept_digests, kept_rows, wanted_rows


@dataclass(frozen=True)
class FigureChange:
    """A figure before and after. None: not published."""

    field: str  # a path of `advisor.catalogue.record_figures`
    old: str | None
    new: str | None
    unit: str  # fen, yuan, months, days, a year, a day (fractions), of the amount; "" where it has none


@dataclass(frozen=True)
class RecordChange:
    """One record that would be added, changed or removed; figures and words are told of a changed one only."""

    change: str  # added | changed | removed
    kind: str
    id: str
    figures: tuple[FigureChange, ...] = ()
    words: tuple[str, ...] = ()  # paths of texts that differ


def differences(engine: Engine, paths: Iterable[Path]) -> list[RecordChange]:
    """What would change in the database if these files were its whole knowledge.

    Args:
        engine: a database whose tables are up to date; what it holds may be older than the files.
        paths: every file of the knowledge (`paths_in`, `paths_with`).

    Returns:
        Changed and added records of each kind in file order, then the removed ones.

    Raises:
        KnowledgeError: something in the files is wrong, so that they would be refused.
    """
    wanted = wanted_rows(*read_files(paths))
    with engine.connect() as connection:
        return [one for kind in RECORDS for one in _of_kind(connection, kind, wanted.pop(kind))]


def paths_with(folder: Path, new: Path) -> list[Path]:
    """The files of the folder with a new one among them, in the place of the one of the same name if there is one."""
    files = {path.name: path for path in paths_in(folder)} | {new.name: new}
    return [files[name] for name in sorted(files)]


def _of_kind(connection: Connection, kind: str, wanted: Rows) -> Iterator[RecordChange]:
    kept = kept_digests(connection, kind)
    differing = [id for id, row in wanted.items() if id in kept and kept[id][0] != digest(row)]
    old = {row["id"]: row for row in kept_rows(connection, kind, differing)}
    for id, row in wanted.items():
        if id not in kept:
            yield RecordChange("added", kind, id)
        elif id in old and digest(old[id]) != digest(row):
            figures = (FigureChange(*one, unit(one[0])) for one in changed_figures(kind, old[id], row))
            yield RecordChange("changed", kind, id, tuple(figures), tuple(changed_words(kind, old[id], row)))
    yield from (RecordChange("removed", kind, id) for id in kept if id not in wanted)
