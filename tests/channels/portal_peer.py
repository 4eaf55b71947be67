"""A portal channel on a real socket, with a small gateway that answers what it hears, and the tokens to talk to it."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import jwt
import requests
from sanic import Sanic

import advisor.nlu.no_tensorflow
from advisor.channels.inbound import GatewayRefusal, Inbound, Received
from advisor.channels.words import words
from advisor.conversations import schema
from advisor.conversations.store import Conversations, Draft, Message
from advisor.database import open_engine

KEY = "a-test-key-of-more-than-thirty-two-bytes"
API_KEY = "the-advisors-key-at-the-portal"
ORIGIN = "https://portal.example"

Sanic.test_mode = True  # without it Sanic 21.12 can start only one application in a process


def settings(folder: Path, **changed):
    known = {
        "portal_jwt_key": KEY,
        "portal_jwt_public_key": None,
        "demo_api_key": API_KEY,
        "portal_origins": (ORIGIN,),
        "files_folder": folder / "files",
        "uploads_folder": folder / "uploads",
        "demo": True,
    }
    return SimpleNamespace(**{**known, **changed})


def token(sub="m-1", key=KEY, algorithm="HS256", without=(), **claims):
    claims = {"sub": sub, "aud": "advisor-portal", "exp": int(time.time()) + 600, **claims}
    return jwt.encode({name: claims[name] for name in claims if name not in without}, key, algorithm=algorithm)


class EchoGateway:
    """Answers each new message once with its own text and one button; refuses long texts, as the real one."""

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations
        self.heard: list[Inbound] = []
        self.wait_s = 0.0

    async def receive(self, inbound: Inbound) -> Received:
        if len(inbound.text or "") > 2000:
            raise GatewayRefusal("text_too_long", 413, words("text_too_long", limit=2000))
        self.heard.append(inbound)
        self.conversations.open(inbound.merchant_id, inbound.channel, inbound.locale)
        shown = {"name": inbound.file.name, "size": inbound.file.size} if inbound.file else None
        draft = Draft("merchant", inbound.text, inbound.channel_message_id, file=shown)
        message = self.conversations.add(inbound.merchant_id, [draft])[0]
        turn = asyncio.create_task(self._turn(message) if message.is_new else self._answers(message))
        return Received(message, message.is_new, turn)

    async def _turn(self, message: Message) -> list[Message]:
        await asyncio.sleep(self.wait_s)
        button = {"title": "转人工", "payload": "/ask_human"}
        draft = Draft("bot", f"听到：{message.text}", buttons=[button], reply_to=message.seq)
        return self.conversations.add(message.conversation_id, [draft])

    async def _answers(self, message: Message) -> list[Message]:
        return [one for one in self.conversations.after(message.conversation_id, 0) if one.reply_to == message.seq]


class PortalPeer:
    """One running server and a client for it."""

    def __init__(self, folder: Path, **changed) -> None:
        advisor.nlu.no_tensorflow.install()
        from advisor.channels.demo import demo_blueprint
        from advisor.channels.pages import web_blueprint
        from advisor.channels.portal import PortalInput

        engine = open_engine(f"sqlite:///{folder}/portal.sqlite")
        schema.metadata.create_all(engine)
        self.settings = settings(folder, **changed)
        self.conversations = Conversations(engine)
        self.gateway = EchoGateway(self.conversations)
        self.app = Sanic(f"portal_test_{time.time_ns()}", configure_logging=False)
        self.app.ctx.gateway, self.app.ctx.conversations = self.gateway, self.conversations
        self.app.blueprint(PortalInput(self.settings).blueprint(None), url_prefix="/webhooks/portal")
        self.app.blueprint(web_blueprint())
        self.app.blueprint(demo_blueprint(self.settings))

    def __enter__(self) -> PortalPeer:
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.base = f"{self.url}/webhooks/portal"
        self.thread = threading.Thread(target=self._serve, args=(listener,), daemon=True)
        self.thread.start()
        for _ in range(200):
            try:
                requests.get(f"{self.base}/health", timeout=5)
                return self
            except requests.ConnectionError:
                time.sleep(0.05)
        raise RuntimeError("the portal did not start")

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.thread.join(20)

    def _serve(self, listener: socket.socket) -> None:
        asyncio.run(self._run(listener))

    async def _run(self, listener: socket.socket) -> None:
        self.loop, self.stopped = asyncio.get_running_loop(), asyncio.Event()
        server = await self.app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.start_serving()
        await self.stopped.wait()
        await server.before_stop()
        await server.close()

    def post(self, sub="m-1", wait=True, language=None, **fields):
        headers = {"Authorization": f"Bearer {token(sub)}", **({"Accept-Language": language} if language else {})}
        return requests.post(
            f"{self.base}/messages{'?wait=1' if wait else ''}", json=fields, headers=headers, timeout=20
        )

    def get(self, path, sub="m-1", **headers):
        headers = {"Authorization": f"Bearer {token(sub)}", **headers}
        return requests.get(f"{self.base}{path}", headers=headers, timeout=20)

    def events(self, count, sub="m-1", bearer=None, **headers):
        """The first `count` messages of the event stream."""
        headers = {"Authorization": f"Bearer {bearer or token(sub)}", **headers}
        found: list[dict] = []
        with requests.get(f"{self.base}/events", headers=headers, stream=True, timeout=20) as answer:
            lines = answer.iter_lines(chunk_size=1, decode_unicode=False)
            while len(found) < count:
                line = next(lines, None)
                if line is None:
                    break
                if line.startswith(b"data: "):
                    found.append(json.loads(line[6:]))
        return found
