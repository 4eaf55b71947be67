"""What became of figures: every change that a load made, who made it and when."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Engine

from advisor.catalogue.schema import figure_history


@dataclass(frozen=True)
class Change:
    """One figure of one record, changed by one load. None: not published (`old`), or no longer (`new`)."""

    kind: str
    record: str
    field: str  # a path of `advisor.catalogue.record_figures`
    old: str | None
    new: str | None
    changed_at: str  # ISO 8601, UTC
    changed_by: str


def history(engine: Engine, record: str | None = None, limit: int = 100) -> list[Change]:
    """The last changes, the newest first.

    Args:
        engine: a database whose tables are up to date.
        record: the id of a record; None: of all records.
        limit: how many at most.
    """
    columns = [figure_history.c[name] for name in Change.__dataclass_fields__]
    wanted = select(*columns).order_by(figure_history.c.number.desc()).limit(limit)
    if record is not None:
        wanted = wanted.where(figure_history.c.record == record)
    with engine.connect() as connection:
        return [Change(*row) for row in connection.execute(wanted)]
