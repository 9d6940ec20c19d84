"""Coaches on one database, the people who write to them, and the LLM they ask."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.peers.coach_process import CoachProcess, coach_process, slack_env
from tests.peers.desk_account import Account
from tests.peers.llm_echo import Echo, labelled, llm_echo
from tests.peers.slack_crowd import SlackCrowd
from tests.peers.slack_keeping import KeepingSlack, keeping_slack

DRAFT = "As I already told you, order #48213 shipped on 3 May."
PATIENCE_S = 120.0


@dataclass(slots=True)
class Fleet:
    """Everything a test needs.

    Args:
        slack: Where people write.
        llm: Whom the coaches ask.
        folder: Where they run.
        env: The settings they share.
        stack: Ends them with the test.
        coaches: Those that were started.
        written: How many drafts people have written.
    """

    slack: KeepingSlack
    llm: Echo
    folder: Path
    env: dict[str, str]
    stack: AsyncExitStack
    coaches: list[CoachProcess] = field(default_factory=list)
    written: int = 0

    async def start(
        self, name: str = "coach", *, roles: str = "slack,worker", **more: str
    ) -> CoachProcess:
        """Start one more, and wait until it serves."""
        env = {**self.env, "REPLICA": name, "ROLES": roles, **more}
        coach = await self.stack.enter_async_context(coach_process(self.folder, env, name=name))
        await coach.wrote("serving roles")
        if "slack" in roles:
            await coach.wrote("slack connected")
        self.coaches.append(coach)
        return coach

    def draft(self) -> str:
        """Think of one more draft."""
        self.written += 1
        return labelled(DRAFT, self.written)

    async def write(self, count: int) -> None:
        """Write some drafts, some of them in DMs and by command."""
        for _ in range(count):
            text = self.draft()
            match self.written % 5:
                case 0:
                    await self.slack.command(text)
                case 1:
                    await self.slack.direct(text)
                case _:
                    await self.slack.mention(text)

    async def settled(self) -> Account:
        """Wait until all that was sent is acknowledged, and nobody waits; then count."""
        crowd = SlackCrowd(self.slack)
        await crowd.until(crowd.all_told, PATIENCE_S)
        return crowd.account()

    @property
    def kept(self) -> Path:
        """Where the coaches note which answers they kept."""
        return self.folder / "kept"


@asynccontextmanager
async def prepared(
    folder: Path, database_url: str, *, llm_s: float = 0.0, **settings: str
) -> AsyncIterator[Fleet]:
    """Prepare everything but the coaches.

    Args:
        folder: Where they will run.
        database_url: Where their store is.
        llm_s: How long the LLM takes for an answer.
        settings: What an admin would set besides.
    """
    async with keeping_slack() as slack, llm_echo(llm_s) as llm, AsyncExitStack() as stack:
        env = slack_env(
            slack.api_url,
            database_url,
            OPENAI_API_KEY="sk-test",
            OPENAI_BASE_URL=llm.base_url,
            COACH_KEPT=str(folder / "kept"),
            **settings,
        )
        yield Fleet(slack, llm, folder, env, stack)
