"""What is sent to whom, and what is learned from a refusal, over a real socket where it matters."""

from __future__ import annotations

import pytest

from bot.errors import WriterRefusedError
from bot.writers.openai_profiles import Dialect, profile_of
from tests.peers.llm_server import LlmServer, fails, says_what
from tests.writers.letters import brief, kinder, writer

ALWAYS = {"model", "stream"}


@pytest.mark.parametrize(
    ("base_url", "model", "sent", "form"),
    [
        (
            "https://api.openai.com/v1",
            "gpt-5.1-mini",
            {"max_completion_tokens", "reasoning_effort", "store", "prompt_cache_key"},
            "json_schema",
        ),
        (
            "https://acme.openai.azure.com/openai/v1/",
            "prod",
            {"max_completion_tokens", "reasoning_effort", "store", "prompt_cache_key"},
            "json_schema",
        ),
        ("https://openrouter.ai/api/v1", "m", {"max_tokens", "extra_body"}, "json_schema"),
        ("https://api.mistral.ai/v1", "m", {"max_tokens"}, "json_schema"),
        ("https://api.groq.com/openai/v1", "m", {"max_tokens"}, "json_schema"),
        ("https://api.deepseek.com", "deepseek-chat", {"max_tokens"}, "json_object"),
        ("http://localhost:11434/v1", "llama", {"max_tokens"}, "json_schema"),
        ("http://localhost:11434/v1", "gpt-oss:120b-cloud", {"max_tokens"}, "sections"),
        ("https://ollama.com/v1", "gpt-oss", {"max_tokens"}, "sections"),
        ("https://notopenai.com.example/v1", "m", {"max_tokens"}, "json_schema"),
    ],
)
def test_each_host_is_sent_what_it_takes_and_nothing_else(
    base_url: str, model: str, sent: set[str], form: str
) -> None:
    """An allow-list: several hosts answer 422 to anything they do not know."""
    dialect = Dialect(profile_of(base_url, model), model)

    parameters = dialect.parameters(max_tokens=100)

    assert set(parameters) - {"response_format"} == ALWAYS | sent
    assert parameters.get("response_format", {"type": "sections"})["type"] == form


@pytest.mark.parametrize(
    ("body", "gone"),
    [
        ({"message": "Unrecognized request argument supplied: store"}, "store"),
        (
            {"detail": [{"type": "extra_forbidden", "loc": ["body", "store"], "input": "x"}]},
            "store",
        ),
        ("unknown field `prompt_cache_key`", "prompt_cache_key"),
        ({"message": "Unknown.", "param": "store"}, "store"),
    ],
)
def test_what_a_refusal_names_is_left_out_from_then_on(body: object, gone: str) -> None:
    """By its field, its place or its message."""
    dialect = Dialect(profile_of("https://api.openai.com/v1", "m"), "m")

    assert dialect.give_up(body)
    assert gone not in dialect.parameters(max_tokens=1)
    assert not dialect.give_up(body)


@pytest.mark.parametrize(
    "body",
    [
        None,
        {"message": "You have exceeded the context length."},
        {"message": "We store nothing.", "param": None},
        {"detail": [{"loc": ["body", "messages"], "input": {"store": True}}]},
    ],
)
def test_a_refusal_that_names_nothing_of_ours_changes_nothing(body: object) -> None:
    """Words that only look like parameters, and echoes of what we sent, do not count."""
    assert not Dialect(profile_of("https://api.openai.com/v1", "m"), "m").give_up(body)


def test_a_model_that_must_think_is_asked_to_think_little() -> None:
    """And one that cannot think at all is not asked about it."""
    dialect = Dialect(profile_of("https://api.openai.com/v1", "m"), "m")
    refusal = {"message": "Unsupported value: 'none'.", "param": "reasoning_effort"}

    efforts = []
    for _ in range(3):
        efforts.append(dialect.parameters(max_tokens=1).get("reasoning_effort"))
        dialect.give_up(refusal)

    assert efforts == ["none", "low", None]


def test_what_a_router_cannot_require_is_left_out() -> None:
    """OpenRouter's own field travels beside the standard ones."""
    dialect = Dialect(profile_of("https://openrouter.ai/api/v1", "m"), "m")

    assert dialect.give_up({"message": "provider is not allowed", "param": "provider"})
    assert "extra_body" not in dialect.parameters(max_tokens=1)


def test_the_length_is_renamed_once_and_then_left_out() -> None:
    """Old and new servers disagree about its name; some know neither."""
    dialect = Dialect(profile_of("http://127.0.0.1/v1", "m"), "m")
    refusal = {"message": "Use 'max_completion_tokens' instead of 'max_tokens'."}

    names = []
    for _ in range(3):
        names.append(
            {"max_tokens", "max_completion_tokens"} & set(dialect.parameters(max_tokens=9))
        )
        dialect.give_up(refusal)

    assert names == [{"max_tokens"}, {"max_completion_tokens"}, set()]


async def test_a_server_that_knows_no_schema_still_writes() -> None:
    """Refused forms cost no try: the agent gets the rewrite of the third request."""
    async with LlmServer() as server:
        refusal = fails(400, {"error": {"message": "response_format is not supported"}})
        server.script = [refusal, refusal, says_what(kinder)]
        asking = writer(server.base_url)
        rewrite = await asking.write(brief())
        again = await asking.write(brief())
        await asking.close()

    assert rewrite == again
    forms = [asked.body.get("response_format", {}).get("type") for asked in server.requests]
    assert forms == ["json_schema", "json_object", None, None]


async def test_a_server_that_refuses_everything_is_let_be() -> None:
    """No endless bargaining."""
    async with LlmServer() as server:
        server.script = [
            fails(422, {"detail": "max_tokens, max_completion_tokens and response_format"})
        ]
        asking = writer(server.base_url)
        with pytest.raises(WriterRefusedError, match="422"):
            await asking.write(brief())
        await asking.close()

    assert len(server.requests) == 5
