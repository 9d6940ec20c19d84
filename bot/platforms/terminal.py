"""The terminal coach: paste a draft, see the coaching. Piped input is coached once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal

from bot.coach import Coach
from bot.coaching import intake
from bot.coaching.domain import Coaching, Draft
from bot.platforms import terminal_keys

WELCOME = """\
Umbrella, the customer-service coach.

Paste the reply you are about to send, then press Enter on an empty line.
What the customer wrote can go above it, on lines that begin with “>”.
“help” tells more, Ctrl-D ends. Nothing you type is stored."""
HELP = """
Paste the reply you are about to send, then press Enter on an empty line.
What the customer wrote can go above it, on lines that begin with “>”.

  why    what I noticed in the last draft, and its score
  help   this
  exit   the end, as are quit, q, Ctrl-C and Ctrl-D

To have one of these words coached as a draft, end it with a full stop.
A line of 4,095 characters or more fits through a file: coach rewrite - < draft.txt"""
TOO_LONG = """
One line of that has 4,095 characters or more, and a terminal passes on no more than that, so I
left all of it alone. From a file it is read whole: coach rewrite - < draft.txt"""
NO_DRAFT_YET = "There is no draft to explain yet. Paste one, and I tell what I notice."
EXAMPLE = """\
> Where is my parcel? I asked on Monday and I am furious!
As I already told you, order #4821 shipped on 3 May. Please wait."""
EXAMPLE_NOTE = f"""\
No draft came in, so here is an example: what the customer wrote, then the draft. Yours goes on
standard input.

{EXAMPLE}"""
DRAFT = "\ndraft> "
ASKS = """
Your answer goes into the draft; an empty line skips it.
answer> """
Word = Literal["why", "help", "exit"]
WORDS: dict[str, Word] = {
    "why": "why",
    "why?": "why",
    "help": "help",
    "?": "help",
    "exit": "exit",
    "quit": "exit",
    "q": "exit",
}


class Terminal:
    """Coaches one person at a terminal, or one text from a pipe.

    Args:
        coach: Does the work.
        show: Prints a coaching.
        explain: Prints what was noticed in a draft, and no more.
    """

    def __init__(
        self,
        coach: Coach,
        show: Callable[[Coaching], None],
        explain: Callable[[Coaching], None],
    ) -> None:
        self._coach = coach
        self._show = show
        self._explain = explain
        self._last: Coaching | None = None

    async def run(self) -> None:
        """Coach what is pasted or piped in, until the input ends."""
        if sys.stdin.isatty():
            print(WELCOME)
            text: str | None = ""
            while text is not None:
                text = await self._sitting(text) if text.strip() else await self._typed(DRAFT)
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
        coaching = await self._coached(draft)
        while coaching.rewrite.questions:
            typed = await self._typed(ASKS)
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
            coaching = await self._coached(draft)
        return ""

    async def _coached(self, draft: Draft) -> Coaching:
        self._last = await self._coach.coach(draft)
        self._show(self._last)
        return self._last

    async def _typed(self, prompt: str) -> str | None:
        """Ask for a draft or an answer, and follow the words that are neither; None ends."""
        while True:
            try:
                typed = await _paste(prompt)
            except terminal_keys.TooLongError:
                print(TOO_LONG)
                continue
            word = WORDS.get(typed.strip().lower()) if typed else "exit"
            if word == "exit":
                return None
            if word is None:
                return typed
            self._follow(word)

    def _follow(self, word: Word) -> None:
        if word == "help":
            print(HELP)
        elif self._last is None:
            print(NO_DRAFT_YET)
        else:
            self._explain(self._last)


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


async def _paste(prompt: str) -> str | None:
    """Read one draft: up to an empty line after which nothing more waits, or the end.

    An answer is one line, and so is a word of ours; more than that at once is a draft.

    Raises:
        TooLongError: One of its lines was cut; the rest is read and thrown away.
    """
    print(prompt, end="", flush=True)
    keys = sys.stdin.fileno()
    lines: list[str] = []
    cut: terminal_keys.TooLongError | None = None
    while True:
        try:
            line = await terminal_keys.line(keys)
        except terminal_keys.TooLongError as error:
            cut, line = error, "…"
        if not line:
            break
        lines.append(line)
        alone = len(lines) == 1 and _ends_alone(line, answers=prompt == ASKS)
        ends = alone or cut is not None or not line.strip()
        if ends and not await terminal_keys.more_waits(keys):
            break
    if cut is not None:
        raise cut
    return "".join(lines) if lines else None


def _ends_alone(line: str, *, answers: bool) -> bool:
    return line.strip().lower() in WORDS or (answers and not line.startswith(">"))
