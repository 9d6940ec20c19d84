"""Which gateway sessions we had and how far we read in each, so that the next start reads on.

Kept as one note for each shard. It holds ids and numbers, nobody's words.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from bot.errors import StoreError
from bot.platforms.discord.api import log
from bot.platforms.discord.asks import snowflake

MANY_CHANNELS = 50
MANY_SESSIONS = 5
DM_LIFE = timedelta(days=1)
"""A DM's id is that of one person, so it is not kept for as long as nobody pushes it out."""
STORE_S = 2.0


class Notes(Protocol):
    """Keeps small texts under names; the store does."""

    async def keep_note(self, name: str, text: str) -> None:
        """Keep a text in place of the one of that name.

        Raises:
            StoreError: It could not be kept.
        """
        ...

    async def note(self, name: str) -> str | None:
        """Give a text back.

        Raises:
            StoreError: It could not be read.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """How far we read in one session of one shard.

    Args:
        id: Discord's name for it.
        seq: The last event whose work is done.
        url: Where it can be resumed.
    """

    id: str
    seq: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where we were asked lately.

    Args:
        guild: The server's id, or "" for a DM.
        message: Id of the last message for us.
    """

    guild: str
    message: str


@dataclass(slots=True)
class _Shard:
    left: list[Session] = field(default_factory=list)
    current: Session | None = None
    channels: dict[str, Channel] = field(default_factory=dict)
    read: bool = False
    saved: str = ""


class Sessions:
    """What is known of each shard's sessions; outlives the clients that have them.

    Args:
        notes: Keeps it over a restart.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._shards: dict[int, _Shard] = {}

    def asked(self, shard: int, channel: str, guild: str, message: str) -> None:
        """Remember where we were asked, the last `MANY_CHANNELS` places."""
        known = self._of(shard)
        known.channels.pop(channel, None)
        known.channels[channel] = Channel(guild=guild, message=message)
        for oldest in list(known.channels)[:-MANY_CHANNELS]:
            del known.channels[oldest]

    def channels(self, shard: int) -> Mapping[str, Channel]:
        """Give the places where we were asked lately."""
        return dict(self._of(shard).channels)

    def left(self, shard: int) -> list[Session]:
        """List the sessions that ended before we had read all, the oldest first."""
        return list(self._of(shard).left)

    def forget(self, shard: int, session: str) -> None:
        """Strike a session that has nothing more for us."""
        known = self._of(shard)
        known.left = [one for one in known.left if one.id != session]

    def advance(self, shard: int, session: str, seq: int) -> None:
        """Remember how far an ended session was read."""
        known = self._of(shard)
        known.left = [replace(one, seq=seq) if one.id == session else one for one in known.left]

    async def keep(self, now: Mapping[int, Session]) -> bool:
        """Keep how far we are in each shard.

        Args:
            now: The session of each shard; what it names up to `seq` is done.

        Returns:
            False when the store failed; the note is then as old as it was.
        """
        try:
            async with asyncio.timeout(STORE_S):
                for shard, session in now.items():
                    await self._keep(shard, session)
        except (StoreError, TimeoutError) as error:
            log.warning("sessions not kept why=%s", str(error) or "too slow")
            return False
        return True

    async def _keep(self, shard: int, session: Session) -> None:
        known = self._of(shard)
        if not known.read:
            old = _read(await self._notes.note(_name(shard)))
            # We may have been asked before we came to read it.
            known.channels = {**old.channels, **known.channels}
            known.left, known.read = old.left, True
        if known.current and known.current.id != session.id:
            known.left = [*known.left, known.current][-MANY_SESSIONS:]
        known.left = [one for one in known.left if one.id != session.id]
        known.current = session
        text = _written(known)
        if text != known.saved:
            await self._notes.keep_note(_name(shard), text)
            known.saved = text

    def _of(self, shard: int) -> _Shard:
        return self._shards.setdefault(shard, _Shard())


def _name(shard: int) -> str:
    return f"discord:shard:{shard}"


def _written(shard: _Shard) -> str:
    sessions = [*shard.left, *([shard.current] if shard.current else [])]
    since = snowflake(datetime.now(UTC) - DM_LIFE)
    channels = {
        name: [one.guild, one.message]
        for name, one in shard.channels.items()
        if one.guild or int(one.message) >= since
    }
    return json.dumps({"sessions": [asdict(one) for one in sessions], "channels": channels})


def _read(text: str | None) -> _Shard:
    try:
        found: dict[str, Any] = json.loads(text or "{}")
        return _Shard(
            left=[Session(**one) for one in found.get("sessions", [])],
            channels={
                name: Channel(guild=guild, message=message)
                for name, (guild, message) in found.get("channels", {}).items()
            },
        )
    except (ValueError, TypeError, AttributeError):
        log.warning("a note on sessions could not be read, starting a new one")
        return _Shard()
