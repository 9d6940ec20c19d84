"""Which tip for which channel on which day; the day is an argument."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from bot.coaching.domain import Tip


def choose(tips: Sequence[Tip], *, channel: str, day: date) -> Tip:
    """Choose a channel's tip of the day.

    Every tip is told once before any is told again, in an order of the channel's own that needs no
    memory: the same day gives the same tip after a restart.

    Args:
        tips: All tips there are, at least one.
        channel: The channel's id.
        day: The local day.
    """
    round_number, place = divmod(day.toordinal(), len(tips))
    order = _order(tips, channel, round_number)
    last_told = _order(tips, channel, round_number - 1)[-1]
    if len(order) > 1 and order[0] == last_told:
        order[0], order[1] = order[1], order[0]
    return order[place]


def _order(tips: Sequence[Tip], channel: str, round_number: int) -> list[Tip]:
    def place(tip: Tip) -> bytes:
        return sha256(f"{channel}\n{round_number}\n{tip.id}".encode()).digest()

    return sorted(tips, key=place)
