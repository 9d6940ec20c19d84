"""Answers that broke under way, over real sockets: found again or told, never posted twice."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk.job import Job
from bot.platforms.slack import words
from bot.platforms.slack.wire import CLOCKS, LOOK_PAGES
from tests.peers.slack_proxy import Break
from tests.peers.slack_rig import Rig, slack_rig
from tests.peers.slack_server import ALICE, BOB, BOT, GENERAL, QUIET, boxed, buttons, shown

DRAFT = "As I already told you, order #4821 shipped on 3 May."
TIP = {"channel": QUIET, "title": "Ask first", "text": "Ask before you touch their umbrella."}
BREAKS: tuple[Break, ...] = ("cut", "500")


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


@pytest.mark.parametrize("how", BREAKS)
async def test_answer_in_a_dm_that_broke_under_way_is_found_again(rig: Rig, how: Break) -> None:
    """Slack has it, we do not know: its mark tells, and it is not posted twice."""
    dm = await rig.slack.dm()
    rig.proxy.break_after("chat.postMessage", how)
    await rig.slack.write(dm, DRAFT)

    await rig.settle()

    assert len(await rig.slack.posted(dm)) == 1
    assert rig.proxy.called("conversations.replies")
    assert set(rig.desk.outcomes.values()) == {"answered"}


async def test_answer_in_a_long_thread_is_found_on_its_last_page(rig: Rig) -> None:
    """Slack shows a thread page by page, the oldest first."""
    dm = await rig.slack.dm()
    root = await rig.slack.write(dm, DRAFT)
    await rig.posted(channel=dm)
    await rig.answered()  # else the line may break below the answer to the first draft
    rig.proxy.page = 1
    rig.proxy.break_after("chat.postMessage", "cut")
    await rig.slack.write(dm, DRAFT, thread=root)

    await rig.settle()

    assert len(await rig.slack.posted(dm)) == 2
    assert len(rig.proxy.called("conversations.replies")) == 4


async def test_look_begins_where_the_draft_came_in(rig: Rig) -> None:
    """What was written in a thread over the years is not read again."""
    dm = await rig.slack.dm()
    rig.proxy.break_after("chat.postMessage", "cut")
    began = time.time()
    await rig.slack.write(dm, DRAFT)

    await rig.settle()

    (look,) = rig.proxy.called("conversations.replies")
    assert began - CLOCKS.total_seconds() <= float(look["oldest"]) < began
    assert len(await rig.slack.posted(dm)) == 1


async def test_answer_is_doubted_where_too_much_was_written_since(rig: Rig) -> None:
    """Nobody reads for ever; the agent is told that it may be missing."""
    dm = await rig.slack.dm()
    root = await rig.slack.write(dm, DRAFT)
    await rig.posted(channel=dm)
    await rig.answered()
    for number in range(LOOK_PAGES):
        await rig.slack.write(dm, f"More: {number}", thread=root, user=BOB)
    rig.proxy.page = 1
    rig.proxy.break_after("chat.postMessage", "cut")
    await rig.slack.write(dm, DRAFT, thread=root)

    await rig.settle()

    assert len(rig.proxy.called("conversations.replies")) == LOOK_PAGES
    assert "maybe" in rig.desk.outcomes.values()


async def test_page_that_cannot_be_shown_is_nobodys_doubt(rig: Rig) -> None:
    """Nobody waits for the App Home, and showing it twice harms nobody."""
    rig.proxy.fail("views.publish", 502, times=9)
    await rig.slack.open_home()

    await rig.settle()

    assert not rig.proxy.called("chat.postMessage")
    assert not rig.proxy.called("chat.postEphemeral")


async def test_answer_in_a_dm_that_never_arrived_is_posted_again(rig: Rig) -> None:
    """Slack broke before it did anything, and its history shows that."""
    dm = await rig.slack.dm()
    rig.proxy.fail("chat.postMessage", 500)
    await rig.slack.write(dm, DRAFT)

    await rig.settle()

    assert len(await rig.slack.posted(dm)) == 1
    assert len(rig.proxy.called("chat.postMessage")) == 2


@pytest.mark.parametrize("how", BREAKS)
async def test_agent_can_have_a_public_answer_that_may_be_missing(rig: Rig, how: Break) -> None:
    """Nobody may look into a channel, so nothing is posted twice; the button shows it to them."""
    rig.proxy.break_after("chat.postMessage", how)
    ts = await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    public, note = await rig.posted(2)

    assert "#4821" in boxed(public)
    assert (note["ephemeral_to"], note["thread_ts"]) == (ALICE, ts)
    assert shown(note).startswith(words.DOUBT)
    await rig.slack.press(note, "Show me the answer")
    again = (await rig.posted(3))[2]
    assert "#4821" in boxed(again)
    assert "Kindness score" in shown(again)
    assert again["subtype"] == "ephemeral"
    assert len(rig.proxy.called("chat.postMessage")) == 1


async def test_button_for_a_missing_answer_is_the_writers_alone(rig: Rig) -> None:
    """Whoever else saw it gets no draft of others."""
    rig.proxy.break_after("chat.postMessage", "cut")
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    note = (await rig.posted(2))[1]

    await rig.slack.press(note, "Show me the answer", user=BOB)

    assert shown((await rig.posted(3))[2]) == words.NOT_YOURS_TO_PRESS
    assert len(rig.coach.drafts) == 1


async def test_draft_too_long_for_the_button_says_how_to_get_a_missing_answer(rig: Rig) -> None:
    """Without a button there is still a next step."""
    parcels = (f"Parcel {number**9 % 10**9 + 7} left on Monday." for number in range(400))
    rig.proxy.break_after("chat.postMessage", "cut")
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT} {' '.join(parcels)}")

    note = (await rig.posted(2))[1]

    assert shown(note) == words.DOUBT_PLAIN
    assert not buttons(note)


@pytest.mark.parametrize("how", BREAKS)
async def test_private_answer_that_broke_under_way_is_told_as_such(rig: Rig, how: Break) -> None:
    """Nobody can look behind a response URL either."""
    rig.proxy.break_after("respond", how)
    await rig.shortcut(DRAFT)

    answer, note = await rig.responded(2)

    assert "#4821" in boxed(answer)
    assert shown(note).startswith(words.DOUBT)
    await rig.settle()
    assert set(rig.desk.outcomes.values()) == {"maybe"}


@pytest.mark.parametrize("how", BREAKS)
async def test_tip_that_may_have_been_posted_is_not_posted_again(rig: Rig, how: Break) -> None:
    """Better none than two, and nobody is told: nobody waits for it."""
    rig.proxy.break_after("chat.postMessage", how)
    tip = Job(key="tip:today", platform="slack", door="tip", words=TIP)

    await rig.desk.take(tip)
    await rig.settle()

    assert len(await rig.slack.posted(QUIET)) == 1
    assert not rig.proxy.called("chat.postEphemeral")
    for telling in (rig.bot.late, rig.bot.doubt, rig.bot.failed):
        await telling(tip)
    assert len(rig.proxy.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("status", "body"), [(500, "oops"), (502, "<html>"), (504, ""), (200, "<html>")]
)
async def test_answers_that_are_not_slacks_leave_no_double(
    rig: Rig, status: int, body: str
) -> None:
    """A gateway in between says anything, in any form."""
    rig.proxy.fail("chat.postMessage", status, body=body)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    await rig.settle()

    assert len(rig.proxy.called("chat.postMessage")) == 1
    assert set(rig.desk.outcomes.values()) == {"maybe"}
