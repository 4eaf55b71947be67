"""Loads the knowledge folder into the database: all of it or nothing, and only what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine

from advisor.catalogue.checks import entry_problems
from advisor.catalogue.errors import KnowledgeError
from advisor.catalogue.files import content_hash, read_folder
from advisor.catalogue.read import FIGURES, row
from advisor.catalogue.schema import RECORDS, figure_history, knowledge_version

Rows = Mapping[str, Mapping[str, Any]]


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
        How many records were added, changed, left and removed.

    Raises:
        KnowledgeError: something in the folder is wrong; it lists every problem, and nothing was loaded.
        ValueError: `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("`at` needs a time zone")
    fingerprint = content_hash(folder)
    with engine.connect() as connection:
        if _loaded_hash(connection) == fingerprint:
            return Loaded(0, 0, _count(connection), 0)
    wanted = _wanted(folder)
    stamp: dict[str, Any] = {"changed_at": at.astimezone(timezone.utc).isoformat(), "changed_by": by}
    with engine.begin() as connection:
        version = {"content_hash": fingerprint, "loaded_at": stamp["changed_at"], "loaded_by": by}
        connection.execute(update(knowledge_version).values(version))  # first, so that it holds the lock
        done = [_load_kind(connection, kind, wanted[kind], stamp) for kind in RECORDS]
    return Loaded(*(sum(one) for one in zip(*done, strict=True)))


def _wanted(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    entries, problems = read_folder(folder)
    problems += entry_problems(entries)
    if problems:
        raise KnowledgeError(problems)
    rows: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in RECORDS}
    for entry in entries:
        of_kind = rows[entry.kind]
        of_kind[entry.id] = row(entry.kind, entry.id, len(of_kind), entry.fields)
    return rows


def _load_kind(connection: Connection, kind: str, wanted: Rows, stamp: dict[str, Any]) -> tuple[int, int, int, int]:
    table = RECORDS[kind]
    kept = {one["id"]: dict(one) for one in connection.execute(select(table)).mappings()}
    added = [wanted[id] for id in wanted if id not in kept]
    changed = [wanted[id] for id in wanted if id in kept and dict(wanted[id]) != kept[id]]
    removed = [id for id in kept if id not in wanted]
    history = [
        line | stamp
        for id in (*(one["id"] for one in changed), *removed)
        for line in _changes(kind, id, kept[id], wanted.get(id, {}))
    ]
    _delete(connection, kind, (*(one["id"] for one in changed), *removed))
    if added or changed:
        connection.execute(insert(table), [*added, *changed])
    if history:
        connection.execute(insert(figure_history), history)
    return len(added), len(changed), len(wanted) - len(added) - len(changed), len(removed)


def _delete(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    table = RECORDS[kind]
    for id in ids:
        connection.execute(delete(table).where(table.c.id == id))


def _changes(kind: str, id: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for figure in FIGURES.get(kind, ()):
        before, after = _figure(old, figure), _figure(new, figure)
        if before != after:
            yield {"kind": kind, "record": id, "field": figure, "old": before, "new": after}


def _figure(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name, (row.get("body") or {}).get(name))
    return None if value is None else str(value)


def _loaded_hash(connection: Connection) -> str | None:
    found: str | None = connection.execute(select(knowledge_version.c.content_hash)).scalar()
    return found


def _count(connection: Connection) -> int:
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in RECORDS.values())
