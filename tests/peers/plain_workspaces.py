"""Workspaces and votes in memory, as the store keeps them."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import StoreError
from bot.store.rows import Workspace


class PlainWorkspaces:
    """Keeps workspaces and votes.

    Attributes:
        kept: Workspaces by platform and id, `slack:T01TEST`.
        votes: By key: platform, workspace, writer, useful.
        away: True while it cannot be reached.
    """

    def __init__(self) -> None:
        self.kept: dict[str, Workspace] = {}
        self.votes: dict[str, tuple[str, str, str, bool]] = {}
        self.away = False

    async def workspace(self, platform: str, name: str) -> Workspace | None:
        """Give one."""
        self._look()
        return self.kept.get(f"{platform}:{name}")

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

    async def forget(self, platform: str, *, person: str = "", workspace: str = "") -> int:
        """Forget a workspace and its votes."""
        self._look()
        if person:
            return 0
        gone = [key for key, vote in self.votes.items() if vote[:2] == (platform, workspace)]
        for key in gone:
            del self.votes[key]
        return len(gone) + (self.kept.pop(f"{platform}:{workspace}", None) is not None)

    async def add_feedback(
        self, key: str, *, platform: str, workspace: str, writer: str, useful: bool
    ) -> None:
        """Keep a vote; a second one under the same key replaces the first."""
        self._look()
        self.votes[key] = (platform, workspace, writer, useful)

    def _look(self) -> None:
        if self.away:
            raise StoreError("away")
