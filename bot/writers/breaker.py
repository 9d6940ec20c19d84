"""Leaves a server alone that has just failed again and again."""

from __future__ import annotations

from collections.abc import Callable

from bot.errors import WriterBusyError
from bot.watching import BreakerState

FAILURES = 5
AWAY_S = 60.0


class Breaker:
    """Counts failures in a row; after enough of them nobody asks for a while.

    When the time is over, one request may try; if that fails too, the time begins again.

    Args:
        clock: Seconds that only ever grow.
        tell: Called with the state whenever it may have changed.
    """

    def __init__(
        self, clock: Callable[[], float], *, tell: Callable[[BreakerState], None] = lambda _: None
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._failures = 0
        self._away_until_s = 0.0

    def check(self) -> None:
        """Let a request pass.

        Raises:
            WriterBusyError: The server is being left alone.
        """
        left_s = self._away_until_s - self._clock()
        if self._failures < FAILURES:
            return
        if left_s > 0:
            raise WriterBusyError("the LLM is left alone after failures", retry_after_s=left_s)
        # Whoever comes next finds the time running again, unless this request works.
        self._away_until_s = self._clock() + AWAY_S
        self._tell(1)

    def failed(self) -> None:
        """Count one failure."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._away_until_s = self._clock() + AWAY_S
            self._tell(2)

    def worked(self) -> None:
        """Forget all failures."""
        self._failures = 0
        self._tell(0)
