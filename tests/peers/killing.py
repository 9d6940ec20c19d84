"""Kills a coach again and again while people write to it, then counts what became of the drafts."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from tests.peers.coach_process import CoachProcess, discord_env, slack_env
from tests.peers.desk_account import Account
from tests.peers.discord_crowd import DiscordCrowd
from tests.peers.discord_server import discord_server
from tests.peers.fleet import DRAFT
from tests.peers.llm_echo import Echo, labelled, llm_echo
from tests.peers.marked_coach import POINTS
from tests.peers.slack_crowd import SlackCrowd
from tests.peers.slack_keeping import keeping_slack

DURING_LLM, STOPPING, AT_RANDOM = "during the LLM call", "while stopping", "at random"
EVERYWHERE = (*POINTS, DURING_LLM, STOPPING)
LLM_S = 0.3
LIVE_S = 60.0
"""How long a process may live before it reaches its point."""
SETTLE_S = 240.0
"""What many short lives left behind is worked off by one long one."""
BREATH_S = 0.15

Crowd = SlackCrowd | DiscordCrowd


class Killing:
    """One coach that dies and comes back, and the people who write to it.

    Args:
        crowd: These people.
        llm: Whom the coach asks.
        coach: Not started yet.
        kept: Where it notes which answers it kept.
        seed: Chooses the random moments.

    Attributes:
        kills: How often it died, by where.
        killed_at: When, on the monotonic clock.
    """

    def __init__(
        self, crowd: Crowd, llm: Echo, coach: CoachProcess, *, kept: Path, seed: int
    ) -> None:
        self._crowd = crowd
        self._llm = llm
        self._coach = coach
        self._kept = kept
        self._random = random.Random(seed)  # noqa: S311 - a repeatable test
        self._written = 0
        self.kills: Counter[str] = Counter()
        self.killed_at: list[float] = []

    async def begin(self) -> None:
        """Let it live once, with nobody writing, and stop it."""
        await self._coach.start()
        await self._crowd.until(self._crowd.is_served)
        await self._coach.stop()

    async def kill(self, where: str) -> None:
        """Let it live, with people writing, until it dies at a point; if need be, at once."""
        await self._coach.start(**self._armed(where))
        if where == DURING_LLM:
            self._llm.when_asked = lambda _: self._coach.signal(signal.SIGKILL)
        async with asyncio.TaskGroup() as group:
            beside = [group.create_task(self._write())]
            if where == STOPPING:
                beside.append(group.create_task(self._stop_and_kill()))
            elif where == AT_RANDOM:
                wait_s = self._random.uniform(1.0, 4.0)
                beside.append(group.create_task(self._kill_after(wait_s)))
            try:
                await self._coach.ended(LIVE_S)
                self.kills[where] += 1
            except TimeoutError:
                await self._coach.kill()
                self.kills[f"not reached: {where}"] += 1
            finally:
                self.killed_at.append(time.monotonic())
                self._llm.when_asked = lambda _: None
                for task in beside:
                    task.cancel()

    def count(self) -> Account:
        """Count while it may be at work; what looks lost then may still wait."""
        return self._crowd.account()

    async def settle(self) -> Account:
        """Let it live until nobody waits; then count."""
        await self._coach.start()
        await self._crowd.until(self._crowd.is_served)
        with suppress(TimeoutError):  # the account tells who still waits
            await self._crowd.until(self._crowd.all_told, SETTLE_S)
        return self._crowd.account()

    async def press(self) -> tuple[int, int]:
        """Press every button of doubt; give how many there are, and how many bring an answer."""
        return await self._crowd.press()

    def paid_twice(self) -> tuple[int, list[str]]:
        """Give how many drafts were paid more than once, and those for which no kill was why.

        To be asked before `press`.
        """
        more = sum(len(calls) > 1 for calls in self._llm.calls.values())
        return more, self._llm.paid_twice(self.killed_at, kept_at(self._kept))

    @property
    def refused(self) -> int:
        """Count what the coach refused in a sentence, as it could not store it."""
        return self._coach.log.count(self._crowd.refusal)

    def _armed(self, where: str) -> dict[str, str]:
        if where not in POINTS:
            return {}
        return {"COACH_KILL_AT": f"{where}:{self._random.randint(1, 3)}"}

    async def _write(self) -> None:
        """Write like a small crowd, a few drafts a second."""
        await self._crowd.until(self._crowd.is_served)
        while True:
            self._written += 1
            await self._crowd.write(labelled(DRAFT, self._written), self._written)
            await asyncio.sleep(self._random.uniform(0.0, 2 * BREATH_S))
            await self._crowd.until(self._crowd.is_served)

    async def _stop_and_kill(self) -> None:
        asked = asyncio.Event()
        self._llm.when_asked = lambda _: asked.set()
        await asked.wait()
        self._coach.signal(signal.SIGTERM)
        await self._kill_after(self._random.uniform(0.0, 0.4))

    async def _kill_after(self, wait_s: float) -> None:
        await asyncio.sleep(wait_s)
        self._coach.signal(signal.SIGKILL)


def kept_at(path: Path) -> dict[str, float]:
    """Read when each answer was first kept, by the name of its draft."""
    first: dict[str, float] = {}
    for line in path.read_text().splitlines() if path.exists() else ():
        name, at = line.split()
        first.setdefault(name, float(at))
    return first


@asynccontextmanager
async def killing(
    folder: Path, database_url: str, *, platform: str = "slack", upstream: str = "", seed: int = 1
) -> AsyncIterator[Killing]:
    """Put everything together; nothing runs afterwards.

    Args:
        folder: Where the coach lives.
        database_url: Where its store is.
        platform: `slack` or `discord`.
        upstream: The local Slack, or "" for the light one alone.
        seed: Chooses the random moments.
    """
    async with AsyncExitStack() as stack:
        llm = await stack.enter_async_context(llm_echo(LLM_S))
        more = {
            "OPENAI_API_KEY": "sk-test",
            "OPENAI_BASE_URL": llm.base_url,
            "REPLICA": "one",
            "COACH_PACE": '{"SWEEP_S": 1.0, "FORGOTTEN_S": 2.0}',
            "COACH_KEPT": str(folder / "kept"),
        }
        crowd: Crowd
        if platform == "slack":
            slack = await stack.enter_async_context(keeping_slack(upstream))
            crowd, env = SlackCrowd(slack), slack_env(slack.api_url, database_url, **more)
        else:
            discord = await stack.enter_async_context(discord_server())
            crowd = DiscordCrowd(discord)
            env = discord_env(discord.token, discord.url, database_url, **more)
        coach = CoachProcess(folder, env)
        try:
            yield Killing(crowd, llm, coach, kept=folder / "kept", seed=seed)
        finally:
            await coach.kill()
