"""The daily tip: one a day to each channel, told once, also after a restart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.coaching import tips as choosing
from bot.coaching.domain import Tip
from bot.errors import DeliveryError, StoreError
from bot.ports import Platform
from bot.store import Store

log = logging.getLogger("umbrella.broadcast")

LATE = timedelta(hours=6)
"""A tip missed while the coach was down is still told within this time."""
TICK_S = 20.0


class Broadcast:
    """Tells each channel its tip once the local time has come.

    Args:
        tips: All tips there are.
        platforms: Those running; each channel belongs to the one that owns its id.
        store: Remembers which channel was told on which day.
        at: Local time of day.
        zone: Whose local time.
        channels: Channel ids of any platform.
        now: The present moment, aware of its zone.
    """

    def __init__(
        self,
        tips: Sequence[Tip],
        platforms: Sequence[Platform],
        store: Store,
        *,
        at: time,
        zone: ZoneInfo,
        channels: Sequence[str],
        now: Callable[[ZoneInfo], datetime] = datetime.now,
    ) -> None:
        self._tips = tips
        self._platforms = platforms
        self._store = store
        self._at = at
        self._zone = zone
        self._channels = channels
        self._now = now

    async def run(self) -> None:
        """Look every few seconds whether a tip is due, until cancelled."""
        for channel in self._channels:
            if not any(platform.owns(channel) for platform in self._platforms):
                log.warning("no platform owns this id in TIP_CHANNELS channel=%s", channel)
        while True:
            await self.tell_due()
            await asyncio.sleep(TICK_S)

    async def tell_due(self) -> int:
        """Tell every tip that is due and not yet told.

        Returns:
            How many were told.
        """
        now = self._now(self._zone)
        told = 0
        for day in (now.date() - timedelta(days=1), now.date()):
            due = datetime.combine(day, self._at, tzinfo=self._zone)
            if due <= now < due + LATE:
                told += sum([await self._tell(channel, day) for channel in self._channels])
        return told

    async def _tell(self, channel: str, day: date) -> bool:
        platform = next((one for one in self._platforms if one.owns(channel)), None)
        if platform is None:
            return False
        key = f"tip:{channel}:{day.isoformat()}"
        try:
            if not await self._store.claim(key):
                return False
            tip = choosing.choose(self._tips, channel=channel, day=day)
            try:
                await platform.post_tip(channel, tip, key=key)
            except DeliveryError as error:
                log.warning("tip not told channel=%s gone=%s why=%s", channel, error.gone, error)
                if not error.gone:
                    await self._store.release(key)
                return False
        except StoreError as error:
            log.warning("tip waits channel=%s why=%s", channel, error)
            return False
        log.info("tip told channel=%s tip=%s", channel, tip.id)
        return True
