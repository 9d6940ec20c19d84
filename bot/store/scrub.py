"""Leaves no trace of erased words in an SQLite file's log.

SQLite overwrites what is erased with zeros, but the log beside the file (`-wal`) still holds the
older pages until it is written through and emptied. That waits for the disk several times, so it
happens at once when it did not happen lately, and else within `EVERY_S`.
"""

from __future__ import annotations

import asyncio
import sqlite3

from sqlalchemy import Connection

from bot.store.line import Line

EVERY_S = 1.0
WAIT_MS = 50
LIMIT_S = 10.0


class Scrub:
    """Empties the log when asked, and again where a reader was in the way.

    Args:
        line: Where it waits its turn among transactions.
        busy_timeout: The pragma to set again afterwards.
    """

    def __init__(self, line: Line, busy_timeout: str) -> None:
        self._line = line
        self._busy_timeout = busy_timeout
        self._not_before = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Future[None] | None = None
        self._is_due = False

    def ask(self) -> None:
        """Have the log emptied soon."""
        self._is_due = True
        if self._timer is None and self._running is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(loop.time(), self._not_before), self._start)

    async def settle(self) -> None:
        """Empty it now, if that is due."""
        if self._timer:
            self._timer.cancel()
            self._start()
        if self._running:
            await asyncio.wait({self._running}, timeout=LIMIT_S)
        if self._timer:  # somebody was in the way, and we leave
            self._timer.cancel()

    def _start(self) -> None:
        self._timer, self._is_due = None, False
        self._not_before = asyncio.get_running_loop().time() + EVERY_S
        self._running = self._line.put(_nothing, limit_s=LIMIT_S, then=self._empty)
        self._running.add_done_callback(self._ended)

    def _ended(self, done: asyncio.Future[None]) -> None:
        self._running = None
        if done.cancelled() or done.exception() or self._is_due:
            self.ask()

    def _empty(self, connection: Connection) -> None:
        cursor = connection.connection.cursor()
        try:
            cursor.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            in_the_way, *_ = cursor.fetchone() or (1,)
            self._is_due |= bool(in_the_way)
            cursor.execute(self._busy_timeout)
        except sqlite3.Error:
            self._is_due = True
        finally:
            cursor.close()


def _nothing(connection: Connection) -> None:
    """Do nothing in a transaction: only what follows it counts."""
