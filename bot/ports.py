"""The two seams to the outside: whoever writes rewrites, and wherever agents are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.coaching.domain import Brief, Rewrite
from bot.desk.job import Job

Take = Callable[[Job], Awaitable[bool]]
"""Stores a job, and raises `StoreError` when it could not: then it must not be acknowledged.
True for a new job, False for one that was taken before."""
Part = Mapping[str, object]
"""One message, laid out as a platform will post it: JSON."""


class Up(Protocol):
    """Told whether the doors of a platform are open."""

    def __call__(self, *, is_up: bool) -> None:
        """Hear that they opened, or that the connection is lost."""
        ...


def unseen(*, is_up: bool) -> None:
    """Tell nobody whether the doors are open."""
    del is_up


class Writer(Protocol):
    """Writes a kinder version of a draft.

    Args:
        name: Told to the agent with every rewrite.
    """

    @property
    def name(self) -> str:
        """Who writes: `offline`, `openai`."""
        ...

    async def write(self, brief: Brief) -> Rewrite:
        """Write one rewrite.

        Raises:
            WriterBusyError: Nobody answered in time; later may work.
            WriterRefusedError: Asking again is pointless.
            BadRewriteError: There is an answer, but it cannot be used; ask once more.
        """
        ...


class Platform(Protocol):
    """A place where agents are: doors that take jobs in, and a line that takes answers out.

    Both may run in different processes, so an answer needs nothing but its job.
    """

    @property
    def name(self) -> str:
        """`slack` or `discord`."""
        ...

    def owns(self, channel: str) -> bool:
        """Tell whether a channel id has this platform's form."""
        ...

    def connected(self) -> AbstractAsyncContextManager[None]:
        """Open the line over which answers go out, without taking anything in.

        Waits while the platform is away.

        Raises:
            ConfigError: The platform refuses our token.
        """
        ...

    async def take_in(self, take: Take, up: Up = unseen) -> None:
        """Serve the doors until cancelled, while connected; cancelled, take in nothing more.

        An event is acknowledged once it is stored. Where the store fails, it is not acknowledged
        if the platform sends it again by itself; else the agent is told at once.

        Args:
            take: Stores a job.
            up: Told when the connection comes and goes.

        Raises:
            ConfigError: The platform takes our token back.
        """
        ...

    async def answer(self, job: Job) -> Sequence[Part]:
        """Coach what a job says and lay the answer out; posts nothing.

        Returns:
            The messages to post, in order. Whatever breaks, one of them tells the agent.
        """
        ...

    async def post(self, job: Job, part: Part, *, number: int, again: bool) -> str:
        """Post one message of an answer.

        Args:
            job: What is answered.
            part: One of what `answer` laid out.
            number: Its place among them, from 0; with the job's key it names the message.
            again: True when an earlier try may or may not have posted it. Then post it only where
                that cannot show it twice, or find the earlier one.

        Returns:
            The platform's id of the message, or "" when it has none.

        Raises:
            DeliveryError: Not posted; `gone` when trying again is pointless, `unsure` when nobody
                can know whether it was.
        """
        ...

    async def late(self, job: Job) -> None:
        """Do what is still possible for a job whose time to be answered has passed.

        Raises:
            DeliveryError: The agent could not be told.
        """
        ...

    async def doubt(self, job: Job) -> None:
        """Tell the agent that the answer may be missing, and offer to send it again.

        Raises:
            DeliveryError: The agent could not be told.
        """
        ...

    async def failed(self, job: Job) -> None:
        """Tell the agent in one sentence that there is no answer, with the next step.

        Raises:
            DeliveryError: The agent could not be told.
        """
        ...
