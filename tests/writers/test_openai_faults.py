"""The LLM writer against llmock, a third party's server that breaks on demand and then judges."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from llmock.pytest_plugin import LLMock
from llmock.scenarios import Fail
from llmock.testing import LLMockServer

from bot.errors import BadRewriteError, WriterBusyError, WriterRefusedError
from tests.writers.letters import TEXT, answer, brief, writer

GOOD = answer("[[ID1]] for [[NAME1]] shipped on [[DATE1]]. Track it at [[LINK1]].")
KINDER = "#48213 for Marta Olsen shipped on 3 May. Track it at https://ship.example/t/48213."


@pytest.fixture(scope="module")
def running() -> Iterator[LLMockServer]:
    """One llmock for this module, on a free port."""
    with LLMockServer() as server:
        yield server


@pytest.fixture
def mock(running: LLMockServer) -> LLMock:
    """An llmock without memory of other tests."""
    return LLMock(running).reset()


async def write(mock: LLMock, *, budget_s: float = 5.0) -> str:
    """Ask once, with a writer of its own."""
    asking = writer(mock.base_url("openai"), budget_s=budget_s)
    try:
        return (await asking.write(brief())).text
    finally:
        await asking.close()


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504])
async def test_a_passing_fault_costs_one_more_request(mock: LLMock, status: int) -> None:
    """Throttled, slow or broken once: the agent sees nothing of it."""
    mock.fail(status, times=1, retry_after=0.05).reply(GOOD)

    assert await write(mock) == KINDER
    assert len(mock.requests) == 2
    assert not mock.verdict().findings


async def test_it_waits_as_long_as_it_is_asked_to(mock: LLMock) -> None:
    """Retry-After is obeyed, so the judge has nothing to say."""
    mock.rate_limit(times=1, retry_after=1.0).reply(GOOD)

    assert await write(mock) == KINDER
    mock.assert_resilient(strict=True)


async def test_an_outage_ends_in_a_word_after_three_requests(mock: LLMock) -> None:
    """No storm on a server that is down."""
    mock.outage()

    with pytest.raises(WriterBusyError, match="503"):
        await write(mock)

    assert len(mock.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_what_cannot_succeed_is_asked_once(mock: LLMock, status: int) -> None:
    """A wrong key stays wrong."""
    mock.fail(status, times=None)

    with pytest.raises(WriterRefusedError):
        await write(mock)

    assert len(mock.requests) == 1
    mock.assert_resilient(strict=True)


async def test_a_draft_too_long_for_the_model_is_asked_once(mock: LLMock) -> None:
    """Another form of the same request would be as long."""
    mock.context_overflow(times=None)

    with pytest.raises(WriterRefusedError):
        await write(mock)

    assert len(mock.requests) == 1


async def test_an_empty_purse_is_asked_once(mock: LLMock) -> None:
    """It comes as a 429, and waiting does not fill it."""
    mock.add(Fail(429, code="insufficient_quota", times=None))

    with pytest.raises(WriterRefusedError, match="insufficient_quota"):
        await write(mock)

    assert len(mock.requests) == 1


async def test_a_server_that_takes_too_long_is_left_waiting(mock: LLMock) -> None:
    """The agent's time is bounded in total, not per try."""
    mock.delay(1.0, times=None)

    with pytest.raises(WriterBusyError, match="budget"):
        await write(mock, budget_s=0.3)


async def test_a_made_up_answer_in_the_right_form_is_refused(mock: LLMock) -> None:
    """What llmock invents fits the schema, and holds none of the draft's facts."""
    with pytest.raises(BadRewriteError) as refusal:
        await write(mock)

    assert {problem.code for problem in refusal.value.problems} == {"fact-missing"}
    assert all(problem.words in TEXT for problem in refusal.value.problems)
