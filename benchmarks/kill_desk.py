"""kill -9, again and again, at every marked point and at random: is anything lost, or shown twice?

    nice .venv/bin/python -m benchmarks.kill_desk --kills 110 --local-slack
    nice .venv/bin/python -m benchmarks.kill_desk --kills 110 --platform discord

Prints a table for SQLite and one for PostgreSQL. Each process dies while people write to it, and
the next one begins with what it left behind. With --local-slack the local Slack makes the events
and shows the messages.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from itertools import cycle
from pathlib import Path

from tests.peers.killing import AT_RANDOM, EVERYWHERE, Killing, killing
from tests.peers.postgres import postgres
from tests.peers.slack_server import local_slack

ROUND = (*EVERYWHERE, *(AT_RANDOM,) * 5)


async def main() -> None:
    """Kill, count, print."""
    parser = argparse.ArgumentParser(description="See this file's docstring.")
    parser.add_argument("--kills", type=int, default=110, help="on each database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--platform", choices=("slack", "discord"), default="slack")
    parser.add_argument("--local-slack", action="store_true")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    chosen = parser.parse_args()
    for name in ("sqlite", "postgresql"):
        if chosen.only in (None, name):
            await run(name, chosen)


async def run(name: str, chosen: argparse.Namespace) -> None:
    """Kill on one database, and print."""
    kills, seed, platform = chosen.kills, chosen.seed, chosen.platform
    folder = Path(tempfile.mkdtemp(prefix=f"kill-{name}-"))
    print(f"\n{platform}, {name}: {kills} kills, seed {seed}, folder {folder}", flush=True)
    async with AsyncExitStack() as stack:
        url = f"sqlite:///{folder / 'store.db'}"
        if name == "postgresql":
            url = stack.enter_context(postgres()).new_database()
        upstream = ""
        if chosen.local_slack:
            upstream = (await stack.enter_async_context(local_slack(folder))).url
        killer = await stack.enter_async_context(
            killing(folder, url, platform=platform, upstream=upstream, seed=seed)
        )
        await killer.begin()
        began = time.monotonic()
        for number, where in zip(range(kills), cycle(ROUND), strict=False):
            await killer.kill(where)
            if number % 10 == 9:
                took_s, found = time.monotonic() - began, killer.count()
                print(
                    f"  {number + 1} kills after {took_s:.0f} s: {found.acked} acknowledged, "
                    f"{found.answered} answered so far, {len(found.twice)} twice",
                    flush=True,
                )
        await report(killer)


async def report(killer: Killing) -> None:
    """Let it come to rest; print what became of the drafts."""
    found = await killer.settle()
    more, wrong = killer.paid_twice()
    pressed, answered = await killer.press()
    for where, times in sorted(killer.kills.items()):
        print(f"  {times:4} {where}")
    print(f"  {killer.kills.total():4} kills in all")
    print(f"  {found.sent} drafts sent, {found.acked} acknowledged, {found.answered} answered")
    print(f"  acknowledged and told nothing: {len(found.lost)} {' '.join(found.lost[:5])}")
    print(f"  shown twice: {len(found.twice)} {' '.join(found.twice[:5])}")
    print(f"  told that there is no answer: {found.told}")
    print(
        f"  told that it may be missing: {found.doubted} missing, "
        f"{found.doubted_in_vain} there all the same"
    )
    print(f"  their button pressed: {pressed}, answered: {answered}")
    print(f"  paid more than once: {more}; with no kill to explain it: {len(wrong)}")


if __name__ == "__main__":
    asyncio.run(main())
