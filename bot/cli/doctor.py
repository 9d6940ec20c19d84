"""`coach doctor`: is everything in place, and does the LLM answer as it should?"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

import click

from bot import app, config
from bot.coaching.domain import Draft
from bot.coaching.ear import Ear
from bot.errors import BotError

PROBE = Draft(
    text="As I already told you, order #4821 shipped on 3 May.",
    customer="Where is my parcel? I asked on Monday!",
)


@click.command("doctor")
def command() -> None:
    """Check the set-up: principles, ear, store, tokens, and one real coaching by the LLM.

    The LLM is sent one made-up draft. Exits with 1 when something needs a hand.
    """
    settings = config.load()
    checks = [
        _principles(),
        _ear(),
        _voice(settings),
        asyncio.run(_store(settings)),
        _platforms(settings),
    ]
    spoken = settings if checks[2][0] else replace(settings, voice_file=None)
    checks.append(asyncio.run(_llm(spoken)))
    for fine, line in checks:
        click.echo(f"{'ok   ' if fine else 'LOOK '} {line}")
    sys.exit(0 if all(fine for fine, _ in checks) else 1)


def _principles() -> tuple[bool, str]:
    try:
        return True, f"principles: {len(app.principles())} read"
    except BotError as error:
        return False, f"principles: {error}"


def _ear() -> tuple[bool, str]:
    try:
        return True, f"ear: {Ear.load().card.version}"
    except BotError as error:
        return False, f"ear: {error}"


def _voice(settings: config.Settings) -> tuple[bool, str]:
    if settings.voice_file is None:
        return True, "voice: VOICE_FILE is not set, so agents speak as they do"
    try:
        voice = app.voice(settings)
    except BotError as error:
        return False, f"voice: {error}"
    told = f"use {len(voice.use)}, instead {len(voice.pairs)}, avoid {len(voice.avoid)}"
    return True, f"voice: {settings.voice_file} is read; words to {told}"


async def _store(settings: config.Settings) -> tuple[bool, str]:
    from bot.store import Store  # noqa: PLC0415 - the database is slow to import

    try:
        async with Store.open(settings.database_url, secrets=settings.coach_secret) as store:
            sealed = store.is_sealed
    except BotError as error:
        return False, f"store: {error}"
    if sealed:
        return True, "store: can be written; drafts that wait are sealed with COACH_SECRET"
    return True, "store: can be written; COACH_SECRET is not set, so drafts wait there readable"


def _platforms(settings: config.Settings) -> tuple[bool, str]:
    named = [
        name
        for name, token in (
            ("Slack", settings.slack_bot_token),
            ("Discord", settings.discord_token),
        )
        if token
    ]
    if not named:
        return True, "platforms: no tokens are set, so `coach run` opens the terminal coach"
    return True, f"platforms: tokens for {' and '.join(named)} are set; `coach run` signs in"


async def _llm(settings: config.Settings) -> tuple[bool, str]:
    if not settings.llm_is_set:
        return True, "LLM: none is set up, so every rewrite is written offline"
    async with app.coach(settings) as coach:
        coaching = await coach.coach(PROBE, choice="llm")
    name = f"LLM: {settings.openai_model} at {settings.openai_base_url}"
    if coaching.rewrite.writer == "offline":
        return False, f"{name} gave no usable rewrite; check the key, the URL and the model's name"
    return True, f"{name} wrote a rewrite that the guard accepts"
