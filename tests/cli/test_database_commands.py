"""`coach db` and `coach forget`, also while the coach runs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.store import Store
from tests.cli.conftest import Run
from tests.store.shapes import job

OLD, NEW = "correct horse battery staple", "an umbrella opened unasked"


def test_admin_is_told_what_a_migration_did(run: Run, tmp_path: Path) -> None:
    """From nothing, from what is there already, and to a release that is older."""
    assert run("db", "migrate").stdout == "The tables are made; the database is at schema 0002.\n"
    assert "at schema 0002 already" in run("db", "migrate").stdout
    with sqlite3.connect(tmp_path / "umbrella.db") as file:
        file.execute("UPDATE store_version SET version_num = '0999'")
    file.close()
    newer = run("db", "migrate")
    assert newer.returncode == 1
    assert newer.stderr.startswith("coach: The store was made by a newer release")
    assert newer.stderr.count("\n") == 1


async def test_a_person_is_forgotten_while_the_coach_runs(run: Run, tmp_path: Path) -> None:
    """Nobody has to stop the coach for somebody's right to be forgotten."""
    url = f"sqlite:///{tmp_path}/umbrella.db"
    async with Store.open(url, exclusive=True) as store:
        await store.take(job())
        await store.take(job(key="other", person="U2"))
        unsure = run("forget", "--platform", "slack", "--person", "U1", stdin="n\n")
        assert unsure.returncode == 1
        assert unsure.stdout == (
            "Stored of person U1 on Slack: 1 draft that waits for an answer.\n"
            "Erase this row? There is no way back [y/N]: Nothing was erased.\n"
        )
        assert await store.job(job().key) is not None
        sure = run("forget", "--platform", "slack", "--person", "U1", "--yes")
        assert sure.stdout == "Erased 1 row of person U1 on Slack.\n"
        assert await store.job(job().key) is None
        assert await store.job("other") is not None
        again = run("forget", "--platform", "slack", "--person", "U1", stdin="y\n")
        assert again.stdout == "Nothing of person U1 on Slack is stored.\n"


async def test_admin_sees_all_that_goes_with_a_workspace_before_it_goes(
    run: Run, tmp_path: Path
) -> None:
    """Drafts, what has ended, settings and votes, each counted; yes erases that many."""
    async with Store.open(f"sqlite:///{tmp_path}/umbrella.db", retention_hours=1) as store:
        for key in ("one", "two", "three"):
            await store.take(job(key=key))
        await store.finish("three", "answered")
        await store.keep_workspace("slack", "T1", "Acme")
        await store.add_feedback(
            "vote", platform="slack", workspace="T1", writer="offline", useful=True
        )
        left = await store.left_by("slack", workspace="T1")
        theirs = await store.left_by("slack", person="U1", workspace="T1")
        named = run("forget", "--platform", "slack", "--workspace", "T1", stdin="y\n")
        gone = await store.left_by("slack", workspace="T1")

    assert (left.rows, theirs.rows, gone.rows) == (5, 3, 0)
    assert named.stdout == (
        "Stored of workspace T1 on Slack: 2 drafts that wait for an answer, 1 job that has ended, "
        "1 row of settings, 1 vote.\n"
        "Erase these 5 rows? There is no way back [y/N]: Erased 5 rows of workspace T1 on Slack.\n"
    )


def test_forget_wants_to_know_whom(run: Run) -> None:
    """A bare `coach forget` erases nobody."""
    told = run("forget", "--platform", "slack", "--yes")

    assert told.returncode == 2
    assert "--person, --workspace or both" in told.stderr


async def test_a_secret_is_replaced_from_the_command_line(run: Run, tmp_path: Path) -> None:
    """As docs/deploy.md describes it."""
    url = f"sqlite:///{tmp_path}/umbrella.db"
    async with Store.open(url, secrets=[OLD]) as store:
        await store.take(job())
    assert run("db", "seal").returncode == 2
    assert run("db", "seal", COACH_SECRET=f"{NEW}, {OLD}").stdout == (
        "Sealed 1 value with the first secret.\n"
    )
    async with Store.open(url, secrets=[NEW]) as store:
        assert await store.job(job().key) is not None


def test_doctor_says_whether_drafts_are_sealed(run: Run) -> None:
    """And a secret that is too short is refused."""
    assert "COACH_SECRET is not set, so drafts wait there readable" in run("doctor").stdout
    assert "sealed with COACH_SECRET" in run("doctor", COACH_SECRET=OLD).stdout
    assert "at least 16 characters" in run("doctor", COACH_SECRET="short").stderr
