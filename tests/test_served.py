"""The served advisor as a process: it answers, keeps what it was told over a restart, and ends cleanly on Ctrl-C."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
import requests

from tests.one_conversation import converse, token
from tests.served import Served

pytestmark = pytest.mark.slow
KEY = "a-key-for-this-test-only-0123456789abcdef"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a portal key of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_PORTAL_JWT_KEY", KEY)
        made = Served(tmp_path_factory.mktemp("served"))
    made.start()
    yield made
    assert made.stop() == 0


def say(served: Served, merchant_id: str, text: str) -> str:
    headers = {"Authorization": f"Bearer {token(KEY, merchant_id)}"}
    body = {"client_id": str(uuid.uuid4()), "text": text}
    reply = requests.post(f"{served.address}/webhooks/portal/messages?wait=1", json=body, headers=headers, timeout=30)
    return "\n".join(message["text"] or "" for message in reply.json()["messages"])


def test_a_conversation_through_the_portal_channel(served: Served) -> None:
    converse(served.address, KEY)


def test_an_interview_goes_on_after_every_process_was_restarted(served: Served) -> None:
    assert "第 1/5 题" in say(served, "restarted", "算现金周期")
    assert "第 2/5 题" in say(served, "restarted", "30万")
    served.restart()
    assert "第 3/5 题" in say(served, "restarted", "六成")


def test_without_a_token_nothing_is_answered(served: Served) -> None:
    body = {"client_id": str(uuid.uuid4()), "text": "你好"}
    reply = requests.post(f"{served.address}/webhooks/portal/messages", json=body, timeout=10)
    assert reply.status_code == 401
    assert reply.json()["ok"] is False and reply.json()["status"] == 401


def test_rasas_open_doors_are_closed(served: Served) -> None:
    for path in ("/webhooks/rest/webhook", "/conversations/x/tracker", "/model/parse", "/socket.io/"):
        reply = requests.post(f"{served.address}{path}", json={"sender": "x", "message": "hi"}, timeout=10)
        assert reply.status_code == 404
