"""The writer that asks an LLM: budget, retries, breaker, and the form of answer to ask for.

    write ─▶ slot ─▶ breaker ─▶ budget ─▶ up to 3 tries ─▶ form the server takes ─▶ openai_wire

All of it runs on an event loop of its own, where the SDK is imported on first use, so that nobody
pays for it without a key.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from bot.coaching import prompt
from bot.coaching.domain import Brief, Problem, Rewrite
from bot.coaching.letter import Head, Letter
from bot.coaching.principle import Principles
from bot.coaching.voice import AS_THEY_SPEAK, HouseVoice
from bot.errors import BadRewriteError, WriterBusyError, WriterRefusedError
from bot.watching import UNWATCHED, Counts, LlmOutcome
from bot.writers.apart import Apart
from bot.writers.breaker import Breaker
from bot.writers.openai_profiles import Dialect, profile_of

if TYPE_CHECKING:
    from bot.writers.openai_wire import Answer, Wire

log = logging.getLogger("umbrella.openai")

TRIES = 3
FIRST_WAIT_S = 0.4
LONGEST_WAIT_S = 4.0
BOUNDARY_CHARS = 20
# No digit or name of a draft can be mistaken for a part of the boundary.
CONSONANTS = "bcdfghjklmnpqrstvwxz"
# Room for thinking; the rewrite itself is about as long as the draft.
BASE_TOKENS = 4_096


class OpenAIWriter:
    """Writes with any server that speaks chat completions; one for the whole process.

    Args:
        principles: What every letter teaches.
        api_key: The key, or "" for a server of one's own that asks for none.
        base_url: Where the server is.
        model: Which model.
        budget_s: Seconds one rewrite may take at most once its turn has come, retries included.
        concurrency: Rewrites under way at once; the next wait their turn.
        clock: Seconds that only ever grow; an argument so that tests need no patience.
        first_wait_s: The longest wait before the first retry when the server names none.
        counts: Is told of every request, of retries and of the breaker.
        house: The voice of the house, told at the beginning of every letter.
    """

    def __init__(
        self,
        principles: Principles,
        *,
        api_key: str,
        base_url: str,
        model: str,
        budget_s: float,
        concurrency: int,
        clock: Callable[[], float] = time.monotonic,
        first_wait_s: float = FIRST_WAIT_S,
        counts: Counts = UNWATCHED,
        house: HouseVoice = AS_THEY_SPEAK,
    ) -> None:
        self._principles = principles
        self._house = house
        self._api_key = api_key
        self._base_url = base_url
        self._budget_s = budget_s
        self._slots = asyncio.Semaphore(concurrency)
        self._breaker = Breaker(clock, tell=counts.llm_breaker)
        self._dialect = Dialect(profile_of(base_url, model), model)
        self._first_wait = wait_random_exponential(first_wait_s, max=LONGEST_WAIT_S)
        self._counts = counts
        self._apart: Apart | None = None
        self._opening = asyncio.Lock()
        self._wire: Wire | None = None
        self._head: Head | None = None

    @property
    def name(self) -> str:
        """Told to the agent with every rewrite."""
        return "openai"

    async def write(self, brief: Brief) -> Rewrite:
        """Ask for one rewrite.

        Raises:
            WriterBusyError: Nobody answered in time, or the server is left alone for a while.
            WriterRefusedError: Wrong key, no quota, unknown model, or the content is declined.
            BadRewriteError: There is an answer, but it cannot be used; ask once more.
        """
        return await self._loop.run(self._write(brief))

    async def open(self) -> None:
        """Have the client ready; whoever serves does it before the first draft comes."""
        await self._loop.run(self._opened())

    async def close(self) -> None:
        """Cancel what is under way and close all connections; the writer is not used afterwards."""
        if self._apart is not None:
            await self._apart.close(self._closed())

    @property
    def _loop(self) -> Apart:
        if self._apart is None:
            self._apart = Apart("openai")
        return self._apart

    async def _write(self, brief: Brief) -> Rewrite:
        letter = self._letter(brief)
        # Who waits for others uses up no budget: the LLM is not to blame, and may answer yet.
        async with self._slots:
            self._breaker.check()
            started = time.perf_counter()
            try:
                async with asyncio.timeout(self._budget_s):
                    answer = await self._persist(letter)
            except TimeoutError as error:
                self._breaker.failed()
                raise WriterBusyError("the LLM did not answer within the budget") from error
        log.debug(
            "asked form=%s prompt_tokens=%d cached_tokens=%d answer_tokens=%d took_ms=%d",
            self._dialect.rung,
            answer.prompt_tokens,
            answer.cached_tokens,
            answer.answer_tokens,
            (time.perf_counter() - started) * 1000,
        )
        return self._counted(answer, letter)

    async def _opened(self) -> Wire:
        async with self._opening:
            if self._wire is None:
                self._wire = self._build()
            return self._wire

    async def _closed(self) -> None:
        if self._wire is not None:
            await self._wire.close()

    def _letter(self, brief: Brief) -> Letter:
        if self._head is None:
            self._head = prompt.head(self._principles, house=self._house)
        boundary = "".join(secrets.choice(CONSONANTS) for _ in range(BOUNDARY_CHARS))
        return prompt.render(self._principles, brief, boundary=boundary, beginning=self._head)

    async def _persist(self, letter: Letter) -> Answer:
        wire = await self._opened()
        tries = AsyncRetrying(
            retry=retry_if_exception_type(WriterBusyError),
            stop=stop_after_attempt(TRIES) | stop_before_delay(self._budget_s),
            wait=self._wait_s,
            before_sleep=lambda _: self._counts.llm_retried(),
            reraise=True,
        )
        async for attempt in tries:
            with attempt:
                answer = await self._ask(wire, letter)
        return answer

    def _wait_s(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked_s = error.retry_after_s if isinstance(error, WriterBusyError) else 0.0
        return asked_s or self._first_wait(state)

    async def _ask(self, wire: Wire, letter: Letter) -> Answer:
        from bot.writers.openai_wire import (  # noqa: PLC0415 - imports the SDK
            DeclinedError,
            NotUnderstoodError,
        )

        while True:  # every turn leaves out one thing more, so it ends
            try:
                answer = await self._request(wire, letter)
            except NotUnderstoodError as error:
                # Not a failure of the server, so neither a try nor a mark against it.
                if not self._dialect.give_up(error.body):
                    raise WriterRefusedError(str(error)) from error
            except DeclinedError:
                self._breaker.worked()
                raise
            except (WriterBusyError, WriterRefusedError):
                self._breaker.failed()
                raise
            else:
                self._breaker.worked()
                return answer

    async def _request(self, wire: Wire, letter: Letter) -> Answer:
        """Send one request; count it unless it is answered, as an answer is read later."""
        parameters = self._dialect.parameters(max_tokens=BASE_TOKENS + len(letter.draft.text))
        started = time.perf_counter()
        try:
            answer = await wire.ask(letter.messages, parameters)
        except BaseException as error:
            self._counts.llm_asked(_outcome(error), time.perf_counter() - started)
            raise
        return replace(answer, took_s=time.perf_counter() - started)

    def _counted(self, answer: Answer, letter: Letter) -> Rewrite:
        outcome: LlmOutcome = "bad"
        try:
            rewrite = self._read(answer, letter)
            outcome = "ok"
            return rewrite
        finally:
            self._counts.llm_asked(
                outcome,
                answer.took_s,
                tokens_in=answer.prompt_tokens,
                tokens_out=answer.answer_tokens,
            )

    def _read(self, answer: Answer, letter: Letter) -> Rewrite:
        if answer.finish != "stop":
            raise BadRewriteError(
                Problem(code="answer-cut", words="", plain="The answer broke off before its end.")
            )
        try:
            return prompt.read(answer.text, letter)
        except BadRewriteError as error:
            if any(problem.code == "answer-malformed" for problem in error.problems):
                # Several servers take a schema and then ignore it: next time ask more loosely.
                self._dialect.step_down()
            raise

    def _build(self) -> Wire:
        from bot.writers.openai_wire import Wire  # noqa: PLC0415 - imports the SDK, half a second

        return Wire(api_key=self._api_key, base_url=self._base_url, budget_s=self._budget_s)


def _outcome(error: BaseException) -> LlmOutcome:
    from bot.writers.openai_wire import LateError  # noqa: PLC0415 - imports the SDK

    if isinstance(error, (LateError, asyncio.CancelledError)):
        return "timeout"  # what is cancelled mostly ran past the budget
    return "busy" if isinstance(error, WriterBusyError) else "refused"
