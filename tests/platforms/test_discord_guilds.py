"""Which Discord servers are kept, and when they are forgotten, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.store.rows import Workspace
from tests.peers.discord_rig import Rig, discord_rig

GUILDS = 1


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against one server, and wait until it is kept."""
    async with discord_rig() as running:
        await running.workspaces.until(lambda: running.workspaces.kept)
        yield running


def kept(rig: Rig) -> dict[str, str]:
    """Read the names of the servers that are kept."""
    return {one.id: one.name for one in rig.workspaces.kept.values() if one.platform == "discord"}


async def leave(rig: Rig, *, outage: bool = False) -> None:
    """Take the server away."""
    gone = {"id": rig.discord.world.guild_id, **({"unavailable": True} if outage else {})}
    await rig.discord.gateway.tell("GUILD_DELETE", gone, need=GUILDS)


async def told_apart(rig: Rig) -> None:
    """Wait until the bot has heard all that was told so far."""
    await rig.discord.say("As I told you, no.", channel=rig.discord.world.dm())
    await rig.answer(len(rig.discord.answers()) + 1)


async def test_server_is_kept_with_its_name_and_first_day(rig: Rig) -> None:
    """At the start, and as it is called later."""
    guild = rig.discord.world.guild_id
    first = rig.workspaces.kept[f"discord:{guild}"].installed_at
    assert kept(rig) == {guild: "Support team"}
    renamed = {**rig.discord.world.guild(), "name": "Care"}
    await rig.discord.gateway.tell("GUILD_UPDATE", renamed, need=GUILDS)
    await rig.workspaces.until(lambda: kept(rig)[guild] == "Care")

    assert rig.workspaces.kept[f"discord:{guild}"].installed_at == first


async def test_new_server_is_kept(rig: Rig) -> None:
    """From the moment it invites us."""
    made = {**rig.discord.world.guild(), "id": rig.discord.world.new_id(), "name": "Second"}
    made["roles"], made["channels"] = [{**made["roles"][0], "id": made["id"]}], []
    del made["unavailable"]
    await rig.discord.gateway.tell("GUILD_CREATE", made, need=GUILDS)
    await rig.workspaces.until(lambda: len(kept(rig)) == 2)

    assert kept(rig)[made["id"]] == "Second"


async def test_server_that_removes_us_is_forgotten(rig: Rig) -> None:
    """With its votes; also when the store is away at first."""
    await rig.workspaces.add_feedback(
        "key",
        platform="discord",
        workspace=rig.discord.world.guild_id,
        writer="offline",
        useful=True,
    )
    rig.workspaces.failing = 1
    await leave(rig)
    await rig.workspaces.until(lambda: not kept(rig))

    assert not rig.workspaces.failing
    assert not rig.workspaces.votes


async def test_outage_forgets_nothing(rig: Rig) -> None:
    """Discord calls a server unavailable then, not gone."""
    await leave(rig, outage=True)
    await told_apart(rig)
    await rig.discord.gateway.tell("GUILD_CREATE", rig.discord.world.guild(), need=GUILDS)
    await told_apart(rig)

    assert kept(rig) == {rig.discord.world.guild_id: "Support team"}


async def test_server_that_removed_us_while_we_were_away_is_forgotten(rig: Rig) -> None:
    """Those of other shards and of other platforms stay."""
    mine = rig.discord.world.guild_id
    gone = str(int(mine) + (2 << 22))
    other = str(int(mine) + (1 << 22))
    await rig.workspaces.until(lambda: mine in kept(rig))
    await rig.stop()
    for platform, name in (("discord", gone), ("discord", other), ("slack", "T01")):
        await rig.workspaces.save_workspace(
            Workspace(platform=platform, id=name, name="", installed_at=datetime.now(UTC))
        )
    await rig.start(shards=f"{(int(mine) >> 22) % 2}/2")
    await rig.workspaces.until(lambda: gone not in kept(rig))

    assert set(kept(rig)) == {mine, other}
    assert "slack:T01" in rig.workspaces.kept


async def test_store_that_is_away_keeps_nobody_from_being_coached() -> None:
    """The server is kept at the next start."""
    async with discord_rig() as rig:
        await rig.stop()
        rig.workspaces.kept.clear()
        rig.workspaces.away = True
        await rig.start()
        await rig.ask("As I told you, no.")
        assert len(await rig.answer()) == 1
        assert not rig.workspaces.kept

        rig.workspaces.away = False
        await rig.stop()
        await rig.start()
        await rig.workspaces.until(lambda: kept(rig))
