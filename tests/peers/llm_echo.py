"""An LLM that takes one reproach out of a draft, after a while, and counts who asked for what."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from aiohttp import web

from tests.peers.llm_server import Asked, LlmServer, fails, says
from tests.writers.letters import answer, draft_block

SYLLABLES = tuple(f"{a}{b}" for a in "bdfglmnprstv" for b in "aeiou")
_LABEL = re.compile(r"The model is called (\w+)\.")


def label(number: int) -> str:
    """Make a word of a number, which no writer takes for a fact and hides."""
    word = ""
    for _ in range(4):
        number, rest = divmod(number, len(SYLLABLES))
        word += SYLLABLES[rest]
    return word.capitalize()


def labelled(draft: str, number: int) -> str:
    """Name a draft, so that its calls can be counted."""
    return f"{draft} The model is called {label(number)}."


def named(text: str) -> str:
    """Find the name of a draft in it, or in its rewrite; "" where there is none."""
    found = _LABEL.search(text)
    return found[1] if found else ""


@dataclass(slots=True)
class Call:
    """One request; times on the monotonic clock in seconds.

    Args:
        began: When it came.
        ended: When it was answered; 0 before.
    """

    began: float
    ended: float = 0.0


@dataclass(slots=True)
class Echo:
    """What it was asked, and how it behaves.

    Args:
        takes_s: How long one answer takes.
        trouble: Status and headers of every answer, or None to answer.
        flaps: True while every second request fails.
        calls: Every request, by label.
        at_once: How many are being answered now.
        most_at_once: How many ever were.
        when_asked: Called with the label of each request.
    """

    takes_s: float = 0.0
    trouble: tuple[int, dict[str, str]] | None = None
    flaps: bool = False
    calls: dict[str, list[Call]] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0
    when_asked: Callable[[str], None] = lambda _: None
    base_url: str = ""

    async def answer(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        """Answer one request."""
        draft = draft_block(asked.user)
        name = named(draft)
        call = Call(time.monotonic())
        self.calls.setdefault(name, []).append(call)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.when_asked(name)
            await asyncio.sleep(self.takes_s)
            if self.flaps and self.count % 2:
                return await fails(503, {"error": {}})(request, asked)
            if self.trouble:
                status, headers = self.trouble
                return await fails(status, {"error": {}}, headers)(request, asked)
            kinder = draft.replace("As I already told you, o", "O")
            return await says(answer(kinder))(request, asked)
        finally:
            self.at_once -= 1
            call.ended = time.monotonic()

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(map(len, self.calls.values()))

    def paid_twice(self, killed_at: Sequence[float], kept_at: Mapping[str, float]) -> list[str]:
        """List drafts asked for again though nobody was killed, or though their answer was kept.

        Args:
            killed_at: When processes were killed, on the monotonic clock in seconds.
            kept_at: When the answer of a draft was first kept, by its name, on the same clock.
        """
        wrong = []
        for name, calls in self.calls.items():
            for call, again in pairwise(calls):
                was_killed = any(call.began <= at <= again.began for at in killed_at)
                was_kept = name in kept_at and kept_at[name] < again.began
                if was_kept or not was_killed:
                    wrong.append(name)
        return wrong


@asynccontextmanager
async def llm_echo(takes_s: float = 0.0) -> AsyncIterator[Echo]:
    """Serve one on a free loopback port."""
    async with LlmServer() as server:
        echo = Echo(takes_s=takes_s, base_url=server.base_url)

        async def answer_and_forget(request: web.Request, asked: Asked) -> web.StreamResponse:
            server.requests.clear()
            return await echo.answer(request, asked)

        server.script = [answer_and_forget]
        yield echo
