"""The note of where we read and where we were asked stays small, and forgets people."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bot.platforms.discord import asks
from bot.platforms.discord.sessions import (
    MANY_CHANNELS,
    MANY_SESSIONS,
    Channel,
    Session,
    Sessions,
)
from tests.peers.plain_desk import PlainNotes

NOTE = "discord:shard:0"


async def test_only_the_latest_places_and_sessions_are_remembered() -> None:
    """So a note stays small."""
    notes = PlainNotes()
    sessions = Sessions(notes)
    for number in range(MANY_SESSIONS + 3):
        await sessions.keep({0: Session(id=f"s{number}", seq=number, url="ws://x")})
    for number in range(MANY_CHANNELS + 5):
        sessions.asked(0, str(number), "1", str(number))

    assert [one.id for one in sessions.left(0)] == ["s2", "s3", "s4", "s5", "s6"]
    channels = sessions.channels(0)
    assert len(channels) == MANY_CHANNELS
    assert next(iter(channels)) == "5"
    assert channels["54"] == Channel(guild="1", message="54")


async def test_dm_is_remembered_for_a_day() -> None:
    """Its id stands for one person; a server's channel stays until fifty others have come."""
    notes, now = PlainNotes(), datetime.now(UTC)
    sessions = Sessions(notes)
    for channel, guild, age in (("1", "", 23), ("2", "", 25), ("3", "9", 25)):
        sessions.asked(0, channel, guild, str(asks.snowflake(now - timedelta(hours=age))))

    await sessions.keep({0: Session(id="s", seq=1, url="ws://x")})

    assert list(json.loads(notes.kept[NOTE])["channels"]) == ["1", "3"]
