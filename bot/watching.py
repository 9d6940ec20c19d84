"""What the coach and the writers tell about their work: numbers and codes, nobody's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

LlmOutcome = Literal["ok", "busy", "refused", "bad", "timeout"]
"""`ok`: an answer that could be read. `busy`: throttled, down or broken. `refused`: wrong key, no
quota, or a form or content it will not have. `bad`: an answer that could not be used. `timeout`:
none in time."""
BreakerState = Literal[0, 1, 2]
"""0: the LLM is asked. 1: one draft tries whether it is back. 2: it is left alone for a while."""


class Counts(Protocol):
    """Is told what happened, and never gets in the way."""

    def llm_asked(
        self, outcome: LlmOutcome, took_s: float, *, tokens_in: int = 0, tokens_out: int = 0
    ) -> None:
        """Count one request to an LLM.

        Args:
            outcome: What came of it.
            took_s: How long it took, in seconds.
            tokens_in: Tokens it read, 0 when not told.
            tokens_out: Tokens it wrote, 0 when not told.
        """
        ...

    def llm_retried(self) -> None:
        """Count one more try for the same draft, after the LLM was busy."""
        ...

    def llm_breaker(self, state: BreakerState) -> None:
        """Note whether the LLM is asked at present."""
        ...

    def rewrite_refused(self, writer: str, codes: Iterable[str]) -> None:
        """Count a rewrite that was not good enough, by what was wrong with it."""
        ...

    def draft_coached(self, writer: str, *, findings: int, tries: int) -> None:
        """Count one finished coaching.

        Args:
            writer: Who wrote the rewrite: `offline`, `openai`.
            findings: How many it has.
            tries: How often the LLM was asked for a rewrite; 0 without one.
        """
        ...


class Unwatched:
    """Counts nothing: for the terminal, and wherever nobody looks."""

    def llm_asked(
        self, outcome: LlmOutcome, took_s: float, *, tokens_in: int = 0, tokens_out: int = 0
    ) -> None:
        """Count nothing."""

    def llm_retried(self) -> None:
        """Count nothing."""

    def llm_breaker(self, state: BreakerState) -> None:
        """Note nothing."""

    def rewrite_refused(self, writer: str, codes: Iterable[str]) -> None:
        """Count nothing."""

    def draft_coached(self, writer: str, *, findings: int, tries: int) -> None:
        """Count nothing."""


UNWATCHED = Unwatched()
