"""What a merchant may rely on, whatever happens behind the gateway."""

from __future__ import annotations

import asyncio

import pytest

from advisor.channels.inbound import GatewayRefusal, Inbound
from advisor.conversations.store import Draft

TROUBLE = ["出了点问题"]


def run(coroutine):
    return asyncio.run(coroutine)


def test_a_message_is_answered_in_the_outbox_with_a_reference_to_it(process):
    async def case():
        server = process()
        received = await server.send("greet")
        (answer,) = await received.turn
        assert (received.is_new, received.message.seq, received.message.sender) == (True, 1, "merchant")
        assert (answer.seq, answer.reply_to, answer.sender, answer.text) == (2, 1, "bot", "您好")
        assert [button["title"] for button in answer.buttons] == ["开始"]
        assert server.conversations.after("m", 1) == [answer]

    run(case())


def test_a_form_asks_takes_answers_and_comes_back_after_a_digression(process):
    async def case():
        server = process()
        assert await server.say("begin") == ["How much?"]
        assert await server.say("50w") == ["How long?"]
        assert await server.say("greet") == ["您好", "How long?"]
        assert await server.say("3 months") == ["50w for 3 months"]

    run(case())


@pytest.mark.parametrize("bad", ["fail", "stall", "hang"])
def test_what_goes_wrong_is_said_honestly_and_the_next_message_works(process, bad):
    async def case():
        server = process()
        assert await server.say(bad) == TROUBLE
        assert await server.say("greet") == ["您好"]
        assert await server.say("begin") == ["How much?"]
        assert await server.press("继续") == ["您好", "How much?"]

    run(case())


def test_a_turn_that_takes_too_long_is_said_honestly_and_the_next_message_works(process):
    async def case():
        server = process()
        server.dialogue.deadline_s = 0.05
        assert await server.say("stall") == TROUBLE
        server.dialogue.deadline_s = 5
        assert await server.say("greet") == ["您好"]

    run(case())


def test_without_a_readable_tracker_nobody_is_answered_as_if_new(process):
    async def case():
        server = process()
        await server.say("begin")
        tail, server.store._tail = server.store._tail, None
        assert await server.say("50w") == TROUBLE
        server.store._tail = tail
        assert await server.say("50w") == ["How long?"]

    run(case())


def test_without_a_model_the_merchant_is_told(process):
    async def case():
        server = process()
        server.agent.processor = None
        assert await server.say("greet") == TROUBLE

    run(case())


@pytest.mark.parametrize(
    "typed", ["/begin", " /begin", "//begin", "／begin", "\u200b/begin", "/ ／ /begin{}", "/restart"]
)
def test_a_typed_command_is_only_words(process, typed):
    async def case():
        server = process()
        await server.say("greet")
        await server.say("begin")
        await server.say("50w")
        await server.say(typed)
        tracker = await server.store.retrieve("m")
        assert not tracker.latest_message.text.startswith(("/", "／"))
        assert tracker.get_slot("amount") == "50w"
        assert server.conversations.before("m", None)[-2].text == typed.strip()

    run(case())


def test_the_same_message_twice_is_one_turn(process):
    async def case():
        server = process()
        first, again = await asyncio.gather(server.send("greet", id="same"), server.send("greet", id="same"))
        assert {first.is_new, again.is_new} == {True, False}
        assert await first.turn == await again.turn
        later = await server.send("greet", id="same")
        assert await later.turn == await first.turn
        assert len(server.conversations.after("m", 0)) == 2

    run(case())


def test_quick_messages_are_answered_one_by_one_in_their_order(process):
    async def case():
        server = process()
        received = await asyncio.gather(*(server.send(text) for text in ("begin", "50w", "3 months", "greet")))
        for one in received:
            await one.turn
        replies = [one for one in server.conversations.after("m", 0) if one.sender == "bot"]
        assert [one.text for one in replies] == ["How much?", "How long?", "50w for 3 months", "您好"]
        assert [one.reply_to for one in replies] == [one.message.seq for one in received]
        assert server.agent.lock_store.held() == 0

    run(case())


def test_a_press_sends_the_payload_and_shows_the_title(process):
    async def case():
        server = process()
        await server.say("greet")
        assert await server.press("开始") == ["How much?"]
        assert server.conversations.before("m", None)[-2].text == "开始"

    run(case())


def test_a_button_of_another_merchant_is_unknown(process):
    async def case():
        server = process()
        (answer,) = await (await server.send("greet")).turn
        with pytest.raises(GatewayRefusal) as refused:
            await server.send(merchant="other", button=answer.buttons[0]["id"])
        assert refused.value.status == 404

    run(case())


def test_an_upload_is_moved_to_where_the_actions_look_and_named_to_them(process):
    async def case():
        server = process()
        assert await server.upload("0a1b.csv") == ["0a1b.csv"]
        assert (server.folder / "0a1b.csv").read_text() == "x"
        assert server.conversations.after("m", 0)[0].public()["file"] == {"name": "orders.csv", "size": 1}

    run(case())


def test_pictures_and_cards_reach_the_outbox(process):
    async def case():
        server = process()
        picture, card = await (await server.send("picture")).turn
        assert (picture.image, card.card) == ("files/0a1b", {"title": "T"})

    run(case())


def test_the_language_follows_the_words_until_one_is_asked_for(process):
    async def case():
        server = process()
        assert await server.say("greet to you all") == ["Hello"]
        assert await server.say("greet") == ["Hello"]
        assert await server.say("greet 你好") == ["您好"]
        assert await server.say("fail to do this") == ["Something went wrong"]
        server.conversations.set_language("m", "zh", is_asked=True)
        assert await server.say("greet to you all") == ["您好"]
        assert await server.say("greet", merchant="new", locale="en-US") == ["Hello"]

    run(case())


def test_only_words_are_prepared_for_reading(process):
    async def case():
        server = process()
        await server.say("greet")
        await server.say("picture")
        await server.say("greet")
        await server.press("开始")
        assert server.warmed == ["greet", "picture", "greet"]

    run(case())


def test_while_a_person_has_the_conversation_the_bot_listens_in_silence(process):
    async def case():
        server = process()
        await server.say("begin")
        server.conversations.set_state("m", "human")
        assert await server.say("50w") == []
        tracker = await server.store.retrieve("m")
        assert (tracker.is_paused(), tracker.latest_message.text) == (True, "50w")
        server.conversations.set_state("m", "bot")
        assert await server.say("70w") == ["How long?"]
        assert not (await server.store.retrieve("m")).is_paused()

    run(case())


@pytest.mark.parametrize(
    ("content", "status"),
    [({"text": "x" * 2001}, 413), ({"text": " \n"}, 400), ({"text": None}, 400), ({"text": 5}, 400)],
)
def test_what_is_no_message_is_refused_in_words_and_not_kept(process, content, status):
    async def case():
        server = process()
        with pytest.raises(GatewayRefusal) as refused:
            await server.gateway.receive(Inbound("m", "portal", "c1", **content))
        assert refused.value.status == status and set(refused.value.words) == {"zh", "en"}
        assert server.conversations.after("m", 0) == []

    run(case())


def test_after_a_restart_the_conversation_goes_on_where_it_was(process):
    async def case():
        server = process()
        await server.say("begin")
        assert await server.say("50w") == ["How long?"]
        await server.close()
        assert await process().say("3 months") == ["50w for 3 months"]

    run(case())


def test_what_was_taken_but_not_answered_before_a_crash_is_answered_at_the_next_start(process):
    async def case():
        server = process()
        await server.say("greet")
        server.conversations.add("m", [Draft("merchant", "开始"), Draft("merchant", "50w")])
        await server.close()
        server = process()
        assert await server.gateway.recover() == 2
        await server.gateway.close()
        assert [one.text for one in server.conversations.after("m", 4)] == ["How much?", "How long?"]
        assert await server.gateway.recover() == 0

    run(case())


def test_what_a_person_read_is_not_answered_at_the_next_start(process):
    async def case():
        server = process()
        await server.say("greet")
        server.conversations.add("m", [Draft("merchant", "greet"), Draft("agent", "I am here")])
        await server.say("greet", merchant="n")
        server.conversations.set_state("n", "human")
        await server.say("greet", merchant="n")
        assert await server.gateway.recover() == 0

    run(case())


def test_the_warm_up_leaves_nothing_behind(process):
    async def case():
        server = process()
        await server.gateway.warm_up()
        assert list(await server.store.keys()) == []

    run(case())


def test_a_file_that_comes_while_a_person_has_the_conversation_does_not_stay(process):
    async def case():
        server = process()
        await server.say("greet")
        server.conversations.set_state("m", "human")
        assert await server.upload("0a1b.csv") == []
        assert [path for path in server.folder.rglob("*.csv")] == []
        assert server.conversations.after("m", 0)[-1].public()["file"]["name"] == "orders.csv"
        server.conversations.set_state("m", "bot")
        assert await server.upload("0a1c.csv") == ["0a1c.csv"] and (server.folder / "0a1c.csv").exists()

    run(case())
