"""The conversation in the terminal: numbers press buttons, "file PATH" sends an order export."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import uuid
from pathlib import Path
from typing import Any

from advisor.nlu import no_tensorflow
from advisor.settings import Settings

no_tensorflow.install()  # before anything imports Rasa

from advisor.channels.inbound import GatewayRefusal, Inbound, UploadedFile  # noqa: E402
from advisor.conversations.messages import Message  # noqa: E402
from advisor.runtime import Runtime, build  # noqa: E402

FILE_COMMAND = "file "
PROMPT = "> "


async def talk(settings: Settings, merchant_id: str, *, as_json: bool = False) -> None:
    """Read lines, print answers, until the input ends. With `as_json` each message is one JSON line."""
    runtime = build(settings)
    await runtime.start()
    buttons: list[str] = []
    try:
        while True:
            line = await asyncio.to_thread(_line, as_json)
            if line is None:
                return
            buttons = await _turn(runtime, merchant_id, line, buttons, as_json) or buttons
    finally:
        await runtime.close()


async def _turn(runtime: Runtime, merchant_id: str, line: str, buttons: list[str], as_json: bool) -> list[str]:
    try:
        inbound = Inbound(merchant_id, "terminal", uuid.uuid4().hex, **_content(runtime, line, buttons))
        received = await runtime.gateway.receive(inbound)
        messages = await received.turn
    except (GatewayRefusal, OSError) as refusal:
        words = getattr(refusal, "words", None)
        print(words["zh"] if words else refusal, file=sys.stderr)
        return []
    return _show(messages, as_json)


def _content(runtime: Runtime, line: str, buttons: list[str]) -> dict[str, Any]:
    if line.isdecimal() and 1 <= int(line) <= len(buttons):
        return {"button": buttons[int(line) - 1]}
    if line.startswith(FILE_COMMAND):
        source = Path(line.removeprefix(FILE_COMMAND).strip()).expanduser()
        path = runtime.settings.uploads_folder / f"{uuid.uuid4().hex}{source.suffix.lower()}"
        shutil.copyfile(source, path)
        return {"file": UploadedFile(path, source.name, path.stat().st_size)}
    return {"text": line}


def _show(messages: list[Message], as_json: bool) -> list[str]:
    ids: list[str] = []
    for message in messages:
        if as_json:
            print(json.dumps(message.public(), ensure_ascii=False), flush=True)
        elif message.text:
            print(message.text)
        if message.image and not as_json:
            print(f"[{message.image}]")
        for button in message.buttons:
            ids.append(button["id"])
            if not as_json:
                print(f"  {len(ids)}) {button['title']}")
    return ids


def _line(as_json: bool) -> str | None:
    if not as_json:
        print(PROMPT, end="", flush=True)
    line = sys.stdin.readline()
    return line.strip() if line else None
