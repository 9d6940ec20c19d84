"""How the Discord platform starts, connects again, tells tips and stops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.errors import ConfigError
from bot.platforms.discord import doors
from bot.platforms.discord.platform import Discord
from tests.peers.discord_gateway import GOING_AWAY
from tests.peers.discord_rig import QUICK, Rig, discord_rig, settings, tip_job

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
MESSAGES = r"/channels/\d+/messages"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


async def test_work_under_way_is_finished_after_the_doors_closed(rig: Rig) -> None:
    """A stop in the middle of a coaching still ends in the answer."""
    rig.coach.gate.clear()
    await rig.ask(DRAFT)
    await rig.coach.begun.wait()

    rig.running.cancel()
    await rig.discord.until(lambda: not rig.discord.gateway.connected)
    rig.coach.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await rig.running

    assert len(rig.discord.answers()) == 1


async def test_what_is_new_while_we_stop_is_turned_away(rig: Rig) -> None:
    """An interaction is told so with its draft; a message waits for the next start."""
    rig.desk.taking.clear()
    await rig.ask(DRAFT)
    await rig.desk.until(lambda: rig.desk.asked)

    await rig.stopping()
    late = await rig.discord.slash(draft=DRAFT)
    await rig.discord.until(lambda: late.answer)
    rig.desk.taking.set()
    with pytest.raises(asyncio.CancelledError):
        await rig.running

    (told,) = late.texts
    assert told.startswith(doors.RESTARTING)
    assert DRAFT in told
    assert len(rig.discord.answers()) == 1


async def test_stop_does_not_wait_for_ever(rig: Rig) -> None:
    """A store that never answers is given up after the grace period; the message comes again."""
    await rig.stop()
    await rig.start(patience=replace(QUICK, grace_s=0.05))
    await rig.discord.until(lambda: rig.discord.gateway.resumed == 1)
    rig.desk.taking.clear()
    await rig.ask(DRAFT)
    await rig.desk.until(lambda: rig.desk.asked)

    async with asyncio.timeout(2):
        await rig.stop()

    assert not rig.discord.answers()
    rig.desk.taking.set()
    await rig.start()
    assert len(await rig.answer()) == 1


async def test_stop_leaves_a_session_that_can_be_resumed(rig: Rig) -> None:
    """Discord forgets a session that is closed with 1000 or 1001."""
    await rig.stop()
    await rig.discord.until(lambda: rig.discord.gateway.close_codes)

    assert rig.discord.gateway.close_codes == [4000]
    assert 4000 not in GOING_AWAY
    assert len(rig.discord.gateway.sessions) == 1


async def test_answers_need_no_gateway(rig: Rig) -> None:
    """A process that only answers opens no session, so it takes none of the day's."""
    before = len(rig.discord.gateway.identifies)
    apart = rig.another()

    async with apart.connected():
        job = tip_job(rig.discord.world.support["id"], key="tip")
        (part,) = await apart.answer(job)
        posted = await apart.post(job, part, number=0, again=False)

    assert posted == rig.discord.answers()[0]["id"]
    assert len(rig.discord.gateway.identifies) == before


async def test_line_waits_while_discord_is_away(caplog: pytest.LogCaptureFixture) -> None:
    """Answers have to go out whenever Discord comes back; the log says what we wait for."""
    async with discord_rig(faults=[("GET", "/users/@me"), ("GET", "/users/@me")]) as rig:
        await rig.ask(DRAFT)

        assert len(await rig.answer()) == 1
    assert "discord away why=discord status=400" in caplog.text


async def test_wrong_token_says_where_to_get_one(rig: Rig) -> None:
    """Trying again would not help, so we stop with the next step."""
    bot = Discord(
        settings(rig.discord, "wrong"),
        rig.coach,
        notes=rig.notes,
        workspaces=rig.workspaces,
        patience=QUICK,
    )

    with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
        async with bot.connected():
            pass


async def test_token_that_is_reset_meanwhile_stops_us(rig: Rig) -> None:
    """The gateway says 4004 then."""
    await rig.discord.gateway.drop(4004)

    with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
        await rig.running


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/gateway/bot"), ("GET", "/users/@me")], ids=["gateway", "login"]
)
async def test_failed_first_connection_is_tried_again(method: str, path: str) -> None:
    """Discord is not always there when we are."""
    async with discord_rig(faults=[(method, path), (method, path)]) as rig:
        await rig.ask(DRAFT)

        assert len(await rig.answer()) == 1


async def test_payload_that_breaks_the_client_costs_nothing(rig: Rig) -> None:
    """A new client takes over; work under way on the old one is still answered."""
    rig.coach.gate.clear()
    await rig.ask(DRAFT)
    await rig.coach.begun.wait()
    await rig.discord.gateway.tell("MESSAGE_CREATE", {"id": "none of yours"})
    await rig.ask("As I told you, this one came right behind it.")
    rig.coach.gate.set()
    await rig.answer(2)

    await rig.discord.until(lambda: len(rig.discord.gateway.identifies) == 2)
    await rig.ask("As I told you, it left on 4 May.")

    assert len(await rig.answer(3)) == 3


async def test_used_up_sessions_are_waited_for() -> None:
    """A bot that identifies too often loses its token."""
    async with discord_rig(sessions_left=0) as rig:
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


async def test_we_serve_also_when_discord_takes_no_commands() -> None:
    """A mention needs none of them."""
    async with discord_rig(faults=[("GET", r"/applications/\d+/commands")]) as rig:
        await rig.ask(DRAFT)

        assert len(await rig.answer()) == 1
        assert not rig.discord.routes.commands


async def test_we_ask_for_no_privileged_intent(rig: Rig) -> None:
    """So no review and no approval stands between an admin and the coach."""
    assert rig.discord.gateway.identifies[0]["intents"] == 4609


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
