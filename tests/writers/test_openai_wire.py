"""What the SDK's exceptions become: every one it exports, by walking them."""

from __future__ import annotations

import inspect
import json

import httpx2
import openai
import pytest

from bot.errors import WriterBusyError, WriterRefusedError
from bot.writers.openai_wire import Wire, translate

REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")
SECRET = "the customer's own words"
STATUS_OF = {
    "APIStatusError": 500,
    "AuthenticationError": 401,
    "BadRequestError": 400,
    "ConflictError": 409,
    "InternalServerError": 500,
    "NotFoundError": 404,
    "OAuthError": 401,
    "PermissionDeniedError": 403,
    "RateLimitError": 429,
    "UnprocessableEntityError": 422,
}
BUSY = {
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "ConflictError",
    "InternalServerError",
    "RateLimitError",
}
EXPORTED = sorted(
    {
        error.__name__: error
        for _, error in inspect.getmembers(openai, inspect.isclass)
        if issubclass(error, openai.OpenAIError)
    }.items()
)


def made(kind: type[openai.OpenAIError]) -> openai.OpenAIError:
    """Make an exception of a kind, with a customer's words wherever the SDK has room for them."""
    error = kind.__new__(kind)
    Exception.__init__(error, SECRET)
    for name in ("message", "body", "code", "type", "param"):
        setattr(error, name, SECRET)
    response = httpx2.Response(STATUS_OF.get(kind.__name__, 500), request=REQUEST, text=SECRET)
    for name, value in (
        ("response", response),
        ("status_code", response.status_code),
        ("request", REQUEST),
    ):
        setattr(error, name, value)
    return error


@pytest.mark.parametrize(("name", "kind"), EXPORTED)
def test_every_exception_of_the_sdk_becomes_one_of_ours(
    name: str, kind: type[openai.OpenAIError]
) -> None:
    """A new one in a later SDK would show up here by itself."""
    ours = translate(made(kind))

    assert isinstance(ours, (WriterBusyError, WriterRefusedError))
    assert isinstance(ours, WriterBusyError) == (name in BUSY)
    assert SECRET not in str(ours)


def test_an_answer_that_is_no_json_may_be_better_next_time() -> None:
    """Gateways send pages."""
    with pytest.raises(json.JSONDecodeError) as broken:
        json.loads("<html>")

    assert isinstance(translate(broken.value), WriterBusyError)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, 0.0),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "inf"}, 0.0),
        ({}, 0.0),
    ],
)
def test_the_wait_a_server_asks_for_is_read(headers: dict[str, str], seconds: float) -> None:
    """In seconds, or not at all."""
    response = httpx2.Response(429, request=REQUEST, headers=headers)

    ours = translate(openai.RateLimitError("slow", response=response, body=None))

    assert isinstance(ours, WriterBusyError)
    assert ours.retry_after_s == seconds


async def test_a_long_budget_allows_a_slow_server() -> None:
    """A model on somebody's own machine may need a minute before its first word."""
    quick = Wire(api_key="k", base_url="http://127.0.0.1:1/v1", budget_s=20.0)
    slow = Wire(api_key="k", base_url="http://127.0.0.1:1/v1", budget_s=120.0)

    timeouts = [wire._client.timeout for wire in (quick, slow)]
    await quick.close()
    await slow.close()

    assert [timeout.read for timeout in timeouts if isinstance(timeout, httpx2.Timeout)] == [15, 90]
