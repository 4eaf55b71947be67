"""Actions on a database of their own, without Rasa: a merchant, what it sent, and what is said to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn
from actions.wiring import stores
from advisor import settings
from advisor.runtime import prepared_database

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A database with the knowledge in it, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    names = {"DATABASE_URL": f"sqlite:///{folder}/advisor.db", "KNOWLEDGE": str(ROOT / "knowledge")}
    names |= {name: str(folder / name) for name in ("FILES_FOLDER", "UPLOADS_FOLDER")}
    engine = prepared_database(settings.load({f"ADVISOR_{name}": value for name, value in names.items()}))
    engine.dispose()
    return folder / "advisor.db"


@pytest.fixture
def home(prepared, tmp_path, monkeypatch):
    """The folder of one test: database, files, uploads."""
    shutil.copy(prepared, tmp_path / "advisor.db")
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")
    for name in ("files", "uploads"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"ADVISOR_{name.upper()}_FOLDER", str(tmp_path / name))
    return tmp_path


class Merchant:
    """One merchant; `said` is what the last action said, `slots` what the actions left."""

    def __init__(self, merchant_id="m1"):
        self.id, self.slots, self.said, self.buttons = merchant_id, {"language": "zh"}, "", []

    def tracker(self, intent="x", **entities):
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        latest = {"text": f"/{intent}", "intent": {"name": intent, "confidence": 1.0}, "entities": found}
        return Tracker(self.id, self.slots, latest, [], False, None, {}, None)

    def turn(self, **entities):
        return Turn.of(self.tracker(**entities))

    def run(self, action, **entities):
        """Run an action and take its events in."""
        dispatcher = CollectingDispatcher()
        events = action.run(dispatcher, self.tracker(**entities), {})
        self.slots |= {event["name"]: event["value"] for event in events}
        self.said = "\n".join(one.get("text") or one.get("response") or "" for one in dispatcher.messages)
        self.buttons = [button["title"] for one in dispatcher.messages for button in one.get("buttons") or ()]
        return events

    @property
    def facts(self):
        return {name: fact.value for name, fact in stores().merchants.facts(self.id).items()}


@pytest.fixture
def merchant(home):
    return Merchant()
