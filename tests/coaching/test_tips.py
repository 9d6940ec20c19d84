"""Which tip on which day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from bot.coaching import tips
from bot.coaching.domain import Tip

TIPS = tuple(Tip(id=f"t/{number}", text=f"Tip {number}.", title="T") for number in range(7))
FIRST = date(2026, 11, 21)


def told(channel: str, days: int) -> list[str]:
    """Tell a channel its tips for some days."""
    return [
        tips.choose(TIPS, channel=channel, day=FIRST + timedelta(days=day)).id
        for day in range(days)
    ]


def test_no_tip_is_told_again_before_all_were_told() -> None:
    """Every round of seven days holds all seven tips."""
    start = -FIRST.toordinal() % len(TIPS)
    ids = told("C1", start + 10 * len(TIPS))[start:]

    for begin in range(0, len(ids), len(TIPS)):
        assert len(set(ids[begin : begin + len(TIPS)])) == len(TIPS)


def test_no_tip_is_told_on_two_days_running() -> None:
    """Not even where one round meets the next."""
    ids = told("C1", 700)

    assert all(one != other for one, other in pairwise(ids))


def test_the_same_day_gives_the_same_tip_and_channels_differ() -> None:
    """A restart changes nothing; two channels do not read the same list."""
    assert told("C1", 30) == told("C1", 30)
    assert told("C1", 30) != told("C2", 30)


def test_a_single_tip_is_told_every_day() -> None:
    """One is enough to begin with."""
    assert tips.choose(TIPS[:1], channel="C1", day=FIRST) is TIPS[0]
