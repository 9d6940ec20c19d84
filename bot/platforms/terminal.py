"""The terminal coach: paste a draft, see the coaching. Piped input is coached once."""

from __future__ import annotations

import asyncio
import os
import select
import sys
from collections.abc import Callable

from bot.coach import Coach
from bot.coaching import intake
from bot.coaching.domain import Coaching, Draft

WELCOME = """\
Umbrella, the customer-service coach.

Paste the reply you are about to send, then press Enter on an empty line.
What the customer wrote can go above it, on lines that begin with “>”.
Ctrl-D ends. Nothing you type is stored."""
EXAMPLE = """\
> Where is my parcel? I asked on Monday and I am furious!
As I already told you, order #4821 shipped on 3 May. Please wait."""
EXAMPLE_NOTE = "No draft came in, so here is an example. Yours goes on standard input."
ASKS = """
Your answer goes into the draft; an empty line skips it.
answer> """
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
            text: str | None = ""
            while text is not None:
                text = await self._sitting(text) if text.strip() else await _typed("\ndraft> ")
            return
        text = sys.stdin.read()
        if not text.strip():
            print(EXAMPLE_NOTE)
            text = EXAMPLE
        draft = _read(text)
        if draft:
            self._show(await self._coach.coach(draft))

    async def _sitting(self, text: str) -> str | None:
        """Coach one draft and ask for what it lacks; give what was typed instead of an answer."""
        draft = _read(text)
        if not draft:
            return ""
        coaching = await self._coach.coach(draft)
        self._show(coaching)
        while coaching.rewrite.questions:
            typed = await _typed(ASKS)
            if not typed or not typed.strip():
                return typed
            if typed.startswith(">") or "\n" in typed.strip():
                return typed  # the next draft, pasted before this one was answered
            told = _answered(draft, typed)
            if told == draft:
                return ""
            if not told:
                continue
            draft = told
            coaching = await self._coach.coach(draft)
            self._show(coaching)
        return ""


def _read(text: str) -> Draft | None:
    try:
        return intake.read(text)
    except intake.IntakeError as error:
        print(error)
        return None


def _answered(draft: Draft, typed: str) -> Draft | None:
    try:
        return intake.answered(draft, typed)
    except intake.IntakeError as error:
        print(error)
        return None


async def _typed(prompt: str) -> str | None:
    """Ask for a draft or an answer without holding anything else up."""
    return await asyncio.to_thread(_paste, prompt, one_line=prompt == ASKS)


def _paste(prompt: str, *, one_line: bool = False) -> str | None:
    """Read one draft: up to an empty line after which nothing more waits, or the end.

    An answer is one line; more than that at once is a draft.
    """
    print(prompt, end="", flush=True)
    lines: list[str] = []
    while line := _line():
        lines.append(line)
        answer = one_line and len(lines) == 1 and not line.startswith(">")
        if (answer or not line.strip()) and not _more_waits():
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
