"""kill -9 at every marked point: what was acknowledged is answered, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers.killing import EVERYWHERE, killing

pytestmark = pytest.mark.timeout(300)  # processes of their own, on busy machines too


@pytest.mark.parametrize(
    ("platform", "database_url"),
    [("slack", "sqlite"), ("slack", "postgresql"), ("discord", "sqlite")],
    indirect=["database_url"],
)
async def test_a_draft_is_answered_once_wherever_the_coach_is_killed(
    platform: str, tmp_path: Path, database_url: str, tables: list[str]
) -> None:
    """Each process dies at the next point, with what the one before it left behind."""
    async with killing(tmp_path, database_url, platform=platform) as killer:
        await killer.begin()
        for where in EVERYWHERE:
            await killer.kill(where)
        found = await killer.settle()
        more, wrong = killer.paid_twice()
        pressed, answered = await killer.press()
    tables.append(
        f"kill -9, {platform}, {database_url.split(':', 1)[0]}: {killer.kills.total()} kills, "
        f"{found.acked} acknowledged, {found.answered} answered, {len(found.lost)} lost, "
        f"{len(found.twice)} twice, {found.doubted} told that it may be missing "
        f"(+{found.doubted_in_vain} though it was there), {more} paid more than once"
    )

    assert not found.lost
    assert not found.twice
    # What cannot be stored within two seconds is refused in a sentence.
    assert found.told <= killer.refused
    assert pressed == answered
    assert not wrong
    assert set(killer.kills) == set(EVERYWHERE)
