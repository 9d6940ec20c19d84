"""Workspaces and votes in memory, as the store keeps them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.errors import StoreError
from bot.store.rows import Workspace


class PlainWorkspaces:
    """Keeps workspaces and votes.

    Attributes:
        kept: Workspaces by platform and id, `slack:T01TEST`.
        votes: By key: platform, workspace, writer, useful.
        away: True while it cannot be reached.
        failing: How many of the next calls find it away.
    """

    def __init__(self) -> None:
        self.kept: dict[str, Workspace] = {}
        self.votes: dict[str, tuple[str, str, str, bool]] = {}
        self.away = False
        self.failing = 0
        self._heard = asyncio.Condition()

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds, looking again after each change."""
        async with asyncio.timeout(15), self._heard:
            await self._heard.wait_for(true)

    async def workspaces(self) -> list[Workspace]:
        """Give all."""
        self._look()
        return list(self.kept.values())

    async def save_workspace(self, workspace: Workspace) -> None:
        """Keep one; the first day it was seen stays."""
        self._look()
        name = f"{workspace.platform}:{workspace.id}"
        first = self.kept.get(name, workspace).installed_at
        self.kept[name] = replace(workspace, installed_at=first)
        await self._notify()

    async def keep_workspace(self, platform: str, id: str, name: str) -> None:  # noqa: A002 - the row's own word
        """Keep that one is there; its tips stay."""
        await self.save_workspace(replace(self._found(platform, id), name=name))

    async def keep_tip(self, platform: str, id: str, *, channel: str, when: str) -> None:  # noqa: A002 - as above
        """Keep when one channel gets its tip."""
        known = self._found(platform, id)
        await self.save_workspace(replace(known, tips={**known.tips, channel: when}))

    async def forget(self, platform: str, *, person: str = "", workspace: str = "") -> int:
        """Forget a workspace and its votes."""
        self._look()
        if person:
            return 0
        gone = [key for key, vote in self.votes.items() if vote[:2] == (platform, workspace)]
        for key in gone:
            del self.votes[key]
        was = self.kept.pop(f"{platform}:{workspace}", None)
        await self._notify()
        return len(gone) + (was is not None)

    async def add_feedback(
        self, key: str, *, platform: str, workspace: str, writer: str, useful: bool
    ) -> None:
        """Keep a vote; a second one under the same key replaces the first."""
        self._look()
        self.votes[key] = (platform, workspace, writer, useful)
        await self._notify()

    def _found(self, platform: str, id: str) -> Workspace:  # noqa: A002 - as above
        new = Workspace(platform=platform, id=id, name="", installed_at=datetime.now(UTC))
        return self.kept.get(f"{platform}:{id}", new)

    def _look(self) -> None:
        if self.failing:
            self.failing -= 1
            raise StoreError("away")
        if self.away:
            raise StoreError("away")

    async def _notify(self) -> None:
        async with self._heard:
            self._heard.notify_all()
