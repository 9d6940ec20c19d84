"""The "Answer" button of Discord and the form it opens, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from bot.coaching import render
from bot.platforms.discord import answers, asking, doors, posting
from bot.platforms.discord.forms import AnswerForm
from tests.peers import discord_world as dw
from tests.peers.discord_forms import LABEL, check_form
from tests.peers.discord_rig import Rig, discord_rig, key_of
from tests.peers.discord_routes import Asked
from tests.peers.discord_world import Json

CUSTOMER = "The mug arrived broken and I'm really upset. Can you replace it?"
DRAFT = "No refund. You should have read the terms."
QUESTION = "What will be done to put it right?"
ANSWER = "We send a new mug on 4 May."
TWO = "No refund. Order 4821 is not my problem."
TWO_CUSTOMER = "I want a refund, I'm furious. Why is order 4821 late?"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


def labels(message: Json) -> list[str]:
    """Read the buttons below a message."""
    return [one["label"] for row in message["components"] for one in row["components"]]


def fields(form: Json) -> list[str]:
    """Read the names of a form's fields."""
    return [part["component"]["custom_id"] for part in form["components"] if part["type"] == LABEL]


async def coached(rig: Rig, draft: str = DRAFT, customer: str = CUSTOMER) -> Json:
    """Mention the bot with a draft that leaves a question; give back its answer."""
    await rig.ask(f"> {customer}\n{draft}")
    return (await rig.answer(len(rig.discord.answers()) + 1))[-1]


async def opened(rig: Rig, message: Json) -> Json:
    """Press "Answer" and wait for the form."""
    pressed = await rig.discord.press(message, "Answer")
    await rig.discord.until(lambda: pressed.answer)
    assert pressed.answer == 9
    form: Json = pressed.sent[0]["data"]
    return form


async def private(rig: Rig, **options: str) -> tuple[Asked, Json]:
    """Use `/coach`; give back the interaction and the message with the buttons."""
    asked = await rig.discord.slash(**options)
    assert await rig.ended(asked) == "answered"
    return asked, asked.messages[-1]


async def test_answer_gives_the_draft_back_in_the_same_thread(rig: Rig) -> None:
    """The draft as it was, with the agent's words in it, for all to see."""
    asks = await coached(rig)
    assert labels(asks) == ["Why?", "Answer"]
    form = await opened(rig, asks)
    sent = await rig.discord.send_form(form, below=asks, said0=ANSWER)
    assert await rig.ended(sent) == "answered"

    answer = rig.discord.answers()[-1]
    assert [part["description"] for part in form["components"]] == [QUESTION]
    assert sent.answer == 5
    assert answer["channel_id"] == asks["channel_id"]
    assert not answer["flags"] & dw.EPHEMERAL
    assert ANSWER in answer["content"]
    assert labels(answer) == ["Why?"]
    assert [draft.text for draft in rig.coach.drafts] == [DRAFT, DRAFT]
    assert rig.coach.drafts[1].customer == CUSTOMER
    assert rig.coach.drafts[1].answers == (ANSWER,)


async def test_each_question_has_a_field_and_may_stay_open(rig: Rig) -> None:
    """What is still open is asked again; a second form would lose the first answer."""
    asks = await coached(rig, TWO, TWO_CUSTOMER)
    form = await opened(rig, asks)
    sent = await rig.discord.send_form(form, below=asks, said0="We send a new one on 4 May.")
    assert await rig.ended(sent) == "answered"

    answer = rig.discord.answers()[-1]
    assert fields(form) == ["said0", "said1"]
    assert render.ASKS in answer["content"]
    assert answer["content"].endswith(asking.MORE)
    assert "Answer" not in labels(answer)


async def test_answer_works_in_a_dm(rig: Rig) -> None:
    """There the form is as good as anywhere."""
    await rig.discord.say(f"> {CUSTOMER}\n{DRAFT}", channel=rig.discord.world.dm())
    (asks,) = await rig.answer()
    sent = await rig.discord.send_form(await opened(rig, asks), below=asks, said0=ANSWER)
    assert await rig.ended(sent) == "answered"

    assert ANSWER in rig.discord.answers()[-1]["content"]


async def test_answer_is_for_the_writer_alone(rig: Rig) -> None:
    """Nobody else gets a form."""
    asks = await coached(rig)
    curious = await rig.discord.press(asks, "Answer", user=rig.discord.world.colleague)
    await rig.discord.until(lambda: curious.texts)

    assert curious.texts == [asking.NOT_YOURS]
    assert curious.messages[0]["flags"] & dw.EPHEMERAL
    assert len(rig.desk.jobs) == 1


async def test_another_hand_that_sends_the_form_is_refused(rig: Rig) -> None:
    """The draft itself says who wrote it; a form's id does not."""
    asks = await coached(rig)
    form = await opened(rig, asks)
    rig.discord.world.messages[asks["channel_id"]]["author"] = rig.discord.world.colleague
    sent = await rig.discord.send_form(form, below=asks, said0=ANSWER)
    await rig.ended(sent)

    assert sent.texts == [answers.NOT_YOURS]
    assert len(rig.coach.drafts) == 1


async def test_form_outlives_a_restart(rig: Rig) -> None:
    """Button and form carry all they need."""
    asks = await coached(rig)
    await rig.stop()
    await rig.start()
    form = await opened(rig, asks)
    await rig.stop()
    await rig.start()
    sent = await rig.discord.send_form(form, below=asks, said0=ANSWER)
    assert await rig.ended(sent) == "answered"

    assert ANSWER in rig.discord.answers()[-1]["content"]


async def test_draft_that_is_gone_is_told(rig: Rig) -> None:
    """Nothing of it was kept."""
    asks = await coached(rig)
    form = await opened(rig, asks)
    del rig.discord.world.messages[asks["channel_id"]]
    sent = await rig.discord.send_form(form, below=asks, said0=ANSWER)
    await rig.ended(sent)

    assert sent.texts == [answers.DRAFT_GONE]


async def test_private_answer_carries_its_draft_to_the_form(rig: Rig) -> None:
    """Nowhere else in Discord does it stand; customer and answer find each other again."""
    _, message = await private(rig, draft=DRAFT, customer=CUSTOMER)
    assert labels(message)[0] == "Answer"
    assert f"{asking.YOURS}\n```\n> {CUSTOMER}\n{DRAFT}\n```" in message["content"]
    form = await opened(rig, message)
    sent = await rig.discord.send_form(form, below=message, said0=ANSWER)
    assert await rig.ended(sent) == "answered"

    assert fields(form) == ["draft", "said0"]
    assert sent.messages[0]["flags"] & dw.EPHEMERAL
    assert ANSWER in sent.texts[0]
    first, second = rig.coach.drafts
    assert (second.text, second.customer) == (first.text, first.customer)
    assert second.answers == (ANSWER,)
    assert not rig.discord.answers()


async def test_names_beside_a_chosen_draft_come_back(rig: Rig) -> None:
    """They must leave for no LLM in the second round either."""
    them = f"<@{rig.discord.world.colleague['id']}>"
    draft = await rig.discord.say(f"{them} Stop asking about order 4821.")
    asked = await rig.discord.menu(draft)
    await rig.ended(asked)
    message = asked.messages[-1]
    sent = await rig.discord.send_form(await opened(rig, message), below=message, said0=ANSWER)
    await rig.ended(sent)

    assert [one.names for one in rig.coach.drafts] == [("Bo Lund",), ("Bo Lund",)]


@pytest.mark.parametrize(
    ("draft", "customer"),
    [
        (f"{DRAFT}\n```\nls\n```", CUSTOMER),
        (DRAFT, f"{CUSTOMER} " * 40),
        (f"> as they say\n{DRAFT}", CUSTOMER),
    ],
    ids=["fence", "long", "quoted"],
)
async def test_draft_that_cannot_be_shown_is_asked_for_again(
    rig: Rig, draft: str, customer: str
) -> None:
    """One line says how to answer, in place of the button."""
    _, message = await private(rig, draft=draft, customer=customer)

    assert "Answer" not in labels(message)
    assert asking.BY_COMMAND in message["content"]


@pytest.mark.parametrize("said", ["idk", " "])
async def test_form_without_an_answer_stores_nothing(rig: Rig, said: str) -> None:
    """It asks for one word, to the agent alone."""
    asks = await coached(rig)
    sent = await rig.discord.send_form(await opened(rig, asks), below=asks, said0=said)
    await rig.discord.until(lambda: sent.texts)

    assert sent.texts == [asking.NO_ANSWER]
    assert sent.messages[0]["flags"] & dw.EPHEMERAL
    assert len(rig.desk.jobs) == 1


async def test_answers_that_cannot_be_stored_come_back(rig: Rig) -> None:
    """For their eyes only, also where the answer would be for all."""
    asks = await coached(rig)
    form = await opened(rig, asks)
    rig.desk.failing = 1
    sent = await rig.discord.send_form(form, below=asks, said0=ANSWER)
    await rig.discord.until(lambda: sent.texts)

    (told,) = sent.messages
    assert told["flags"] & dw.EPHEMERAL
    assert told["content"].startswith(doors.NOT_TAKEN)
    assert ANSWER in told["content"]


async def test_no_form_is_opened_while_we_stop(rig: Rig) -> None:
    """It could not be sent in."""
    asks = await coached(rig)
    rig.desk.taking.clear()
    await rig.ask(DRAFT)
    await rig.desk.until(lambda: rig.desk.asked == 2)
    await rig.stopping()
    pressed = await rig.discord.press(asks, "Answer")
    await rig.discord.until(lambda: pressed.texts)
    rig.desk.taking.set()
    with pytest.raises(asyncio.CancelledError):
        await rig.running

    assert pressed.texts == [doors.RESTARTING]


async def test_lost_public_answer_shows_nobody_what_was_typed(rig: Rig) -> None:
    """In the thread one sentence; after the token's life the words come back in a DM."""
    asks = await coached(rig)
    sent = await rig.discord.send_form(await opened(rig, asks), below=asks, said0=ANSWER)
    await rig.ended(sent)
    job = rig.desk.jobs[key_of(sent)]
    await rig.bot.failed(job)
    await rig.bot.late(job)

    assert sent.texts[-1] == posting.FAILED
    (told,) = rig.discord.answers(rig.discord.world.dm())
    assert ANSWER in told["content"]


async def test_old_message_without_a_draft_says_how_to_go_on(rig: Rig) -> None:
    """A message may be edited away under its button."""
    _, message = await private(rig, draft=DRAFT, customer=CUSTOMER)
    pressed = await rig.discord.press({**message, "content": "gone"}, "Answer")
    await rig.discord.until(lambda: pressed.texts)

    assert pressed.texts == [asking.BY_COMMAND]


@trying(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=400), max_size=8), st.text(max_size=1900))
def test_every_form_keeps_to_discords_limits(questions: list[str], draft: str) -> None:
    """Whatever is asked, and however long; a long question stands there in full as well."""

    async def made() -> Json:
        return AnswerForm("coach:tell:", questions, draft).to_dict()

    form = asyncio.run(made())

    check_form(form, 3)
    asked = [one for one in fields(form) if one != "draft"]
    assert len(asked) == max(1, min(len(questions), 4 if draft else 5))
