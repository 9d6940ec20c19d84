"""How the Discord platform starts, connects again, tells tips and stops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.coaching.domain import Tip
from bot.errors import ConfigError, DeliveryError
from bot.platforms.discord import private
from bot.platforms.discord.platform import Discord
from bot.store import Store
from tests.peers.discord_rig import (
    QUICK,
    Rig,
    address_kept,
    discord_rig,
    settings,
)
from tests.peers.discord_server import discord_server
from tests.peers.discord_world import NO_EMBEDS
from tests.peers.noting_coach import NotingCoach

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
TIP = Tip(id="reassure/1", title="Reassure", text="Three *quiet* words carry someone for years.")
MESSAGES = r"/channels/\d+/messages"


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig(tmp_path) as running:
        yield running


async def test_work_under_way_is_finished_before_we_stop(rig: Rig) -> None:
    """A stop in the middle of a coaching still ends in the answer; what is new is turned away."""
    rig.coach.gate.clear()
    await rig.ask(DRAFT)
    await rig.coach.begun.wait()

    rig.running.cancel()
    late = await rig.discord.slash(draft=DRAFT)
    await rig.discord.until(lambda: late.answer)
    rig.coach.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await rig.running

    assert len(rig.discord.answers()) == 1
    assert late.texts == [private.RESTARTING]


async def test_stop_does_not_wait_for_ever(rig: Rig) -> None:
    """Work that never ends is given up after the grace period."""
    rig.coach.gate.clear()
    await rig.stop()
    await rig.start(patience=replace(QUICK, grace_s=0.05))
    await rig.ask(DRAFT)
    await rig.coach.begun.wait()

    async with asyncio.timeout(2):
        await rig.stop()

    assert not rig.discord.answers()
    rig.coach.gate.set()


async def test_wrong_token_says_where_to_get_one(tmp_path: Path) -> None:
    """Trying again would not help, so we stop with the next step."""
    async with discord_server() as server, Store.open(f"sqlite:///{tmp_path}/s.db") as store:
        with address_kept():
            bot = Discord(settings(server, "wrong"), NotingCoach(), store, patience=QUICK)
            with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
                await bot.run()


async def test_token_that_is_reset_meanwhile_stops_us(rig: Rig) -> None:
    """The gateway says 4004 then."""
    await rig.discord.gateway.drop(4004)

    with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
        await rig.running


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/gateway/bot"), ("GET", "/users/@me")], ids=["gateway", "login"]
)
async def test_failed_first_connection_is_tried_again(
    tmp_path: Path, method: str, path: str
) -> None:
    """Discord is not always there when we are."""
    async with discord_rig(tmp_path, faults=[(method, path), (method, path)]) as rig:
        await rig.ask(DRAFT)

        assert len(await rig.answer()) == 1


async def test_payload_that_breaks_the_client_costs_nothing(rig: Rig) -> None:
    """A new client takes over; work under way on the old one is still answered."""
    rig.coach.gate.clear()
    await rig.ask(DRAFT)
    await rig.coach.begun.wait()
    await rig.discord.gateway.tell("MESSAGE_CREATE", {"id": "none of yours"})
    rig.coach.gate.set()
    await rig.answer()

    await rig.discord.until(lambda: len(rig.discord.gateway.identifies) == 2)
    await rig.ask("As I told you, it left on 4 May.")

    assert len(await rig.answer(2)) == 2


async def test_used_up_sessions_are_waited_for(tmp_path: Path) -> None:
    """A bot that identifies too often loses its token."""
    async with discord_rig(tmp_path, sessions_left=0) as rig:
        await rig.ask(DRAFT)

        assert len(await rig.answer()) == 1
        assert len(rig.discord.gateway.identifies) == 1


async def test_commands_are_offered_only_when_they_changed(rig: Rig) -> None:
    """Discord allows 200 changes a day; a restart is no change."""
    assert len(rig.discord.calls("PUT", "/commands")) == 1
    slash = next(one for one in rig.discord.routes.commands if one["name"] == "coach")
    assert slash["contexts"] == [0, 1, 2]
    assert slash["integration_types"] == [0, 1]

    await rig.stop()
    await rig.start()
    assert len(rig.discord.calls("PUT", "/commands")) == 1

    slash["description"] = "of old"
    await rig.stop()
    await rig.start()
    assert len(rig.discord.calls("PUT", "/commands")) == 2


async def test_we_serve_also_when_discord_takes_no_commands(tmp_path: Path) -> None:
    """A mention needs none of them."""
    async with discord_rig(tmp_path, faults=[("GET", r"/applications/\d+/commands")]) as rig:
        await rig.ask(DRAFT)

        assert len(await rig.answer()) == 1
        assert not rig.discord.routes.commands


async def test_we_ask_for_no_privileged_intent(rig: Rig) -> None:
    """So no review and no approval stands between an admin and the coach."""
    assert rig.discord.gateway.identifies[0]["intents"] == 4609


async def test_tip_is_posted_once_for_one_key(rig: Rig) -> None:
    """Also when it is told twice; its words show as they are."""
    channel = rig.discord.world.support
    for _ in range(2):
        await rig.bot.post_tip(channel["id"], TIP, key="tip:1:2026-11-21")

    (posted,) = rig.discord.answers(channel)
    assert posted["content"] == (
        "Today's tip: Reassure\nThree \\*quiet\\* words carry someone for years."
    )
    assert len(posted["nonce"]) == 25
    assert posted["flags"] & NO_EMBEDS

    await rig.bot.post_tip(channel["id"], TIP, key="tip:1:2026-11-22")
    assert len(rig.discord.answers(channel)) == 2


async def test_tip_waits_for_another_time_while_we_are_not_connected(rig: Rig) -> None:
    """The channel is not to blame, so it is not given up."""
    await rig.stop()
    apart = Discord(
        settings(rig.discord), rig.coach, rig.store, patience=replace(QUICK, connect_s=0.01)
    )

    with pytest.raises(DeliveryError) as refused:
        await apart.post_tip(rig.discord.world.support["id"], TIP, key="tip")

    assert not refused.value.gone


@pytest.mark.parametrize(
    ("fault", "gone"),
    [
        ({"status": 404, "code": 10003}, True),
        ({"status": 403, "code": 50013}, True),
        ({"status": 400, "code": 50008}, True),
        ({"status": 400, "code": 20016}, False),
    ],
)
async def test_refused_tip_says_whether_to_try_again(
    rig: Rig,
    fault: dict[str, Any],
    gone: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A channel that is gone is not asked again."""
    rig.discord.break_next("POST", MESSAGES, **fault)

    with pytest.raises(DeliveryError) as refused:
        await rig.bot.post_tip(rig.discord.world.support["id"], TIP, key="tip")

    assert refused.value.gone is gone


@pytest.mark.parametrize(
    ("channel", "owned"),
    [
        ("123456789012345", True),
        ("1" * 21, True),
        ("1" * 22, False),
        ("C0123456789", False),
        ("", False),
        ("１" * 18, False),
    ],
)
async def test_channel_ids_are_known_by_their_form(rig: Rig, channel: str, owned: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Digits, as long as snowflakes are."""
    assert rig.bot.owns(channel) is owned
