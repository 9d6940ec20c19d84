"""Replicas, notes, workspaces and feedback, on a file and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.store import FeedbackCount, Store, Workspace

DAY = datetime(2026, 11, 22, tzinfo=UTC)


async def test_a_replica_that_lives_is_seen_and_its_age_told(database_url: str) -> None:
    """Others take over from one whose beats stop."""
    moment = DAY
    async with Store.open(database_url, now=lambda: moment) as store:
        await store.beat("one", ["slack", "worker"])
        moment += timedelta(seconds=30)
        await store.beat("two", [])
        first, second = await store.replicas()
        assert (first.name, first.roles, first.age_s) == ("two", (), 0.0)
        assert (second.name, second.roles, second.age_s) == ("one", ("slack", "worker"), 30.0)
        await store.beat("one", ["worker"])
        assert {one.name: one.age_s for one in await store.replicas()} == {"one": 0, "two": 0}
        assert {one.started_at for one in await store.replicas() if one.name == "one"} == {DAY}
        await store.retire("one")
        assert [one.name for one in await store.replicas()] == ["two"]


async def test_the_databases_own_clock_dates_a_beat(database_url: str) -> None:
    """Replicas whose clocks disagree still agree on who lives."""
    async with Store.open(database_url) as store:
        await store.beat("one", ["worker"])
        (only,) = await store.replicas()

    assert 0 <= only.age_s < 5


async def test_a_note_is_kept_and_replaced(database_url: str) -> None:
    """Where a Discord connection goes on after a restart."""
    async with Store.open(database_url) as store:
        assert await store.note("session") is None
        await store.keep_note("session", '{"seq": 1}')
        await store.keep_note("session", '{"seq": 2}')
    async with Store.open(database_url) as store:
        assert await store.note("session") == '{"seq": 2}'


async def test_a_workspace_keeps_its_settings(database_url: str) -> None:
    """And the day it was first seen, whatever it is called later."""
    moment = DAY
    async with Store.open(database_url, now=lambda: moment) as store:
        await store.keep_tip("slack", "T1", channel="C1", when="09:00 Europe/Berlin")
        moment += timedelta(days=1)
        await store.keep_workspace("slack", "T1", "Acme Ltd")
        await store.keep_workspace("discord", "T1", "Guild")
        await store.keep_tip("slack", "T1", channel="C2", when="off")
        found = await store.workspaces()

    tips = {"C1": "09:00 Europe/Berlin", "C2": "off"}
    assert found == [
        Workspace(platform="discord", id="T1", name="Guild", installed_at=moment),
        Workspace(platform="slack", id="T1", name="Acme Ltd", installed_at=DAY, tips=tips),
    ]


async def test_what_is_settled_for_many_channels_at_once_is_all_kept(database_url: str) -> None:
    """Two agents, two processes: neither undoes what the other has just said."""
    async with Store.open(database_url) as one, Store.open(database_url) as two:
        await asyncio.gather(
            *(
                store.keep_tip("slack", "T1", channel=f"C{number}-{name}", when="off")
                for number in range(4)
                for name, store in (("one", one), ("two", two))
            ),
            two.keep_workspace("slack", "T1", "Acme"),
        )
        (found,) = await one.workspaces()

    assert found.name == "Acme"
    assert len(found.tips) == 8


async def test_a_vote_counts_once_and_may_be_changed(database_url: str) -> None:
    """Whoever presses twice has one voice."""
    async with Store.open(database_url) as store:
        for key, writer, useful in (
            ("a", "offline", True),
            ("a", "offline", True),
            ("b", "offline", True),
            ("b", "offline", False),
            ("c", "openai", True),
        ):
            await store.add_feedback(
                key, platform="slack", workspace="T1", writer=writer, useful=useful
            )
        assert await store.feedback_counts() == [
            FeedbackCount(platform="slack", writer="offline", useful=1, not_useful=1),
            FeedbackCount(platform="slack", writer="openai", useful=1, not_useful=0),
        ]
