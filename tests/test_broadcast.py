"""One tip a day to each channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.broadcast import Broadcast
from bot.coaching.domain import Tip
from bot.errors import DeliveryError
from bot.store import Store
from tests.peers.fakes import FakePlatform

TIPS = tuple(Tip(id=f"t/{number}", text=f"Tip {number}.", title="T") for number in range(5))
BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 21, 9, 0, tzinfo=BERLIN)


class Clock:
    """A clock that a test sets."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self, zone: ZoneInfo) -> datetime:
        """Say the time there."""
        return self.moment.astimezone(zone)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store on a file."""
    async with Store.open(f"sqlite:///{tmp_path}/tips.db") as opened:
        yield opened


def broadcast(platform: FakePlatform, store: Store, clock: Clock) -> Broadcast:
    """Build a broadcast at nine in Berlin to two Slack channels and a stranger's."""
    return Broadcast(
        TIPS,
        [platform],
        store,
        at=time(9, 0),
        zone=BERLIN,
        channels=("C1", "C2", "9"),
        now=clock,
    )


async def test_each_channel_is_told_once_a_day(store: Store) -> None:
    """Not before its time, not twice, and again tomorrow."""
    platform, clock = FakePlatform(), Clock(MORNING - timedelta(minutes=1))
    telling = broadcast(platform, store, clock)

    assert await telling.tell_due() == 0
    clock.moment = MORNING
    assert await telling.tell_due() == 2
    assert await telling.tell_due() == 0
    clock.moment = MORNING + timedelta(days=1)
    assert await telling.tell_due() == 2
    assert [channel for channel, _, _ in platform.posted] == ["C1", "C2", "C1", "C2"]
    first, second = (tip.id for channel, tip, _ in platform.posted if channel == "C1")
    assert first != second


async def test_a_restart_tells_nothing_twice(store: Store) -> None:
    """The store remembers for the next process."""
    platform, clock = FakePlatform(), Clock(MORNING)

    assert await broadcast(platform, store, clock).tell_due() == 2
    assert await broadcast(platform, store, clock).tell_due() == 0


async def test_a_missed_tip_is_told_late_but_not_at_night(store: Store) -> None:
    """Six hours are late enough."""
    platform, clock = FakePlatform(), Clock(MORNING + timedelta(hours=6))
    telling = broadcast(platform, store, clock)

    assert await telling.tell_due() == 0
    clock.moment = MORNING + timedelta(hours=5)
    assert await telling.tell_due() == 2


async def test_a_failed_tip_is_tried_again_unless_the_channel_is_gone(store: Store) -> None:
    """A hiccup is forgiven, a deleted channel is not asked again that day."""
    platform, clock = FakePlatform(error=DeliveryError("503")), Clock(MORNING)
    telling = broadcast(platform, store, clock)

    assert await telling.tell_due() == 0
    platform.error = None
    assert await telling.tell_due() == 2

    clock.moment = MORNING + timedelta(days=1)
    platform.error = DeliveryError("channel_not_found", gone=True)
    assert await telling.tell_due() == 0
    platform.error = None
    assert await telling.tell_due() == 0
