"""The portal channel on a real socket: who may speak, what is taken, what comes back."""

from __future__ import annotations

import json
import socket
import threading
import time
import uuid
from urllib.parse import urlsplit

import pytest
import requests
from portal_peer import KEY, ORIGIN, PortalPeer, token

from advisor.conversations.files import merchant_folder
from advisor.conversations.store import Draft

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    with PortalPeer(tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture
def sub():
    """A merchant nobody spoke for yet."""
    return f"m-{uuid.uuid4().hex[:8]}"


def assert_refused(answer, status):
    """Every failure has one shape and says something in words."""
    assert answer.status_code == status
    body = answer.json()
    assert set(body) == {"ok", "error", "status"}
    assert (body["ok"], body["status"]) == (False, status)
    assert len(body["error"]) > 5
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


# --- identity ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [
    token(key="another-key-of-more-than-thirty-two-bytes"),
    token(aud="someone-else"),
    token(exp=int(time.time()) - 60),
    token(without=("exp",)),
    token(without=("sub",)),
    "nonsense",
], ids=["key", "audience", "expired", "no exp", "no sub", "nonsense"])  # fmt: skip
@pytest.mark.parametrize("path", ["/messages", "/events", "/files/abcdefgh"])
def test_a_wrong_token_opens_nothing(peer, bad, path):
    answer = requests.get(f"{peer.base}{path}", headers={"Authorization": f"Bearer {bad}"}, timeout=10)
    assert_refused(answer, 401)


def test_a_message_without_a_token_is_not_taken(peer):
    before = len(peer.gateway.heard)
    answer = requests.post(f"{peer.base}/messages", json={"client_id": "a", "text": "hi"}, timeout=10)
    assert_refused(answer, 401)
    assert len(peer.gateway.heard) == before


def test_a_token_in_the_address_counts_for_nothing(peer, sub):
    assert_refused(requests.get(f"{peer.base}/events?token={token(sub)}", timeout=10), 401)


def test_a_message_cannot_name_another_merchant(peer, sub):
    peer.post(sub, client_id="a", text="hi", merchant_id="victim", sender="victim", conversation_id="victim")
    assert peer.gateway.heard[-1].merchant_id == sub


def test_nobody_reads_the_conversation_of_another(peer, sub):
    peer.post(sub, client_id="a", text="秘密")
    assert peer.get("/messages", "someone-else").json()["messages"] == []


# --- messages up ------------------------------------------------------------------------------------------------


def test_a_message_is_accepted_at_once(peer, sub):
    answer = peer.post(sub, wait=False, client_id="a", text="你好")
    assert (answer.status_code, answer.json()) == (202, {"ok": True, "seq": 1})


def test_a_waiting_client_gets_the_messages_of_the_turn(peer, sub):
    body = peer.post(sub, client_id="a", text="你好").json()
    assert body["ok"] and [one["text"] for one in body["messages"]] == ["听到：你好"]
    assert set(body["messages"][0]) == {"seq", "from", "at", "text", "buttons", "image", "card", "file"}
    assert set(body["messages"][0]["buttons"][0]) == {"id", "title"}


def test_the_same_client_id_twice_is_one_message_with_the_same_answer(peer, sub):
    first, second = (peer.post(sub, client_id="same", text="你好").json() for _ in range(2))
    assert first == second
    assert len(peer.get("/messages?after=0", sub).json()["messages"]) == 2


def test_a_button_is_handed_over_by_its_id(peer, sub):
    issued = peer.post(sub, client_id="a", text="你好").json()["messages"][0]["buttons"][0]
    peer.post(sub, client_id="b", button=issued["id"])
    assert peer.conversations.button(sub, peer.gateway.heard[-1].button) == ("转人工", "/ask_human")


def test_the_language_of_the_page_reaches_the_gateway(peer, sub):
    peer.post(sub, language="en", client_id="a", text="hello")
    assert peer.gateway.heard[-1].locale == "en"


@pytest.mark.parametrize("fields", [
    {},
    {"client_id": "a"},
    {"text": "hi"},
    {"client_id": "", "text": "hi"},
    {"client_id": "a b", "text": "hi"},
    {"client_id": "x" * 65, "text": "hi"},
    {"client_id": 7, "text": "hi"},
    {"client_id": "a", "text": 5},
    {"client_id": "a", "text": None},
    {"client_id": "a", "text": "hi", "button": "1.x"},
    {"client_id": "a", "button": ["1.x"]},
])  # fmt: skip
def test_a_message_not_of_the_agreed_form_is_refused_in_words(peer, fields):
    assert_refused(peer.post("m-form", **fields), 400)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 60000])
def test_a_body_that_is_not_an_object_is_refused_in_words(peer, body):
    headers = {"Authorization": f"Bearer {token()}", "Content-Type": "application/json"}
    assert_refused(requests.post(f"{peer.base}/messages", data=body, headers=headers, timeout=10), 400)


# --- limits -----------------------------------------------------------------------------------------------------


def test_a_limit_of_the_gateway_is_answered_in_the_merchants_language(peer, sub):
    zh, en = (peer.post(sub, language=language, client_id="a", text="长" * 2001) for language in ("zh", "en"))
    assert_refused(zh, 413)
    assert "2000" in zh.json()["error"] and "太长" in zh.json()["error"]
    assert "too long" in en.json()["error"]


def test_json_above_its_limit_is_refused_in_words(peer, sub):
    answer = peer.post(sub, client_id="a", text="x" * 70_000)
    assert_refused(answer, 413)
    assert "64" in answer.json()["error"]


def send_file(peer, sub, name, content, client_id="f"):
    return requests.post(
        f"{peer.base}/messages?wait=1",
        files={"file": (name, content)},
        data={"client_id": client_id},
        headers={"Authorization": f"Bearer {token(sub)}"},
        timeout=60,
    )


def uploaded(peer, sub):
    return list(merchant_folder(peer.settings.uploads_folder, sub).glob("*"))


def test_an_uploaded_file_is_kept_under_a_name_of_our_own(peer, sub):
    assert send_file(peer, sub, "../../订单 2020.CSV", b"a,b\n1,2\n").status_code == 200
    file = peer.gateway.heard[-1].file
    assert (file.name, file.size, file.path.read_bytes()) == ("订单 2020.CSV", 8, b"a,b\n1,2\n")
    assert uploaded(peer, sub) == [file.path]
    assert file.path.suffix == ".csv" and "订单" not in str(file.path)


def test_the_same_file_message_twice_is_kept_once(peer, sub):
    for _ in range(2):
        assert send_file(peer, sub, "o.csv", b"a").status_code == 200
    assert len(uploaded(peer, sub)) == 1


def test_a_file_above_its_limit_is_refused_in_words_and_not_kept(peer, sub):
    answer = send_file(peer, sub, "o.csv", b"x" * (20 * MEGABYTE + 1))
    assert_refused(answer, 413)
    assert "20" in answer.json()["error"]
    assert uploaded(peer, sub) == []


def test_a_file_far_above_its_limit_is_refused_in_words(peer, sub):
    assert_refused(send_file(peer, sub, "o.csv", b"x" * (30 * MEGABYTE)), 413)


def test_a_form_without_a_file_or_id_is_refused_in_words(peer, sub):
    assert_refused(send_file(peer, sub, "o.csv", b"a", client_id=""), 400)
    headers = {"Authorization": f"Bearer {token(sub)}", "Content-Type": "multipart/form-data; boundary=x"}
    for body in (b"", b"--x\r\nbroken", b"--x--"):
        answer = requests.post(f"{peer.base}/messages", data=body, headers=headers, timeout=10)
        assert_refused(answer, 400)


def test_a_fault_of_ours_is_answered_in_words_without_its_details(peer, sub, monkeypatch):
    async def broken(_inbound):
        raise RuntimeError("a detail nobody outside may see")

    monkeypatch.setattr(peer.gateway, "receive", broken)
    answer = peer.post(sub, client_id="a", text="hi")
    assert_refused(answer, 500)
    assert "detail" not in answer.text


# --- messages down ----------------------------------------------------------------------------------------------


def test_history_gives_the_last_messages_and_the_ones_before(peer, sub):
    peer.conversations.open(sub, "portal")
    peer.conversations.add(sub, [Draft("bot", str(number)) for number in range(1, 121)])
    last = peer.get("/messages", sub).json()
    assert [one["seq"] for one in last["messages"]] == list(range(71, 121)) and last["more"]
    earlier = peer.get("/messages?before=71&limit=70", sub).json()
    assert [one["seq"] for one in earlier["messages"]] == list(range(1, 71)) and not earlier["more"]
    after = peer.get("/messages?after=100&limit=5", sub).json()
    assert [one["seq"] for one in after["messages"]] == list(range(101, 106)) and after["more"]


def test_a_stream_starts_with_what_is_there_and_goes_on_with_what_comes(peer, sub):
    peer.post(sub, client_id="a", text="一")
    timer = threading.Timer(0.3, lambda: peer.conversations.add(sub, [Draft("agent", "人工来了")]))
    timer.start()
    assert [one["text"] for one in peer.events(3, sub)] == ["一", "听到：一", "人工来了"]


def test_a_stream_resumes_after_the_last_event_id(peer, sub):
    for number in range(3):
        peer.post(sub, client_id=str(number), text=str(number))
    assert [one["seq"] for one in peer.events(2, sub, **{"Last-Event-ID": "4"})] == [5, 6]


def test_a_stream_with_a_senseless_last_event_id_starts_from_the_beginning(peer, sub):
    peer.post(sub, client_id="a", text="一")
    assert [one["seq"] for one in peer.events(1, sub, **{"Last-Event-ID": "-1; drop"})] == [1]


def test_a_stream_ends_when_its_token_does(peer, sub):
    peer.post(sub, client_id="a", text="一")
    short = token(sub, exp=int(time.time()) + 2)
    assert len(peer.events(99, sub, bearer=short)) == 2


def test_one_merchant_holds_a_limited_number_of_streams(peer, sub):
    headers = {"Authorization": f"Bearer {token(sub)}"}
    held, beginnings = [], []
    try:
        for _ in range(8):
            held.append(requests.get(f"{peer.base}/events", headers=headers, stream=True, timeout=10))
            beginnings.append(held[-1].iter_content(1))
            next(beginnings[-1])
        assert_refused(requests.get(f"{peer.base}/events", headers=headers, timeout=10), 429)
    finally:
        for answer in held:
            answer.close()


def test_a_client_that_leaves_does_not_end_the_turn(peer, sub, monkeypatch):
    monkeypatch.setattr(peer.gateway, "wait_s", 0.5)
    body = json.dumps({"client_id": "a", "text": "走了"}).encode()
    head = (
        f"POST /webhooks/portal/messages?wait=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token(sub)}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    address = urlsplit(peer.url)
    with socket.create_connection((address.hostname, address.port)) as client:
        client.sendall(head.encode() + body)
        while not peer.conversations.after(sub, 0):
            time.sleep(0.02)
    assert [one["text"] for one in peer.events(2, sub)] == ["走了", "听到：走了"]


# --- pictures, origins ------------------------------------------------------------------------------------------


def test_only_its_owner_gets_a_picture(peer, sub):
    folder = merchant_folder(peer.settings.files_folder, sub)
    folder.mkdir(parents=True)
    (folder / "abcdefgh1.png").write_bytes(b"\x89PNG")
    own = peer.get("/files/abcdefgh1", sub)
    assert (own.content, own.headers["Content-Type"]) == (b"\x89PNG", "image/png")
    assert_refused(peer.get("/files/abcdefgh1", "someone-else"), 404)
    assert_refused(peer.get("/files/abcdefgh2", sub), 404)
    assert peer.get("/files/..%2f..%2fportal.sqlite", sub).status_code == 404


def test_the_portals_origin_may_read_and_others_may_not(peer, sub):
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    allowed = requests.options(f"{peer.base}/messages", headers=headers, timeout=10)
    assert allowed.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Authorization" in allowed.headers["Access-Control-Allow-Headers"]
    assert peer.get("/messages", sub, Origin=ORIGIN).headers["Access-Control-Allow-Origin"] == ORIGIN
    refused = requests.get(f"{peer.base}/messages", headers={"Origin": ORIGIN}, timeout=10)
    assert refused.headers["Access-Control-Allow-Origin"] == ORIGIN
    for origin in ("https://evil.example", "null", ORIGIN + ".evil.example"):
        foreign = peer.get("/messages", sub, Origin=origin)
        assert "Access-Control-Allow-Origin" not in foreign.headers


def test_the_key_of_these_tests_is_long_enough_to_be_taken():
    assert len(KEY) >= 32
