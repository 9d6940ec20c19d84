"""The two seams to the outside: whoever writes rewrites, and wherever agents are."""

from __future__ import annotations

from typing import Protocol

from bot.coaching.domain import Brief, Rewrite, Tip


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
    """A place where agents are: it takes drafts in and posts coachings back."""

    @property
    def name(self) -> str:
        """`slack` or `discord`."""
        ...

    def owns(self, channel: str) -> bool:
        """Tell whether a channel id has this platform's form."""
        ...

    async def run(self) -> None:
        """Serve until cancelled; on cancellation stop taking in, finish what is under way, close.

        Raises:
            ConfigError: The platform refuses our token.
        """
        ...

    async def post_tip(self, channel: str, tip: Tip, *, key: str) -> None:
        """Post a tip to a channel, once for each key.

        Args:
            channel: The platform's own channel id.
            tip: What to post.
            key: Unique for channel and day; a second post under the same key is harmless.

        Raises:
            DeliveryError: The platform did not take it.
        """
        ...
