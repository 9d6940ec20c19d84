"""What is kept for a server: when a channel gets its tip, and whether a rewrite helped."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from bot import tip_times, votes
from bot.errors import StoreError
from bot.platforms.discord.api import log
from bot.platforms.discord.asks import Ask
from bot.tip_times import Asked, TipTime, Workspaces

DOORS = ("settings", "feedback")
WHO_MAY = (
    "A channel's tips are settled by whoever may manage it: there, with “tips 09:30” to me or with "
    "/coach-tips."
)
NOT_KEPT = "I did not get to keep that. Could you try once more in a minute?"


class Settling:
    """Keeps what people settle, and says so in one sentence.

    Args:
        workspaces: Where.
        at: The usual time of a tip.
        zone: Whose local time that is.
    """

    def __init__(self, workspaces: Workspaces, at: time, zone: ZoneInfo) -> None:
        self._workspaces = workspaces
        self._at = at
        self._zone = zone

    async def settle(self, ask: Ask) -> str:
        """Keep what an ask of one of our doors says, and give the sentence for whoever asked."""
        counted = ask.door == "feedback"
        try:
            return await (self._counted(ask) if counted else self._tips(ask))
        except StoreError as error:
            log.warning("not kept door=%s why=%s", ask.door, error)
            return votes.NOT_COUNTED if counted else NOT_KEPT

    async def _tips(self, ask: Ask) -> str:
        if not ask.said:
            return WHO_MAY
        off, at, zone = ask.said
        if off == "?":
            return tip_times.NOT_READ
        return await tip_times.settle(
            self._workspaces,
            Asked(off=bool(off), at=at, zone=zone),
            platform="discord",
            workspace=ask.guild,
            usual=TipTime(channel=ask.channel, at=self._at, zone=self._zone),
        )

    async def _counted(self, ask: Ask) -> str:
        return await votes.count(
            self._workspaces,
            ask.said[0],
            platform="discord",
            workspace=ask.guild,
            person=ask.user,
        )
