"""Start, connection, rush and stop, over real sockets: nobody waits in vain."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings
from bot.desk.desk import TAKE_S
from bot.errors import ConfigError
from bot.platforms.slack import listening, sign_in
from bot.platforms.slack.platform import Slack
from tests.peers.noting_coach import NotingCoach
from tests.peers.plain_workspaces import PlainWorkspaces
from tests.peers.slack_proxy import SlackProxy, slack_proxy
from tests.peers.slack_rig import Rig, settings, slack_rig, until
from tests.peers.slack_server import ALICE, BOT, GENERAL, boxed

DRAFT = "As I already told you, order #4821 shipped on 3 May."


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
    """However many at once; how many are worked at the same time is the desk's to say."""
    count = 33
    rig.coach.gate.clear()
    asked = {await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}") for _ in range(count)}
    rig.coach.gate.set()

    await rig.settle()

    posted = await rig.slack.posted(GENERAL)
    assert len(posted) == count
    assert {message["thread_ts"] for message in posted} == asked


async def test_what_was_taken_in_is_answered_after_the_doors_are_closed(rig: Rig) -> None:
    """A stop in the middle of a coaching costs nobody their answer: the line is still open."""
    rig.coach.gate.clear()
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    async def at_work() -> bool:
        return bool(rig.coach.drafts)

    await until(at_work)
    await rig.stop()
    rig.coach.gate.set()

    assert "#4821" in boxed((await rig.posted())[0])


async def test_what_is_being_stored_is_acknowledged_before_we_go(rig: Rig) -> None:
    """A stop in that moment costs no agent a timeout, and lets nothing more in."""
    rig.desk.taking.clear()
    first = await rig.shortcut(DRAFT)
    await rig.desk.until(lambda: rig.desk.asked)

    rig.running.cancel()
    await asyncio.sleep(0)
    await rig.shortcut(DRAFT)
    for _ in range(5):  # long enough for a socket to close
        await rig.slack.posted(GENERAL)
    assert not rig.running.done()
    rig.desk.taking.set()
    with pytest.raises(asyncio.CancelledError):
        await rig.running

    assert rig.proxy.acks == [first]
    assert rig.desk.asked == 1


async def test_used_address_is_not_tried_for_ever(rig: Rig) -> None:
    """Slack's addresses are good for one try; the SDK alone would go on with an old one."""
    await rig.stop()
    rig.proxy.stale = 1
    bot = Slack(settings(rig.proxy), rig.coach, workspaces=rig.workspaces, ping_s=0.1)
    async with bot.connected():
        rig.bot = rig.desk.platform = bot
        await rig.start()
        await rig.mention(DRAFT)

        assert "#4821" in boxed((await rig.posted())[0])
        await rig.settle()


async def test_it_is_told_whether_the_doors_are_open(rig: Rig) -> None:
    """Readiness hangs on it."""
    await rig.stop()
    told: list[bool] = []

    def up(*, is_up: bool) -> None:
        told.append(is_up)

    bot = Slack(settings(rig.proxy), rig.coach, workspaces=rig.workspaces, ping_s=0.1)
    async with bot.connected():
        rig.bot = rig.desk.platform = bot
        await rig.start(up=up)

        async def looked() -> bool:
            return True in told

        await until(looked)
        rig.proxy.stale = 1
        await rig.proxy.close_sockets()

        async def reconnected() -> bool:
            return False in told and told[-1]

        await until(reconnected)
        await rig.stop()

    assert told[-1] is False


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


async def test_refused_tokens_are_all_named_with_the_next_step() -> None:
    """Both at once, each with where to find it."""
    async with slack_proxy() as proxy:
        proxy.refuse("auth.test", "invalid_auth")
        proxy.refuse("apps.connections.open", "not_allowed_token_type")

        with pytest.raises(ConfigError) as caught:
            await run_against(proxy)

    assert str(caught.value).splitlines() == [
        sign_in.BAD_BOT_TOKEN.format(code="invalid_auth"),
        sign_in.BAD_APP_TOKEN.format(code="not_allowed_token_type"),
    ]


async def test_refused_app_token_alone_is_named_at_the_door(rig: Rig) -> None:
    """A process that only answers needs none."""
    await rig.stop()
    rig.proxy.refuse("apps.connections.open", "invalid_auth")

    with pytest.raises(ConfigError, match="SLACK_APP_TOKEN"):
        await rig.start()


async def test_start_waits_while_slack_is_away() -> None:
    """Down at our start is no reason to give up, and no reason to blame a token."""
    async with slack_proxy() as proxy:
        proxy.refuse("auth.test", "internal_error")
        proxy.refuse("apps.connections.open", "invalid_auth", times=9)
        running = asyncio.create_task(run_against(proxy))

        async def asked_again() -> bool:
            return len(proxy.called("auth.test")) > 1

        await until(asked_again)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def run_against(proxy: SlackProxy) -> None:
    """Connect a bot to a proxy with nothing behind."""
    async with Slack(settings(proxy), NotingCoach(), workspaces=PlainWorkspaces()).connected():
        pass


def test_grace_is_shorter_than_what_a_host_gives() -> None:
    """Kubernetes and Heroku kill after 30 seconds."""
    assert listening.ACK_S > TAKE_S
    assert listening.ACK_S + listening.CLOSE_S + Settings().stop_grace_s <= 30
