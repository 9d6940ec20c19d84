"""`coach run` with a store that cannot be used: one sentence, exit code 1, and nothing lost."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Store, schema
from tests.peers.coach_process import PLAIN, CoachProcess, coach_process, slack_env
from tests.peers.desk_account import account
from tests.peers.slack_keeping import KeepingSlack, keeping_slack
from tests.store.test_opening import OLD, execute

DRAFT = "As I already told you, order #48213 shipped on 3 May."
NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)

pytestmark = pytest.mark.timeout(300)  # processes of their own, on busy machines too


@pytest.fixture
async def slack() -> AsyncIterator[KeepingSlack]:
    """Serve a light Slack."""
    async with keeping_slack() as serving:
        yield serving


def damaged(folder: Path) -> str:
    """Put something else where the file should be."""
    (folder / "store.db").write_text("this is no database, " * 100)
    return f"sqlite:///{folder}/store.db"


def read_only(folder: Path) -> str:
    """Open a file for reading alone."""
    with closing(sqlite3.connect(folder / "store.db")) as file:
        file.execute("CREATE TABLE somebody (name TEXT)")
    return f"sqlite:///file:{folder}/store.db?mode=ro&uri=true"


def of_a_newer_release(folder: Path) -> str:
    """Leave the mark of a release to come."""
    with closing(sqlite3.connect(folder / "store.db")) as file:
        file.execute("CREATE TABLE store_version (version_num TEXT)")
        file.execute("INSERT INTO store_version VALUES ('0999')")
        file.commit()
    return f"sqlite:///{folder}/store.db"


def elsewhere(_: Path) -> str:
    """Name a kind of database that we do not know."""
    return "mysql://127.0.0.1/coach"


def away(_: Path) -> str:
    """Name a server that is not there; port 1 is nobody's."""
    return "postgresql://coach@127.0.0.1:1/coach"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (damaged, "is damaged or no database"),
        (read_only, "The store is read-only"),
        (of_a_newer_release, "made by a newer release of the coach"),
        (elsewhere, "DATABASE_URL must look like"),
        (away, "The database server does not answer"),
    ],
)
async def test_a_store_that_cannot_be_used_ends_the_command_with_one_sentence(
    tmp_path: Path, slack: KeepingSlack, url: Callable[[Path], str], sentence: str
) -> None:
    """No traceback, nothing acknowledged."""
    async with coach_process(
        tmp_path, slack_env(slack.api_url, url(tmp_path)), program=PLAIN
    ) as it:
        assert await it.ended() == 1
        (told,) = [line for line in it.log.splitlines() if line.startswith("coach: ")]

    assert sentence in told
    assert "Traceback" not in it.log


async def test_a_second_coach_on_one_file_ends_with_one_sentence(
    tmp_path: Path, slack: KeepingSlack
) -> None:
    """The first one serves on."""
    env = slack_env(slack.api_url, f"sqlite:///{tmp_path}/store.db")
    async with coach_process(tmp_path, env, program=PLAIN) as first:
        await first.wrote("slack connected")
        async with coach_process(tmp_path, env, program=PLAIN, name="second") as second:
            assert await second.ended() == 1
        name = await slack.mention(DRAFT)
        await slack.until(lambda: slack.answered(name))

    assert "Another coach runs on this SQLite file" in second.log
    assert "Traceback" not in second.log


async def test_a_store_of_an_older_release_is_upgraded_and_served(
    tmp_path: Path, slack: KeepingSlack
) -> None:
    """Without a word to the admin."""
    url = f"sqlite:///{tmp_path}/store.db"
    execute(url, *OLD)
    async with coach_process(tmp_path, slack_env(slack.api_url, url), program=PLAIN) as coach:
        name = await slack.mention(DRAFT)
        await slack.until(lambda: slack.answered(name))
        assert await coach.stop() == 0
    async with Store.open(url) as store:
        assert store.upgrade.before == schema.VERSIONS[-1]


async def test_what_a_full_disk_could_not_take_is_answered_once_there_is_room(
    tmp_path: Path, slack: KeepingSlack
) -> None:
    """It is not acknowledged, so it comes again; a command is refused in a sentence."""
    url = f"sqlite:///{tmp_path}/store.db"
    async with coach_process(tmp_path, slack_env(slack.api_url, url), program=PLAIN) as coach:
        first = await slack.mention(DRAFT)
        await slack.until(lambda: slack.answered(first))
        fill(coach, tmp_path)
        while not any("cannot take anything in" in str(one.body) for one in slack.shown):
            name = await slack.command(DRAFT)
            await slack.until(lambda name=name: acknowledged(slack, name))
        for _ in range(3):
            await slack.mention(DRAFT)
        await coach.wrote("not taken platform=slack why=The disk that holds the store is full")
        assert coach.runs
        resource.prlimit(coach.pid, resource.RLIMIT_FSIZE, NO_LIMIT)
        await slack.until(lambda: all_told(slack))
        assert await coach.stop() == 0
        found = account(slack)

    assert found.is_right
    assert DRAFT not in coach.log


def fill(coach: CoachProcess, folder: Path) -> None:
    """Let no file of the coach's grow any more, as on a full disk."""
    sizes = [file.stat().st_size for file in folder.glob("store.db*")]
    resource.prlimit(coach.pid, resource.RLIMIT_FSIZE, (max(sizes), resource.RLIM_INFINITY))


def acknowledged(slack: KeepingSlack, name: str) -> bool:
    """Tell whether a command was."""
    return any(kept.acked_at for kept in slack.kept.values() if kept.name == name)


def all_told(slack: KeepingSlack) -> bool:
    """Tell whether everything was acknowledged and answered."""
    return all(kept.acked_at for kept in slack.kept.values()) and not account(slack).lost
