"""Small fakes for the two ports."""

from __future__ import annotations

from bot.coaching.domain import Brief, Rewrite, Tip
from bot.errors import DeliveryError, WriterError


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


class FakePlatform:
    """Keeps what it is told to post.

    Args:
        prefix: Which channel ids it owns.
        error: Raised by every post while it is set.
    """

    name = "fake"

    def __init__(self, prefix: str = "C", error: DeliveryError | None = None) -> None:
        self.posted: list[tuple[str, Tip, str]] = []
        self.error = error
        self._prefix = prefix

    def owns(self, channel: str) -> bool:
        """Tell whether the id starts with our prefix."""
        return channel.startswith(self._prefix)

    async def run(self) -> None:
        """Nothing to serve."""

    async def post_tip(self, channel: str, tip: Tip, *, key: str) -> None:
        """Keep it, or raise."""
        if self.error:
            raise self.error
        self.posted.append((channel, tip, key))
