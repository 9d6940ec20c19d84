"""`coach doctor`: is everything in place, are the tokens taken, does the LLM answer?"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

import click

from bot import app, config
from bot.cli import doctor_online
from bot.coaching.ear import Ear
from bot.errors import BotError

NO_ID = (
    "tips: “{channel}” in TIP_CHANNELS is no channel id; in Slack it stands at the end of the "
    "channel's details (C0123456789), in Discord behind “Copy Channel ID” (112233445566778899)"
)


@click.command("doctor")
@click.option("--rewrite", is_flag=True, help="Also have the LLM rewrite one made-up draft.")
def command(*, rewrite: bool) -> None:
    """Check the set-up: principles, ear, voice, store, tips, and every token that is set.

    Slack and Discord are asked once who we are, the LLM for one word; nothing is posted. A line
    that begins with LOOK needs a hand, and says which.

    Exit codes: 0 when all is in place, 1 when a line says LOOK, 2 when a setting cannot be read.
    """
    settings = config.load()
    checks = [
        _principles(),
        _ear(),
        _voice(settings),
        asyncio.run(_store(settings)),
        *_tips(settings),
    ]
    spoken = settings if checks[2][0] else replace(settings, voice_file=None)
    checks += asyncio.run(doctor_online.all_of(spoken, rewrite=rewrite))
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
        return True, f"ear: can be read, trained with {Ear.load().card.version}"
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


def _tips(settings: config.Settings) -> list[tuple[bool, str]]:
    if not settings.tip_channels:
        return []
    from bot.platforms.discord.platform import CHANNEL as DISCORDS  # noqa: PLC0415 - the SDK is slow to import
    from bot.platforms.slack.platform import CHANNEL as SLACKS  # noqa: PLC0415 - as above

    checks: list[tuple[bool, str]] = []
    for channel in settings.tip_channels:
        if SLACKS.fullmatch(channel):
            missing = "" if settings.slack_bot_token else "Slack, and SLACK_BOT_TOKEN"
        elif DISCORDS.fullmatch(channel):
            missing = "" if settings.discord_token else "Discord, and DISCORD_TOKEN"
        else:
            checks.append((False, NO_ID.format(channel=channel)))
            continue
        if missing:
            checks.append((False, f"tips: {channel} in TIP_CHANNELS is of {missing} is not set"))
    count = len(settings.tip_channels)
    at = f"{settings.tip_time:%H:%M} {settings.tip_timezone.key}"
    told = f"tips: told daily at {at} in {count} {'channel' if count == 1 else 'channels'}"
    return checks or [(True, told)]
