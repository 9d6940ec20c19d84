"""A channel's tips, settled in Discord by those who may, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import tip_times
from bot.platforms.discord import doors, posting, settling
from tests.peers import discord_world as dw
from tests.peers.discord_rig import Rig, discord_rig, key_of

BERLIN = "Europe/Berlin"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


async def command(rig: Rig, **options: str | bool) -> str:
    """Use `/coach-tips`; give back what it says, to them alone."""
    asked = await rig.discord.command("coach-tips", **options)
    await rig.discord.until(lambda: asked.texts)
    assert asked.messages[0]["flags"] & dw.EPHEMERAL
    (text,) = asked.texts
    return text


def tips(rig: Rig) -> dict[str, str]:
    """Read what is kept for the server."""
    kept = rig.workspaces.kept.get(f"discord:{rig.discord.world.guild_id}")
    return dict(kept.tips) if kept else {}


async def test_command_settles_time_and_zone(rig: Rig) -> None:
    """And takes them back."""
    channel = rig.discord.world.support["id"]

    assert await command(rig, time="9.30", zone=BERLIN) == tip_times.ON.format(
        at="09:30", zone=BERLIN
    )
    assert tips(rig) == {channel: f"09:30 {BERLIN}"}
    assert await command(rig, off=True) == tip_times.OFF
    assert tips(rig) == {channel: tip_times.NEVER}
    assert await command(rig) == tip_times.ON.format(at="09:00", zone="UTC")


async def test_command_says_what_it_cannot_read(rig: Rig) -> None:
    """With the next step; nothing is kept of it."""
    assert "“noon”" in await command(rig, time="noon")
    assert "“Berlin”" in await command(rig, zone="Berlin")
    assert not tips(rig)


async def test_command_is_for_those_who_manage_channels_of_a_server(rig: Rig) -> None:
    """Discord itself shows it to nobody else."""
    (offered,) = [one for one in rig.discord.routes.commands if one["name"] == "coach-tips"]

    assert offered["default_member_permissions"] == str(1 << 4)
    assert offered["contexts"] == [0]
    assert offered["integration_types"] == [0]


async def test_command_says_so_where_we_may_not_write(rig: Rig) -> None:
    """Else it would promise tips that never come."""
    rig.discord.world.permissions &= ~dw.SEND

    assert await command(rig) == doors.NOT_SPEAKING
    assert not tips(rig)
    assert await command(rig, off=True) == tip_times.OFF


async def test_mention_settles_as_well(rig: Rig) -> None:
    """Said where it counts, and answered there, without a thread."""
    asked = await rig.ask(f"tips 09:30 {BERLIN}")
    (answer,) = await rig.answer()

    assert answer["content"] == tip_times.ON.format(at="09:30", zone=BERLIN)
    assert answer["channel_id"] == asked["channel_id"]
    assert tips(rig) == {asked["channel_id"]: f"09:30 {BERLIN}"}
    assert not rig.coach.drafts


async def test_mention_of_somebody_who_may_not_settles_nothing(rig: Rig) -> None:
    """They hear who may."""
    await rig.ask("tips off", author=rig.discord.world.colleague)
    (answer,) = await rig.answer()

    assert answer["content"] == settling.WHO_MAY
    assert not tips(rig)


async def test_dm_has_no_tips(rig: Rig) -> None:
    """They belong to a channel."""
    await rig.discord.say("tips", channel=rig.discord.world.dm())
    (answer,) = await rig.answer()

    assert answer["content"] == settling.WHO_MAY


async def test_words_about_tips_that_say_no_time_are_told_what_does(rig: Rig) -> None:
    """In one sentence, and nothing is coached or kept."""
    await rig.ask("tips maybe")
    (answer,) = await rig.answer()

    assert answer["content"] == tip_times.NOT_READ
    assert not tips(rig)
    assert not rig.coach.drafts


async def test_draft_about_tips_is_coached(rig: Rig) -> None:
    """Only the bare words settle something."""
    await rig.ask("Tips are never included, as I told you.")
    await rig.answer()

    assert len(rig.coach.drafts) == 1


async def test_store_that_is_away_is_told(rig: Rig) -> None:
    """Nothing is promised that is not kept."""
    rig.workspaces.away = True

    assert await command(rig) == settling.NOT_KEPT


async def test_lost_answer_about_tips_speaks_of_no_draft(rig: Rig) -> None:
    """Asking again settles the same once more."""
    asked = await rig.ask("tips 09:30")
    assert await rig.ended(asked) == "answered"
    job = rig.desk.jobs[key_of(asked)]
    await rig.bot.doubt(job)
    await rig.bot.failed(job)

    told = [one["content"] for one in rig.discord.answers()[1:]]
    assert told == [posting.DOUBT_ALONE, posting.FAILED_PRESS]
