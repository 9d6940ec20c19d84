"""Coaches as processes of their own, which a test may kill, freeze, thaw and stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90.0
POLL_S = 0.02
MARKED = ("-m", "tests.peers.marked_coach")
PLAIN = ("-m", "bot", "run")


class CoachProcess:
    """One process; it may be started again after its end.

    Args:
        folder: Where it runs, and where its log goes.
        env: The settings.
        program: What Python runs.
        name: Names its log.
    """

    def __init__(
        self,
        folder: Path,
        env: dict[str, str],
        *,
        program: tuple[str, ...] = MARKED,
        name: str = "coach",
    ) -> None:
        self._folder = folder
        self.env = env
        self._program = program
        self.log_file = folder / f"{name}.log"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Tell whether it was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def log(self) -> str:
        """What it has written."""
        return self.log_file.read_text() if self.log_file.exists() else ""

    async def start(self, **more: str) -> None:
        """Start it, with some settings of this run alone."""
        with self.log_file.open("a") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, *self._program),
                cwd=self._folder,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **self.env, **more},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=log,
            )

    async def wrote(self, words: str, *, times: int = 1) -> None:
        """Wait until some words stand in its log."""
        async with asyncio.timeout(PATIENCE_S):
            while self.log.count(words) < times:
                assert self.runs, f"it ended without writing {words!r}: {self.log[-2000:]}"
                await asyncio.sleep(POLL_S)

    async def ended(self, patience_s: float = PATIENCE_S) -> int:
        """Wait for its end; give its exit code, negative for the signal it died of."""
        assert self._process
        async with asyncio.timeout(patience_s):
            return await self._process.wait()

    def signal(self, what: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if self.runs:
            assert self._process
            self._process.send_signal(what)

    async def kill(self) -> None:
        """End it at once."""
        self.signal(signal.SIGKILL)
        await self.ended()

    async def stop(self) -> int:
        """Ask it to stop; give its exit code."""
        self.signal(signal.SIGTERM)
        return await self.ended()


@asynccontextmanager
async def coach_process(
    folder: Path, env: dict[str, str], *, program: tuple[str, ...] = MARKED, name: str = "coach"
) -> AsyncIterator[CoachProcess]:
    """Start a coach; whatever happens, it is gone afterwards."""
    coach = CoachProcess(folder, env, program=program, name=name)
    await coach.start()
    try:
        yield coach
    finally:
        if coach.runs:
            coach.signal(signal.SIGCONT)
            await coach.kill()


def slack_env(api_url: str, database_url: str, **more: str) -> dict[str, str]:
    """Set what an admin would set, pointed at local servers."""
    return {
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_APP_TOKEN": "xapp-test",
        "SLACK_API_URL": api_url,
        "DATABASE_URL": database_url,
        "STOP_GRACE_S": "5",
        **more,
    }


def discord_env(token: str, url: str, database_url: str, **more: str) -> dict[str, str]:
    """Set what an admin would set, pointed at our own small Discord."""
    return {
        "DISCORD_TOKEN": token,
        "DISCORD_API_URL": url,
        "DATABASE_URL": database_url,
        "STOP_GRACE_S": "5",
        **more,
    }
