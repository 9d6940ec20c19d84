"""What every door shares: coach a draft or say what to do next, and answer each event once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.coach import Coach
from bot.coaching import render
from bot.coaching.domain import Coaching, Draft
from bot.coaching.intake import IntakeError
from bot.coaching.render import Reply
from bot.errors import StoreError
from bot.platforms.discord.api import log, where
from bot.platforms.discord.work import Work
from bot.store import Store

ANSWER_S = 120.0
WENT_WRONG = "This one went wrong on my side. Could you send me the draft once more in a minute?"
FOR_YOU = "What I noticed in this draft, for your eyes only:"
NOTHING_FOUND = "By my own rules nothing in this draft would hurt; the LLM found the kinder words."


class Answers:
    """Coaches what a door took in.

    Args:
        coach: Coaches.
        store: Remembers what was answered.
        work: Counts what is under way.
    """

    def __init__(self, coach: Coach, store: Store, work: Work) -> None:
        self._coach = coach
        self._store = store
        self.work = work

    async def is_first(self, event: int) -> bool:
        """Tell whether an event is new to us.

        Discord may send one twice around a resumed connection. When the store cannot tell, we
        answer: the nonce still keeps Discord from posting twice.
        """
        try:
            return await self._store.claim(f"discord:{event}")
        except StoreError as error:
            log.error("store away, answering all the same why=%s", error)
            return True

    async def coached(self, read: Callable[[], Draft]) -> Coaching | str:
        """Coach a draft.

        Args:
            read: Gives the draft or raises `IntakeError`.

        Returns:
            The coaching, or one sentence that tells the agent what to do next.
        """
        try:
            draft = read()
        except IntakeError as error:
            return str(error)
        try:
            async with self.work.turn, asyncio.timeout(ANSWER_S):
                return await self._coach.coach(draft, platform="discord")
        except Exception as error:  # noqa: BLE001 - the agent gets an answer whatever broke
            log.error("coaching failed platform=discord error=%s", where(error))
            return WENT_WRONG

    def explained(self, draft: Draft) -> Reply:
        """Say everything there is to notice in a draft, without writing a rewrite."""
        critique = self._coach.critique(draft)
        if not critique.heard.findings:
            return Reply(lead=NOTHING_FOUND, text="")
        return Reply(lead=FOR_YOU, text="", lines=render.private(critique).lines)
