"""The use-case: listen, write, guard, once more, else offline. Nobody's words are logged."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from typing import Literal, ParamSpec, TypeVar

from bot.coaching import answers, guard, guard_codes, language
from bot.coaching.domain import (
    Brief,
    Coaching,
    Draft,
    Finding,
    Heard,
    Problem,
    Rewrite,
    Verdict,
)
from bot.coaching.linter import Linter
from bot.coaching.memory import remembering
from bot.coaching.score import score
from bot.coaching.voice import AS_THEY_SPEAK, HouseVoice
from bot.errors import BadRewriteError, WriterError
from bot.ports import Writer
from bot.watching import UNWATCHED, Counts

log = logging.getLogger("umbrella.coach")

Choice = Literal["auto", "offline", "llm"]

Asked = ParamSpec("Asked")
Told = TypeVar("Told")

THREADS = 3
"""Hearing and judging run beside the event loop, so that no acknowledgement waits for them; more
threads than that would only wait for one another."""
NOT_ENGLISH = (
    "Without an LLM I hear English only, so I left this one exactly as you wrote it. "
    "An admin can connect an LLM with OPENAI_API_KEY."
)
LLM_AWAY = "The LLM gave nothing I could use this time, so this one was written offline."
LLM_AWAY_ABROAD = (
    "The LLM gave nothing I could use this time, and offline I hear English only, so your draft is "
    "as you wrote it. Trying again in a minute may help."
)
AS_IT_WAS = "I found no rewrite that keeps every fact, so this is your own draft, as you wrote it."
ANSWER_ASIDE = (
    "I found no kind version with your answer in it, so it is left out. Could you say it "
    "another way?"
)
NOT_KINDER = "The rewrite breaks more principles than the draft does."


class Coach:
    """Turns drafts into coachings; one for the whole process.

    Args:
        linter: Hears what a draft breaks.
        offline: Writes when no LLM can.
        writer: Asks an LLM, or None without a key.
        counts: Is told who wrote, and why a rewrite was refused.
        house: The voice of the house; words it avoids are named to an LLM that adds them.
    """

    def __init__(
        self,
        linter: Linter,
        *,
        offline: Writer,
        writer: Writer | None = None,
        counts: Counts = UNWATCHED,
        house: HouseVoice = AS_THEY_SPEAK,
    ) -> None:
        self._linter = linter
        self._offline = offline
        self._writer = writer
        self._counts = counts
        self._house = house
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="coach")

    def listen(self, draft: Draft) -> Heard:
        """Hear language, mood and findings of a draft and its answers; nothing is written."""
        return answers.hear(draft, self._linter.listen)

    async def critique(self, draft: Draft) -> Coaching:
        """Say again what is heard in a draft; nothing is written."""
        with remembering():
            return await self._beside(lambda: self._as_it_was(draft, self.listen(draft)))

    async def coach(
        self, draft: Draft, *, choice: Choice = "auto", platform: str = "terminal"
    ) -> Coaching:
        """Coach one draft; there is always an answer.

        Args:
            draft: A draft that `intake.check` let pass.
            choice: Who may write; `auto` and `llm` ask the LLM first where there is one.
            platform: Where the draft came in, for the log line.
        """
        started = time.perf_counter()
        # The same texts are heard and checked again and again until one rewrite stands.
        with remembering():
            coaching, tries = await self._coached(draft, choice)
        found = len(coaching.heard.findings)
        self._counts.draft_coached(coaching.rewrite.writer, findings=found, tries=tries)
        # An admin reads the desk's one line a job; this one is for whoever looks into a coaching.
        log.debug(
            "coached platform=%s writer=%s findings=%d tries=%d changed=%s took_ms=%d",
            platform,
            coaching.rewrite.writer,
            found,
            tries,
            coaching.changed,
            (time.perf_counter() - started) * 1000,
        )
        return coaching

    async def _coached(self, draft: Draft, choice: Choice) -> tuple[Coaching, int]:
        writer = self._writer if choice != "offline" else None
        if writer:
            heard = await self._beside(self.listen, draft)
            return await self._with_llm(draft, heard, writer)
        return await self._alone(self._offline_coach, draft), 0

    async def _alone(
        self,
        coaching: Callable[Asked, Coroutine[None, None, Coaching]],
        *args: Asked.args,
        **named: Asked.kwargs,
    ) -> Coaching:
        """Nothing in it waits, so it can run to its end on a loop of its own."""
        # Begun in the thread: whoever is cancelled in the queue for one has begun nothing.
        return await self._beside(lambda: asyncio.run(coaching(*args, **named)))

    async def _beside(
        self, work: Callable[Asked, Told], *args: Asked.args, **named: Asked.kwargs
    ) -> Told:
        """Work in a thread of ours, with what this coaching remembers."""
        todo = partial(copy_context().run, work, *args, **named)
        return await asyncio.get_running_loop().run_in_executor(self._threads, todo)

    async def _with_llm(self, draft: Draft, heard: Heard, writer: Writer) -> tuple[Coaching, int]:
        brief = Brief(draft=draft, heard=heard)
        for tries in (1, 2):
            try:
                rewrite = await writer.write(brief)
            except BadRewriteError as error:
                problems, last_try = error.problems, ""
            except WriterError as error:
                log.warning("writer away name=%s why=%s", writer.name, error)
                return await self._alone(self._without_llm, draft, heard, asked=True), tries
            else:
                joined = _joined(heard, rewrite.findings)
                coaching = await self._beside(self._judged, draft, joined, rewrite)
                coaching = self._in_house(coaching, strictly=tries == 1)
                if coaching.verdict.accepted:
                    return coaching, tries
                problems, last_try = coaching.verdict.problems, rewrite.text
            codes = [problem.code for problem in problems]
            self._counts.rewrite_refused(writer.name, codes)
            log.info(
                "rewrite refused writer=%s try=%d codes=%s", writer.name, tries, ",".join(codes)
            )
            brief = replace(brief, last_try=last_try, problems=problems)
        return await self._alone(self._without_llm, draft, heard, asked=True), tries

    def _in_house(self, coaching: Coaching, *, strictly: bool) -> Coaching:
        """Name words the house avoids; a good rewrite is refused for one only once."""
        words = self._house.added(answers.text(coaching.draft), coaching.rewrite.text)
        if not words:
            return coaching
        found = (
            replace(guard_codes.problem("word-avoided", word), hard=strictly) for word in words
        )
        problems = sorted((*found, *coaching.verdict.problems), key=lambda one: not one.hard)
        verdict = replace(coaching.verdict, problems=tuple(problems))
        return replace(coaching, verdict=verdict)

    async def _offline_coach(self, draft: Draft) -> Coaching:
        return await self._without_llm(draft, self.listen(draft))

    async def _without_llm(self, draft: Draft, heard: Heard, *, asked: bool = False) -> Coaching:
        if not language.is_english(draft.text):
            note = LLM_AWAY_ABROAD if asked else NOT_ENGLISH
            return self._as_it_was(draft, heard, note=note)
        if not _faulty(heard):
            return self._left_alone(draft, heard)
        rewrite = await self._offline.write(Brief(draft=draft, heard=heard))
        heard = _with(heard, rewrite.findings)
        coaching = self._judged(draft, heard, rewrite, note=LLM_AWAY if asked else "")
        if coaching.verdict.accepted:
            return coaching
        codes = [problem.code for problem in coaching.verdict.problems]
        self._counts.rewrite_refused(rewrite.writer, codes)
        log.warning("rewrite refused writer=%s codes=%s", rewrite.writer, ",".join(codes))
        if draft.answers:
            alone = replace(draft, answers=())
            coaching = await self._without_llm(alone, self.listen(alone), asked=asked)
            return replace(coaching, draft=draft, note=ANSWER_ASIDE)
        return self._left_alone(draft, heard, note=AS_IT_WAS, questions=rewrite.questions)

    def _judged(self, draft: Draft, heard: Heard, rewrite: Rewrite, *, note: str = "") -> Coaching:
        if not _faulty(heard) or rewrite.text == draft.text:
            return self._left_alone(
                draft, heard, writer=rewrite.writer, questions=rewrite.questions
            )
        return self._weighed(draft, heard, rewrite, note=note)

    def _weighed(self, draft: Draft, heard: Heard, rewrite: Rewrite, *, note: str) -> Coaching:
        answer = replace(draft, text=rewrite.text, answers=())
        heard_after = self.listen(answer)
        before = score(draft, heard, beside=heard_after)
        after = score(answer, heard_after, beside=heard)
        verdict = guard.check(draft, rewrite.text, heard)
        if after.value < before.value:
            problem = Problem(code="not-kinder", words="", plain=NOT_KINDER)
            verdict = replace(verdict, problems=(problem, *verdict.problems))
        return Coaching(
            draft=draft,
            heard=heard,
            rewrite=rewrite,
            verdict=verdict,
            score=before,
            score_after=after,
            note=note,
        )

    def _left_alone(
        self,
        draft: Draft,
        heard: Heard,
        *,
        note: str = "",
        writer: str = "offline",
        questions: tuple[str, ...] = (),
    ) -> Coaching:
        if draft.answers:
            told = Rewrite(text=answers.text(draft), writer=writer, questions=questions)
            coaching = self._weighed(draft, heard, told, note=note)
            if coaching.verdict.accepted:
                return coaching
            return self._as_it_was(draft, heard, note=ANSWER_ASIDE)
        judged = language.is_english(draft.text) or bool(heard.findings)
        rated = score(draft, heard) if judged else None
        return Coaching(
            draft=draft,
            heard=heard,
            rewrite=Rewrite(text=draft.text, writer=writer, questions=questions),
            verdict=Verdict(facts=guard.check(draft, draft.text, heard).facts),
            score=rated,
            score_after=rated,
            note=note,
        )

    def _as_it_was(self, draft: Draft, heard: Heard, *, note: str = "") -> Coaching:
        """Give a draft back without the answers it has."""
        return replace(self._left_alone(replace(draft, answers=()), heard, note=note), draft=draft)


def _faulty(heard: Heard) -> bool:
    return bool(heard.findings) or any(heard.in_answers)


def _joined(heard: Heard, more: tuple[Finding, ...]) -> Heard:
    known = {finding.slug for finding in heard.findings}
    return _with(heard, tuple(finding for finding in more if finding.slug not in known))


def _with(heard: Heard, more: tuple[Finding, ...]) -> Heard:
    findings = sorted((*heard.findings, *more), key=lambda found: (found.start, found.end))
    return replace(heard, findings=tuple(findings))
