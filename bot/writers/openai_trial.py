"""One short question to the LLM: is it there, does it take our key, does it know the model?"""

from __future__ import annotations

import asyncio

import openai

from bot.errors import ConfigError, WriterBusyError, WriterRefusedError
from bot.writers.openai_wire import NotUnderstoodError, Wire

QUESTION = [{"role": "user", "content": "Answer with one word: ready"}]
NO_KEY = "asks for a key ({status}): set OPENAI_API_KEY."
BAD_KEY = "refuses OPENAI_API_KEY ({status}): copy a key that is valid there into it."
NO_MODEL = (
    "knows no model “{model}” at this address ({status}): set OPENAI_MODEL to a name it knows, and "
    "look at the path in OPENAI_BASE_URL, which mostly ends in /v1."
)
NO_MONEY = "says that the account has nothing left to spend: look at its billing page."
TURNED_DOWN = "turns a one-word question down ({status}): look at OPENAI_MODEL, “{model}”."
_UNAUTHORIZED = (401, 403)


async def tried(*, api_key: str, base_url: str, model: str, within_s: float) -> None:
    """Ask for one word, once; any answer is good.

    Args:
        api_key: The key, or "".
        base_url: Where the server is.
        model: Which model.
        within_s: Seconds for the call.

    Raises:
        ConfigError: It answered, and a setting is wrong; the message follows the server's name.
        WriterBusyError: It did not answer, or not now.
    """
    wire = Wire(api_key=api_key, base_url=base_url, budget_s=within_s)
    try:
        async with asyncio.timeout(within_s):
            await wire.ask(QUESTION, {"model": model, "stream": False})
    except TimeoutError as error:
        raise WriterBusyError("no answer in time") from error
    except (WriterRefusedError, NotUnderstoodError) as error:
        raise ConfigError(_sentence(error, api_key, model)) from error
    finally:
        await wire.close()


def _sentence(error: Exception, api_key: str, model: str) -> str:
    cause = error.__cause__
    status = cause.status_code if isinstance(cause, openai.APIStatusError) else 0
    if status in _UNAUTHORIZED:
        said = BAD_KEY if api_key else NO_KEY
    elif status == 404:
        said = NO_MODEL
    elif status in (402, 429):
        said = NO_MONEY
    else:
        said = TURNED_DOWN
    return said.format(status=status or "no status", model=model)
