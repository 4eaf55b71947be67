"""The tracker store: the same dialogue after reading it back, at a cost that does not grow."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager

import pytest
from rasa.core.agent import Agent
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore, check_if_tracker_store_async
from rasa.shared.core import events
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy import event as on
from sqlalchemy import select

from advisor.channels.lock_store import AsyncioLockStore
from advisor.channels.tracker_snapshot import KEPT_TURNS, MOST_TURNS, tracker_event, tracker_snapshot, user_turns
from advisor.channels.tracker_store import BoundedTrackerStore, TrackerConflict
from advisor.channels.wiring import use_directly
from advisor.database import open_engine, upgrade
from advisor.settings import ConfigError

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [inform]
    slots:
      amount: {type: any, mappings: [{type: custom}]}
      kinds: {type: list, mappings: [{type: custom}]}
      ready: {type: bool, initial_value: true, mappings: [{type: custom}]}
    forms: {the_form: {required_slots: [amount]}}
    """
)


@pytest.fixture
def store(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/t.db")
    upgrade(engine)
    yield BoundedTrackerStore(domain=DOMAIN, engine=engine)
    engine.dispose()


@contextmanager
def statements(engine):
    seen = []
    on.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    yield seen


def turn(number):
    """The events of one turn, with everything a dialogue can hold along the way."""
    changes = {
        3: [
            events.SlotSet("amount", 500_000),
            events.ActiveLoop("the_form"),
            events.SlotSet("requested_slot", "amount"),
        ],
        5: [events.SlotSet("kinds", ["一", "二"]), events.SlotSet("ready", False)],
        8: [events.ActionExecutionRejected("the_form")],
        20: [events.UserUtteranceReverted(), events.ActionExecuted("action_listen"), events.UserUttered("again")],
        31: [events.SlotSet("amount", None), events.ActiveLoop(None)],
        40: [events.ConversationPaused()],
        45: [events.ConversationResumed()],
        60: [events.Restarted(), events.SessionStarted()],
        61: [events.SlotSet("amount", 7)],
    }
    said = [events.ActionExecuted("action_listen"), events.UserUttered(f"turn {number}", {"name": "inform"})]
    return [*said, *changes.get(number, ()), events.ActionExecuted("utter_x"), events.BotUttered("x")]


def state(tracker):
    known = tracker.current_state()
    for name in ("events", "latest_event_time"):
        known.pop(name)
    loop = dict(known["active_loop"] or {})
    loop.pop("trigger_message", None)
    return {**known, "active_loop": loop, "requested": tracker.get_slot("requested_slot")}


async def talk(store, turns, check=None):
    whole = DialogueStateTracker("m", DOMAIN.slots)
    for number in range(turns):
        tracker = await store.get_or_create_tracker("m", append_action_listen=False)
        for event in turn(number):
            tracker.update(event)
            whole.update(type(event).from_parameters(event.as_dict()))
        await store.save(tracker)
        if check:
            check(number, whole, await store.retrieve("m"))
    return whole


def test_a_tracker_read_back_is_in_the_same_state_after_every_turn(store):
    def same(number, whole, read):
        assert state(read) == state(whole), number
        assert state(read.copy()) == state(whole), f"copy at {number}"

    asyncio.run(talk(store, 70, same))


def test_reading_a_conversation_of_300_turns_replays_no_more_than_one_of_10(store):
    replayed = {}

    def count(number, whole, read):
        replayed[number] = (user_turns(read.events), len(read.events))

    asyncio.run(talk(store, 300, count))
    assert max(turns for turns, _ in replayed.values()) <= MOST_TURNS + 1
    assert min(turns for number, (turns, _) in replayed.items() if number > 20) >= KEPT_TURNS
    assert max(events for _, events in replayed.values()) <= 6 * (MOST_TURNS + 2)


def test_a_turn_reads_and_writes_a_bounded_number_of_times(store):
    async def case():
        await talk(store, 120)
        with statements(store.engine) as seen:
            tracker = await store.retrieve("m")
            tracker.update_with_events(turn(1), DOMAIN)
            await store.save(tracker)
        assert len(seen) <= 6

    asyncio.run(case())


def test_every_event_is_kept_once_and_in_order(store):
    whole = asyncio.run(talk(store, 50))
    full = asyncio.run(store.retrieve_full_tracker("m"))
    assert [e.as_dict() for e in full.events] == [e.as_dict() for e in whole.events]
    with store.engine.connect() as connection:
        assert list(connection.execute(select(tracker_event.c.seq)).scalars()) == list(range(len(whole.events)))


def test_two_writers_of_one_conversation_do_not_overwrite_each_other(store):
    async def case():
        await talk(store, 1)
        first, second = await store.retrieve("m"), await store.retrieve("m")
        first.update(events.SlotSet("amount", 1))
        second.update(events.SlotSet("amount", 2))
        await store.save(first)
        with pytest.raises(TrackerConflict):
            await store.save(second)
        assert (await store.retrieve("m")).get_slot("amount") == 1

    asyncio.run(case())


def test_one_tracker_may_be_saved_again_and_again(store):
    async def case():
        tracker = await store.get_or_create_tracker("m", append_action_listen=True)
        for number in range(40):
            tracker.update_with_events(turn(number), DOMAIN)
            await store.save(tracker)
            await store.save(tracker)
        assert state(await store.retrieve("m")) == state(tracker)

    asyncio.run(case())


def test_an_erased_conversation_leaves_nothing_and_begins_anew(store):
    async def case():
        await talk(store, 30)
        assert store.erase("m") > 0
        assert await store.retrieve("m") is None
        with store.engine.connect() as connection:
            assert connection.execute(select(tracker_snapshot)).all() == []
        await talk(store, 2)
        assert list(await store.keys()) == ["m"]

    asyncio.run(case())


def test_a_failed_read_raises(store):
    tracker_event.drop(store.engine)
    with pytest.raises(Exception, match="tracker_event"):
        asyncio.run(store.retrieve("m"))


def test_rasa_makes_it_from_endpoints_yml_and_awaits_it(tmp_path):
    url = f"sqlite:///{tmp_path}/t.db"
    endpoint = EndpointConfig(url=url, type="advisor.channels.tracker_store.BoundedTrackerStore")
    store = TrackerStore.create(endpoint, DOMAIN)
    assert isinstance(store, BoundedTrackerStore) and str(store.engine.url) == url
    assert check_if_tracker_store_async(store)
    lock = EndpointConfig(type="advisor.channels.lock_store.AsyncioLockStore")
    assert isinstance(LockStore.create(lock), AsyncioLockStore)


def test_the_fail_safe_wrapper_is_taken_off_and_another_store_is_refused(store):
    agent = Agent(domain=DOMAIN, tracker_store=store)
    assert isinstance(agent.tracker_store, FailSafeTrackerStore)
    use_directly(agent)
    assert agent.tracker_store is store
    with pytest.raises(ConfigError, match="InMemoryTrackerStore"):
        use_directly(Agent(domain=DOMAIN))
