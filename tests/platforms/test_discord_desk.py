"""Discord and the desk: stored before it is acknowledged, answered from the job alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms.discord import answers, doors, posting
from bot.platforms.discord.asks import to_ask
from tests.peers import discord_world as dw
from tests.peers.discord_rig import QUICK, Rig, discord_rig, key_of
from tests.peers.plain_desk import PlainDesk

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
LONG = "The parcel is on its way to your door and comes this week. " * 90


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


async def test_every_door_is_answered_by_another_process(rig: Rig) -> None:
    """One that never saw the gateway, after the one that took it in is gone."""
    rig.desk.works = False
    discord = rig.discord
    asked = await rig.ask(DRAFT)
    direct = await discord.say(DRAFT, channel=discord.world.dm())
    form = await discord.slash()
    await discord.until(lambda: form.answer)
    alone = [
        await discord.slash(draft=DRAFT),
        await discord.menu(await discord.say(DRAFT)),
        await discord.send_form(form.sent[0]["data"], draft=DRAFT),
    ]
    await discord.until(lambda: all(one.answer == 5 for one in alone) and len(rig.desk.jobs) == 5)
    await rig.stop()
    worker = rig.another()
    desk = PlainDesk(worker, works=False)
    desk.jobs = rig.desk.jobs

    async with worker.connected():
        assert [await desk.work(key) for key in desk.jobs] == ["answered"] * 5

    assert {one["channel_id"] for one in discord.answers()} == {asked["id"], direct["channel_id"]}
    assert all("#4821" in one["content"] for one in discord.answers())
    assert all("#4821" in one.texts[0] and len(one.messages) == 1 for one in alone)


async def test_button_is_answered_by_another_process(rig: Rig) -> None:
    """The draft is read again over the line alone."""
    await rig.ask(DRAFT)
    (answer,) = await rig.answer()
    rig.desk.works = False
    asked = await rig.discord.press(answer)
    await rig.discord.until(lambda: asked.answer)
    await rig.stop()
    worker = rig.another()
    desk = PlainDesk(worker, works=False)
    desk.jobs = rig.desk.jobs

    async with worker.connected():
        await desk.work(key_of(asked))

    assert asked.texts[0].startswith(answers.FOR_YOU)


async def test_job_says_where_when_and_whose(rig: Rig) -> None:
    """Order is kept where answers stand side by side; an interaction has 15 minutes at most."""
    channel = rig.discord.world.support
    threaded = await rig.ask(DRAFT)
    in_place = await rig.ask(DRAFT, channel=rig.discord.world.voice)
    private = await rig.discord.slash(draft=DRAFT)
    await rig.desk.until(lambda: len(rig.desk.outcomes) == 3)

    jobs = [rig.desk.jobs[key_of(one)] for one in (threaded, in_place, private)]
    assert [one.door for one in jobs] == ["mention", "mention", "command"]
    lanes = [f"discord:{threaded['id']}", f"discord:{rig.discord.world.voice['id']}", ""]
    assert [one.lane for one in jobs] == lanes
    assert {one.workspace for one in jobs} == {channel["guild_id"]}
    assert {one.person for one in jobs} == {rig.discord.world.agent["id"]}
    assert [one.expires_at is None for one in jobs] == [True, True, False]
    left = (jobs[2].expires_at or datetime.now(UTC)) - datetime.now(UTC)
    assert timedelta(minutes=13) < left < timedelta(minutes=15)
    assert to_ask(jobs[2]).token == private.payload["token"]


async def test_process_killed_between_store_and_acknowledgement_leaves_nobody_waiting(
    rig: Rig,
) -> None:
    """Discord has closed that door, so the agent is told in a DM, their draft with it."""
    await rig.stop()
    await rig.start(replace(QUICK, grace_s=0.05))
    rig.desk.works = False
    rig.desk.acknowledging.clear()
    asked = await rig.discord.slash(draft=DRAFT)
    await rig.desk.until(lambda: rig.desk.jobs)
    key = key_of(asked)
    await rig.stop()
    rig.desk.acknowledging.set()
    worker = rig.another()
    desk = PlainDesk(worker, works=False)
    desk.jobs = rig.desk.jobs

    async with worker.connected():
        assert await desk.work(key) == "told"

    assert asked.answer is None
    (told,) = rig.discord.answers(rig.discord.world.dm())
    assert told["content"].startswith(posting.FAILED)
    assert DRAFT in told["content"]


async def test_answer_that_is_quicker_than_the_acknowledgement_waits_for_it(rig: Rig) -> None:
    """Discord knows nothing to fill in until then."""
    rig.desk.acknowledging.clear()
    asked = await rig.discord.slash(draft=DRAFT)
    await rig.discord.until(lambda: rig.discord.calls("PATCH", "/@original"))
    assert asked.answer is None
    rig.desk.acknowledging.set()

    assert await rig.ended(asked) == "answered"

    assert len(asked.messages) == 1
    assert "#4821" in asked.texts[0]
    assert len(rig.coach.drafts) == 1


@pytest.mark.parametrize("draft", [DRAFT, LONG.strip()])
async def test_slash_that_cannot_be_stored_gives_the_draft_back(rig: Rig, draft: str) -> None:
    """At once and to the agent alone: it stands nowhere else."""
    rig.desk.failing = 1
    asked = await rig.discord.slash(draft=draft)
    await rig.discord.until(lambda: asked.answer)

    assert asked.answer == 4
    (told,) = asked.messages
    assert told["content"].startswith(doors.NOT_TAKEN)
    held = [rig.discord.world.files[one["id"]].decode() for one in told["attachments"]]
    assert draft in (told["content"] if not held else held[0])
    assert told["flags"] & dw.EPHEMERAL
    assert not rig.desk.jobs


async def test_press_that_cannot_be_stored_is_told(rig: Rig) -> None:
    """One sentence with the next step."""
    await rig.ask(DRAFT)
    (answer,) = await rig.answer()
    rig.desk.failing = 1

    asked = await rig.discord.press(answer)
    await rig.discord.until(lambda: asked.answer)

    assert asked.texts == [doors.NOT_TAKEN]


async def test_message_that_cannot_be_stored_is_told_to_its_author(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """After a few tries, as Discord does not send it again."""
    rig.desk.failing = 3
    asked = await rig.ask(DRAFT)

    (told,) = await rig.answer()

    assert rig.desk.refused == 3
    assert told["content"] == doors.NOT_TAKEN
    assert told["message_reference"]["message_id"] == asked["id"]
    assert "door=mention why=the store is away" in caplog.text
    assert "4821" not in caplog.text


async def test_message_is_stored_by_a_store_that_comes_back(rig: Rig) -> None:
    """A short outage costs the agent nothing."""
    rig.desk.failing = 2
    asked = await rig.ask(DRAFT)

    assert await rig.ended(asked) == "answered"
    assert len(rig.discord.answers()) == 1


async def test_answers_of_one_channel_come_in_order(rig: Rig) -> None:
    """Where they stand side by side, also when the second is coached first."""
    rig.discord.world.permissions &= ~dw.THREADS
    await rig.stop()
    await rig.start()
    rig.desk.delivering.clear()
    first = await rig.ask("As I told you, it left on 3 May.")
    second = await rig.ask("As I told you, it left on 4 May.")
    await rig.desk.until(lambda: len(rig.desk.jobs) == 2)
    rig.desk.delivering.set()

    await rig.ended(second)

    shown = [one["message_reference"]["message_id"] for one in rig.discord.answers()]
    assert shown == [first["id"], second["id"]]


async def test_stop_in_the_middle_of_storing_loses_nothing(rig: Rig) -> None:
    """What is half taken in is finished before the doors are gone."""
    rig.desk.taking.clear()
    asked = await rig.ask(DRAFT)
    await rig.desk.until(lambda: rig.desk.asked)
    await rig.stopping()
    rig.desk.taking.set()
    with suppress(asyncio.CancelledError):
        await rig.running

    assert rig.desk.outcomes[key_of(asked)] == "answered"
