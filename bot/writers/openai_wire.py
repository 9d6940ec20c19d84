"""One request to a server that speaks chat completions, and its answer as our own values.

The only file that sees the OpenAI SDK: its types and exceptions stop here. Importing it costs about
half a second, so `openai.py` does that on first use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2
import openai

from bot.errors import BotError, WriterBusyError, WriterError, WriterRefusedError

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

CONNECT_S = 3.0
READ_S = 15.0
TOTAL_S = 30.0

_CODE = re.compile(r"[a-z][a-z0-9_.-]{0,39}", re.IGNORECASE)
# Being out of money also comes as a 429, and waiting does not help.
_FOR_GOOD = ("insufficient_quota", "billing_hard_limit_reached", "access_terminated")
_RETRYABLE = (408, 409, 425, 429)


class NotUnderstoodError(BotError):
    """The server turned a request down for its form (400 or 422); another form may do.

    Args:
        status: The HTTP status.
        body: The refusal as JSON values, for `Dialect.give_up`.
    """

    def __init__(self, status: int, body: object) -> None:
        super().__init__(f"the LLM turned the request down ({status})")
        self.body = body


class LateError(WriterBusyError):
    """No answer came in time."""


class DeclinedError(WriterRefusedError):
    """The LLM declines this one draft; it is well and may be asked about the next."""

    def __init__(self) -> None:
        super().__init__("the LLM declines the content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back.

    Args:
        text: The answer's text; "" when there is none.
        finish: Why it ended; only `stop` means that it is whole.
        prompt_tokens: Tokens read, 0 when not told.
        cached_tokens: Tokens of those that were found in the server's cache.
        answer_tokens: Tokens written.
        took_s: Seconds from the request to the answer.
    """

    text: str
    finish: str
    prompt_tokens: int = 0
    cached_tokens: int = 0
    answer_tokens: int = 0
    took_s: float = 0.0


class Wire:
    """One client for the whole process; closing it closes its connections.

    Args:
        api_key: The key; a server of one's own without keys gets `local`.
        base_url: Where it is.
        budget_s: Seconds an agent waits at most; a longer budget allows longer silences.
    """

    def __init__(self, *, api_key: str, base_url: str, budget_s: float) -> None:
        read_s = max(READ_S, 0.75 * budget_s)
        self._client = openai.AsyncOpenAI(
            api_key=api_key or "local",
            base_url=base_url,
            max_retries=0,  # `OpenAIWriter` alone retries; two owners would multiply
            timeout=httpx2.Timeout(max(TOTAL_S, read_s), connect=CONNECT_S, read=read_s),
        )

    async def ask(self, messages: list[dict[str, str]], parameters: dict[str, Any]) -> Answer:
        """Send one request, once.

        Args:
            messages: As `Letter.messages`.
            parameters: As `Dialect.parameters`.

        Raises:
            NotUnderstoodError: Another form of the same request may do.
            DeclinedError: It declines this draft.
            WriterBusyError: The same request may work later.
            WriterRefusedError: It will not.
        """
        typed: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": message["content"]}
            if message["role"] == "system"
            else {"role": "user", "content": message["content"]}
            for message in messages
        ]
        try:
            completion = await self._client.chat.completions.create(messages=typed, **parameters)
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if error.code in ("content_filter", "content_policy_violation"):
                raise DeclinedError from error
            raise NotUnderstoodError(error.status_code, error.body) from error
        except (openai.OpenAIError, ValueError) as error:
            raise translate(error) from error
        return _read(completion)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()


def translate(error: Exception) -> WriterError:
    """Say in our own words what an exception of the SDK means for the caller.

    Args:
        error: Anything the SDK raises; a `ValueError` is an answer that is no JSON.

    Returns:
        The error to raise; its message holds a status and a code, never words of a draft.
    """
    if isinstance(error, openai.APIStatusError):
        return _translate_status(error)
    if isinstance(error, openai.APITimeoutError):
        return LateError("the LLM did not answer in time")
    if isinstance(error, openai.APIConnectionError):
        return WriterBusyError("the LLM could not be reached")
    if isinstance(error, openai.ContentFilterFinishReasonError):
        return DeclinedError()
    if isinstance(error, (openai.APIError, ValueError)):
        return WriterBusyError("the LLM's answer could not be read")
    return WriterRefusedError(f"the LLM cannot be asked ({type(error).__name__})")


def _translate_status(error: openai.APIStatusError) -> WriterError:
    status = error.status_code
    code = error.code if isinstance(error.code, str) and _CODE.fullmatch(error.code) else ""
    said = f"the LLM answered {status}{' ' + code if code else ''}"
    should_retry = error.response.headers.get("x-should-retry")
    for_good = code in _FOR_GOOD or error.type in _FOR_GOOD
    if should_retry == "true" and not for_good:
        return WriterBusyError(said, retry_after_s=_retry_after_s(error.response))
    if for_good or should_retry == "false":
        return WriterRefusedError(said)
    if status in _RETRYABLE or status >= 500:
        return WriterBusyError(said, retry_after_s=_retry_after_s(error.response))
    return WriterRefusedError(said)


def _retry_after_s(response: httpx2.Response) -> float:
    """Read `retry-after-ms` or `Retry-After` in seconds; a date, rare here, counts as unsaid."""
    for name, unit_s in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(response.headers.get(name, "")) * unit_s
        except ValueError:
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    return 0.0


def _read(completion: object) -> Answer:
    # The SDK builds its values without checking them, so a server can put anything anywhere.
    choices = getattr(completion, "choices", None)
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = getattr(choice, "message", None)
    if message is None:
        raise WriterBusyError("the LLM's answer could not be read")
    finish = getattr(choice, "finish_reason", None)
    if getattr(message, "refusal", None) or finish == "content_filter":
        raise DeclinedError
    usage = getattr(completion, "usage", None)
    details = getattr(usage, "prompt_tokens_details", None)
    return Answer(
        text=_text(getattr(message, "content", None)),
        finish=finish if isinstance(finish, str) else "",
        prompt_tokens=_count(usage, "prompt_tokens"),
        cached_tokens=_count(details, "cached_tokens"),
        answer_tokens=_count(usage, "completion_tokens"),
    )


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    # Some servers send parts, thoughts first: only the parts that are text count.
    parts = content if isinstance(content, list) else []
    texts = [part.get("text") for part in parts if isinstance(part, dict)]
    return "".join(text for text in texts if isinstance(text, str))


def _count(holder: object, name: str) -> int:
    count = getattr(holder, name, None)
    return count if isinstance(count, int) else 0
