"""Two buttons below a private answer, over real sockets: what a press counts and what it keeps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import votes
from bot.coaching.domain import Rewrite
from bot.desk.desk import queue_of
from bot.platforms.slack import words
from bot.platforms.slack.asks import Ask
from bot.platforms.slack.jobs import to_job
from bot.platforms.slack.platform import Slack
from tests.peers.fakes import FakeWriter
from tests.peers.slack_rig import Rig, settings, slack_rig
from tests.peers.slack_server import ALICE, BOB, BOT, GENERAL, TEAM, buttons, shown

DRAFT = "As I already told you, order #4821 shipped on 3 May."
BOTH = [votes.HELPED, votes.NOT_QUITE]


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


def labels(message: dict[str, Any]) -> list[str]:
    """Read the buttons of a message."""
    return [button["text"]["text"] for button in buttons(message)]


async def private(rig: Rig) -> dict[str, Any]:
    """Get a private answer."""
    await rig.slack.command(GENERAL, DRAFT)
    return (await rig.posted())[0]


async def test_a_vote_that_waited_over_a_restart_counts_before_slack_is_back(rig: Rig) -> None:
    """The desk works on while the line is still being opened."""
    asleep = Slack(settings(rig.proxy), rig.coach, workspaces=rig.workspaces)
    yes, _ = votes.values("offline")
    ask = Ask(door="feedback", key="slack:1", team=TEAM, user=ALICE, text=yes)

    (part,) = await asleep.answer(to_job(ask))

    assert part["text"] == votes.COUNTED[True]
    assert list(rig.workspaces.votes.values()) == [("slack", TEAM, "offline", True)]


async def test_every_private_answer_asks_whether_it_helped_and_no_public_one(rig: Rig) -> None:
    """The command's, the shortcut's, the critique; a thread shows no vote."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    public = (await rig.posted())[0]
    await rig.slack.press(public)
    critique = (await rig.posted(2))[1]
    await rig.slack.command(GENERAL, DRAFT)
    command = (await rig.posted(3))[2]
    await rig.shortcut(DRAFT)
    shortcut = (await rig.responded())[0]

    assert [labels(one) for one in (critique, command, shortcut)] == [BOTH] * 3
    assert labels(public) == ["Why?"]


@pytest.mark.parametrize("text", ["", "x" * 20_001])
async def test_a_sentence_of_ours_asks_for_no_vote(rig: Rig, text: str) -> None:
    """Nothing was coached."""
    await rig.slack.command(GENERAL, text)

    assert not labels((await rig.posted())[0])


@pytest.mark.parametrize("useful", [True, False])
async def test_a_press_is_counted_and_answered_with_one_line(rig: Rig, *, useful: bool) -> None:
    """For whoever pressed; the answer above stays."""
    answer = await private(rig)
    await rig.slack.press(answer, BOTH[not useful])

    told = (await rig.posted(2))[1]

    assert (shown(told), told["ephemeral_to"]) == (votes.COUNTED[useful], ALICE)
    assert list(rig.workspaces.votes.values()) == [("slack", TEAM, "offline", useful)]
    assert queue_of(list(rig.desk.jobs.values())[1].door) == "quick"
    assert len(rig.coach.drafts) == 1


async def test_a_change_of_mind_counts_once_and_two_people_count_twice(rig: Rig) -> None:
    """One vote for a person and an answer."""
    answer = await private(rig)
    await rig.slack.press(answer, votes.HELPED)
    await rig.posted(2)
    await rig.slack.press(answer, votes.NOT_QUITE)
    await rig.posted(3)
    await rig.slack.press(answer, votes.HELPED, user=BOB)
    await rig.posted(4)

    assert sorted(vote[3] for vote in rig.workspaces.votes.values()) == [False, True]


async def test_nothing_kept_of_a_vote_leads_to_words_or_people(rig: Rig) -> None:
    """Neither what a button carries nor what is stored."""
    answer = await private(rig)
    await rig.slack.press(answer, votes.HELPED)
    await rig.posted(2)

    carried = " ".join(button["value"] for button in buttons(answer))
    kept = " ".join(f"{key} {vote}" for key, vote in rig.workspaces.votes.items())
    for words_of_theirs in ("4821", "told", ALICE, "alice"):
        assert words_of_theirs not in carried
        assert words_of_theirs not in kept
    (job,) = (one for one in rig.desk.jobs.values() if one.door == "command")
    assert job.key not in carried + kept


async def test_a_critique_counts_for_who_wrote_the_rewrite(tmp_path: Path) -> None:
    """Its button carries that from the thread."""
    better = Rewrite(text="Order #4821 shipped on 3 May.", writer="openai")
    async with slack_rig(tmp_path, FakeWriter(better)) as rig:
        await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
        await rig.slack.press((await rig.posted())[0])
        await rig.slack.press((await rig.posted(2))[1], votes.NOT_QUITE)
        await rig.posted(3)

        assert list(rig.workspaces.votes.values()) == [("slack", TEAM, "openai", False)]


async def test_a_button_that_is_none_of_ours_counts_nothing(rig: Rig) -> None:
    """One line says so."""
    answer = await private(rig)
    buttons(answer)[0]["value"] = "vote:../..:x:yes"
    await rig.slack.press(answer, votes.HELPED)

    assert shown((await rig.posted(2))[1]) == votes.UNREADABLE
    assert not rig.workspaces.votes


async def test_a_press_that_is_not_stored_is_told(rig: Rig) -> None:
    """The button stays, and works a minute later."""
    answer = await private(rig)
    rig.desk.failing = 1
    await rig.slack.press(answer, votes.HELPED)
    assert shown((await rig.posted(2))[1]) == words.NOT_TAKEN

    await rig.slack.press(answer, votes.HELPED)
    await rig.posted(3)
    assert len(rig.workspaces.votes) == 1


async def test_only_a_vote_that_was_not_counted_is_worth_a_word(rig: Rig) -> None:
    """A thanks that comes late, or may be missing, is nobody's loss."""
    answer = await private(rig)
    rig.desk.works = False
    await rig.slack.press(answer, votes.HELPED)
    await rig.desk.until(lambda: len(rig.desk.jobs) == 2)
    job = list(rig.desk.jobs.values())[1]

    await rig.bot.late(job)
    await rig.bot.doubt(job)
    await rig.bot.failed(job)

    assert [shown(one) for one in (await rig.posted(2))[1:]] == [votes.NOT_COUNTED]
    assert not rig.proxy.called("chat.postMessage")
