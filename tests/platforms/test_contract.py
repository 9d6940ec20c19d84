"""What every platform and every writer promises."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import app
from bot.coach import Coach
from bot.coaching.offline import OfflineWriter
from bot.config import Settings
from bot.platforms.discord.platform import Discord
from bot.platforms.slack.platform import Slack
from bot.ports import Platform, Writer
from bot.store import Store
from bot.writers.openai import OpenAIWriter

SLACK_IDS = ("C01GENERAL", "G01PRIVATE", "D01DIRECT")
DISCORD_IDS = ("112233445566778899", "1122334455667788990")


@pytest.fixture
async def platforms(tmp_path: Path) -> AsyncIterator[dict[str, Platform]]:
    """Build every platform, connected to nothing."""
    coach = Coach(app.linter(), offline=OfflineWriter(app.principles()))
    async with Store.open(f"sqlite:///{tmp_path}/keys.db") as store:
        built: list[Platform] = [
            Slack(Settings(), coach, workspaces=store),
            Discord(Settings(), coach, notes=store, workspaces=store),
        ]
        yield {platform.name: platform for platform in built}


def test_each_channel_belongs_to_one_platform(platforms: dict[str, Platform]) -> None:
    """A tip finds its way by the form of the id alone."""
    for channel in (*SLACK_IDS, *DISCORD_IDS, "general", "#general", "", "c01", "12"):
        owners = [name for name, platform in platforms.items() if platform.owns(channel)]
        expected = ["slack"] if channel in SLACK_IDS else []
        expected += ["discord"] if channel in DISCORD_IDS else []
        assert owners == expected, channel


async def test_each_writer_is_named_by_who_writes() -> None:
    """The name is told to agents and stands in log lines."""
    llm = OpenAIWriter(
        app.principles(),
        api_key="",
        base_url="http://127.0.0.1:9/v1",
        model="m",
        budget_s=1,
        concurrency=1,
    )
    writers: list[Writer] = [OfflineWriter(app.principles()), llm]

    assert [writer.name for writer in writers] == ["offline", "openai"]
    await llm.close()
