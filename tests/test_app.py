"""`coach run` as an admin starts it: one process, both platforms, tips, a clean stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.peers import slack_server
from tests.peers.discord_server import DiscordServer, discord_server
from tests.peers.slack_server import BOT, GENERAL, QUIET, LocalSlack, local_slack

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
PATIENCE_S = 60.0


class Running:
    """A `coach run` of its own, and what it wrote to stderr."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log = ""

    async def wrote(self, words: str) -> None:
        """Wait until some words stand in the log."""
        assert self.process.stderr
        async with asyncio.timeout(PATIENCE_S):
            while words not in self.log:
                line = await self.process.stderr.readline()
                assert line, f"it ended without writing {words!r}: {self.log[-2000:]}"
                self.log += line.decode()

    async def end(self) -> int:
        """Ask it to stop; give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_S):
            _, rest = await self.process.communicate()
        self.log += rest.decode()
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def running(folder: Path, **env: str) -> AsyncIterator[Running]:
    """Start `coach run` in a folder with these variables."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[1]), **env},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def posted(slack: LocalSlack, channel: str, count: int) -> list[str]:
    """Wait until the bot has posted so much in a Slack channel; give what it shows."""
    async with asyncio.timeout(PATIENCE_S):
        while len(found := await slack.posted(channel)) < count:  # noqa: ASYNC110 - the emulator tells nobody
            await asyncio.sleep(0)
    return [slack_server.shown(message) for message in found]


def environment(slack: LocalSlack, discord: DiscordServer) -> dict[str, str]:
    """Set what an admin would set, pointed at the local servers; the tip is due now."""
    return {
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_APP_TOKEN": "xapp-test",
        "SLACK_API_URL": f"{slack.url}/api/",
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.url,
        "TIP_CHANNELS": f"{QUIET},{discord.world.support['id']}",
        "TIP_TIME": datetime.now(UTC).strftime("%H:%M"),
    }


async def test_one_process_serves_both_platforms_and_tells_the_tips_once(tmp_path: Path) -> None:
    """Mentions are answered in both, each channel is told one tip, a restart tells none."""
    async with local_slack(tmp_path) as slack, discord_server() as discord:
        env = environment(slack, discord)
        async with running(tmp_path, **env) as coach:
            await posted(slack, QUIET, 1)
            await discord.until(lambda: discord.answers(discord.world.support))
            await slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
            message = await discord.say(f"{discord.mention} {DRAFT}")
            (answer,) = await posted(slack, GENERAL, 1)
            await discord.until(
                lambda: (thread := discord.thread_of(message)) and discord.answers(thread)
            )
            assert "#4821" in answer
            assert "score" not in answer.lower()
            assert await coach.end() == 0
        async with running(tmp_path, **env) as again:
            await again.wrote("slack connected")
            await slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
            await posted(slack, GENERAL, 2)
            assert await again.end() == 0
        assert len(await slack.posted(QUIET)) == 1
        assert len(discord.answers(discord.world.support)) == 1
    for log in (coach.log, again.log):
        for words in ("4821", "already told", "xoxb-test", "xapp-test", discord.token):
            assert words not in log


async def test_a_refused_token_ends_with_one_clear_sentence(tmp_path: Path) -> None:
    """Exit code 1, the setting's name, no traceback."""
    async with (
        discord_server() as discord,
        running(tmp_path, DISCORD_TOKEN="wrong", DISCORD_API_URL=discord.url) as coach,
    ):
        await coach.wrote("DISCORD_TOKEN")
        async with asyncio.timeout(PATIENCE_S):
            await coach.process.communicate()
        assert coach.process.returncode == 1
        assert "Traceback" not in coach.log


@pytest.mark.parametrize(
    ("env", "words", "code"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "Slack needs both SLACK_BOT_TOKEN and SLACK_APP_TOKEN.", 2),
        (
            {"DISCORD_TOKEN": "x", "DATABASE_URL": "mysql://127.0.0.1/x"},
            "DATABASE_URL must look like sqlite:///umbrella.db",
            1,
        ),
        ({"DISCORD_TOKEN": "x", "DATABASE_URL": "sqlite:////proc/no/x.db"}, "DATABASE_URL", 1),
    ],
)
async def test_what_cannot_start_says_why(
    tmp_path: Path, env: dict[str, str], words: str, code: int
) -> None:
    """One sentence with the next step."""
    async with running(tmp_path, **env) as coach:
        await coach.wrote(words)
        async with asyncio.timeout(PATIENCE_S):
            _, rest = await coach.process.communicate()
        assert coach.process.returncode == code
        assert "Traceback" not in coach.log + rest.decode()
