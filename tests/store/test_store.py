"""Keys that outlive a restart."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.store import Store


async def test_a_key_is_claimed_once_even_after_a_restart(database_url: str) -> None:
    """The second to ask is told no, in this process and the next."""
    async with Store.open(database_url) as store:
        assert await store.claim("slack:Ev1")
        assert not await store.claim("slack:Ev1")
    async with Store.open(database_url) as store:
        assert not await store.claim("slack:Ev1")
        await store.release("slack:Ev1")
        assert await store.claim("slack:Ev1")


async def test_of_many_at_once_one_wins(database_url: str) -> None:
    """Two deliveries of one event race; one is answered."""
    async with Store.open(database_url) as store:
        won = await asyncio.gather(*(store.claim("discord:1") for _ in range(20)))

    assert sum(won) == 1


async def test_keys_are_forgotten_after_a_week_and_not_before(database_url: str) -> None:
    """What docs/privacy.md says about retention."""
    days = 0

    def now() -> datetime:
        return datetime(2026, 11, 21, tzinfo=UTC) + timedelta(days=days)

    async with Store.open(database_url, now=now) as store:
        await store.claim("old")
        days = 3
        await store.claim("young")
        days = 8
        await store.forget_old()
        assert await store.claim("old")
        assert not await store.claim("young")
