"""The one database of the advisor: how it is opened and brought up to date.

SQLite by default (one file), PostgreSQL by URL. The tables belong to the packages that use them
(`catalogue`, `merchants`, `conversations`); their migrations stand in one chain in `migrations/`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import QueuePool, StaticPool

MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(url: str) -> Engine:
    """An engine for `url`; on SQLite with write-ahead log, foreign keys and a wait of 10 s for a busy file.

    The folder of a SQLite file is made where it is missing; the file itself on first use.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, future=True, pool_pre_ping=True)
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    pool = StaticPool if path in (None, "", ":memory:") else QueuePool  # the default opens the file at every use
    arguments = {"timeout": 10, "check_same_thread": False}
    engine = create_engine(url, future=True, poolclass=pool, connect_args=arguments)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def upgrade(engine: Engine) -> None:
    """Bring the tables to the newest version. Idempotent; runs in one transaction where the database can."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
