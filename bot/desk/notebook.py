"""What this process knows of jobs it coached, until they end: for the one log line of each."""

from __future__ import annotations

from bot.desk.watch import Coached

MOST = 1_000
"""A job that ends in another process never comes back for its entry, so the oldest goes."""


class Notebook:
    """Keeps, by key, the end of a log line."""

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}

    def note(self, key: str, coached: Coached, *, waited_s: float, took_s: float) -> None:
        """Keep what one coaching came to.

        Args:
            key: The job's.
            coached: Who wrote, how much was found; without a writer nothing was coached.
            waited_s: From taking in to the start, in seconds.
            took_s: How long the answer took, in seconds.
        """
        line = f" waited_ms={waited_s * 1000:.0f} coached_ms={took_s * 1000:.0f}"
        if coached.writer:
            said = (coached.writer, coached.findings, coached.tries)
            line = " writer={} findings={} tries={}".format(*said) + line
        self._lines[key] = line
        if len(self._lines) > MOST:
            del self._lines[next(iter(self._lines))]

    def close(self, key: str) -> str:
        """Give what is known of a job that ended, and forget it; empty when nothing is."""
        return self._lines.pop(key, "")
