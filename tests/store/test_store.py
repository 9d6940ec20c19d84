"""Keys that outlive a restart."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import ConfigError, StoreError
from bot.store import Store


async def test_a_key_is_claimed_once_even_after_a_restart(tmp_path: Path) -> None:
    """The second to ask is told no, in this process and the next."""
    url = f"sqlite:///{tmp_path}/new/folder/keys.db"
    async with Store.open(url) as store:
        assert await store.claim("slack:Ev1")
        assert not await store.claim("slack:Ev1")
    async with Store.open(url) as store:
        assert not await store.claim("slack:Ev1")
        await store.release("slack:Ev1")
        assert await store.claim("slack:Ev1")


async def test_of_many_at_once_one_wins(tmp_path: Path) -> None:
    """Two deliveries of one event race; one is answered."""
    async with Store.open(f"sqlite:///{tmp_path}/keys.db") as store:
        won = await asyncio.gather(*(store.claim("discord:1") for _ in range(20)))

    assert sum(won) == 1


async def test_keys_are_forgotten_after_a_week_and_not_before(tmp_path: Path) -> None:
    """What docs/privacy.md says about retention."""
    days = 0

    def now() -> datetime:
        return datetime(2026, 11, 21, tzinfo=UTC) + timedelta(days=days)

    async with Store.open(f"sqlite:///{tmp_path}/keys.db", now=now) as store:
        await store.claim("old")
        days = 3
        await store.claim("young")
        days = 8
        await store.forget_old()
        assert await store.claim("old")
        assert not await store.claim("young")


@pytest.mark.parametrize("url", ["nonsense", "postgresql://127.0.0.1/coach"])
async def test_a_wrong_url_says_what_it_should_look_like(url: str) -> None:
    """One clear sentence with the next step."""
    with pytest.raises(ConfigError, match=r"sqlite:///umbrella\.db"):
        async with Store.open(url):
            pass


async def test_a_broken_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    """No traceback of a database for an admin to read."""
    (tmp_path / "keys.db").write_text("this is no database, " * 100)
    with pytest.raises(StoreError, match="DATABASE_URL"):
        async with Store.open(f"sqlite:///{tmp_path}/keys.db"):
            pass
