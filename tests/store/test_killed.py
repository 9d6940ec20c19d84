"""A process killed without warning: what it was told is stored is stored."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.store import Store
from tests.store.shapes import bytes_beside

WORKING = """
import asyncio, os, sys
from bot.store import Store
from tests.store.shapes import job

async def one(store, number):
    key = f"{os.getpid()}:{number}"
    if await store.take(job(key=key, words={"draft": "marmalade " * 50})):
        print("taken", key, flush=True)
    if number % 2:
        await store.finish(key, "answered")
        print("finished", key, flush=True)

async def main():
    async with Store.open(sys.argv[1], exclusive=True) as store:
        for start in range(0, 10**6, 10):
            await asyncio.gather(*(one(store, start + more) for more in range(10)))

asyncio.run(main())
"""


async def killed(url: str, lines: int) -> list[list[str]]:
    """Run the program, kill it after so many lines, give back what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WORKING, url),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    said = [(await process.stdout.readline()).decode().split() for _ in range(lines)]
    process.kill()
    rest, _ = await process.communicate()
    # The last line may have been cut off by the kill itself.
    return said + [line.split() for line in rest.decode().split("\n")[:-1]]


async def test_what_was_taken_is_there_after_a_kill(database_url: str) -> None:
    """Neither lost nor half stored, nor unfinished again."""
    for lines in (1, 40, 133):
        said = await killed(database_url, lines)
        async with Store.open(database_url, exclusive=True) as store:
            waiting = {one.key for one in await store.unfinished()}
            taken = {key for verb, key in said if verb == "taken"}
            finished = {key for verb, key in said if verb == "finished"}
            assert taken
            assert not finished & waiting
            assert {key for key in taken if int(key.split(":")[1]) % 2 == 0} <= waiting
            for key in waiting:
                assert await store.job(key) is not None
                await store.finish(key, "dropped")


async def test_erased_words_in_the_log_go_when_the_coach_starts_again(tmp_path: Path) -> None:
    """A kill between erasing and emptying the log."""
    file = tmp_path / "coach.db"
    await killed(f"sqlite:///{file}", 60)
    async with Store.open(f"sqlite:///{file}", exclusive=True) as store:
        for one in await store.unfinished():
            await store.finish(one.key, "dropped")
        async with asyncio.timeout(10):
            while b"marmalade" in bytes_beside(file):
                await store.alive()
        assert await store.unfinished() == []
    assert b"marmalade" not in bytes_beside(file)
