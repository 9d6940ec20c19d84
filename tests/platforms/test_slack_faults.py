"""What goes wrong between Slack and us, over real sockets: never silence, never an answer twice."""

from __future__ import annotations

import inspect
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk import errors as sdk_errors

from bot.coaching.domain import Tip
from bot.errors import DeliveryError, StoreError
from bot.platforms.slack import answers, wire
from bot.store import Store
from tests.peers.slack_rig import Rig, slack_rig
from tests.peers.slack_server import ALICE, BOT, GENERAL, QUIET, boxed, shown

DRAFT = "As I already told you, order #4821 shipped on 3 May."
TIP = Tip(id="tips/1", text="Ask before you touch their umbrella.", title="Ask first")


class FullStore(Store):
    """A store on a full disk."""

    async def claim(self, key: str) -> bool:
        """Refuse, as a full disk does."""
        raise StoreError(f"The store cannot be written ({len(key)} characters).")


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


@pytest.mark.parametrize("status", [429, 503, 500])
async def test_post_that_slack_puts_off_arrives_once(rig: Rig, status: int) -> None:
    """Throttled or broken twice, then taken."""
    rig.proxy.fail("chat.postMessage", status, times=2)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    await rig.called("chat.postMessage", 3)
    await rig.settle()

    assert len(await rig.slack.posted(GENERAL)) == 1


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
    assert shown(told) == answers.NOT_POSTED.format(code="restricted_action")


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
    assert "not posted platform=slack code=is_archived" in logged
    assert "not confessed platform=slack code=user_not_in_channel" in logged
    assert "home not shown platform=slack code=not_enabled" in logged
    assert "not answered platform=slack code=http 404" in logged


async def test_agent_is_answered_when_coaching_stumbles(rig: Rig) -> None:
    """In public and alone, one sentence with the next step."""
    rig.coach.error = RuntimeError("the coach stumbled")
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await rig.slack.command(GENERAL, DRAFT)

    posted = await rig.posted(2)

    assert all(shown(message).startswith(answers.STUMBLED) for message in posted)
    assert {boxed(message) for message in posted} == {"", DRAFT}


async def test_agent_is_answered_when_the_store_is_full(tmp_path: Path) -> None:
    """Better twice than never; tips as well."""
    async with slack_rig(tmp_path, store=FullStore) as rig:
        await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
        await rig.bot.post_tip(QUIET, TIP, key="tip:today")

        assert "#4821" in boxed((await rig.posted())[0])
        assert await rig.posted(channel=QUIET)


async def test_refused_tip_may_be_told_later(rig: Rig) -> None:
    """The error says what to do, and the key is free again."""
    rig.proxy.refuse("chat.postMessage", "not_in_channel")

    with pytest.raises(DeliveryError, match="not_in_channel: invite the coach") as caught:
        await rig.bot.post_tip(QUIET, TIP, key="tip:today")
    await rig.bot.post_tip(QUIET, TIP, key="tip:today")

    assert caught.value.gone
    assert len(await rig.slack.posted(QUIET)) == 1


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
        async with wire._mapped():
            raise error

    assert caught.value.__cause__ is error
