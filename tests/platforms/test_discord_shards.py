"""Several processes share Discord, each with some of its shards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot import shards
from bot.errors import ConfigError
from bot.shards import Shards
from tests.peers.discord_rig import Rig, discord_rig, serve

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


async def test_shards_of_this_process_are_the_only_ones_it_serves(rig: Rig) -> None:
    """Two of four; the other two are another process's."""
    await rig.stop()
    count = 4
    mine = (int(rig.discord.world.guild_id) >> 22) % count
    others = [one for one in range(count) if one != mine]
    await rig.start(shards=f"{others[0]},{others[1]}/{count}")
    identifies = rig.discord.gateway.identifies
    await rig.discord.until(lambda: len(identifies) == 3)
    apart = rig.another(shards=f"{mine}/{count}")
    asked = await rig.ask(DRAFT)
    assert [one["shard"] for one in identifies[1:]] == [[one, count] for one in others[:2]]
    assert not rig.desk.jobs

    running = asyncio.create_task(serve(apart, rig.desk))
    await rig.discord.until(
        lambda: len(identifies) == 4 and len(rig.discord.gateway.connected) == 3
    )
    asked = await rig.ask(DRAFT)
    assert await rig.ended(asked) == "answered"
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


def test_shards_are_read_from_one_setting() -> None:
    """Which ones, and of how many."""
    assert shards.read(" ") == Shards()
    assert shards.read("0,1/4") == Shards(ids=(0, 1), count=4)
    assert shards.read("3, 3 / 4") == Shards(ids=(3,), count=4)


@pytest.mark.parametrize("text", ["0", "4/4", "a/4", "0-1/4", "/4", "0,1/0", "0/4/4", "-1/4"])
def test_shards_that_cannot_be_read_are_told_to_the_admin(text: str) -> None:
    """With the form they should have."""
    with pytest.raises(ConfigError, match="DISCORD_SHARDS"):
        shards.read(text)
