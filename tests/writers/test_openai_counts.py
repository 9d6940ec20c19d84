"""Every request to an LLM is counted once, by what came of it, over a real socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import suppress

import pytest

from bot.coach import Coach
from bot.coaching import principles
from bot.coaching.domain import Draft
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.errors import WriterBusyError, WriterError
from bot.watching import BreakerState, LlmOutcome, Unwatched
from bot.writers.breaker import AWAY_S, FAILURES
from tests.peers.llm_server import Answer, LlmServer, fails, says, says_what
from tests.writers.letters import answer, brief, draft_block, kinder, writer

USAGE = {"prompt_tokens": 1_200, "completion_tokens": 80, "total_tokens": 1_280}


class Noted(Unwatched):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.calls: list[LlmOutcome] = []
        self.tokens: list[tuple[int, int]] = []
        self.took_s: list[float] = []
        self.retries = 0
        self.breaker: list[BreakerState] = []
        self.codes: list[tuple[str, tuple[str, ...]]] = []
        self.coached: list[tuple[str, int, int]] = []

    def llm_asked(
        self, outcome: LlmOutcome, took_s: float, *, tokens_in: int = 0, tokens_out: int = 0
    ) -> None:
        """Note it."""
        self.calls.append(outcome)
        self.took_s.append(took_s)
        self.tokens.append((tokens_in, tokens_out))

    def llm_retried(self) -> None:
        """Note it."""
        self.retries += 1

    def llm_breaker(self, state: BreakerState) -> None:
        """Note it."""
        self.breaker.append(state)

    def rewrite_refused(self, writer: str, codes: Iterable[str]) -> None:
        """Note it."""
        self.codes.append((writer, tuple(codes)))

    def draft_coached(self, writer: str, *, findings: int, tries: int) -> None:
        """Note it."""
        self.coached.append((writer, findings, tries))


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    """A scripted server on a free port."""
    async with LlmServer() as running:
        yield running


async def noted(server: LlmServer, *script: Answer, **changes: object) -> Noted:
    """Ask once, and give what was told about it."""
    server.script = list(script)
    counts = Noted()
    asking = writer(server.base_url, counts=counts, **changes)
    with suppress(WriterError):
        await asking.write(brief())
    await asking.close()
    return counts


async def test_an_answer_counts_with_its_tokens_and_time(server: LlmServer) -> None:
    """One call, `ok`."""
    counts = await noted(server, says_what(kinder, usage=USAGE))

    assert counts.calls == ["ok"]
    assert counts.tokens == [(1_200, 80)]
    assert 0 < counts.took_s[0] < 5
    assert counts.breaker == [0]
    assert counts.retries == 0


async def test_a_paid_answer_that_cannot_be_used_counts_as_bad_with_its_tokens(
    server: LlmServer,
) -> None:
    """It costs as much as a good one."""
    counts = await noted(server, says("no form at all", usage=USAGE))

    assert counts.calls == ["bad"]
    assert counts.tokens == [(1_200, 80)]


async def test_every_try_counts_and_so_does_each_retry(server: LlmServer) -> None:
    """Two times busy, then well."""
    counts = await noted(server, fails(503), fails(429), says_what(kinder, usage=USAGE))

    assert counts.calls == ["busy", "busy", "ok"]
    assert counts.retries == 2


async def test_a_refusal_counts_once(server: LlmServer) -> None:
    """Nobody asks again."""
    counts = await noted(server, fails(401))

    assert counts.calls == ["refused"]
    assert counts.retries == 0


async def test_silence_counts_as_a_timeout(server: LlmServer) -> None:
    """The budget ends it."""
    counts = await noted(server, server.says_nothing(), budget_s=0.2)

    assert counts.calls == ["timeout"]


async def test_the_breaker_tells_when_it_opens_tries_and_closes(server: LlmServer) -> None:
    """2 while the LLM is left alone, 1 while one draft tries, 0 when it is back."""
    now_s = 0.0
    counts = Noted()
    server.script = [fails(503)]
    asking = writer(server.base_url, counts=counts, clock=lambda: now_s)
    for _ in range(FAILURES):
        with suppress(WriterBusyError):
            await asking.write(brief())
    opened = counts.breaker[-1]
    asked = len(counts.calls)
    with suppress(WriterBusyError):
        await asking.write(brief())

    assert opened == 2
    assert len(counts.calls) == asked  # left alone means not asked
    now_s = AWAY_S + 1
    server.script = [says_what(kinder)]
    await asking.write(brief())
    await asking.close()
    assert counts.breaker[-2:] == [1, 0]


async def test_the_coach_tells_who_wrote_and_why_a_rewrite_was_refused(server: LlmServer) -> None:
    """The LLM loses a fact twice, so the offline writer answers."""
    taught = principles.load()
    counts = Noted()
    server.script = [
        says_what(lambda asked: answer(draft_block(asked.user).replace(" on [[DATE1]]", "")))
    ]
    asking = writer(server.base_url, counts=counts)
    coach = Coach(Linter(taught), offline=OfflineWriter(taught), writer=asking, counts=counts)

    coaching = await coach.coach(
        Draft(text="As I already told you, order #48213 shipped on 3 May. Calm down.")
    )
    await asking.close()

    assert coaching.rewrite.writer == "offline"
    assert counts.coached == [("offline", len(coaching.heard.findings), 2)]
    assert [writer for writer, _ in counts.codes] == ["openai", "openai"]
    assert all(codes and "3 May" not in "".join(codes) for _, codes in counts.codes)
