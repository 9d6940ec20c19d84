"""What agents in Slack say about tips, over real sockets, and what is kept of a workspace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import tip_times
from bot.coaching import intake
from bot.desk.desk import queue_of
from bot.errors import ConfigError, StoreError
from bot.platforms.slack import keeping, words
from bot.platforms.slack.platform import SENT_AWAY, Slack
from bot.store.rows import Workspace
from tests.peers.plain_workspaces import PlainWorkspaces
from tests.peers.slack_rig import Rig, settings, slack_rig
from tests.peers.slack_server import ALICE, BOB, BOT, GENERAL, QUIET, TEAM, boxed, shown

ON = tip_times.ON.format(at="09:30", zone="Europe/Berlin")
HERE = f"slack:{TEAM}"
GONE = (
    {"type": "app_uninstalled"},
    {"type": "tokens_revoked", "tokens": {"bot": [BOT], "oauth": []}},
)


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


def tips(rig: Rig) -> dict[str, str]:
    """Read what is kept."""
    return dict(rig.workspaces.kept[HERE].tips)


async def test_a_command_settles_the_tips_of_its_channel(rig: Rig) -> None:
    """On at a time, at the usual time, off; told to whoever asked alone."""
    for said, kept in (
        ("tips 09:30 Europe/Berlin", "09:30 Europe/Berlin"),
        ("tips", "09:00 UTC"),
        ("tips 7.15", "07:15 UTC"),
        ("tips off", tip_times.NEVER),
    ):
        await rig.slack.command(GENERAL, said)
        await rig.settle()
        await rig.start()
        assert tips(rig) == {GENERAL: kept}

    answers = await rig.slack.posted(GENERAL)
    assert [shown(answers[0]), shown(answers[3])] == [ON, tip_times.OFF]
    assert {answer["ephemeral_to"] for answer in answers} == {ALICE}
    assert not rig.coach.drafts


async def test_a_mention_settles_the_tips_and_tells_one_person(rig: Rig) -> None:
    """Where it was asked: in the channel, not in a thread that nobody has open."""
    await rig.slack.write(GENERAL, f"<@{BOT}> tips 09:30 Europe/Berlin", user=BOB)

    answer = (await rig.posted())[0]

    assert shown(answer) == ON
    assert answer["ephemeral_to"] == BOB
    assert "thread_ts" not in answer
    assert tips(rig) == {GENERAL: "09:30 Europe/Berlin"}


async def test_a_mention_in_a_thread_is_answered_there(rig: Rig) -> None:
    """To one person alone all the same."""
    root = await rig.slack.write(GENERAL, "A customer asks for a parcel.")
    await rig.slack.write(GENERAL, f"<@{BOT}> tips off", thread=root)

    answer = (await rig.posted())[0]

    assert (answer["thread_ts"], answer["ephemeral_to"]) == (root, ALICE)


async def test_channels_are_settled_one_by_one(rig: Rig) -> None:
    """Off in one changes nothing in the other."""
    for channel, said in ((GENERAL, "tips 09:30"), (QUIET, "tips 10:00"), (GENERAL, "tips off")):
        await rig.slack.command(channel, said)
        await rig.settle()
        await rig.start()

    assert tips(rig) == {GENERAL: tip_times.NEVER, QUIET: "10:00 UTC"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("tips 25:00", tip_times.WRONG_TIME.format(at="25:00")),
        ("tips 09:30 Mars/Olympus", tip_times.WRONG_ZONE.format(zone="Mars/Olympus")),
    ],
)
async def test_a_wish_that_cannot_be_read_settles_nothing(
    rig: Rig, said: str, sentence: str
) -> None:
    """One sentence says how to write it."""
    await rig.slack.command(GENERAL, said)

    assert shown((await rig.posted())[0]) == sentence
    assert not tips(rig)


@pytest.mark.parametrize(
    "draft", ["Tips are on the house.", "tips welcome", "No tips off the record."]
)
async def test_a_draft_about_tips_is_coached(rig: Rig, draft: str) -> None:
    """It settles nothing."""
    await rig.slack.command(GENERAL, draft)
    await rig.posted()

    assert [one.text for one in rig.coach.drafts] == [draft]
    assert not tips(rig)


async def test_words_about_tips_that_say_no_time_are_told_what_does(rig: Rig) -> None:
    """In one sentence, and nothing is coached or kept."""
    await rig.slack.command(GENERAL, "tips maybe")

    answer = (await rig.posted())[0]

    assert shown(answer) == tip_times.NOT_READ
    assert answer["ephemeral_to"] == ALICE
    assert not tips(rig)
    assert not rig.coach.drafts


@pytest.mark.parametrize("code", ["not_in_channel", "channel_not_found"])
async def test_where_we_are_no_member_the_answer_says_how_to_invite(rig: Rig, code: str) -> None:
    """The command reaches us anywhere; a tip does not get there."""
    rig.proxy.refuse("chat.postEphemeral", code)
    await rig.slack.command(GENERAL, "tips 09:30 Europe/Berlin")

    answer = (await rig.posted())[0]

    assert answer["ephemeral_to"] == ALICE
    assert shown(answer) == f"{ON}\n{words.INVITE}"
    assert tips(rig) == {GENERAL: "09:30 Europe/Berlin"}


async def test_tips_that_are_stopped_need_no_invitation(rig: Rig) -> None:
    """Nothing shall come there."""
    rig.proxy.refuse("chat.postEphemeral", "not_in_channel")
    await rig.slack.command(GENERAL, "tips off")

    assert shown((await rig.posted())[0]) == tip_times.OFF


async def test_a_mention_that_cannot_be_whispered_to_is_answered_in_person(rig: Rig) -> None:
    """A direct message is private too."""
    dm = await rig.slack.dm()
    rig.proxy.refuse("chat.postEphemeral", "user_not_in_channel")
    await rig.slack.write(GENERAL, f"<@{BOT}> tips 09:30 Europe/Berlin")

    assert shown((await rig.posted(channel=dm))[0]) == ON
    assert not await rig.slack.posted(GENERAL)


async def test_an_answer_about_tips_that_broke_under_way_is_told(rig: Rig) -> None:
    """Nobody can look behind it; what was asked for is settled."""
    rig.proxy.break_after("chat.postEphemeral", "cut")
    await rig.slack.command(GENERAL, "tips off")

    told = (await rig.posted(2))[1]

    assert (shown(told), told["ephemeral_to"]) == (words.DOUBT_TIPS, ALICE)
    assert tips(rig) == {GENERAL: tip_times.NEVER}


async def test_nothing_is_settled_while_the_store_is_away(rig: Rig) -> None:
    """The desk tries again; in the end the agent is told what to do."""
    rig.desk.works = False
    await rig.slack.command(GENERAL, "tips 09:30")
    await rig.desk.until(lambda: rig.desk.jobs)
    (job,) = rig.desk.jobs.values()
    rig.workspaces.away = True
    with pytest.raises(StoreError):
        await rig.bot.answer(job)

    await rig.bot.failed(job)
    assert shown((await rig.posted())[0]) == words.FAILED_TIPS

    rig.workspaces.away = False
    first, again = [await rig.bot.answer(job) for _ in range(2)]
    assert first == again
    assert tips(rig) == {GENERAL: "09:30 UTC"}
    assert (job.door, job.lane, queue_of(job.door)) == ("settings", "", "quick")


async def test_a_job_that_no_longer_reads_as_a_wish_says_how(rig: Rig) -> None:
    """It may have waited while a newer release was put in."""
    rig.desk.works = False
    await rig.slack.command(GENERAL, "tips")
    await rig.desk.until(lambda: rig.desk.jobs)
    (job,) = rig.desk.jobs.values()
    other = replace(job, words={**job.words, "text": "tips of the day"})

    (part,) = await rig.bot.answer(other)

    assert part["text"] == tip_times.NOT_READ
    assert not tips(rig)


async def test_home_tab_and_help_mention_the_tips(rig: Rig) -> None:
    """One line each."""
    await rig.slack.open_home()
    await rig.slack.command(GENERAL, "help")

    page = (await rig.called("views.publish"))[0]["view"]
    answer = (await rig.posted())[0]

    assert "/coach tips 09:30" in shown(page)
    assert shown(answer) == f"{intake.HOW_TO}\n{tip_times.HOW_TO}"
    assert not boxed(answer)


async def test_a_workspace_is_kept_at_sign_in_with_its_tips_untouched(rig: Rig) -> None:
    """Its name may change, its first day does not."""
    first = rig.workspaces.kept[HERE]
    assert (first.id, first.name) == (TEAM, "Acme Support")
    old = Workspace(
        platform="slack",
        id=TEAM,
        name="Acme",
        installed_at=datetime(2026, 1, 2, tzinfo=UTC),
        tips={GENERAL: "08:00 UTC"},
    )
    rig.workspaces.kept[HERE] = old

    async with Slack(settings(rig.proxy), rig.coach, workspaces=rig.workspaces).connected():
        assert rig.workspaces.kept[HERE] == replace(old, name="Acme Support")


async def test_a_store_that_is_away_keeps_nobody_from_signing_in(rig: Rig) -> None:
    """No answer hangs on a workspace's name."""
    kept = PlainWorkspaces()
    kept.away = True

    async with Slack(settings(rig.proxy), rig.coach, workspaces=kept).connected():
        assert not kept.kept


@pytest.mark.parametrize("event", GONE, ids=lambda event: str(event["type"]))
async def test_a_removed_app_leaves_nothing_behind(rig: Rig, event: dict[str, object]) -> None:
    """Settings and votes are erased before Slack hears that we know, then the process ends."""
    await rig.workspaces.add_feedback(
        "k", platform="slack", workspace=TEAM, writer="offline", useful=True
    )
    envelope = await rig.event(dict(event))

    with pytest.raises(ConfigError) as caught:
        await rig.running

    assert str(caught.value) == SENT_AWAY
    assert not rig.workspaces.kept
    assert not rig.workspaces.votes
    assert rig.proxy.acks == [envelope]


async def test_what_cannot_be_erased_is_told_to_the_admin(rig: Rig) -> None:
    """With the command that does it."""
    rig.workspaces.away = True
    await rig.event(dict(GONE[0]))

    with pytest.raises(ConfigError) as caught:
        await rig.running

    assert str(caught.value) == f"{SENT_AWAY} {keeping.NOT_ERASED.format(team=TEAM)}"
