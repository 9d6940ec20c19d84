"""Kills a coach again and again while people write to it, then counts what became of the drafts."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tests.peers.coach_process import CoachProcess, slack_env
from tests.peers.desk_account import Account, account, is_doubt
from tests.peers.fleet import DRAFT
from tests.peers.llm_echo import Echo, labelled, llm_echo
from tests.peers.marked_coach import POINTS
from tests.peers.slack_keeping import KeepingSlack, keeping_slack

DURING_LLM, STOPPING, AT_RANDOM = "during the LLM call", "while stopping", "at random"
EVERYWHERE = (*POINTS, DURING_LLM, STOPPING)
LLM_S = 0.3
LIVE_S = 60.0
"""How long a process may live before it reaches its point."""
PATIENCE_S = 90.0
SETTLE_S = 240.0
"""What many short lives left behind is worked off by one long one."""
BREATH_S = 0.15


class Killing:
    """One coach that dies and comes back, and the people who write to it.

    Args:
        slack: Where they write.
        llm: Whom the coach asks.
        coach: Not started yet.
        kept: Where it notes which answers it kept.
        seed: Chooses the random moments.

    Attributes:
        kills: How often it died, by where.
        killed_at: When, on the monotonic clock.
    """

    def __init__(
        self, slack: KeepingSlack, llm: Echo, coach: CoachProcess, *, kept: Path, seed: int
    ) -> None:
        self._slack = slack
        self._llm = llm
        self._coach = coach
        self._kept = kept
        self._random = random.Random(seed)  # noqa: S311 - a repeatable test
        self._written = 0
        self.kills: Counter[str] = Counter()
        self.killed_at: list[float] = []

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
        return account(self._slack)

    async def settle(self) -> Account:
        """Let it live until nobody waits; press the button of each note of doubt; then count."""
        await self._coach.start()
        await self._slack.until(lambda: self._slack.sockets, PATIENCE_S)
        with suppress(TimeoutError):  # the account tells who still waits
            await self._slack.until(self._all_told, SETTLE_S)
        return account(self._slack)

    async def press(self) -> tuple[int, int]:
        """Press every button of doubt; give how many there are, and how many bring an answer.

        A press carries its draft, and has it coached anew.
        """
        doubts = [one for one in self._slack.shown if is_doubt(one) and one.thread]
        names = [await self._slack.press(one) for one in doubts]
        for name in names:
            await self._slack.until(lambda name=name: self._slack.responses(name), PATIENCE_S)
        found = [self._slack.responses(name)[0].body["text"] for name in names]
        return len(doubts), sum("48213" in str(text) for text in found)

    def paid_twice(self) -> tuple[int, list[str]]:
        """Give how many drafts were paid more than once, and those for which no kill was why.

        To be asked before `press`.
        """
        more = sum(len(calls) > 1 for calls in self._llm.calls.values())
        return more, self._llm.paid_twice(self.killed_at, kept_at(self._kept))

    @property
    def refused(self) -> int:
        """Count the commands that the coach refused in a sentence, as it could not store them."""
        return self._coach.log.count("not taken platform=slack door=command")

    def _armed(self, where: str) -> dict[str, str]:
        if where not in POINTS:
            return {}
        return {"COACH_KILL_AT": f"{where}:{self._random.randint(1, 3)}"}

    def _all_told(self) -> bool:
        events = [one for one in self._slack.kept.values() if one.kind == "events_api"]
        return all(one.acked_at for one in events) and not account(self._slack).lost

    async def _write(self) -> None:
        """Write like a small crowd: in threads, alone, in DMs, by command."""
        thread = ""
        while True:
            self._written += 1
            text = labelled(DRAFT, self._written)
            match self._written % 6:
                case 0:
                    await self._slack.command(text)
                case 1:
                    await self._slack.direct(text)
                case 2:
                    name = await self._slack.mention(text)
                    thread = name.rsplit(":", maxsplit=1)[-1]
                case 3:
                    await self._slack.mention(text, thread=thread)
                case _:
                    await self._slack.mention(text)
            await asyncio.sleep(self._random.uniform(0.0, 2 * BREATH_S))
            await self._slack.until(lambda: self._slack.sockets, PATIENCE_S)

    async def _stop_and_kill(self) -> None:
        await self._slack.until(lambda: self._slack.sockets, PATIENCE_S)
        await self._slack.until(lambda: self._llm.at_once, PATIENCE_S)
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
    folder: Path, database_url: str, *, upstream: str = "", seed: int = 1
) -> AsyncIterator[Killing]:
    """Put everything together; nothing runs afterwards.

    Args:
        folder: Where the coach lives.
        database_url: Where its store is.
        upstream: The local Slack, or "" for the light one alone.
        seed: Chooses the random moments.
    """
    async with keeping_slack(upstream) as slack, llm_echo(LLM_S) as llm:
        env = slack_env(
            slack.api_url,
            database_url,
            OPENAI_API_KEY="sk-test",
            OPENAI_BASE_URL=llm.base_url,
            REPLICA="one",
            COACH_PACE='{"SWEEP_S": 1.0, "FORGOTTEN_S": 2.0}',
            COACH_KEPT=str(folder / "kept"),
        )
        coach = CoachProcess(folder, env)
        try:
            yield Killing(slack, llm, coach, kept=folder / "kept", seed=seed)
        finally:
            await coach.kill()
