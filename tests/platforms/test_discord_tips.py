"""Tips in Discord: posted once, and given up only where that helps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.errors import DeliveryError
from tests.peers.discord_rig import Rig, discord_rig, tip_job
from tests.peers.discord_world import HISTORY, NO_EMBEDS

MESSAGES = r"/channels/\d+/messages"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


async def test_tip_is_posted_once_for_one_key(rig: Rig) -> None:
    """Also when it is told twice; its words show as they are."""
    channel = rig.discord.world.support
    job = tip_job(channel["id"], key="tip:1:2026-11-21")
    (part,) = await rig.bot.answer(job)
    for _ in range(2):
        await rig.bot.post(job, part, number=0, again=False)

    (posted,) = rig.discord.answers(channel)
    assert posted["content"] == "Today's tip: Reassure\nThree \\*quiet\\* words carry."
    assert len(posted["nonce"]) == 25
    assert posted["flags"] & NO_EMBEDS

    tomorrow = tip_job(channel["id"], key="tip:1:2026-11-22")
    await rig.bot.post(tomorrow, part, number=0, again=False)
    assert len(rig.discord.answers(channel)) == 2


async def test_tip_that_may_have_been_posted_is_found_again(rig: Rig) -> None:
    """Long after the nonce is forgotten; where nobody may look, it is left rather than doubled."""
    channel = rig.discord.world.support
    job = tip_job(channel["id"], key="tip")
    (part,) = await rig.bot.answer(job)
    first = await rig.bot.post(job, part, number=0, again=False)
    rig.discord.world.nonces.clear()

    assert await rig.bot.post(job, part, number=0, again=True) == first

    rig.discord.world.permissions &= ~HISTORY
    with pytest.raises(DeliveryError) as refused:
        await rig.bot.post(job, part, number=0, again=True)
    assert refused.value.unsure
    assert len(rig.discord.answers(channel)) == 1
    for told in (rig.bot.late, rig.bot.doubt, rig.bot.failed):
        await told(job)
    assert len(rig.discord.answers()) == 1


async def test_tip_waits_for_another_time_while_we_are_not_connected(rig: Rig) -> None:
    """The channel is not to blame, so it is not given up."""
    apart = rig.another()
    job = tip_job(rig.discord.world.support["id"], key="tip")
    (part,) = await apart.answer(job)

    with pytest.raises(DeliveryError) as refused:
        await apart.post(job, part, number=0, again=False)

    assert not refused.value.gone
    assert not refused.value.unsure


@pytest.mark.parametrize(
    ("fault", "gone", "unsure"),
    [
        ({"status": 404, "code": 10003}, True, False),
        ({"status": 403, "code": 50013}, True, False),
        ({"status": 400, "code": 50008}, True, False),
        ({"status": 400, "code": 20016}, False, False),
        ({"status": 503}, False, True),
    ],
)
async def test_refused_tip_says_whether_to_try_again(
    rig: Rig,
    fault: dict[str, Any],
    gone: bool,  # noqa: FBT001 - a parameter of the test
    unsure: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A channel that is gone is not asked again; what may be there is not posted blindly."""
    rig.discord.break_next("POST", MESSAGES, **fault)
    job = tip_job(rig.discord.world.support["id"], key="tip")
    (part,) = await rig.bot.answer(job)

    with pytest.raises(DeliveryError) as refused:
        await rig.bot.post(job, part, number=0, again=False)

    assert refused.value.gone is gone
    assert refused.value.unsure is unsure
