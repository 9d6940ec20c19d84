"""The terminal coach: paste a draft, see the coaching. Piped input is coached once."""

from __future__ import annotations

import asyncio
import os
import select
import sys

from bot import app
from bot.cli import pretty
from bot.coach import Coach
from bot.coaching import intake
from bot.config import Settings

WELCOME = """\
Umbrella, the customer-service coach.

Paste the reply you are about to send, then press Enter on an empty line.
What the customer wrote can go above it, on lines that begin with “>”.
Ctrl-D ends. Nothing you type is stored.
"""
EXAMPLE = """\
> Where is my parcel? I asked on Monday and I am furious!
As I already told you, order #4821 shipped on 3 May. Please wait."""
EXAMPLE_NOTE = "No draft came in, so here is an example. Yours goes on standard input."
PASTE_GAP_S = 0.05


async def run(settings: Settings) -> None:
    """Coach what is pasted or piped in, until the input ends."""
    async with app.coach(settings) as coach:
        if sys.stdin.isatty():
            await _converse(coach)
            return
        text = sys.stdin.read()
        if not text.strip():
            print(EXAMPLE_NOTE)  # noqa: T201 - the terminal is this platform
            text = EXAMPLE
        await _coach(coach, text)


async def _converse(coach: Coach) -> None:
    print(WELCOME)  # noqa: T201 - as above
    while (text := await asyncio.to_thread(_paste)) is not None:
        if text.strip():
            await _coach(coach, text)


async def _coach(coach: Coach, text: str) -> None:
    try:
        draft = intake.read(text)
    except intake.IntakeError as error:
        print(error)  # noqa: T201 - as above
        return
    pretty.show_coaching(await coach.coach(draft))


def _paste() -> str | None:
    """Read one draft: up to an empty line after which nothing more waits, or the end."""
    print("\ndraft> ", end="", flush=True)  # noqa: T201 - as above
    lines: list[str] = []
    while line := _line():
        lines.append(line)
        if not line.strip() and not _more_waits():
            return "".join(lines)
    return "".join(lines) if lines else None


def _line() -> str:
    read: list[bytes] = []
    while piece := os.read(sys.stdin.fileno(), 4096):
        read.append(piece)
        if piece.endswith(b"\n"):
            break
    return b"".join(read).decode(errors="replace")


def _more_waits() -> bool:
    """A pasted text arrives at once, so a blank line in it has the rest waiting behind it."""
    return bool(select.select([sys.stdin], [], [], PASTE_GAP_S)[0])
