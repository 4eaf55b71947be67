"""The outbox: numbered without gaps, written once, and closed to other merchants."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import inspect

from advisor.conversations import schema
from advisor.conversations.files import merchant_folder
from advisor.conversations.store import Conversations, Draft
from advisor.database import MIGRATIONS, open_engine, upgrade


@pytest.fixture
def store(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/outbox.sqlite")
    schema.metadata.create_all(engine)
    conversations = Conversations(engine)
    conversations.open("m-1", "portal", "zh")
    conversations.open("m-2", "portal", "zh")
    return conversations


def merchant(text, channel_message_id=None):
    return Draft("merchant", text, channel_message_id=channel_message_id)


def test_messages_are_numbered_from_one_in_each_conversation(store):
    first = store.add("m-1", [merchant("你好"), Draft("bot", "您好", reply_to=1)])
    other = store.add("m-2", [merchant("hello")])
    assert [message.seq for message in first] == [1, 2]
    assert [message.seq for message in other] == [1]


def test_the_same_channel_message_id_is_one_message(store):
    first, *_ = store.add("m-1", [merchant("借5万", "a-1")])
    again, *_ = store.add("m-1", [merchant("借50万", "a-1")])
    assert (first.is_new, again.is_new) == (True, False)
    assert (again.seq, again.text) == (first.seq, "借5万")
    assert len(store.after("m-1", 0)) == 1


def test_two_merchants_may_use_the_same_channel_message_id(store):
    assert store.add("m-1", [merchant("a", "same")])[0].is_new
    assert store.add("m-2", [merchant("b", "same")])[0].is_new


def test_writers_at_the_same_time_leave_no_gap_and_write_nothing_twice(store):
    ids = [f"id-{number % 20}" for number in range(60)]  # each id comes three times
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda one: store.add("m-1", [merchant("x", one), Draft("bot", "y")]), ids))
    assert sum(pair[0].is_new for pair in written) == 20
    assert [message.seq for message in store.after("m-1", 0, limit=200)] == list(range(1, 81))


def test_opening_at_the_same_time_begins_one_conversation(store):
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: store.open("m-9", "portal", "zh"), range(16)))
    assert {conversation.id for conversation in opened} == {"m-9"}


def test_a_draft_that_fails_takes_the_whole_group_back(store):
    with pytest.raises(Exception):  # noqa: B017 - whichever error the database driver raises
        store.add("m-1", [merchant("one"), Draft("bot", object())])
    assert store.after("m-1", 0) == []
    assert store.add("m-1", [merchant("two")])[0].seq == 1


def test_a_conversation_never_opened_takes_no_message(store):
    with pytest.raises(KeyError, match="never opened"):
        store.add("stranger", [merchant("hi")])


def test_a_button_works_only_in_the_conversation_that_issued_it(store):
    button = {"title": "融资体检", "payload": "/start_swot"}
    issued = store.add("m-1", [Draft("bot", "选一个", buttons=[button])])[0]
    button_id = issued.buttons[0]["id"]
    store.add("m-2", [Draft("bot", "same number")])
    assert store.button("m-1", button_id) == ("融资体检", "/start_swot")
    assert store.button("m-2", button_id) is None


@pytest.mark.parametrize("forged", ["", "1", "1.", "1.guess", "/start_swot", "99999999999.x", "²", "1.选"])
def test_a_button_id_that_was_not_issued_is_nothing(store, forged):
    store.add("m-1", [Draft("bot", "?", buttons=[{"title": "a", "payload": "/a"}])])
    assert store.button("m-1", forged) is None


def test_button_ids_cannot_be_guessed_from_one_another(store):
    buttons = [{"title": str(number), "payload": "/x"} for number in range(50)]
    ids = {button["id"] for button in store.add("m-1", [Draft("bot", "?", buttons=buttons)])[0].buttons}
    assert len(ids) == 50
    assert all(len(one) >= 16 for one in ids)


def test_a_client_never_sees_payloads_or_paths(store):
    draft = Draft(
        "merchant", None, buttons=[{"title": "a", "payload": "/secret"}],
        file={"name": "orders.csv", "size": 12, "path": "/srv/uploads/x.csv"},
    )  # fmt: skip
    public = store.add("m-1", [draft])[0].public()
    assert set(public) == {"seq", "from", "at", "text", "buttons", "image", "card", "file"}
    assert "secret" not in str(public) and "/srv" not in str(public)
    assert public["file"] == {"name": "orders.csv", "size": 12}
    assert set(public["buttons"][0]) == {"id", "title"}


def test_what_was_written_comes_back_the_same(store):
    draft = Draft("bot", "见图", image="files/abc", card={"title": "现金周期"}, reply_to=7)
    written = store.add("m-1", [draft])[0]
    assert store.after("m-1", 0) == [written]


def test_history_can_be_read_from_both_ends(store):
    store.add("m-1", [merchant(str(number)) for number in range(10)])
    assert [message.seq for message in store.after("m-1", 7)] == [8, 9, 10]
    assert [message.seq for message in store.before("m-1", None, 3)] == [8, 9, 10]
    assert [message.seq for message in store.before("m-1", 4, 2)] == [2, 3]


def test_only_messages_without_an_answer_are_unanswered(store):
    store.add("m-1", [merchant("1"), Draft("bot", "a", reply_to=1), merchant("3"), Draft("bot", "an aside")])
    assert [message.seq for message in store.unanswered("m-1")] == [3]


def test_a_person_is_requested_once(store):
    assert store.request_human("m-1", "asked")
    assert not store.request_human("m-1", "asked again")
    held = store.get("m-1")
    assert (held.state, held.state_reason, held.version) == ("waiting", "asked", 1)


def test_two_agents_cannot_take_the_same_conversation(store):
    store.request_human("m-1", "asked")
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: store.set_state("m-1", "human", expected="waiting"), range(8)))
    assert taken.count(True) == 1


def test_an_unknown_state_is_refused_with_the_known_ones(store):
    with pytest.raises(ValueError, match="bot, waiting, human, closed"):
        store.set_state("m-1", "asleep")


def test_the_language_is_kept_with_whether_it_was_asked_for(store):
    store.set_language("m-1", "en", is_asked=True)
    assert (store.get("m-1").language, store.get("m-1").language_is_asked) == ("en", True)
    assert store.open("m-1", "portal").language == "en"


def test_opening_from_another_channel_keeps_the_conversation(store):
    store.add("m-1", [merchant("x")])
    assert store.open("m-1", "wechat").channel == "wechat"
    assert store.get("m-1").locale == "zh"
    assert len(store.after("m-1", 0)) == 1


def test_erasing_a_merchant_leaves_nothing_of_that_merchant_and_all_of_others(store):
    store.add("m-1", [merchant("a"), merchant("b")])
    store.add("m-2", [merchant("c")])
    assert store.erase("m-1") == 2
    assert store.get("m-1") is None and store.after("m-1", 0) == []
    assert len(store.after("m-2", 0)) == 1


def test_the_folder_of_a_merchant_says_nothing_about_the_merchant(tmp_path):
    folder = merchant_folder(tmp_path, "../m-1")
    assert folder.parent == tmp_path and "m-1" not in folder.name


def test_the_migration_makes_the_tables_of_the_schema(tmp_path):
    if len(list((MIGRATIONS / "versions").glob("000[12]_*.py"))) < 2:
        pytest.skip("the migrations before this one are missing")
    engine = open_engine(f"sqlite:///{tmp_path}/migrated.sqlite")
    upgrade(engine)
    for table in schema.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in inspect(engine).get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        uniques = {unique["name"] for unique in inspect(engine).get_unique_constraints(table.name)}
        assert uniques == {one.name for one in table.constraints if one.name}
