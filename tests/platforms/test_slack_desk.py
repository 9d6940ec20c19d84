"""Slack and the desk, over real sockets: stored, then acknowledged, then answered from anywhere."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import log
from bot.desk.job import Job
from bot.platforms.slack import words
from bot.platforms.slack.platform import Slack
from tests.peers.plain_desk import PlainDesk
from tests.peers.slack_rig import Rig, settings, slack_rig, until
from tests.peers.slack_server import ALICE, BOT, GENERAL, boxed, shown

DRAFT = "As I already told you, order #4821 shipped on 3 May."


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


@pytest.mark.parametrize("door", ["mention", "shortcut"])
async def test_nothing_is_acknowledged_before_it_is_stored(rig: Rig, door: str) -> None:
    """What Slack holds for done must be safe with us."""
    rig.desk.taking.clear()
    if door == "mention":
        await rig.mention(DRAFT)
    else:
        await rig.shortcut(DRAFT)
    await rig.desk.until(lambda: rig.desk.asked)
    assert not rig.proxy.acks

    rig.desk.taking.set()
    await rig.settle()

    assert len(rig.proxy.acks) == 1


async def test_event_is_answered_once_after_the_store_was_away(rig: Rig) -> None:
    """It is not acknowledged, so Slack sends it again."""
    rig.desk.failing = 1
    await rig.mention(DRAFT)
    await rig.desk.until(lambda: rig.desk.refused)
    assert not rig.desk.jobs

    assert await rig.proxy.redeliver_missed() == 1
    assert "#4821" in boxed((await rig.posted())[0])
    await rig.acknowledged()
    await rig.stop()

    assert len(rig.proxy.acks) == len(await rig.slack.posted(GENERAL)) == 1


async def test_command_gets_its_draft_back_while_the_store_is_away(rig: Rig) -> None:
    """Slack sends a command once: one sentence, and what was typed."""
    rig.desk.failing = 1
    await rig.slack.command(GENERAL, DRAFT)

    told = (await rig.posted())[0]

    assert told["ephemeral_to"] == ALICE
    assert shown(told).startswith(words.NOT_TAKEN)
    assert boxed(told) == DRAFT
    await rig.settle()
    assert not rig.desk.jobs
    assert len(await rig.slack.posted(GENERAL)) == 1


async def test_long_command_comes_back_whole_while_the_store_is_away(rig: Rig) -> None:
    """However many messages it takes."""
    long = "\n".join(f"{DRAFT} <{number}>" for number in range(300))
    rig.desk.failing = 1
    await rig.slack.command(GENERAL, long)

    posted = await rig.posted(2)

    assert "".join(boxed(message) for message in posted) == long


async def test_shortcut_gets_a_sentence_while_the_store_is_away(rig: Rig) -> None:
    """The message stands in Slack as it was."""
    rig.desk.failing = 1
    await rig.shortcut(DRAFT)

    told = (await rig.responded())[0]

    assert shown(told) == words.NOT_TAKEN
    await rig.settle()
    assert len(rig.proxy.responses) == 1


async def test_press_gets_a_sentence_while_the_store_is_away(rig: Rig) -> None:
    """The button stays, and works a minute later."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    answer = (await rig.posted())[0]
    rig.desk.failing = 1

    await rig.slack.press(answer)
    told = (await rig.posted(2))[1]
    await rig.slack.press(answer)
    critique = (await rig.posted(3))[2]

    assert shown(told) == words.NOT_TAKEN
    assert shown(critique).startswith(words.NOTICED)


async def test_silence_of_slack_does_not_keep_an_acknowledgement_back(rig: Rig) -> None:
    """The sentence may fail; that we have heard is said all the same."""
    rig.desk.failing = 1
    rig.proxy.fail("respond", 503, times=99)
    await rig.shortcut(DRAFT)

    await rig.acknowledged()

    assert not rig.proxy.responses


async def test_draft_taken_by_one_process_is_answered_by_another(rig: Rig) -> None:
    """One has the doors, the other the line; all they share is the job."""
    rig.desk.works = False
    ts = await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await rig.slack.command(GENERAL, DRAFT)
    await rig.slack.open_home()
    await rig.desk.until(lambda: len(rig.desk.jobs) == 3)
    other = Slack(settings(rig.proxy), rig.coach, workspaces=rig.workspaces)
    async with other.connected():
        rig.desk.platform = other
        ended = [await rig.desk.work(key) for key in list(rig.desk.jobs)]

    public, private = await rig.slack.posted(GENERAL)
    assert ended == ["answered"] * 3
    assert (public["thread_ts"], private["ephemeral_to"]) == (ts, ALICE)
    assert rig.proxy.called("views.publish")
    assert len(rig.proxy.called("apps.connections.open")) == 1


async def test_buttons_work_in_another_process(rig: Rig) -> None:
    """They carry all that is needed."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    answer = (await rig.posted())[0]
    await rig.settle()
    other = Slack(settings(rig.proxy), rig.coach, workspaces=rig.workspaces)
    async with other.connected():
        rig.bot, rig.desk = other, PlainDesk(other)
        await rig.start()
        await rig.slack.press(answer)

        critique = (await rig.posted(2))[1]
        await rig.settle()

    assert shown(critique).startswith(words.NOTICED)


async def test_event_that_comes_again_after_a_restart_is_answered_once(rig: Rig) -> None:
    """The acknowledgement was lost, the job was not."""
    rig.proxy.losing_acks = True
    await rig.mention(DRAFT)
    await rig.posted()
    await rig.stop()
    rig.proxy.losing_acks = False

    await rig.start()
    assert await rig.proxy.redeliver_missed() == 1
    await rig.acknowledged()
    await rig.stop()

    assert len(await rig.slack.posted(GENERAL)) == 1


async def test_drafts_of_one_thread_are_answered_in_their_order(rig: Rig) -> None:
    """A lane a thread; what one person alone sees needs none."""
    rig.desk.works = False
    root = await rig.slack.write(GENERAL, "A customer asks for a parcel.")
    for _ in range(2):
        await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}", thread=root)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await rig.slack.command(GENERAL, DRAFT)
    await rig.desk.until(lambda: len(rig.desk.jobs) == 4)

    lanes = [job.lane for job in rig.desk.jobs.values()]

    assert lanes[0] == lanes[1] != lanes[2]
    assert lanes[3] == ""
    assert all(job.workspace and job.person == ALICE for job in rig.desk.jobs.values())


async def test_logs_of_a_broken_door_hold_nobodys_words(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """Slack-bolt prints what it could not handle; ours names the type of error alone."""
    caplog.set_level(logging.DEBUG)
    for name in log.LOUD:
        caplog.set_level(logging.WARNING, name)
    await rig.stop()
    asked: list[str] = []

    async def take(job: Job) -> bool:
        asked.append(job.door)
        raise RuntimeError(DRAFT)

    await rig.start(take)
    await rig.mention(DRAFT)
    await rig.shortcut(DRAFT)
    await rig.event({"type": "team_join", "user": {"id": "U9", "name": DRAFT}})

    async def heard() -> bool:
        return len(asked) == 2

    await until(heard)
    await rig.stop()

    ours = [record for record in caplog.records if record.name != "aiohttp.access"]
    logged = " ".join(record.getMessage() + str(record.exc_info) for record in ours)
    assert logged.count("listener broke platform=slack error=RuntimeError") == 2
    assert "4821" not in logged
    assert not rig.proxy.acks
