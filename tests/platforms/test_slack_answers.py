"""Asking back in Slack, over real sockets: the button, the form, and the draft coached again."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import votes
from bot.coaching import intake
from bot.coaching.domain import Rewrite
from bot.platforms.slack import forms, words
from bot.platforms.slack.buttons import Carried
from tests.peers.fakes import FakeWriter
from tests.peers.slack_rig import Rig, slack_rig, until
from tests.peers.slack_server import ALICE, BOB, BOT, GENERAL, boxed, buttons, shown, typed

CURT = "As I already told you, we can't refund order #4821."
DRAFT = f"{CURT} Stop asking about order #4821."
QUESTION = "Is there a fact or a next step they should hear instead?"
ANSWER = "We can send a new one on 9 May for R&D."
CUSTOMER = "> Where is my refund?\n"
PLAIN = "We can't refund order #4821."


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


async def form(rig: Rig, message: dict[str, Any]) -> dict[str, Any]:
    """Press "Answer", and wait for the form."""
    await rig.slack.press(message, "Answer")
    return await until(rig.slack.form)


async def test_what_only_the_agent_can_say_goes_into_the_thread(rig: Rig) -> None:
    """Mention, question, button, form: the draft comes back with the answer in it."""
    ts = await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    first = (await rig.posted())[0]
    assert f"Only you can say: {QUESTION}" in shown(first)
    assert [button["text"]["text"] for button in buttons(first)] == ["Why?", "Answer"]

    asked = await form(rig, first)
    assert [block["label"]["text"] for block in asked["blocks"]] == [QUESTION]
    assert await rig.slack.submit(ANSWER) == {}
    second = (await rig.posted(2))[1]

    assert second["thread_ts"] == ts
    assert "subtype" not in second
    assert "#4821" in boxed(second)
    assert ANSWER in boxed(second)
    assert "already told" not in boxed(second)
    assert rig.coach.drafts[-1].text == DRAFT
    assert rig.coach.drafts[-1].answers == (ANSWER,)
    assert [job.door for job in rig.desk.jobs.values()] == ["mention", "answer"]


async def test_answer_to_a_private_coaching_stays_private(rig: Rig) -> None:
    """Nobody else in the channel reads draft, score or answer."""
    await rig.slack.command(GENERAL, DRAFT)
    first = (await rig.posted())[0]
    labels = [button["text"]["text"] for button in buttons(first)]
    assert labels == ["Answer", votes.HELPED, votes.NOT_QUITE]

    await form(rig, first)
    await rig.slack.submit(ANSWER)
    second = (await rig.posted(2))[1]

    assert second["ephemeral_to"] == ALICE
    assert boxed(second).startswith("We can't refund order #4821.")
    assert ANSWER in boxed(second)
    assert "Kindness score" in shown(second)
    assert not rig.proxy.called("chat.postMessage")


async def test_answer_in_a_dm_is_posted_in_its_thread(rig: Rig) -> None:
    """A direct message works like a mention."""
    dm = await rig.slack.dm()
    ts = await rig.slack.write(dm, DRAFT)
    await form(rig, (await rig.posted(channel=dm))[0])
    await rig.slack.submit(ANSWER)

    second = (await rig.posted(2, channel=dm))[1]

    assert second["thread_ts"] == ts
    assert ANSWER in boxed(second)


async def test_why_below_an_answered_draft_explains_the_agents_own_words(rig: Rig) -> None:
    """The button of the second answer carries draft and answer."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await form(rig, (await rig.posted())[0])
    await rig.slack.submit(ANSWER)
    second = (await rig.posted(2))[1]

    await rig.slack.press(second, "Why?")

    critique = (await rig.posted(3))[2]
    assert shown(critique).startswith(words.NOTICED)
    assert "As I already told you" in shown(critique)


async def test_only_the_writer_may_answer(rig: Rig) -> None:
    """Others get one sentence and no form."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    first = (await rig.posted())[0]

    await rig.slack.press(first, "Answer", user=BOB)

    refusal = (await rig.posted(2))[1]
    assert (refusal["ephemeral_to"], shown(refusal)) == (BOB, words.NOT_YOURS_TO_PRESS)
    assert not rig.proxy.called("views.open")


async def test_several_questions_may_be_answered_in_part(tmp_path: Path) -> None:
    """Each has a field; one that stays empty stays open."""
    asking = Rewrite(text=PLAIN, writer="openai", questions=(QUESTION, "By which day?"))
    answered = Rewrite(text=f"{PLAIN} {ANSWER}", writer="openai", questions=("By which day?",))
    async with slack_rig(tmp_path, FakeWriter(asking, answered)) as rig:
        await rig.slack.write(GENERAL, f"<@{BOT}> {typed(CUSTOMER)}{CURT}")
        asked = await form(rig, (await rig.posted())[0])
        assert [block["optional"] for block in asked["blocks"]] == [True, True]

        told = await rig.slack.submit("", "")
        assert told == {asked["blocks"][0]["block_id"]: words.NO_ANSWER}
        assert await rig.slack.submit(ANSWER, "") == {}

        second = (await rig.posted(2))[1]
        assert boxed(second) == f"{PLAIN} {ANSWER}"
        assert list(rig.coach.drafts[-1].answers) == [ANSWER]
        assert rig.coach.drafts[-1].customer == "Where is my refund?"
        left = await form(rig, second)
        assert [block["label"]["text"] for block in left["blocks"]] == ["By which day?"]
        await rig.slack.submit("By Friday.")
        await rig.posted(3)
        assert list(rig.coach.drafts[-1].answers) == [ANSWER, "By Friday."]


async def test_form_stays_open_while_the_store_is_away(rig: Rig) -> None:
    """What was typed is still there a minute later."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    asked = await form(rig, (await rig.posted())[0])
    rig.desk.failing = 1

    told = await rig.slack.submit(ANSWER)

    assert told == {asked["blocks"][0]["block_id"]: words.NOT_TAKEN_FORM}
    assert await rig.slack.submit(ANSWER) == {}
    assert ANSWER in boxed((await rig.posted(2))[1])


async def test_form_that_slack_does_not_open_is_told(rig: Rig) -> None:
    """Its trigger lives for three seconds."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    first = (await rig.posted())[0]
    rig.proxy.refuse("views.open", "expired_trigger_id")

    await rig.slack.press(first, "Answer")

    told = (await rig.posted(2))[1]
    assert (told["ephemeral_to"], shown(told)) == (ALICE, words.NO_FORM)


async def test_button_of_another_age_opens_no_form(rig: Rig) -> None:
    """A value that cannot be read is answered with the next step."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    first = (await rig.posted())[0]
    buttons(first)[1]["value"] = "not one of ours"

    await rig.slack.press(first, "Answer")

    assert shown((await rig.posted(2))[1]) == words.STALE


async def test_draft_too_long_for_the_button_says_how_to_answer(tmp_path: Path) -> None:
    """One line instead of the button, in public and alone."""
    parcels = " ".join(f"Parcel {number**9 % 10**9 + 7} left on Monday." for number in range(400))
    asking = Rewrite(text=f"{PLAIN} {parcels}", writer="openai", questions=(QUESTION,))
    async with slack_rig(tmp_path, FakeWriter(asking)) as rig:
        await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT} {parcels}")
        await rig.slack.command(GENERAL, f"{DRAFT} {parcels}")
        await rig.settle()

        posted = await rig.slack.posted(GENERAL)

    whole = "\n".join(shown(message) for message in posted)
    assert whole.count(f"Only you can say: {QUESTION}") >= 2
    assert whole.count(words.ANSWER_BY_SENDING) == 2
    labels = {button["text"]["text"] for message in posted for button in buttons(message)}
    assert labels == {votes.HELPED, votes.NOT_QUITE}


async def test_answer_that_is_too_long_is_told_and_given_back(rig: Rig) -> None:
    """Slack's own limit on the field keeps most away; nothing that was typed is lost."""
    await rig.slack.command(GENERAL, DRAFT)
    await form(rig, (await rig.posted())[0])

    await rig.slack.submit("word " * 300)

    told = (await rig.posted(2))[1]
    assert shown(told).startswith("That answer has 1,499 characters")
    assert boxed(told).startswith("word word")


async def test_answer_after_the_response_url_has_ended_is_given_back(rig: Rig) -> None:
    """The form stood open for half an hour."""
    dm = await rig.slack.dm()
    await rig.slack.command(GENERAL, DRAFT)
    await form(rig, (await rig.posted())[0])
    rig.desk.works = False
    await rig.slack.submit(ANSWER)
    await rig.desk.until(lambda: len(rig.desk.jobs) == 2)
    job = list(rig.desk.jobs.values())[1]
    left = job.expires_at - datetime.now(UTC) if job.expires_at else timedelta()
    assert timedelta(minutes=28) < left <= timedelta(minutes=29)

    await rig.bot.late(dataclasses.replace(job, expires_at=datetime.now(UTC)))

    told = (await rig.posted(channel=dm))[0]
    assert shown(told).startswith(words.LATE)
    assert boxed(told) == ANSWER


async def test_answer_that_broke_under_way_is_not_posted_twice(rig: Rig) -> None:
    """The button below the note shows the draft with the answer in it."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await form(rig, (await rig.posted())[0])
    rig.proxy.break_after("chat.postMessage", "cut")
    await rig.slack.submit(ANSWER)
    note = (await rig.posted(3))[2]
    assert shown(note).startswith(words.DOUBT)

    await rig.slack.press(note, "Show me the answer")

    assert ANSWER in boxed((await rig.posted(4))[3])
    assert len(rig.proxy.called("chat.postMessage")) == 2


def test_draft_that_can_take_no_more_answers_gets_no_form() -> None:
    """A draft has room for so many."""
    draft = intake.read(DRAFT)
    full = dataclasses.replace(draft, answers=tuple(f"Answer {n}." for n in range(6)))
    carried = Carried(draft=draft, writer=ALICE, questions=(QUESTION,))

    assert forms.room(carried) == intake.MAX_ANSWERS
    assert forms.room(dataclasses.replace(carried, draft=full)) == 0
