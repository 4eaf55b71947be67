"""Shared by all tests: the stand-in for TensorFlow, settings of their own, one running advisor for the session."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.nlu import no_tensorflow

no_tensorflow.install()

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def advisor_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of this test session that holds the database, the files and the uploads."""
    folder = tmp_path_factory.mktemp("advisor")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{folder}/advisor.db")
        patch.setenv("ADVISOR_FILES_FOLDER", str(folder / "files"))
        patch.setenv("ADVISOR_UPLOADS_FOLDER", str(folder / "uploads"))
        patch.setenv("ADVISOR_DEMO_KEY_FILE", str(folder / "portal_jwt_key"))
        patch.setenv("ADVISOR_MESSAGES_PER_MINUTE", "100000")
        patch.setenv("ADVISOR_DEMO", "yes")
        patch.chdir(ROOT)
        yield folder


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One event loop for every conversation of the session."""
    made = asyncio.new_event_loop()
    yield made
    made.close()


class Runtimes:
    """The running advisor of the session; `renew` closes it and builds another one on the same database."""

    def __init__(self) -> None:
        self._current: Any = None

    async def current(self) -> Any:
        if self._current is None:
            self._current = _built()
            await self._current.start()
        return self._current

    async def renew(self) -> Any:
        await self.close()
        return await self.current()

    async def close(self) -> None:
        if self._current is not None:
            await self._current.close()
            self._current = None


@pytest.fixture(scope="session")
def runtimes(advisor_environment: Path, loop: asyncio.AbstractEventLoop) -> Iterator[Runtimes]:
    """The advisor with its real model, actions and stores, in this process."""
    made = Runtimes()
    yield made
    loop.run_until_complete(made.close())


def _built() -> Any:
    import dataclasses

    from advisor import settings
    from advisor.commands.training import trained_model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from actions.wiring import stores
        from advisor.runtime import build

        logging.getLogger("rasa").setLevel(logging.ERROR)
        built = build(dataclasses.replace(settings.load(), model=trained_model()))
        stores().search.prepare()  # with its embeddings: a test does not depend on when they are ready
        return built
