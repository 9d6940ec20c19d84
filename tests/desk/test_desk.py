"""What is taken in is answered once, in order, and an agent is told when it cannot be."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import DeliveryError, StoreError
from bot.store import Store
from tests.desk.rig import desk_rig, job
from tests.peers.fakes import NotingPlatform


async def test_a_job_is_answered_once_however_often_it_is_delivered(database_url: str) -> None:
    """Slack and Discord may deliver an event again, also after its answer."""
    async with desk_rig(database_url) as rig:
        assert [await rig.desk.take(job()) for _ in range(3)] == [True, False, False]
        await rig.idle()

        assert not await rig.desk.take(job())
        assert rig.platform.answered == ["slack:T:C:1"]
        assert rig.platform.posted == [("slack:T:C:1", 0)]


async def test_every_message_of_an_answer_is_posted_in_order(database_url: str) -> None:
    """A long answer keeps its order."""
    async with desk_rig(database_url, NotingPlatform(parts=3)) as rig:
        await rig.desk.take(job())
        await rig.idle()

    assert [number for _, number in rig.platform.posted] == [0, 1, 2]


async def test_a_draft_is_paid_once_though_its_answer_cannot_be_kept_at_once(
    database_url: str,
) -> None:
    """The database is busy or away just then; the LLM need not be asked again."""
    async with desk_rig(database_url, NotingPlatform(), stores=ForgetfulStore) as rig:
        await rig.desk.take(job())
        await rig.idle()

        assert rig.platform.answered == ["slack:T:C:1"]
        assert rig.platform.posted == [("slack:T:C:1", 0)]


async def test_jobs_of_one_thread_are_answered_in_their_order(database_url: str) -> None:
    """Also when four are coached at the same time."""
    async with desk_rig(database_url) as rig:
        keys = [f"slack:T:C:{number}" for number in range(8)]
        for key in keys:
            await rig.desk.take(job(key, lane="slack:T:C:1"))
        await rig.idle()

    assert [key for key, _ in rig.platform.posted] == keys


async def test_a_refused_post_is_tried_again_and_shown_once(database_url: str) -> None:
    """A refusal is certain: nothing was posted, so it is posted again."""
    platform = NotingPlatform(troubles=[DeliveryError("ratelimited")], parts=2)
    async with desk_rig(database_url, platform) as rig:
        await rig.desk.take(job())
        await rig.idle()

    assert platform.posted == [("slack:T:C:1", 0), ("slack:T:C:1", 1)]
    assert platform.told == []


async def test_an_answer_waits_while_its_platform_is_away(database_url: str) -> None:
    """It holds no place among those that can be answered meanwhile."""
    platform = NotingPlatform(troubles=[DeliveryError("not connected")] * 3)
    async with desk_rig(database_url, platform, post_waits_s=()) as rig:
        await rig.desk.take(job())
        await rig.idle()

    assert platform.answered == ["slack:T:C:1"]
    assert platform.posted == [("slack:T:C:1", 0)]


async def test_an_answer_waits_for_its_turn_once_however_often_it_is_tried(
    database_url: str,
) -> None:
    """Else it would run out of time while its platform is away, and reach nobody."""
    platform = NotingPlatform(troubles=[DeliveryError("not connected")] * 4)
    async with desk_rig(database_url, platform, post_waits_s=(0.0,) * 4, turn_s=2.0) as rig:
        await rig.store.take(job("slack:T:C:1", lane="slack:T:C:1"))
        began = time.monotonic()
        await rig.desk.take(job("slack:T:C:2", lane="slack:T:C:1"))
        while not platform.posted:
            await rig.store.alive()

    assert platform.posted == [("slack:T:C:2", 0)]
    assert 2.0 <= time.monotonic() - began < 8.0


async def test_the_agent_is_told_when_the_platform_stays_away(database_url: str) -> None:
    """After an hour's patience the job ends in a sentence."""
    platform = NotingPlatform(troubles=[DeliveryError("not connected")] * 99)
    async with desk_rig(database_url, platform, post_waits_s=()) as rig:
        await rig.desk.take(job())
        await rig.idle()

    assert platform.posted == []
    assert platform.told == [("slack:T:C:1", "failed")]


async def test_a_post_that_may_have_arrived_is_not_posted_twice(database_url: str) -> None:
    """Nobody can know, so the agent is told instead."""
    platform = NotingPlatform(troubles=[DeliveryError("timeout", unsure=True)])
    async with desk_rig(database_url, platform) as rig:
        await rig.desk.take(job())
        await rig.idle()

    assert platform.posted == []
    assert platform.told == [("slack:T:C:1", "doubt")]


async def test_the_agent_is_told_when_the_platform_refuses_for_good(database_url: str) -> None:
    """The job ends in a sentence."""
    platform = NotingPlatform(troubles=[DeliveryError("channel_not_found", gone=True)])
    async with desk_rig(database_url, platform) as rig:
        await rig.desk.take(job())
        await rig.idle()

    assert platform.told == [("slack:T:C:1", "failed")]


async def test_a_job_whose_time_has_passed_is_told_and_not_answered(database_url: str) -> None:
    """A dead response URL reaches nobody."""
    async with desk_rig(database_url) as rig:
        await rig.desk.take(job(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
        await rig.idle()

        assert rig.platform.posted == []
        assert rig.platform.told == [("slack:T:C:1", "late")]


async def test_what_waits_when_we_stop_is_answered_after_the_next_start(database_url: str) -> None:
    """The process that takes in need not be the one that answers."""
    async with desk_rig(database_url, works=False) as rig:
        await rig.desk.take(job())
    async with desk_rig(database_url) as rig:
        await rig.idle()

        assert rig.platform.posted == [("slack:T:C:1", 0)]


async def test_what_is_under_way_when_we_stop_is_finished_first(database_url: str) -> None:
    """A stop waits for it."""
    platform = NotingPlatform(answering_s=0.5)
    async with desk_rig(database_url, platform) as rig:
        await rig.desk.take(job())
        while not rig.desk.engine.busy:
            await rig.store.alive()

    assert platform.posted == [("slack:T:C:1", 0)]


async def test_a_job_that_was_stored_and_never_queued_is_found(database_url: str) -> None:
    """Its process died between storing and queueing."""
    async with desk_rig(database_url, forgotten_s=0.0) as rig:
        await rig.store.take(job())
        await rig.keeper.sweep()
        await rig.idle()

        assert rig.platform.posted == [("slack:T:C:1", 0)]


async def test_no_word_is_left_in_the_file_after_the_answer(tmp_path: Path) -> None:
    """The answer erases them, also from the write-ahead log."""
    async with desk_rig(f"sqlite:///{tmp_path / 'store.db'}") as rig:
        await rig.desk.take(job(words={"text": "Marmalade99"}))
        await rig.idle()

    assert not [file.name for file in files(tmp_path) if b"Marmalade99" in file.read_bytes()]


class ForgetfulStore(Store):
    """A store that cannot keep an answer at first."""

    failures = 2

    async def keep_answer(self, key: str, text: str) -> str:
        """Fail as on a busy machine, then keep it."""
        if self.failures:
            self.failures -= 1
            raise StoreError("The store is busy.")
        return await super().keep_answer(key, text)


def files(folder: Path) -> list[Path]:
    """List what lies in a folder."""
    return sorted(folder.iterdir())
