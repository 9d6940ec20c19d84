"""The bot, a local Slack and the proxy between them, put together for a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.config import Settings
from bot.platforms.slack.platform import Slack
from bot.ports import Take, Up, Writer, unseen
from tests.peers.noting_coach import NotingCoach
from tests.peers.plain_desk import PlainDesk
from tests.peers.plain_workspaces import PlainWorkspaces
from tests.peers.slack_proxy import SlackProxy, slack_proxy
from tests.peers.slack_server import ALICE, BOT, GENERAL, TEAM, LocalSlack, local_slack

PATIENCE_S = 30

T = TypeVar("T")


@dataclass(slots=True)
class Rig:
    """Everything a test needs.

    Args:
        slack: Drives the people in Slack.
        proxy: What went between, and what shall go wrong.
        coach: What was coached.
        bot: The platform under test.
        desk: Takes its jobs and works them.
        workspaces: What it keeps.
    """

    slack: LocalSlack
    proxy: SlackProxy
    coach: NotingCoach
    bot: Slack
    desk: PlainDesk
    workspaces: PlainWorkspaces
    _running: asyncio.Task[None] | None = None
    _events: int = 0

    async def start(self, take: Take | None = None, up: Up = unseen) -> None:
        """Open the doors, and wait until Slack has connected them.

        Args:
            take: Stores a job instead of the desk.
            up: Told whether they are open.
        """
        before = self.proxy.connected
        self._running = asyncio.create_task(self.bot.take_in(take or self.desk.take, up))

        async def connected() -> bool:
            if self.running.done():
                await self.running
            return self.proxy.connected > before

        await until(connected)

    @property
    def running(self) -> asyncio.Task[None]:
        """The platform's `take_in()`."""
        assert self._running, "not started"
        return self._running

    async def posted(self, count: int = 1, channel: str = GENERAL) -> list[dict[str, Any]]:
        """Wait until the bot has posted so many messages in a channel; give them back."""

        async def enough() -> list[dict[str, Any]]:
            found = await self.slack.posted(channel)
            return found if len(found) >= count else []

        return await until(enough)

    async def responded(self, count: int = 1) -> list[dict[str, Any]]:
        """Wait until the bot has answered so many times at our `response_url`."""

        async def enough() -> list[dict[str, Any]]:
            return self.proxy.responses if len(self.proxy.responses) >= count else []

        return await until(enough)

    async def called(self, method: str, count: int = 1) -> list[dict[str, Any]]:
        """Wait until the bot has called a method so many times; give back the payloads."""

        async def enough() -> list[dict[str, Any]]:
            found = self.proxy.called(method)
            return found if len(found) >= count else []

        return await until(enough)

    async def acknowledged(self, count: int = 1) -> None:
        """Wait until the bot has acknowledged so many envelopes."""

        async def enough() -> bool:
            return len(self.proxy.acks) >= count

        await until(enough)

    async def answered(self) -> None:
        """Wait until all is acknowledged, and each job has ended for the bot as well."""

        async def done() -> bool:
            acknowledged = set(self.proxy.delivered) <= set(self.proxy.acks)
            return acknowledged and len(self.desk.jobs) == len(self.desk.outcomes)

        await until(done)

    async def settle(self) -> None:
        """Wait until all is acknowledged and answered, then close the doors."""
        await self.answered()
        await self.stop()

    async def stop(self) -> None:
        """Close the doors as a signal would, unless they closed by themselves."""
        if self._running is None or self._running.done():
            return
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running

    async def event(self, event: dict[str, Any], *, event_id: str = "") -> str:
        """Send the bot an event of our own."""
        self._events += 1
        return await self.proxy.send(
            "events_api",
            {
                "type": "event_callback",
                "team_id": TEAM,
                "api_app_id": "A01COACH",
                "event_id": event_id or f"EvOWN{self._events}",
                "event": {"event_ts": "1.1", **event},
                "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
            },
        )

    async def mention(self, draft: str) -> str:
        """Mention the bot, as one event alone and without waiting for its acknowledgement."""
        self._events += 1
        where = {"channel": GENERAL, "ts": f"1700000000.{self._events:06}"}
        said = {"type": "app_mention", "user": ALICE, "text": f"<@{BOT}> {draft}"}
        return await self.event(said | where)

    async def shortcut(self, text: str, *, thread: str = "", trigger: str = "") -> str:
        """Choose “Coach this draft” in the menu of a message."""
        message = {"type": "message", "user": ALICE, "ts": "1700000000.000100", "text": text}
        return await self.proxy.send(
            "interactive",
            {
                "type": "message_action",
                "callback_id": "coach_draft",
                "trigger_id": trigger or f"1.2.{len(self.proxy.delivered)}",
                "team": {"id": TEAM, "domain": "acme"},
                "channel": {"id": GENERAL, "name": "general"},
                "user": {"id": ALICE, "name": "alice"},
                "message": message | ({"thread_ts": thread} if thread else {}),
                "response_url": self.proxy.response_url,
            },
        )


@asynccontextmanager
async def slack_rig(folder: Path, writer: Writer | None = None) -> AsyncIterator[Rig]:
    """Run bot, proxy and local Slack; stop them all afterwards.

    Args:
        folder: Where the local Slack keeps its files.
        writer: Stands for an LLM, or None.
    """
    async with local_slack(folder) as slack, slack_proxy(slack.url) as proxy:
        coach = NotingCoach(writer)
        workspaces = PlainWorkspaces()
        bot = Slack(settings(proxy), coach, workspaces=workspaces)
        async with bot.connected():
            rig = Rig(slack, proxy, coach, bot, PlainDesk(bot), workspaces)
            try:
                await rig.start()
                yield rig
            finally:
                coach.gate.set()
                await rig.stop()
                await rig.desk.settle()


def settings(proxy: SlackProxy) -> Settings:
    """Make settings that point at a proxy."""
    return Settings(
        slack_bot_token="xoxb-test", slack_app_token="xapp-test", slack_api_url=proxy.api_url
    )


async def until(found: Callable[[], Awaitable[T]]) -> T:
    """Ask again and again until the answer is true; fail after `PATIENCE_S`."""
    async with asyncio.timeout(PATIENCE_S):
        while not (answer := await found()):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.01)
    return answer
