"""Five drafts a second for an hour through one coach: does it keep its memory, and lose nothing?

    nice .venv/bin/python -m benchmarks.desk_soak --minutes 60

One `coach run` serves a light Slack and a small Discord on loopback, with SQLite and an LLM that
answers after 0.3 s with the draft itself. Half of the drafts come over Slack (mentions, DMs,
commands), half over Discord (mentions, DMs, `/coach`). Every 30 s a line tells what the process
uses; the end tells what grew after the first ten minutes, and what became of the drafts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.desk_yard import drafts
from tests.peers.coach_process import coach_process, slack_env
from tests.peers.desk_account import account
from tests.peers.discord_server import DiscordServer, discord_server
from tests.peers.llm_echo import labelled, llm_echo
from tests.peers.slack_keeping import AS_SLACK_S, KeepingSlack, keeping_slack

PER_S = 5.0
WARM_S = 600.0
EVERY_S = 30.0
LLM_S = 0.3
COLUMNS = ("rss_mb", "threads", "tasks", "fds", "sockets", "objects", "lag_p99_ms", "cpu_s")
TABLES = (
    "jobs",
    "parts",
    "notes",
    "replicas",
    "workflow_status",
    "operation_outputs",
)


async def main() -> None:
    """Run, and print."""
    parser = argparse.ArgumentParser(description="See this file's docstring.")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--without-discord", action="store_true")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    print(f"folder={folder} minutes={chosen.minutes:g}", flush=True)
    slack_as_it_is = keeping_slack(again_s=AS_SLACK_S)
    async with slack_as_it_is as slack, discord_server() as discord, llm_echo(LLM_S) as llm:
        env = slack_env(
            slack.api_url,
            f"sqlite:///{folder / 'store.db'}",
            OPENAI_API_KEY="sk-test",
            OPENAI_BASE_URL=llm.base_url,
            LLM_CONCURRENCY="20",
            COACH_SAMPLES=str(folder / "samples"),
            COACH_EVERY_S=str(EVERY_S),
            LOG_LEVEL="WARNING",
            COACH_SECRET="only for this one run",  # noqa: S106 - nobody else reads it
        )
        if not chosen.without_discord:
            env |= {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.url}
        async with coach_process(folder, env) as coach:
            await slack.until(lambda: slack.sockets)
            if not chosen.without_discord:
                await discord.until(lambda: discord.gateway.sessions and discord.routes.commands)
            crowd = Crowd(slack, None if chosen.without_discord else discord)
            async with asyncio.TaskGroup() as group:
                telling = group.create_task(tell(folder, crowd))
                await crowd.write(chosen.minutes * 60)
                await crowd.settled()
                await asyncio.sleep(EVERY_S + 1)  # one more sample, at rest
                telling.cancel()
            print(f"exit={await coach.stop()} log_lines={coach.log.count(chr(10))}")
        print(f"llm_calls={llm.count} for {len(llm.calls)} drafts")
    summarise(folder, crowd)


class Crowd:
    """Agents who write one draft after another.

    Args:
        slack: Where half of them are.
        discord: Where the others are, or None.
    """

    def __init__(self, slack: KeepingSlack, discord: DiscordServer | None) -> None:
        self._slack = slack
        self._discord = discord
        self._texts = drafts()
        self.sent = 0
        self.on_discord = 0

    async def write(self, for_s: float) -> None:
        """Write evenly for some seconds."""
        began = time.monotonic()
        while time.monotonic() - began < for_s:
            await self._one(self.sent)
            self.sent += 1
            await asyncio.sleep(max(0.0, began + self.sent / PER_S - time.monotonic()))

    async def settled(self) -> None:
        """Wait until all is answered, two minutes at most."""
        ends = time.monotonic() + 120
        while time.monotonic() < ends and self.waiting():  # noqa: ASYNC110 - two servers tell of it
            await asyncio.sleep(0.5)

    def waiting(self) -> int:
        """Count drafts without an answer."""
        found = account(self._slack)
        waiting = found.sent - found.answered
        if self._discord:
            waiting += self.on_discord - answered_on_discord(self._discord)
        return max(0, waiting)  # long answers take several messages

    async def _one(self, number: int) -> None:
        text = labelled(self._texts[number % len(self._texts)], number)
        slack, discord = self._slack, self._discord
        door = number // 2 % 3
        if discord and number % 2:
            self.on_discord += 1
            if door == 0:
                await discord.say(f"{discord.mention} {text}")
            elif door == 1:
                await discord.say(text, channel=discord.world.dm())
            else:
                await discord.slash(draft=text)
        elif door == 0:
            await slack.mention(text)
        elif door == 1:
            await slack.direct(text)
        else:
            await slack.command(text)


def answered_on_discord(discord: DiscordServer) -> int:
    """Count drafts there that were answered, each once however many messages it took."""
    threads = {
        one["channel_id"]
        for one in discord.answers()
        if discord.world.channels[one["channel_id"]]["type"] == 11
    }
    dms = len(discord.answers(discord.world.dm()))
    asked = discord.routes.asked.values()
    return len(threads) + dms + sum(bool(one.texts) for one in asked)


async def tell(folder: Path, crowd: Crowd) -> None:
    """Print a line every 30 s, until cancelled."""
    print("sent waiting", *COLUMNS, *TABLES, "open words", flush=True)
    while True:
        await asyncio.sleep(EVERY_S)
        samples = read(folder)
        if not samples:
            continue
        last = samples[-1]
        numbers = [f"{last[name]:.1f}".removesuffix(".0") for name in COLUMNS]
        rows = await asyncio.to_thread(count_rows, folder / "store.db")
        print(crowd.sent, crowd.waiting(), *numbers, *rows, flush=True)


def count_rows(path: Path) -> list[int]:
    """Count rows by table, then unfinished jobs, then jobs that still hold words."""
    counts = [f"SELECT count(*) FROM {table}" for table in TABLES]  # noqa: S608 - constants
    counts.append("SELECT count(*) FROM jobs WHERE finished_at IS NULL")
    counts.append("SELECT count(*) FROM jobs WHERE words IS NOT NULL OR answer IS NOT NULL")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return [int(connection.execute(one).fetchone()[0]) for one in counts]


def read(folder: Path) -> list[dict[str, float]]:
    """Read the samples so far."""
    path = folder / "samples"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def summarise(folder: Path, crowd: Crowd) -> None:
    """Print what grew after the first ten minutes, and what became of the drafts."""
    samples = read(folder)
    start = samples[0]["at"]
    warm = [one for one in samples if one["at"] - start >= WARM_S] or samples
    print("\nafter ten minutes -> at the end (mean of five samples each)")
    for name in COLUMNS[:-1]:
        first = sum(one[name] for one in warm[:5]) / len(warm[:5])
        last = sum(one[name] for one in warm[-5:]) / len(warm[-5:])
        print(f"  {name:12} {first:10.1f} {last:10.1f} {100 * (last / first - 1):+7.1f} %")
    took_s = samples[-1]["at"] - start
    print(f"  cpu {100 * (samples[-1]['cpu_s'] - samples[0]['cpu_s']) / took_s:.1f} % of one core")
    print("rows:", dict(zip(TABLES, count_rows(folder / "store.db"), strict=False)))
    print(crowd.sent, "drafts;", crowd.waiting(), "without an answer")


if __name__ == "__main__":
    asyncio.run(main())
