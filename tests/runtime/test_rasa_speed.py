"""The replacements of Rasa's functions stand on Rasa 3.6.21 and nothing else."""

from __future__ import annotations

import pytest
from jsonschema.exceptions import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import Event, SlotSet

from advisor.channels import rasa_speed

COPIED_STEPS = {  # advisor.channels.dialogue takes the same steps as handle_message, with what it adds
    "handle_message": "0c41d4780d2d46769ef2ae2b3f450b88d2602e916590e8be9975aa474db9f7f4",
    "_handle_message_with_tracker": "f42e1ae303933d9ffed67c0b879a946d68bee26ab9c991676c62d9c0f7e374d2",
    "_run_prediction_loop": "cb30a0cbb690c571dbd33e404a16577745ad745798986b0fd314bd055893b4cf",
    "run_action_extract_slots": "ff52049be97dde87e33df55dc527c3775da1321de226142b1e20435e99e595c5",
    "fetch_tracker_and_update_session": "400f21a2ea5d3426689e4f3be44cd2eecfb2c44c11e036409b29d7c8a456d321",
}


@pytest.mark.parametrize("patch", rasa_speed.PATCHES, ids=lambda patch: patch.name)
def test_the_replaced_function_is_the_one_that_was_read(patch):
    assert patch.fits()


@pytest.mark.parametrize("name", COPIED_STEPS)
def test_the_steps_of_a_turn_are_those_that_were_read(name):
    assert rasa_speed.fingerprint(getattr(MessageProcessor, name)) == COPIED_STEPS[name]


def test_another_function_is_left_alone(monkeypatch):
    other = rasa_speed.PATCHES[0]._replace(owner=Event, name="as_story_string", original=Event.as_story_string)
    monkeypatch.setattr(rasa_speed, "PATCHES", (other,))
    before = Event.as_story_string
    rasa_speed.apply()
    assert Event.as_story_string is before


def test_a_wrong_reply_is_still_refused_and_a_right_one_taken():
    rasa_speed.apply()
    action = RemoteAction("action_x", None)
    assert action._validate_action_result({"events": [{"event": "slot", "name": "a", "value": 1}], "responses": []})
    for wrong in ({"events": [{"name": "a"}]}, {"events": "none"}, {"responses": [1]}):
        with pytest.raises(ValidationError):
            action._validate_action_result(wrong)


def test_events_are_found_by_their_type_and_unknown_ones_refused():
    rasa_speed.apply()
    assert Event.resolve_by_type("slot") is SlotSet
    with pytest.raises(ValueError, match="nothing"):
        Event.resolve_by_type("nothing")
