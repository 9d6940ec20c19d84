"""The terminal coach: paste a draft, see the coaching. Piped input is coached once."""

from __future__ import annotations

import asyncio
import os
import select
import sys
from collections.abc import Callable

from bot.coach import Coach
from bot.coaching import intake
from bot.coaching.domain import Coaching

WELCOME = """\
Umbrella, the customer-service coach.

Paste the reply you are about to send, then press Enter on an empty line.
What the customer wrote can go above it, on lines that begin with “>”.
Ctrl-D ends. Nothing you type is stored."""
EXAMPLE = """\
> Where is my parcel? I asked on Monday and I am furious!
As I already told you, order #4821 shipped on 3 May. Please wait."""
EXAMPLE_NOTE = "No draft came in, so here is an example. Yours goes on standard input."
PASTE_GAP_S = 0.05


class Terminal:
    """Coaches one person at a terminal, or one text from a pipe.

    Args:
        coach: Does the work.
        show: Prints a coaching.
    """

    def __init__(self, coach: Coach, show: Callable[[Coaching], None]) -> None:
        self._coach = coach
        self._show = show

    async def run(self) -> None:
        """Coach what is pasted or piped in, until the input ends."""
        if sys.stdin.isatty():
            print(WELCOME)
            while (text := await asyncio.to_thread(_paste)) is not None:
                if text.strip():
                    await self._answer(text)
            return
        text = sys.stdin.read()
        if not text.strip():
            print(EXAMPLE_NOTE)
            text = EXAMPLE
        await self._answer(text)

    async def _answer(self, text: str) -> None:
        try:
            draft = intake.read(text)
        except intake.IntakeError as error:
            print(error)
            return
        self._show(await self._coach.coach(draft))


def _paste() -> str | None:
    """Read one draft: up to an empty line after which nothing more waits, or the end."""
    print("\ndraft> ", end="", flush=True)
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
