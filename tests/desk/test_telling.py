"""An agent whose job did not work out is told so, also when their platform is away just then."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.job import Job
from bot.errors import DeliveryError
from bot.ports import Part
from tests.desk.rig import desk_rig, job
from tests.peers.fakes import NotingPlatform


async def ended(database_url: str, platform: NotingPlatform) -> list[str]:
    """Take one job in, and see how it ends."""
    async with desk_rig(database_url, platform) as rig:
        await rig.desk.take(job())
        await rig.idle()
        return [one.outcome for one in await rig.store.outcomes(within_s=60)]


async def test_the_agent_is_told_once_their_platform_is_back(database_url: str) -> None:
    """A draft that cannot be coached ends in a sentence, also when Slack was away just then."""
    platform = BreakingPlatform(deaf=[DeliveryError("not connected")] * 3)
    outcomes = await ended(database_url, platform)

    assert platform.told == [("slack:T:C:1", "failed")]
    assert outcomes == ["told"]


async def test_an_agent_who_cannot_be_told_within_an_hour_is_given_up(database_url: str) -> None:
    """Else the job would wait for ever; `coach desk` and the log say so."""
    platform = BreakingPlatform(deaf=[DeliveryError("not connected")] * 99)
    outcomes = await ended(database_url, platform)

    assert len(platform.deaf) == 99 - 1 - 4
    assert outcomes == ["failed"]


async def test_an_agent_whom_the_platform_will_never_reach_is_given_up_at_once(
    database_url: str,
) -> None:
    """They left, or blocked us."""
    platform = BreakingPlatform(deaf=[DeliveryError("user_not_found", gone=True)])
    outcomes = await ended(database_url, platform)

    assert platform.told == []
    assert outcomes == ["failed"]


class BreakingPlatform(NotingPlatform):
    """Breaks over every draft in a way that nobody foresaw."""

    async def answer(self, job: Job) -> Sequence[Part]:
        """Break."""
        del job
        raise RuntimeError("broken")
