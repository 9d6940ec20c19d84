"""The use-case: listen, write, guard, once more, else offline. Nobody's words are logged."""

from __future__ import annotations

import logging
import time
from typing import Literal

from bot.coaching import guard
from bot.coaching.domain import Brief, Coaching, Draft, Heard, Rewrite, Verdict
from bot.coaching.linter import Linter
from bot.coaching.score import score
from bot.errors import BadRewriteError, WriterError
from bot.ports import Writer

log = logging.getLogger("umbrella.coach")

Choice = Literal["auto", "offline", "llm"]

NOT_ENGLISH = (
    "I can only hear English drafts without an LLM, so I left this one exactly as you wrote it."
)
LLM_AWAY = "The LLM had no usable rewrite this time, so this one was written offline."
AS_IT_WAS = (
    "I found no rewrite that keeps every fact, so here is your own draft with what I noticed."
)


class Coach:
    """Turns drafts into coachings; one for the whole process.

    Args:
        linter: Hears what a draft breaks.
        offline: Writes when no LLM can.
        writer: Asks an LLM, or None without a key.
    """

    def __init__(self, linter: Linter, *, offline: Writer, writer: Writer | None = None) -> None:
        self._linter = linter
        self._offline = offline
        self._writer = writer

    def listen(self, draft: Draft) -> Heard:
        """Hear language, mood and findings of a draft; nothing is written."""
        return self._linter.listen(draft)

    async def coach(
        self, draft: Draft, *, choice: Choice = "auto", platform: str = "terminal"
    ) -> Coaching:
        """Coach one draft; there is always an answer.

        Args:
            draft: A draft that `intake.check` let pass.
            choice: Which writer; `llm` without one falls back like `auto`.
            platform: Where the draft came in, for the log line.
        """
        started = time.perf_counter()
        heard = self.listen(draft)
        writer = self._writer if choice != "offline" else None
        coaching, tries = await self._coach(draft, heard, writer)
        log.info(
            "coached platform=%s writer=%s findings=%d tries=%d changed=%s took_ms=%d",
            platform,
            coaching.rewrite.writer,
            len(heard.findings),
            tries,
            coaching.changed,
            (time.perf_counter() - started) * 1000,
        )
        return coaching
