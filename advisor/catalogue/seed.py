"""Loads the knowledge folder into the database: all of it or nothing, and only what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql import Executable

from advisor.catalogue.checks import entry_problems
from advisor.catalogue.errors import KnowledgeError, Problem
from advisor.catalogue.files import Entry, content_hash, read_folder
from advisor.catalogue.read import row
from advisor.catalogue.record_figures import changed_figures
from advisor.catalogue.schema import RECORDS, figure_history, knowledge_version

Row = Mapping[str, Any]
Rows = Mapping[str, Row]
WRITTEN_AT_ONCE = 2000
NAMED_AT_ONCE = 500  # ids in one statement; SQLite of old allows 999


@dataclass(frozen=True)
class Loaded:
    """What a load did, in records."""

    added: int
    changed: int
    unchanged: int
    removed: int


def load(engine: Engine, folder: Path, *, by: str, at: datetime) -> Loaded:
    """Bring the database to what the knowledge folder says; does nothing when it already is.

    Runs in one transaction, so that a reader sees the old knowledge or the new, and two loaders take turns. Every
    figure that changed or disappeared is written to the history with its old and new value.

    Args:
        engine: a database whose tables are up to date (`advisor.database.upgrade`).
        folder: the knowledge folder.
        by: who loads, for the history.
        at: when, with time zone.

    Returns:
        How many records were added, changed, left and removed. A record that only moved to another place is left.

    Raises:
        KnowledgeError: something in the folder is wrong; it lists every problem, and nothing was loaded.
        ValueError: `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("`at` needs a time zone")
    fingerprint = content_hash(folder)
    with engine.connect() as connection:
        loaded_hash, records = connection.execute(
            select(knowledge_version.c.content_hash, knowledge_version.c.records)
        ).one()
    if loaded_hash == fingerprint:
        return Loaded(0, 0, records, 0)
    wanted = wanted_rows(*read_folder(folder))
    stamp: dict[str, Any] = {"changed_at": at.astimezone(timezone.utc).isoformat(), "changed_by": by}
    version = {
        "content_hash": fingerprint,
        "loaded_at": stamp["changed_at"],
        "loaded_by": by,
        "records": sum(map(len, wanted.values())),
    }
    with engine.begin() as connection:
        connection.execute(update(knowledge_version).values(version))  # first, so that it holds the lock
        done = [_load_kind(connection, kind, wanted.pop(kind), stamp) for kind in RECORDS]
    return Loaded(*(sum(one) for one in zip(*done, strict=True)))


def wanted_rows(entries: list[Entry], unreadable: Iterable[Problem]) -> dict[str, dict[str, dict[str, Any]]]:
    """The rows that the entries of files should become: kind -> id -> row.

    Raises:
        KnowledgeError: something in them is wrong; it lists every problem.
    """
    problems = [*unreadable, *entry_problems(entries)]
    if problems:
        raise KnowledgeError(problems)
    rows: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in RECORDS}
    for entry in entries:
        of_kind = rows[entry.kind]
        of_kind[entry.id] = row(entry.kind, entry.id, len(of_kind), entry.fields)
    return rows


def kept_rows(connection: Connection, kind: str, ids: Iterable[str]) -> Iterator[Row]:
    """The rows that the database has of these records."""
    table = RECORDS[kind]
    for some in _at_most(NAMED_AT_ONCE, list(ids)):
        yield from connection.execute(select(table).where(table.c.id.in_(some))).mappings()


def kept_digests(connection: Connection, kind: str) -> dict[str, tuple[str, int]]:
    """Id -> fingerprint and position of every record of a kind in the database, in file order."""
    table = RECORDS[kind]
    columns = select(table.c.id, table.c.digest, table.c.position).order_by(table.c.position)
    return {id: (digest, position) for id, digest, position in connection.execute(columns)}


def digest(row: Row) -> str:
    """The fingerprint of a row without its position: equal exactly when the rows say the same."""
    content = {name: value for name, value in row.items() if name not in ("position", "digest")}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _load_kind(connection: Connection, kind: str, wanted: Rows, stamp: Row) -> tuple[int, int, int, int]:
    kept = kept_digests(connection, kind)
    digests = {id: digest(one) for id, one in wanted.items()}
    added = [id for id in wanted if id not in kept]
    differing = [id for id in wanted if id in kept and kept[id][0] != digests[id]]
    moved = [id for id in wanted if id in kept and kept[id][0] == digests[id] and kept[id][1] != wanted[id]["position"]]
    removed = [id for id in kept if id not in wanted]
    old = {one["id"]: one for one in kept_rows(connection, kind, (*differing, *removed))}
    changed = [id for id in differing if digest(old[id]) != digests[id]]
    _write_history(connection, kind, ((old[id], wanted.get(id, {})) for id in (*changed, *removed)), stamp)
    _delete(connection, kind, (*differing, *moved, *removed))
    _write(
        connection, insert(RECORDS[kind]), ({**wanted[i], "digest": digests[i]} for i in (*added, *differing, *moved))
    )
    return len(added), len(changed), len(wanted) - len(added) - len(changed), len(removed)


def _write_history(connection: Connection, kind: str, versions: Iterable[tuple[Row, Row]], stamp: Row) -> None:
    lines = (
        {"kind": kind, "record": old["id"], "field": field, "old": before, "new": after, **stamp}
        for old, new in versions
        for field, before, after in changed_figures(kind, old, new)
    )
    _write(connection, insert(figure_history), lines)


def _write(connection: Connection, statement: Executable, rows: Iterable[Row]) -> None:
    for some in _at_most(WRITTEN_AT_ONCE, list(rows)):
        connection.execute(statement, some)


def _delete(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    table = RECORDS[kind]
    for some in _at_most(NAMED_AT_ONCE, list(ids)):
        connection.execute(delete(table).where(table.c.id.in_(some)))


def _at_most(size: int, items: list[Any]) -> Iterator[list[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))
