"""What `coach doctor` asks over the network: every token that is set, and the LLM, once each."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable
from urllib.parse import urlsplit

from bot import app, config
from bot.coaching.domain import Draft
from bot.errors import BotError, ConfigError, DeliveryError

Check = tuple[bool, str]

PLATFORM_S = 6.0
LLM_S = 15.0
"""Seconds; a model that its server must load first takes some."""
PROBE = Draft(
    text="As I already told you, order #4821 shipped on 3 May.",
    customer="Where is my parcel? I asked on Monday!",
)
NOTHING_SET = "platforms: no tokens are set, so `coach run` opens the terminal coach"
NO_ADDRESS = "no address is known for {host}: this machine may be offline, or {setting} is wrong"
NO_ANSWER = "{host} did not answer within {within_s:.0f} seconds; try again in a minute"
NOBODY = "nothing answers at {host}: look at the network of this machine, and at {setting}"
NOT_NOW = "{host} answers, but not as it should ({why}); try again in a minute"
NO_CHAT = (
    "{host} answers, but not as a server of chat completions does: look at {setting}, which mostly "
    "ends in /v1"
)


async def all_of(settings: config.Settings, *, rewrite: bool) -> list[Check]:
    """Ask everybody at the same time.

    Args:
        settings: Which tokens there are.
        rewrite: Also have the LLM write one rewrite.
    """
    found = await asyncio.gather(_slack(settings), _discord(settings), _llm(settings, rewrite))
    checks = [check for checks in found for check in checks]
    if not settings.slack_bot_token and not settings.discord_token:
        checks.insert(0, (True, NOTHING_SET))
    return checks


async def _slack(settings: config.Settings) -> list[Check]:
    if not settings.slack_bot_token:
        return []
    from bot.platforms.slack import sign_in  # noqa: PLC0415 - the SDK is slow to import

    asked = sign_in.tried(settings, within_s=PLATFORM_S)
    return await _platform("Slack", asked, settings.slack_api_url, "SLACK_API_URL")


async def _discord(settings: config.Settings) -> list[Check]:
    if not settings.discord_token:
        return []
    from bot.platforms.discord import sign_in  # noqa: PLC0415 - the SDK is slow to import

    asked = sign_in.tried(settings, within_s=PLATFORM_S)
    return await _platform("Discord", asked, settings.discord_api_url, "DISCORD_API_URL")


async def _platform(name: str, asked: Awaitable[str], url: str, setting: str) -> list[Check]:
    try:
        return [(True, f"{name}: {await asked}")]
    except ConfigError as error:
        return [(False, f"{name}: {line}") for line in str(error).splitlines()]
    except DeliveryError as error:
        return [(False, f"{name}: {_away(error, url, setting, PLATFORM_S, otherwise=NOT_NOW)}")]


async def _llm(settings: config.Settings, rewrite: bool) -> list[Check]:
    if not settings.llm_is_set:
        return [(True, "LLM: none is set up, so every rewrite is written offline")]
    from bot.writers import openai_trial  # noqa: PLC0415 - the SDK is slow to import

    host = urlsplit(settings.openai_base_url).netloc
    started = time.perf_counter()
    try:
        await openai_trial.tried(
            api_key=settings.openai_api_key,
            base_url=settings.openai_base_url,
            model=settings.openai_model,
            within_s=LLM_S,
        )
    except ConfigError as error:
        return [(False, f"LLM: {host} {error}")]
    except BotError as error:
        url = settings.openai_base_url
        away = _away(error, url, "OPENAI_BASE_URL", LLM_S, otherwise=_strange(error))
        return [(False, f"LLM: {away}")]
    took_s = time.perf_counter() - started
    answered = f"LLM: {settings.openai_model} at {host} answered in {took_s:.1f} seconds"
    return [(True, answered)] + ([await _rewritten(settings, host)] if rewrite else [])


async def _rewritten(settings: config.Settings, host: str) -> Check:
    name = f"LLM: {settings.openai_model} at {host}"
    async with app.coach(settings) as coach:
        coaching = await coach.coach(PROBE, choice="llm")
    if coaching.rewrite.writer == "offline":
        return False, f"{name} wrote no rewrite that the guard accepts; try another model"
    return True, f"{name} wrote a rewrite that the guard accepts"


def _strange(error: BotError) -> str:
    return NO_CHAT if "could not be read" in str(error) else NOT_NOW


def _away(error: BaseException, url: str, setting: str, within_s: float, *, otherwise: str) -> str:
    """Say why nobody could be asked, by what lies at the bottom of an adapter's error."""
    words = {"host": urlsplit(url).netloc, "setting": f"{setting} ({url})", "within_s": within_s}
    why = str(error)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return NO_ADDRESS.format(**words)
        if isinstance(cause, TimeoutError):
            return NO_ANSWER.format(**words)
        if isinstance(cause, OSError):
            otherwise = NOBODY
        cause = cause.__cause__ or cause.__context__
    return otherwise.format(**words, why=why)
