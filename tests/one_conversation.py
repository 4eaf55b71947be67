"""One conversation with a server that runs somewhere, through its portal channel: for the checks of scripts/.

ADVISOR_TEST_ADDRESS=http://127.0.0.1:5005 ADVISOR_PORTAL_JWT_KEY=... python tests/one_conversation.py
"""

from __future__ import annotations

import os
import time
import uuid

import jwt
import requests

TURNS = (
    ("你好", "智能助手"),
    ("算现金周期", "第 1/5 题"),
    ("30万左右", "30 万元"),
    ("什么是账期", "账期"),
    ("六成", "60 %"),
    ("45天", "45 天"),
    ("两周", "14 天"),
    ("30天", "现金周期 29 天"),
    ("/start_swot", ""),
)
READY_WITHIN_S = 180


def token(key: str, merchant_id: str) -> str:
    """A token as the portal mints it."""
    claims = {"sub": merchant_id, "aud": "advisor-portal", "exp": int(time.time()) + 600}
    return jwt.encode(claims, key, algorithm="HS256")


def wait_until_ready(address: str) -> None:
    """Return when the server can answer; SystemExit when it never does."""
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{address}/health/ready", timeout=2).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.5)
    raise SystemExit(f"{address} was not ready after {READY_WITHIN_S} s")


def converse(address: str, key: str) -> None:
    """Say each turn and see that the answer holds what it must."""
    headers = {"Authorization": f"Bearer {token(key, f'check-{uuid.uuid4().hex[:8]}')}"}
    for text, wanted in TURNS:
        body = {"client_id": str(uuid.uuid4()), "text": text}
        reply = requests.post(f"{address}/webhooks/portal/messages?wait=1", json=body, headers=headers, timeout=30)
        assert reply.status_code == 200, f"{reply.status_code} {reply.text[:300]}"
        said = "\n".join(message["text"] or "" for message in reply.json()["messages"])
        assert said and wanted in said, f"after {text!r} came:\n{said}"
        assert not (text.startswith("/") and "题：" in said), "a typed payload began a task"


if __name__ == "__main__":
    where = os.environ.get("ADVISOR_TEST_ADDRESS", "http://127.0.0.1:5005")
    wait_until_ready(where)
    converse(where, os.environ["ADVISOR_PORTAL_JWT_KEY"])
    print("the conversation went as it should")
