"""Small fakes for the two ports."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.coaching.domain import Brief, Rewrite
from bot.desk.job import Job
from bot.errors import DeliveryError, WriterError
from bot.ports import Part, Take, Up, unseen


class FakeWriter:
    """Answers each call with the next of its answers; the last one stays.

    Args:
        answers: A text, a whole rewrite, or an error to raise.
        name: The writer's name.
    """

    def __init__(self, *answers: str | Rewrite | WriterError, name: str = "openai") -> None:
        self.name = name
        self.briefs: list[Brief] = []
        self._answers = list(answers)

    async def write(self, brief: Brief) -> Rewrite:
        """Give the next answer."""
        self.briefs.append(brief)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, WriterError):
            raise answer
        return Rewrite(text=answer, writer=self.name) if isinstance(answer, str) else answer


@dataclass
class NotingPlatform:
    """Answers each job with the words it came with.

    Args:
        posted: What was posted, in order: key, part.
        told: Keys of agents who were told, with how.
        answered: Keys in the order they were coached.
        troubles: Raised, one after another, instead of posting.
        deaf: Raised, one after another, instead of telling that there is no answer.
        answering_s: How long one coaching takes.
        parts: How many messages an answer has.
    """

    name: str = "slack"
    posted: list[tuple[str, int]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    troubles: list[DeliveryError] = field(default_factory=list)
    deaf: list[DeliveryError] = field(default_factory=list)
    answering_s: float = 0.0
    parts: int = 1

    def owns(self, channel: str) -> bool:
        """Own what looks like Slack's."""
        return channel.startswith("C")

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Need no line."""
        yield

    async def take_in(self, take: Take, up: Up = unseen) -> None:
        """Have no door."""
        del take, up

    async def answer(self, job: Job) -> Sequence[Part]:
        """Note the job."""
        await asyncio.sleep(self.answering_s)
        self.answered.append(job.key)
        return [{"text": job.words["text"], "n": number} for number in range(self.parts)]

    async def post(self, job: Job, part: Part, *, number: int, again: bool) -> str:
        """Note the post, or fail as the test asked."""
        del part
        if self.troubles:
            raise self.troubles.pop(0)
        if again:
            raise DeliveryError("nobody can know", unsure=True)
        self.posted.append((job.key, number))
        return "ref"

    async def late(self, job: Job) -> None:
        """Note it."""
        self.told.append((job.key, "late"))

    async def doubt(self, job: Job) -> None:
        """Note it."""
        self.told.append((job.key, "doubt"))

    async def failed(self, job: Job) -> None:
        """Note it, or fail as the test asked."""
        if self.deaf:
            raise self.deaf.pop(0)
        self.told.append((job.key, "failed"))
