"""`coach doctor`: is everything in place, and does the LLM answer as it should?"""

from __future__ import annotations

import asyncio
import sys

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
    checks = [_principles(), _ear(), asyncio.run(_store(settings)), _platforms(settings)]
    checks.append(asyncio.run(_llm(settings)))
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
