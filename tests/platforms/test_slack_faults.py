"""What goes wrong between Slack and us, over real sockets: never silence, never an answer twice."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk import errors as sdk_errors

from bot.coaching.domain import Tip
from bot.errors import ConfigError, DeliveryError, StoreError
from bot.platforms.slack import answers, platform, wire
from bot.platforms.slack.platform import Slack
from bot.store import Store
from tests.peers.slack_proxy import SlackProxy, slack_proxy
from tests.peers.slack_rig import NotingCoach, Rig, settings, slack_rig, until
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


async def test_reconnects_when_slack_asks_and_goes_on_answering(rig: Rig) -> None:
    """Slack does so every few hours."""
    await rig.proxy.ask_to_reconnect()

    async def reconnected() -> bool:
        return rig.proxy.connected == 2

    await until(reconnected)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    assert "#4821" in boxed((await rig.posted())[0])


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


async def test_slack_has_its_acknowledgement_before_the_coaching_is_done(rig: Rig) -> None:
    """Slack waits three seconds; an LLM may take longer."""
    rig.coach.gate.clear()
    await rig.slack.command(GENERAL, DRAFT)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await rig.shortcut(DRAFT)

    async def acknowledged() -> bool:
        return len(rig.coach.drafts) == 3 and set(rig.proxy.delivered) == set(rig.proxy.acks)

    await until(acknowledged)
    assert not await rig.slack.posted(GENERAL)
    rig.coach.gate.set()

    assert len(await rig.posted(2)) == 2


async def test_rush_is_answered_to_everybody_once(rig: Rig) -> None:
    """More drafts at once than we work on at the same time."""
    count = 2 * platform.AT_ONCE + 1
    rig.coach.gate.clear()
    asked = {await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}") for _ in range(count)}
    assert len(rig.coach.drafts) <= platform.AT_ONCE
    rig.coach.gate.set()

    await rig.settle()

    posted = await rig.slack.posted(GENERAL)
    assert len(posted) == count
    assert {message["thread_ts"] for message in posted} == asked


async def test_work_under_way_is_finished_before_we_go(rig: Rig) -> None:
    """A restart in the middle of a coaching costs nobody their answer."""
    rig.coach.gate.clear()
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    async def at_work() -> bool:
        return bool(rig.coach.drafts)

    await until(at_work)
    rig.running.cancel()
    await asyncio.sleep(0)
    assert not rig.running.done()
    rig.coach.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await rig.running

    assert "#4821" in boxed((await rig.slack.posted(GENERAL))[0])


async def test_refused_tip_may_be_told_later(rig: Rig) -> None:
    """The error says what to do, and the key is free again."""
    rig.proxy.refuse("chat.postMessage", "not_in_channel")

    with pytest.raises(DeliveryError, match="not_in_channel: invite the coach") as caught:
        await rig.bot.post_tip(QUIET, TIP, key="tip:today")
    await rig.bot.post_tip(QUIET, TIP, key="tip:today")

    assert caught.value.gone
    assert len(await rig.slack.posted(QUIET)) == 1


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": [BOT], "oauth": []}},
    ],
    ids=lambda event: str(event["type"]),
)
async def test_removed_app_stops_with_the_next_step(rig: Rig, event: dict[str, object]) -> None:
    """The workspace took our token back: nothing is left to serve."""
    await rig.event(dict(event))

    with pytest.raises(ConfigError, match="Install it again"):
        await rig.running


async def test_revoked_token_of_a_person_changes_nothing(rig: Rig) -> None:
    """We hold the bot's token only."""
    await rig.event({"type": "tokens_revoked", "tokens": {"oauth": [ALICE], "bot": []}})
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    assert await rig.posted()


async def test_other_slack_settings_in_the_environment_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SDK reads some by itself and would switch to OAuth with them."""
    for name in ("BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET"):
        monkeypatch.setenv(f"SLACK_{name}", "of another app")
    async with slack_rig(tmp_path) as rig:
        await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

        assert "#4821" in boxed((await rig.posted())[0])


async def test_refused_tokens_are_all_named_with_the_next_step(tmp_path: Path) -> None:
    """Both at once, each with where to find it."""
    async with slack_proxy() as proxy:
        proxy.refuse("auth.test", "invalid_auth")
        proxy.refuse("apps.connections.open", "not_allowed_token_type")

        with pytest.raises(ConfigError) as caught:
            await run_against(proxy, tmp_path)

    assert str(caught.value).splitlines() == [
        wire.BAD_BOT_TOKEN.format(code="invalid_auth"),
        wire.BAD_APP_TOKEN.format(code="not_allowed_token_type"),
    ]


async def test_start_waits_while_slack_is_away(tmp_path: Path) -> None:
    """Down at our start is no reason to give up, and no reason to blame a token."""
    async with slack_proxy() as proxy:
        proxy.refuse("auth.test", "internal_error")
        proxy.refuse("apps.connections.open", "invalid_auth", times=9)
        running = asyncio.create_task(run_against(proxy, tmp_path))

        async def asked_again() -> bool:
            return len(proxy.called("auth.test")) > 1

        await until(asked_again)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def run_against(proxy: SlackProxy, folder: Path) -> None:
    """Run a bot against a proxy with nothing behind."""
    async with Store.open(f"sqlite:///{folder / 'store.db'}") as store:
        await Slack(settings(proxy), NotingCoach(), store).run()


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


def test_grace_is_shorter_than_what_a_host_gives() -> None:
    """Kubernetes and Heroku kill after 30 seconds."""
    assert platform.GRACE_S + platform.CLOSE_S <= 30
