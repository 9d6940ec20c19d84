"""The daily tip: one job a day for each channel, told once, whoever of the replicas is first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.coaching import tips as choosing
from bot.coaching.domain import Tip
from bot.desk.job import Job
from bot.errors import StoreError
from bot.ports import Platform, Take
from bot.tip_times import TipTime, Workspaces, times

log = logging.getLogger("umbrella.broadcast")

LATE = timedelta(hours=6)
"""A tip missed while the coach was down is still told within this time."""
TICK_S = 20.0


class Broadcast:
    """Tells each channel its tip once the local time has come.

    Args:
        tips: All tips there are.
        platforms: Those running; each channel belongs to the one that owns its id.
        take: Stores a job; one tip a channel and day.
        usual: The channels that the settings name, with their times.
        workspaces: What was said about tips in the workspaces.
        now: The present moment, aware of its zone.
    """

    def __init__(
        self,
        tips: Sequence[Tip],
        platforms: Sequence[Platform],
        take: Take,
        *,
        usual: Sequence[TipTime],
        workspaces: Workspaces,
        now: Callable[[ZoneInfo], datetime] = datetime.now,
    ) -> None:
        self._tips = tips
        self._platforms = platforms
        self._take = take
        self._usual = usual
        self._workspaces = workspaces
        self._now = now
        self._handed_in: set[str] = set()

    async def run(self) -> None:
        """Look every few seconds whether a tip is due, until cancelled."""
        for one in self._usual:
            if not any(platform.owns(one.channel) for platform in self._platforms):
                log.warning("no platform owns this id in TIP_CHANNELS channel=%s", one.channel)
        while True:
            try:
                await self.tell_due()
            except StoreError as error:
                log.warning("tips wait why=%s", error)
            await asyncio.sleep(TICK_S)

    async def tell_due(self) -> int:
        """Hand in every tip that is due and not yet handed in by anybody.

        Returns:
            How many were new.

        Raises:
            StoreError: Nobody can say which channels there are.
        """
        told = 0
        for one in times(self._usual, await self._workspaces.workspaces()):
            now = self._now(one.zone)
            for day in (now.date() - timedelta(days=1), now.date()):
                due = datetime.combine(day, one.at, tzinfo=one.zone)
                if due <= now < due + LATE:
                    told += await self._tell(one.channel, day, due)
        return told

    async def _tell(self, channel: str, day: date, due: datetime) -> bool:
        platform = next((one for one in self._platforms if one.owns(channel)), None)
        key = f"tip:{channel}:{day.isoformat()}"
        if platform is None or key in self._handed_in:
            return False
        tip = choosing.choose(self._tips, channel=channel, day=day)
        job = Job(
            key=key,
            platform=platform.name,
            door="tip",
            expires_at=due + LATE,
            words={"channel": channel, "title": tip.title, "text": tip.text},
        )
        try:
            new = await self._take(job)
        except StoreError as error:
            log.warning("tip waits channel=%s why=%s", channel, error)
            return False
        self._handed_in = {one for one in self._handed_in if one.endswith(day.isoformat())} | {key}
        if new:
            log.info("tip due channel=%s tip=%s", channel, tip.id)
        return new
