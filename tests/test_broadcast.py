"""One tip a day to each channel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.broadcast import Broadcast
from bot.coaching.domain import Tip
from bot.desk.job import Job
from bot.errors import StoreError
from tests.peers.fakes import NotingPlatform

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


class Taking:
    """Takes jobs as a desk does: each key once."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.away = False

    async def __call__(self, job: Job) -> bool:
        """Take a job."""
        if self.away:
            raise StoreError("away")
        new = job.key not in self.jobs
        self.jobs.setdefault(job.key, job)
        return new


def broadcast(take: Taking, clock: Callable[[ZoneInfo], datetime]) -> Broadcast:
    """Build a broadcast at nine in Berlin to two Slack channels and a stranger's."""
    return Broadcast(
        TIPS,
        [NotingPlatform()],
        take,
        at=time(9, 0),
        zone=BERLIN,
        channels=("C1", "C2", "9"),
        now=clock,
    )


async def test_each_channel_is_told_once_a_day() -> None:
    """Not before its time, not twice, and again tomorrow."""
    take, clock = Taking(), Clock(MORNING - timedelta(minutes=1))
    telling = broadcast(take, clock)

    assert await telling.tell_due() == 0
    clock.moment = MORNING
    assert await telling.tell_due() == 2
    assert await telling.tell_due() == 0
    clock.moment = MORNING + timedelta(days=1)
    assert await telling.tell_due() == 2
    assert [job.words["channel"] for job in take.jobs.values()] == ["C1", "C2", "C1", "C2"]
    first, _, second, _ = (job.words["text"] for job in take.jobs.values())
    assert first != second


async def test_a_restart_or_a_second_replica_tells_nothing_twice() -> None:
    """The key names channel and day, whoever hands it in."""
    take, clock = Taking(), Clock(MORNING)

    assert await broadcast(take, clock).tell_due() == 2
    assert await broadcast(take, clock).tell_due() == 0


async def test_a_missed_tip_is_told_late_but_not_at_night() -> None:
    """Six hours are late enough, also for one that waits in the queue."""
    take, clock = Taking(), Clock(MORNING + timedelta(hours=6))
    telling = broadcast(take, clock)

    assert await telling.tell_due() == 0
    clock.moment = MORNING + timedelta(hours=5)
    assert await telling.tell_due() == 2
    assert {job.expires_at for job in take.jobs.values()} == {MORNING + timedelta(hours=6)}


async def test_a_tip_waits_while_the_store_is_away() -> None:
    """It is handed in as soon as the store is back."""
    take, clock = Taking(), Clock(MORNING)
    telling = broadcast(take, clock)

    take.away = True
    assert await telling.tell_due() == 0
    take.away = False
    assert await telling.tell_due() == 2
