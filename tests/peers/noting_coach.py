"""The coach that users have, ear and all, which notes what it is given."""

from __future__ import annotations

import asyncio

from bot import app
from bot.coach import Choice, Coach
from bot.coaching.domain import Coaching, Draft
from bot.coaching.offline import OfflineWriter
from bot.ports import Writer


class NotingCoach(Coach):
    """The real coach, which notes what it was given.

    Args:
        writer: Stands for an LLM, or None.
    """

    def __init__(self, writer: Writer | None = None) -> None:
        linter = app.linter()
        offline = OfflineWriter(app.principles(), listen=linter.listen)
        super().__init__(linter, offline=offline, writer=writer)
        self.drafts: list[Draft] = []
        self.begun = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: Exception | None = None

    async def coach(
        self, draft: Draft, *, choice: Choice = "auto", platform: str = "terminal"
    ) -> Coaching:
        """Note the draft, wait for the gate, then coach or break."""
        self.drafts.append(draft)
        self.begun.set()
        await self.gate.wait()
        if self.error:
            raise self.error
        return await super().coach(draft, choice=choice, platform=platform)
