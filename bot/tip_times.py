"""When which channel gets its tip: what an agent may say about it, and where that is kept.

The same on every platform: "tips", "tips 09:30", "tips 09:30 Europe/Berlin", "tips off".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.store.rows import Workspace
from bot.votes import Ballots

_ASKED = re.compile(
    r"tips?(?:\s+(?P<off>off|stop|never)|\s+(?:on|here|at|daily)\b)?(?:\s*(?:at\s+)?(?P<at>\d{1,2}[:.]\d{2}))?"
    r"(?:\s+(?P<zone>[A-Za-z_]+(?:/[A-Za-z_+\-0-9]+)*))?\W*",
    re.IGNORECASE,
)
# Few words, no sentence: more than that, or a full stop at the end, is a draft about tips.
_PUZZLING = re.compile(
    r"tips?(?!\s+(?:are|is|were)\b|.*\b(?:welcome|accepted|appreciated|included|optional|extra)$)"
    r"(?:(?:\s+[^\s.!?:]+){1,2}|(?=.*\d)(?:\s+[^\s!?]*[^\s.!?]){1,5})",
    re.IGNORECASE,
)
_ZONE = re.compile(r".+/.+|UTC|GMT", re.IGNORECASE)
NEVER = "off"
HOW_TO = "“tips 09:30” brings one tip a day to a channel at that time, “tips off” stops them."
NOT_READ = (
    "I read no time in that: “tips 09:30 Europe/Berlin” brings one tip a day to a channel at that "
    "time, “tips” alone at the usual time, “tips off” stops them; a draft about tips ends with a "
    "full stop."
)
ON = (
    "From now on this channel gets a tip every day at {at} ({zone}). Mention me with “tips off” "
    "and they stop."
)
OFF = "This channel gets no more tips. “tips” brings them back."
WRONG_TIME = "I read “{at}” as no time of day. Could you write it like 09:30?"
WRONG_ZONE = "I know no time zone “{zone}”. Could you write one like Europe/Berlin?"


class Workspaces(Ballots, Protocol):
    """Where workspaces, their settings and their votes are kept; the store is one."""

    async def workspaces(self) -> list[Workspace]:
        """List them all."""
        ...

    async def keep_workspace(self, platform: str, id: str, name: str) -> None:  # noqa: A002 - the row's own word
        """Keep that one is there, and what people call it; its tips stay as they are."""
        ...

    async def keep_tip(self, platform: str, id: str, *, channel: str, when: str) -> None:  # noqa: A002 - as above
        """Keep when one channel gets its tip; every other channel's stays as it is."""
        ...

    async def forget(self, platform: str, *, person: str = "", workspace: str = "") -> int:
        """Erase all that a person or a workspace left."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TipTime:
    """When one channel gets its tip.

    Args:
        channel: The platform's own channel id.
        at: Local time of day.
        zone: Whose local time.
    """

    channel: str
    at: time
    zone: ZoneInfo

    def __str__(self) -> str:
        """Write it as it is kept: `09:30 Europe/Berlin`."""
        return f"{self.at:%H:%M} {self.zone.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an agent wants for a channel.

    Args:
        off: True to have no tips.
        at: `09:30`, or "" for the usual time.
        zone: `Europe/Berlin`, or "" for the usual zone.
    """

    off: bool = False
    at: str = ""
    zone: str = ""


def asked(text: str) -> Asked | None:
    """Read what an agent says about tips; None when it is a draft."""
    found = _ASKED.fullmatch(text.strip())
    if found is None:
        return None
    at, zone = (found["at"] or "").replace(".", ":"), found["zone"] or ""
    if zone and not (at or found["off"] or _ZONE.fullmatch(zone)):
        return None  # "Tips welcome"
    return Asked(off=bool(found["off"]), at=at, zone=zone)


def is_puzzling(text: str) -> bool:
    """Tell whether a text is about our tips, and neither a wish that we read nor a draft."""
    return asked(text) is None and _PUZZLING.fullmatch(text.strip()) is not None


async def settle(
    workspaces: Workspaces, wish: Asked, *, platform: str, workspace: str, usual: TipTime
) -> str:
    """Keep what was asked for.

    Args:
        workspaces: Where.
        wish: What.
        platform: `slack` or `discord`.
        workspace: Team or guild id.
        usual: The channel, with the time and the zone it gets where none is named.

    Returns:
        One sentence for whoever asked.

    Raises:
        StoreError: It could not be kept.
    """
    if wish.off:
        await workspaces.keep_tip(platform, workspace, channel=usual.channel, when=NEVER)
        return OFF
    try:
        at = time.fromisoformat(wish.at.zfill(5)) if wish.at else usual.at
    except ValueError:
        return WRONG_TIME.format(at=wish.at)
    try:
        zone = ZoneInfo(wish.zone) if wish.zone else usual.zone
    except (ValueError, OSError, KeyError):
        return WRONG_ZONE.format(zone=wish.zone)
    when = TipTime(channel=usual.channel, at=at, zone=zone)
    await workspaces.keep_tip(platform, workspace, channel=usual.channel, when=str(when))
    return ON.format(at=f"{at:%H:%M}", zone=zone.key)


def times(usual: Sequence[TipTime], workspaces: Sequence[Workspace]) -> list[TipTime]:
    """Settle when which channel gets its tip: what was said in a workspace comes first.

    Args:
        usual: What the settings name.
        workspaces: What was kept.
    """
    found = {one.channel: one for one in usual}
    for workspace in workspaces:
        for channel, when in workspace.tips.items():
            found.pop(channel, None)
            if one := _read(channel, when):
                found[channel] = one
    return list(found.values())


def _read(channel: str, when: str) -> TipTime | None:
    """Read back what was kept; None for no tips, and for a zone that is not known any more."""
    if when == NEVER:
        return None
    at, _, zone = when.partition(" ")
    try:
        return TipTime(channel=channel, at=time.fromisoformat(at), zone=ZoneInfo(zone or "UTC"))
    except (ValueError, OSError, KeyError):
        return None
