"""What goes wrong between Slack and us, over real sockets: never silence, never an answer twice."""

from __future__ import annotations

import inspect
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk import errors as sdk_errors

from bot.desk.job import Job
from bot.errors import DeliveryError
from bot.platforms.slack import faults, words
from tests.peers.slack_rig import Rig, slack_rig
from tests.peers.slack_server import ALICE, BOT, GENERAL, QUIET, boxed, shown

DRAFT = "As I already told you, order #4821 shipped on 3 May."
TIP = {"channel": QUIET, "title": "Ask first", "text": "Ask before you touch their umbrella."}


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


@pytest.mark.parametrize("status", [429, 503])
async def test_post_that_slack_puts_off_arrives_once(rig: Rig, status: int) -> None:
    """Throttled or away twice, then taken."""
    rig.proxy.fail("chat.postMessage", status, times=2)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    await rig.called("chat.postMessage", 3)
    await rig.settle()

    assert len(await rig.slack.posted(GENERAL)) == 1
    assert set(rig.desk.outcomes.values()) == {"answered"}


async def test_long_throttling_is_the_desks_to_wait_out(rig: Rig) -> None:
    """A call gives up at once, sure that nothing was posted, so that it may be tried later."""
    rig.proxy.fail("chat.postMessage", 429, retry_after_s=100)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    await rig.settle()

    assert len(await rig.slack.posted(GENERAL)) == 1
    assert set(rig.desk.outcomes.values()) == {"answered"}


async def test_ephemeral_answer_that_slack_puts_off_arrives_once(rig: Rig) -> None:
    """The SDK's `respond()` would not try again."""
    rig.proxy.fail("respond", 503, times=2)
    await rig.shortcut(DRAFT)

    await rig.settle()

    assert len(rig.proxy.responses) == 1


async def test_command_that_slack_delivers_twice_is_answered_once(rig: Rig) -> None:
    """The same trigger under two envelopes."""
    for _ in range(2):
        await rig.shortcut(DRAFT, trigger="1.2.3")

    await rig.settle()

    assert len(rig.proxy.responses) == 1


async def test_agent_is_told_when_slack_refuses_the_post(rig: Rig) -> None:
    """One sentence with the next step, to the agent alone."""
    rig.proxy.refuse("chat.postMessage", "restricted_action")
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    told = (await rig.posted())[0]

    assert told["ephemeral_to"] == ALICE
    assert shown(told) == words.NOT_POSTED


async def test_agent_is_told_in_person_where_the_coach_is_no_member(rig: Rig) -> None:
    """Neither a post nor a whisper is possible there, so it is a direct message."""
    rig.proxy.refuse("chat.postMessage", "not_in_channel")
    rig.proxy.refuse("chat.postEphemeral", "not_in_channel")
    dm = await rig.slack.dm()
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    told = (await rig.posted(channel=dm))[0]

    assert shown(told) == words.NOT_POSTED
    assert not await rig.slack.posted(GENERAL)


async def test_late_command_is_given_back_in_a_direct_message(rig: Rig) -> None:
    """Its response URL has ended, and Slack shows a command nowhere."""
    dm = await rig.slack.dm()
    rig.desk.works = False
    await rig.slack.command(GENERAL, DRAFT)
    await rig.desk.until(lambda: rig.desk.jobs)
    (job,) = rig.desk.jobs.values()

    await rig.bot.late(job)

    told = (await rig.posted(channel=dm))[0]
    assert shown(told).startswith(words.LATE)
    assert boxed(told) == DRAFT


async def test_failed_command_gives_the_draft_back(rig: Rig) -> None:
    """The desk has given up: one sentence, and nothing that was typed is lost."""
    rig.desk.works = False
    await rig.slack.command(GENERAL, DRAFT)
    await rig.desk.until(lambda: rig.desk.jobs)
    (job,) = rig.desk.jobs.values()

    await rig.bot.failed(job)

    told = (await rig.posted())[0]
    assert shown(told).startswith(words.FAILED)
    assert boxed(told) == DRAFT
    assert told["ephemeral_to"] == ALICE


async def test_refusals_are_logged_by_their_code(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """Where even the confession is refused, or a response URL is used up."""
    rig.proxy.refuse("chat.postMessage", "is_archived", times=9)
    rig.proxy.refuse("chat.postEphemeral", "user_not_in_channel", times=9)
    rig.proxy.refuse("views.publish", "not_enabled", times=9)
    rig.proxy.fail("respond", 404, times=9)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await rig.slack.open_home()
    await rig.shortcut(DRAFT)

    await rig.settle()

    logged = {record.getMessage() for record in caplog.records if record.levelno > logging.INFO}
    assert "not posted platform=slack door=mention code=is_archived" in logged
    assert "not posted platform=slack door=home code=not_enabled" in logged
    assert "not posted platform=slack door=shortcut code=http 404" in logged
    # Nobody waits for the page, and there is no sentence to miss.
    assert sorted(rig.desk.outcomes.values()) == ["failed", "failed", "told"]


async def test_agent_is_answered_when_coaching_stumbles(rig: Rig) -> None:
    """In public and alone, one sentence with the next step."""
    rig.coach.error = RuntimeError("the coach stumbled")
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await rig.slack.command(GENERAL, DRAFT)

    posted = await rig.posted(2)

    assert all(shown(message).startswith(words.STUMBLED) for message in posted)
    assert {boxed(message) for message in posted} == {"", DRAFT}


async def test_refused_tip_says_what_to_do(rig: Rig) -> None:
    """An admin reads it in the log; trying again is pointless."""
    rig.proxy.refuse("chat.postMessage", "not_in_channel")
    tip = Job(key="tip:today", platform="slack", door="tip", words=TIP)
    (part,) = await rig.bot.answer(tip)

    with pytest.raises(DeliveryError, match="not_in_channel: invite the coach") as caught:
        await rig.bot.post(tip, part, number=0, again=False)

    assert caught.value.gone
    assert not await rig.slack.posted(QUIET)


def sdk_exceptions() -> list[Exception]:
    """Make one of every exception the SDK and its HTTP client may raise."""
    made: list[Exception] = []
    for name, kind in inspect.getmembers(sdk_errors, inspect.isclass):
        if not issubclass(kind, Exception):
            continue
        wanted = len(inspect.signature(kind).parameters) if "__init__" in vars(kind) else 1
        made.append(kind(*[{"error": name}, {"error": name}][-wanted:]))
    return [*made, aiohttp.ClientConnectionError(), TimeoutError(), ConnectionResetError()]


@pytest.mark.parametrize("error", sdk_exceptions(), ids=lambda error: type(error).__name__)
async def test_every_sdk_error_becomes_ours(error: Exception) -> None:
    """None leaves the adapter, and each keeps its cause."""
    with pytest.raises(DeliveryError) as caught:
        async with faults.mapped():
            raise error

    assert caught.value.__cause__ is error
