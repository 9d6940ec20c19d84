"""One tip a day to each channel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.broadcast import Broadcast
from bot.coaching.domain import Tip
from bot.desk.job import Job
from bot.errors import StoreError
from bot.tip_times import Asked, TipTime, asked, is_puzzling, settle
from tests.peers.fakes import NotingPlatform
from tests.peers.plain_workspaces import PlainWorkspaces

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


def usual(channel: str) -> TipTime:
    """Nine o'clock in Berlin."""
    return TipTime(channel=channel, at=time(9, 0), zone=BERLIN)


def broadcast(
    take: Taking, clock: Callable[[ZoneInfo], datetime], workspaces: PlainWorkspaces | None = None
) -> Broadcast:
    """Build a broadcast at nine in Berlin to two Slack channels and a stranger's."""
    return Broadcast(
        TIPS,
        [NotingPlatform()],
        take,
        usual=[usual(channel) for channel in ("C1", "C2", "9")],
        workspaces=workspaces or PlainWorkspaces(),
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


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tips", Asked()),
        ("Tip on", Asked()),
        ("tips 9.30", Asked(at="9:30")),
        ("tips at 09:30 Europe/Berlin", Asked(at="09:30", zone="Europe/Berlin")),
        ("tips off.", Asked(off=True)),
        ("tips Europe/Berlin", Asked(zone="Europe/Berlin")),
        ("tips utc", Asked(zone="utc")),
        ("Tips welcome", None),
        ("tip included.", None),
        ("tips are on the house, sorry for the wait", None),
        ("Tip: read the manual", None),
        ("No.", None),
    ],
)
def test_a_wish_about_tips_is_no_draft(said: str, meant: Asked | None) -> None:
    """And a draft about tips is no wish."""
    assert asked(said) == meant


@pytest.mark.parametrize(
    ("said", "puzzling"),
    [
        ("tips welcome", ""),
        ("tips are fine", ""),
        ("tips maybe", "yes"),
        ("Tips every morning", "yes"),
        ("tips 9am", "yes"),
        ("tips every day at 9.30", "yes"),
        ("tips 09:30", ""),
        ("tips off", ""),
        ("tips", ""),
        ("Tips welcome.", ""),
        ("Tips: read the manual", ""),
        ("tips are on the house", ""),
        ("Tips are 10 % of what you paid, as I told you", ""),
        ("Tipping is fine", ""),
        ("No.", ""),
    ],
)
def test_a_wish_that_cannot_be_read_is_no_draft_either(said: str, puzzling: str) -> None:
    """Few words about tips and no sentence: whoever typed them wanted tips."""
    assert is_puzzling(said) == bool(puzzling)


async def test_a_workspace_settles_its_own_tips() -> None:
    """Its time comes before the settings', and it may have none at all."""
    take, clock, kept = Taking(), Clock(MORNING - timedelta(hours=2)), PlainWorkspaces()
    telling = broadcast(take, clock, kept)

    async def said(wish: str, channel: str) -> str:
        meant = asked(wish)
        assert meant
        return await settle(kept, meant, platform="slack", workspace="T1", usual=usual(channel))

    assert "07:00 (Europe/Berlin)" in await said("tips 07:00", "C7")
    assert "no more tips" in await said("tips off", "C1")
    assert "no time of day" in await said("tips 27:00", "C2")
    assert "no time zone" in await said("tips 07:00 Mars", "C2")
    assert await telling.tell_due() == 1
    clock.moment = MORNING
    assert await telling.tell_due() == 1
    assert [job.words["channel"] for job in take.jobs.values()] == ["C7", "C2"]
    await said("tips", "C1")
    assert await telling.tell_due() == 1


async def test_a_workspace_that_is_seen_again_keeps_its_tips_and_its_first_day() -> None:
    """Signing in notes the name and settles nothing."""
    kept = PlainWorkspaces()
    await kept.keep_workspace("slack", "T1", "Acme")
    first = kept.kept["slack:T1"]
    meant = asked("tips 07:00")
    assert meant
    await settle(kept, meant, platform="slack", workspace="T1", usual=usual("C1"))
    await kept.keep_workspace("slack", "T1", "Acme Support")
    again = kept.kept["slack:T1"]

    assert (first.name, again.name) == ("Acme", "Acme Support")
    assert again.installed_at == first.installed_at
    assert again.tips == {"C1": "07:00 Europe/Berlin"}


async def test_a_zone_that_is_not_known_any_more_costs_one_channel_its_tips() -> None:
    """Zones are renamed, and one process may know fewer than another; the rest is told theirs."""
    take, kept = Taking(), PlainWorkspaces()
    await kept.keep_tip("slack", "T1", channel="C1", when="09:00 Europe/Nowhere")

    assert await broadcast(take, Clock(MORNING), kept).tell_due() == 1
    assert [job.words["channel"] for job in take.jobs.values()] == ["C2"]
