"""A tiny bot, trained once, and the gateway in front of it, on a database of its own."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import advisor.nlu.no_tensorflow

advisor.nlu.no_tensorflow.install()

from advisor.channels import rasa_speed  # noqa: E402
from advisor.channels.dialogue import Dialogue  # noqa: E402
from advisor.channels.gateway import Gateway  # noqa: E402
from advisor.channels.in_process_actions import InProcessEndpoint  # noqa: E402
from advisor.channels.inbound import Inbound, UploadedFile  # noqa: E402
from advisor.channels.tracker_store import BoundedTrackerStore  # noqa: E402
from advisor.channels.wiring import loaded_agent  # noqa: E402
from advisor.conversations.store import Conversations  # noqa: E402
from advisor.database import open_engine, upgrade  # noqa: E402
from advisor.logs import keep_words_out_of_the_log  # noqa: E402
from tests.runtime import tiny_actions  # noqa: E402

BOT = Path(__file__).parent / "tiny_bot"
numbers = itertools.count(1)


def language_of(text):
    return "zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else ("en" if len(text.split()) > 2 else None)


@dataclass
class Process:
    """What one server process holds; another one on the same folder is a restart."""

    model: Path
    folder: Path
    warmed: list[str] = field(default_factory=list)

    def __post_init__(self):
        keep_words_out_of_the_log()
        rasa_speed.apply()
        self.engine = open_engine(f"sqlite:///{self.folder}/advisor.db")
        upgrade(self.engine)
        self.actions = InProcessEndpoint(tiny_actions.executor(), deadline_s=1)
        self.store = BoundedTrackerStore(engine=self.engine)
        self.agent = loaded_agent(self.model, self.store, self.actions)
        self.conversations = Conversations(self.engine)
        self.dialogue = Dialogue(self.agent)
        self.gateway = Gateway(
            self.dialogue, self.conversations, self.folder, language_of, self.warmed.append, messages_per_minute=10_000
        )

    async def send(self, text=None, merchant="m", id=None, channel="portal", **content):
        """Send one message; the `Received`."""
        inbound = Inbound(merchant, channel, id or f"c{next(numbers)}", text=text, **content)
        return await self.gateway.receive(inbound)

    async def say(self, text=None, **more):
        """Send one message and wait; the texts (or pictures) of the answer."""
        return [one.text or one.image for one in await (await self.send(text, **more)).turn]

    async def press(self, title, merchant="m"):
        """Press the button of that title that was offered last."""
        offered = {b["title"]: b["id"] for one in self.conversations.before(merchant, None) for b in one.buttons}
        return await self.say(button=offered[title], merchant=merchant)

    async def upload(self, name, content="x"):
        path = self.folder / "from-merchant" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
        return await self.say(file=UploadedFile(path, "orders.csv", len(content)))

    async def close(self):
        await self.gateway.close(patience_s=0.5)
        self.actions.close()
        self.engine.dispose()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory):
    from rasa.model_training import train

    folder = tmp_path_factory.mktemp("tiny")
    result = train(
        domain=str(BOT / "domain.yml"), config=str(BOT / "config.yml"), training_files=[str(BOT / "data")],
        output=str(folder), fixed_model_name="tiny", force_training=True,
    )  # fmt: skip
    return Path(result.model)


@pytest.fixture
def process(tiny_model, tmp_path):
    """Makes a server process on this test's folder; called again, it makes the next one."""
    made = []

    def make():
        made.append(Process(tiny_model, tmp_path))
        return made[-1]

    tiny_actions.released.clear()
    yield make
    tiny_actions.released.set()
    for one in made:
        asyncio.run(one.close())
