"""A bad file, a full disk, a server that is away: one sentence each, and nothing lost."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
import sys
from pathlib import Path

import psycopg
import pytest

from bot.errors import ConfigError, StoreError
from bot.store import Store, faults
from tests.peers.postgres import Postgres
from tests.store.shapes import job

FILL = """
import asyncio, resource, sys
from bot.errors import StoreError
from bot.store import Store
from tests.store.shapes import job

async def main():
    async with Store.open(sys.argv[1]) as store:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
        taken = 0
        try:
            while True:
                taken += await store.take(job(key=f"k{taken}", words={"draft": "x" * 5000}))
        except StoreError as error:
            print(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        again = await store.take(job(key=f"k{taken}"))
        whole = [await store.job(f"k{number}") is not None for number in range(taken)]
        print(len(whole) if again and all(whole) else 0)

asyncio.run(main())
"""


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://127.0.0.1/coach",
        "postgresql://127.0.0.1",
        "sqlite://",
        "postgres://x:y",
    ],
)
async def test_a_wrong_url_says_what_it_should_look_like(url: str) -> None:
    """One clear sentence with the next step."""
    with pytest.raises(ConfigError, match=r"sqlite:///umbrella\.db"):
        async with Store.open(url):
            pass


async def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    """No traceback of a database for an admin to read."""
    file = tmp_path / "coach.db"
    file.write_text("this is no database, " * 100)
    with pytest.raises(StoreError, match=r"DATABASE_URL names is damaged .* backup"):
        async with Store.open(f"sqlite:///{file}"):
            pass

    assert file.read_text() == "this is no database, " * 100


async def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """Pages that a bad disk overwrote."""
    file = tmp_path / "coach.db"
    async with Store.open(f"sqlite:///{file}") as store:
        for number in range(50):
            await store.take(job(key=f"k{number}", words={"draft": "x" * 3000}))
    with file.open("r+b") as pages:
        pages.seek(4096 * 4)
        pages.write(b"\xa5" * 4096 * 30)
    async with Store.open(f"sqlite:///{file}") as store:
        with pytest.raises(StoreError, match="damaged"):
            await store.unfinished()


async def test_a_read_only_file_is_told(tmp_path: Path) -> None:
    """At the start, not when the first draft comes."""
    async with Store.open(f"sqlite:///{tmp_path}/coach.db"):
        pass
    with pytest.raises(StoreError, match="read-only; let this process write"):
        async with Store.open(f"sqlite:///file:{tmp_path}/coach.db?mode=ro&uri=true"):
            pass


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be opened; check that DATABASE_URL"):
        async with Store.open(f"sqlite:///{tmp_path}/file/coach.db"):
            pass
    (tmp_path / "coach.db").mkdir()
    with pytest.raises(StoreError, match="cannot be opened; check that DATABASE_URL"):
        async with Store.open(f"sqlite:///{tmp_path}/coach.db"):
            pass


async def test_a_full_disk_is_told_and_costs_nothing_that_was_taken(tmp_path: Path) -> None:
    """And once there is space again the coach carries on."""
    filling = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", FILL, f"sqlite:///{tmp_path}/coach.db"),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    told, whole = (await filling.communicate())[0].decode().splitlines()

    assert (
        told == "The disk that holds the store is full; free some space, and the coach carries on."
    )
    assert int(whole) > 3


async def test_a_server_that_is_not_there_is_told(postgres_server: Postgres) -> None:
    """A wrong port, and a database nobody made."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        with pytest.raises(StoreError, match="does not answer; check that it runs"):
            async with Store.open(f"postgresql://coach@127.0.0.1:{port}/coach"):
                pass
    with pytest.raises(StoreError, match="check user, password and database in DATABASE_URL"):
        async with Store.open(postgres_server.url("nobody_made_this")):
            pass


async def test_a_server_that_freezes_is_told_within_two_seconds(
    postgres_server: Postgres,
) -> None:
    """Rather than hanging until the platform gives up on us; then it goes on by itself."""
    clock = asyncio.get_running_loop().time
    async with Store.open(postgres_server.new_database()) as store:
        await store.take(job(key="before"))
        postgres_server.freeze()
        try:
            began = clock()
            told = await asyncio.gather(
                *(store.take(job(key=f"k{number}")) for number in range(30)),
                return_exceptions=True,
            )
            assert 1.9 < clock() - began < 3.0
            assert all(isinstance(one, StoreError) for one in told)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await store.alive()
        finally:
            postgres_server.thaw()
        async with asyncio.timeout(20):
            while not await _works(store):
                pass
        assert await store.job("before") is not None


async def test_a_server_that_restarts_costs_no_restart_of_ours(postgres_server: Postgres) -> None:
    """The first call afterwards works, though every old connection is dead."""
    async with Store.open(postgres_server.new_database()) as store:
        await asyncio.gather(*(store.take(job(key=f"k{number}")) for number in range(30)))
        postgres_server.stop()
        try:
            with pytest.raises(StoreError, match="does not answer"):
                await store.alive()
        finally:
            postgres_server.start()
        assert len(await store.unfinished()) == 30
        postgres_server.stop(signal.SIGINT)
        postgres_server.start()
        results = await asyncio.gather(*(store.take(job(key=f"m{n}")) for n in range(10)))
        assert results == [True] * 10


async def _works(store: Store) -> bool:
    try:
        await store.alive()
    except StoreError:
        return False
    return True


async def test_closing_waits_for_what_nobody_waits_for_any_more(tmp_path: Path) -> None:
    """A caller that gives up neither tears a transaction nor blocks the way out."""
    url = f"sqlite:///{tmp_path}/coach.db"
    async with Store.open(url) as store:
        taking = [asyncio.ensure_future(store.take(job(key=f"k{n}"))) for n in range(300)]
        await taking[0]
        for one in taking:
            one.cancel()
        await asyncio.gather(*taking, return_exceptions=True)
    async with Store.open(url) as store:
        for waiting in await store.unfinished():
            assert await store.job(waiting.key) is not None


async def test_a_busy_file_is_waited_for(tmp_path: Path) -> None:
    """The engine beside us writes to it as well."""
    url = f"sqlite:///{tmp_path}/coach.db"
    async with Store.open(url) as store:
        other = sqlite3.connect(tmp_path / "coach.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        taking = asyncio.ensure_future(store.take(job()))
        done, _ = await asyncio.wait({taking}, timeout=0.3)
        assert not done
        other.execute("COMMIT")
        assert await taking
        other.close()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (psycopg.errors.TooManyConnections(), faults.AWAY),
        (psycopg.errors.DiskFull(), faults.FULL),
    ],
)
def test_a_server_short_of_connections_sends_nobody_to_free_some_space(
    error: psycopg.Error, sentence: str
) -> None:
    """Both are shortages to PostgreSQL, and each has its own next step."""
    assert str(faults.told(error)) == sentence
