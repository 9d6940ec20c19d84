"""The daily tip: one job a day for each channel, told once, whoever of the replicas is first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.coaching import tips as choosing
from bot.coaching.domain import Tip
from bot.desk.job import Job
from bot.errors import StoreError
from bot.ports import Platform, Take

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
        at: Local time of day.
        zone: Whose local time.
        channels: Channel ids of any platform.
        now: The present moment, aware of its zone.
    """

    def __init__(
        self,
        tips: Sequence[Tip],
        platforms: Sequence[Platform],
        take: Take,
        *,
        at: time,
        zone: ZoneInfo,
        channels: Sequence[str],
        now: Callable[[ZoneInfo], datetime] = datetime.now,
    ) -> None:
        self._tips = tips
        self._platforms = platforms
        self._take = take
        self._at = at
        self._zone = zone
        self._channels = channels
        self._now = now
        self._handed_in: set[str] = set()

    async def run(self) -> None:
        """Look every few seconds whether a tip is due, until cancelled."""
        for channel in self._channels:
            if not any(platform.owns(channel) for platform in self._platforms):
                log.warning("no platform owns this id in TIP_CHANNELS channel=%s", channel)
        while True:
            await self.tell_due()
            await asyncio.sleep(TICK_S)

    async def tell_due(self) -> int:
        """Hand in every tip that is due and not yet handed in by anybody.

        Returns:
            How many were new.
        """
        now = self._now(self._zone)
        told = 0
        for day in (now.date() - timedelta(days=1), now.date()):
            due = datetime.combine(day, self._at, tzinfo=self._zone)
            if due <= now < due + LATE:
                told += sum([await self._tell(channel, day, due) for channel in self._channels])
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
