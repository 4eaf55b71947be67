"""An action run in this process keeps the contract of an action server."""

from __future__ import annotations

import asyncio

import pytest
from rasa.utils.endpoints import ClientResponseError

from advisor.channels.in_process_actions import InProcessEndpoint
from tests.runtime import tiny_actions


@pytest.fixture
def endpoint():
    made = InProcessEndpoint(tiny_actions.executor(), deadline_s=0.1)
    yield made
    made.close()


def call(endpoint, action, **slots):
    tracker = {"sender_id": "m", "slots": slots, "latest_message": {}, "events": []}
    request = {"next_action": action, "sender_id": "m", "tracker": tracker, "domain": {}}
    return asyncio.run(endpoint.request(json=request, method="post", timeout=300, compress=False))


def test_the_reply_has_the_events_and_the_responses(endpoint):
    reply = call(endpoint, "action_greet")
    assert reply["events"] == []
    assert [one["response"] for one in reply["responses"]] == ["utter_greet"]


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("action_reject", 400),
        ("action_unknown", 404),
        ("action_fail", 500),
        ("action_not_json", 500),
        ("action_sleep", 504),
    ],
)
def test_a_failure_has_the_status_that_an_action_server_would_give(endpoint, action, status):
    with pytest.raises(ClientResponseError) as failed:
        call(endpoint, action)
    assert failed.value.status == status


def test_a_rejection_says_which_action_it_was(endpoint):
    with pytest.raises(ClientResponseError, match='"action_name": "action_reject"'):
        call(endpoint, "action_reject")


def test_what_an_action_changes_in_its_tracker_rasa_does_not_see(endpoint):
    kept = ["one"]
    call(endpoint, "action_mutate", list=kept)
    assert kept == ["one"]
