"""The LLM writer against a scripted server over a real socket: what the answers come to."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.coaching.domain import Problem, Rewrite
from bot.errors import BadRewriteError, WriterBusyError, WriterRefusedError
from tests.peers.llm_server import LlmServer, fails, says, says_what
from tests.writers.letters import CUSTOMER, TEXT, answer, brief, draft_block, kinder, writer

KINDER = TEXT.replace("As I already told you, o", "O")


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    """A scripted server on a free port."""
    async with LlmServer() as running:
        yield running


async def write(server: LlmServer, **changes: object) -> Rewrite:
    """Ask once, with a writer of its own."""
    asking = writer(server.base_url, **changes)
    try:
        return await asking.write(brief())
    finally:
        await asking.close()


def codes(refusal: BadRewriteError) -> list[str]:
    """List what was wrong with an answer."""
    return [problem.code for problem in refusal.problems]


async def test_a_good_answer_is_used_with_every_fact_back_in_place(server: LlmServer) -> None:
    """Placeholders travel, facts return to the letter."""
    server.script = [says_what(kinder)]

    rewrite = await write(server)

    assert rewrite == Rewrite(text=KINDER, writer="openai")
    assert len(server.requests) == 1
    assert server.requests[0].headers["authorization"] == "Bearer sk-test"


async def test_nothing_of_the_draft_that_identifies_anybody_leaves(server: LlmServer) -> None:
    """Ids, names, links, mail addresses and dates stay in the house."""
    server.script = [says_what(kinder)]

    await write(server)

    for secret in ("48213", "Marta", "Olsen", "ship.example", "3 May", "marta@", "post.example"):
        assert secret not in server.requests[0].raw


@pytest.mark.parametrize(
    "shape",
    [
        "```json\n{}\n```",
        "Here it is:\n```\n{}\n```\nAnything else?",
        '<think>Hm, {{"rewrite": 1}} or so</think>\n{}',
        "I was asked to think.</think>{}",
        "Here is the JSON you asked for: {} Have a nice day",
    ],
)
async def test_an_answer_with_words_around_it_is_understood(server: LlmServer, shape: str) -> None:
    """Fences, thoughts and small talk are taken off."""
    server.script = [says_what(lambda asked: shape.replace("{}", kinder(asked)))]

    assert (await write(server)).text == KINDER


async def test_plain_sections_are_understood(server: LlmServer) -> None:
    """The last rung needs no JSON at all."""
    server.script = [
        says_what(
            lambda asked: (
                "REWRITE:\n" + draft_block(asked.user) + "\nFINDINGS:\n"
                "- sincere-apology | \nQUESTIONS:\n- What will be done about it?\n"
            )
        )
    ]

    rewrite = await write(server)

    assert rewrite.text == TEXT
    assert rewrite.questions == ("What will be done about it?",)
    assert [finding.slug for finding in rewrite.findings] == ["sincere-apology"]


async def test_thoughts_that_come_as_parts_are_left_out(server: LlmServer) -> None:
    """Some servers send a list of parts instead of a text."""
    server.script = [
        says_what(
            lambda asked: [
                {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
                {"type": "text", "text": kinder(asked)},
            ]
        )
    ]

    assert (await write(server)).text == KINDER


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("[[ID1]]", "it"), "fact-missing"),
        (lambda text: text + " It is [[AMOUNT7]].", "placeholder-unknown"),
        (lambda _: "", "answer-empty"),
        (lambda _: " \n", "answer-empty"),
    ],
)
async def test_an_answer_that_breaks_the_facts_goes_no_further(
    server: LlmServer, change: object, code: str
) -> None:
    """It is refused with a code that the next letter can name."""
    assert callable(change)
    server.script = [says_what(lambda asked: answer(change(draft_block(asked.user))))]

    with pytest.raises(BadRewriteError) as refusal:
        await write(server)

    assert code in codes(refusal.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "said", ["I'm sorry, I can't help with that.", "{", "[]", '{"rewrite": 3}']
)
async def test_an_answer_without_a_rewrite_is_asked_for_more_loosely_next_time(
    server: LlmServer, said: str
) -> None:
    """A server that takes a schema and ignores it is led down to plain sections."""
    server.script = [says(said)]
    asking = writer(server.base_url)

    for _ in range(3):
        with pytest.raises(BadRewriteError, match="answer-malformed"):
            await asking.write(brief())
    await asking.close()

    forms = [asked.body.get("response_format", {}).get("type") for asked in server.requests]
    assert forms == ["json_schema", "json_object", None]


@pytest.mark.parametrize("finish", ["length", "tool_calls", None])
async def test_an_answer_that_broke_off_is_not_used(server: LlmServer, finish: str | None) -> None:
    """Even when what came is valid JSON."""
    server.script = [says_what(kinder, finish=finish)]

    with pytest.raises(BadRewriteError, match="answer-cut"):
        await write(server)


async def test_a_refusal_is_not_asked_again(server: LlmServer) -> None:
    """Whether it comes as a field, a finish reason or an error code."""
    for refusing in (
        says(None, refusal="I can't."),
        says("…", finish="content_filter"),
        fails(400, {"error": {"code": "content_filter", "message": "filtered", "param": "x"}}),
    ):
        server.script = [refusing]
        before = len(server.requests)
        with pytest.raises(WriterRefusedError, match="declines"):
            await write(server)
        assert len(server.requests) == before + 1


async def test_a_server_without_keys_is_asked_with_a_stand_in(server: LlmServer) -> None:
    """Ollama and its like want no key; the SDK wants some word."""
    server.script = [says_what(kinder)]

    await write(server, api_key="")

    assert server.requests[0].headers["authorization"] == "Bearer local"


async def test_a_repair_tells_what_was_wrong_without_telling_facts(server: LlmServer) -> None:
    """The second letter names codes and words, still locked."""
    server.script = [says_what(kinder)]
    asking = writer(server.base_url)
    refused = Problem(code="fact-missing", words="#48213", plain="The id #48213 is gone.")
    invented = Problem(code="fact-added", words="€99.50", plain="It invents an amount.")
    again = replace(
        brief(), last_try="It is €99.50, Marta Olsen, on 3 May.", problems=(refused, invented)
    )

    rewrite = await asking.write(again)
    await asking.close()

    user = server.requests[0].user
    assert rewrite.text == KINDER
    assert "- fact-missing: The id [[ID1]] is gone." in user
    assert "- fact-added: It invents an amount. (“[[…]]”)" in user
    assert "<<<LAST " in user
    for secret in ("48213", "99.50", "Marta", "3 May"):
        assert secret not in server.requests[0].raw


async def test_the_beginning_is_the_same_in_every_letter(server: LlmServer) -> None:
    """Or no provider could find it in its cache."""
    server.script = [says_what(lambda asked: answer(draft_block(asked.user)))]
    asking, other = writer(server.base_url), writer(server.base_url)
    await asking.write(brief())
    await asking.write(brief("You never read what I write.", words="You never", customer=None))
    await other.write(brief("Non.", words="Non", customer=CUSTOMER))
    await asking.close()
    await other.close()

    assert len({asked.system for asked in server.requests}) == 1
    assert len({asked.user for asked in server.requests}) == 3


async def test_tokens_are_logged_as_counts_and_words_are_not(
    server: LlmServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody's words at any level, ours or the SDK's."""
    usage = {
        "prompt_tokens": 1500,
        "completion_tokens": 40,
        "total_tokens": 1540,
        "prompt_tokens_details": {"cached_tokens": 1280},
    }
    server.script = [fails(500, {"error": {"message": TEXT}}), says_what(kinder, usage=usage)]
    with caplog.at_level(logging.DEBUG):
        await write(server)

    ours = [record.getMessage() for record in caplog.records if record.name == "umbrella.openai"]
    assert len(ours) == 1
    assert "prompt_tokens=1500 cached_tokens=1280 answer_tokens=40" in ours[0]
    assert "already told you" not in "\n".join(ours)
    assert "furious" not in caplog.text


async def test_errors_never_hold_the_draft(server: LlmServer) -> None:
    """Even when the server throws it back at us."""
    echo = {"error": {"message": TEXT, "code": TEXT, "param": None}}
    for status in (400, 401, 422, 429, 500):
        server.script = [fails(status, echo)]
        with pytest.raises((WriterBusyError, WriterRefusedError)) as failure:
            await write(server)
        assert "told" not in str(failure.value)


def test_nobody_without_an_llm_pays_for_the_sdk() -> None:
    """Building a writer imports nothing heavy; only its first request does."""
    probe = (
        "import sys, bot.writers.openai; "
        "print([name for name in ('openai', 'httpx2', 'aiohttp') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout.strip().replace("'", '"')) == []
