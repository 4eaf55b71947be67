from __future__ import annotations

from pathlib import Path

import pytest
from small_knowledge import knowledge, write
from sqlalchemy.engine import Engine

from advisor.database import open_engine, upgrade


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound small knowledge folder."""
    place = tmp_path / "knowledge"
    place.mkdir()
    return write(place, knowledge())


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A database with its tables, still empty."""
    opened = open_engine(f"sqlite:///{tmp_path / 'advisor.db'}")
    upgrade(opened)
    return opened
