"""The catalogue that commands work on: the configured database, brought up to date with the knowledge files first."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from sqlalchemy.engine import Engine

from advisor import settings
from advisor.catalogue.errors import KnowledgeError
from advisor.catalogue.seed import load
from advisor.catalogue.store import Catalogue
from advisor.commands.output import CommandError
from advisor.database import open_engine, upgrade


def database() -> Engine:
    """The configured database with all its tables; what is in it stays as it is."""
    engine = open_engine(settings.load().database_url)
    upgrade(engine)
    return engine


@contextmanager
def many_records() -> Iterator[None]:
    """For building very many records in a command: looking for cycles among them again and again finds none, and takes
    a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seeded_catalogue(engine: Engine | None = None) -> Catalogue:
    """The catalogue of the configured database, with what the knowledge files say now.

    Raises:
        CommandError: the knowledge files have problems.
    """
    engine = database() if engine is None else engine
    try:
        with many_records():
            load(engine, settings.load().knowledge, by="financing-advisor", at=datetime.now(timezone.utc))
    except KnowledgeError as error:
        raise CommandError(
            f"the knowledge files have problems (kb check shows all); the first: {error.problems[0]}"
        ) from None
    return Catalogue(engine)
