"""From draft to coaching with an LLM over a real socket: the agent is always answered."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable

import pytest

from bot.coach import Coach
from bot.coaching import principles
from bot.coaching.domain import Coaching, Draft
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.writers.openai import OpenAIWriter
from tests.peers.llm_server import Answer, LlmServer, fails, hangs_up, says, says_what, sends
from tests.writers.letters import answer, draft_block

TEXT = "As I already told you, order #48213 shipped on 3 May. Send me your order form."
KINDER = "Order #48213 shipped on 3 May. Could you send me your order form?"
CUSTOMER = "Where is my parcel? I am furious!"

Change = Callable[[str], str]


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    """A scripted server on a free port."""
    async with LlmServer() as running:
        yield running


def kind(locked: str) -> str:
    """Rewrite the locked draft as a good LLM would."""
    text = locked.replace("As I already told you, o", "O")
    return text.replace("Send me your order form.", "Could you send me your order form?")


def saying(change: Change = lambda text: text) -> Answer:
    """Answer with the kind version, changed."""
    return says_what(lambda asked: answer(change(kind(draft_block(asked.user)))))


async def coached(server: LlmServer, text: str = TEXT, *, budget_s: float = 5.0) -> Coaching:
    """Coach one draft with everything real but the LLM."""
    taught = principles.load()
    writer = OpenAIWriter(
        taught,
        api_key="sk-test",
        base_url=server.base_url,
        model="m",
        budget_s=budget_s,
        concurrency=2,
        first_wait_s=0.01,
    )
    coach = Coach(Linter(taught), offline=OfflineWriter(taught), writer=writer)
    try:
        return await coach.coach(Draft(text=text, customer=CUSTOMER))
    finally:
        await writer.close()


async def test_a_good_answer_reaches_the_agent(server: LlmServer) -> None:
    """Written by the LLM, said so, with every fact in place."""
    server.script = [saying()]

    coaching = await coached(server)

    assert coaching.rewrite.text == KINDER
    assert coaching.rewrite.writer == "openai"
    assert coaching.verdict.accepted
    assert coaching.note == ""
    assert len(server.requests) == 1


BAD: dict[str, Change] = {
    "drops a fact": lambda text: text.replace(" on [[DATE1]]", ""),
    "swaps a fact for its own": lambda text: text.replace("[[ID1]]", "#10001"),
    "promises a refund": lambda text: text + " I will refund you in full.",
    "promises a deadline": lambda text: text + " You will have it by Friday.",
    "claims that something was done": lambda text: text + " I have called the courier for you.",
    "adds a link": lambda text: text + " See https://evil.example/pay for more.",
    "adds a blank": lambda text: "Hi [Customer Name], " + text,
    "pings everybody": lambda text: text + " @everyone",
    "speaks another language": lambda _: "Die Bestellung [[ID1]] ging am [[DATE1]] raus.",
    "recites its orders": lambda text: (
        text + " Nothing new: no refund, credit, discount, gift,"
        " deadline, call-back, exception, cause, promise."
    ),
}


@pytest.mark.parametrize("change", BAD.values(), ids=list(BAD))
async def test_a_bad_answer_is_sent_back_once_and_then_left(
    server: LlmServer, change: Change
) -> None:
    """The LLM is told what was wrong; when it insists, the offline rewrite goes out."""
    server.script = [saying(change)]

    coaching = await coached(server)

    assert coaching.rewrite.writer == "offline"
    assert coaching.verdict.accepted
    assert "#48213" in coaching.rewrite.text
    assert "3 May" in coaching.rewrite.text
    assert len(server.requests) == 2
    assert "was refused" not in server.requests[0].user
    assert "was refused" in server.requests[1].user
    assert server.requests[0].system == server.requests[1].system


@pytest.mark.parametrize("change", BAD.values(), ids=list(BAD))
async def test_an_llm_that_mends_its_answer_is_heard(server: LlmServer, change: Change) -> None:
    """One corrective retry is worth it."""
    server.script = [saying(change), saying()]

    coaching = await coached(server)

    assert coaching.rewrite.text == KINDER
    assert coaching.rewrite.writer == "openai"


BROKEN: dict[str, Answer] = {
    "malformed": says("Sure! Here you go."),
    "cut": says('{"rewrite": "Order', finish="length"),
    "empty": says(""),
    "no text": says(None),
    "refused": says(None, refusal="I can't."),
    "filtered": says("", finish="content_filter"),
    "wrong key": fails(401, {"error": {"code": "invalid_api_key"}}),
    "bad request": fails(400, {"error": {"message": "no"}}),
    "throttled": fails(429, {"error": {}}, {"retry-after": "90"}),
    "out of money": fails(429, {"error": {"code": "insufficient_quota"}}),
    "down": fails(500, {"error": {}}),
    "a page": sends("<html>", "text/html"),
    "not json": sends("{"),
    "hung up": hangs_up(),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=list(BROKEN))
async def test_the_agent_is_answered_when_the_llm_is_not_there(
    server: LlmServer, broken: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    """Never an error, never silence, and nobody's words in the log."""
    server.script = [broken]

    with caplog.at_level(logging.INFO):
        coaching = await coached(server)

    assert coaching.rewrite.writer == "offline"
    assert coaching.changed
    assert "#48213" in coaching.rewrite.text
    assert coaching.note
    for word in ("48213", "told you", "furious", "parcel"):
        assert word not in caplog.text


async def test_the_agent_is_answered_when_the_llm_is_silent(server: LlmServer) -> None:
    """Within the budget, not after it."""
    server.script = [server.says_nothing()]

    coaching = await coached(server, budget_s=0.2)

    assert coaching.rewrite.writer == "offline"
    assert coaching.changed


async def test_a_draft_in_another_language_comes_back_as_it_was(server: LlmServer) -> None:
    """Without an LLM nobody here can write it, and it is said."""
    server.script = [fails(500, {"error": {}})]
    text = "Wie ich Ihnen bereits gesagt habe, ging die Bestellung am 3. Mai raus."

    coaching = await coached(server, text)

    assert coaching.rewrite.text == text
    assert coaching.note
