"""A line of transactions, worked off by threads of its own.

A thread takes all that waits into one transaction: a commit waits for the disk, and so a hundred
drafts at once cost one wait. On SQLite there is one thread, on PostgreSQL there are several.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from bot.errors import StoreError
from bot.store import faults

T = TypeVar("T")
Work = Callable[[Connection], T]
Then = Callable[[Connection], None]


@dataclass(slots=True, kw_only=True, eq=False)
class _Piece:
    work: Work[Any]
    then: Then | None
    limit_s: float
    told: asyncio.Future[Any]


@dataclass(slots=True, kw_only=True)
class _Outcome:
    result: Any = None
    error: Exception | None = None


class _Thread:
    """One thread's wire to a server, so that it can be cut from outside."""

    def __init__(self) -> None:
        self.wire: Any = None
        self.is_cut = False

    def cut(self) -> None:
        """Cut the wire under a server that does not answer; asking it to stop would wait for it."""
        self.is_cut = True
        try:
            if self.wire:
                with socket.socket(fileno=os.dup(self.wire.fileno())) as wire:
                    wire.shutdown(socket.SHUT_RDWR)
        except (OSError, psycopg.Error):
            return  # it is closed already


class Line:
    """Runs each piece of work in a transaction and tells its result once that is committed.

    Args:
        engine: Its pool has a connection for each thread.
        threads: How many work at once.
        batch: How many pieces one transaction may hold.
        is_remote: True where a server may stop answering, so that its wire must be cut.
    """

    def __init__(self, engine: Engine, *, threads: int, batch: int, is_remote: bool) -> None:
        self._engine = engine
        self._batch = batch
        self._is_remote = is_remote
        self._waiting: deque[_Piece] = deque()
        self._idle = [_Thread() for _ in range(threads)]
        self._busy: set[asyncio.Future[list[_Outcome]]] = set()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="store")
        self._is_closed = False

    async def run(self, work: Work[T], *, limit_s: float) -> T:
        """Run one piece of work; whoever stops waiting does not tear it in two.

        Args:
            work: What happens inside; it may run twice, so it touches nothing but the connection.
            limit_s: Seconds until we stop waiting.

        Raises:
            StoreError: The line is closed.
            TimeoutError: Nobody knows within the limit whether it worked.
        """
        told = self.put(work, limit_s=limit_s)
        async with asyncio.timeout(limit_s):
            return await told

    def put(self, work: Work[T], *, limit_s: float, then: Then | None = None) -> asyncio.Future[T]:
        """Put a piece of work into the line without waiting for it.

        Args:
            work: As for `run`.
            limit_s: As for `run`.
            then: What follows the commit, once for all pieces of a transaction that ask for it.

        Raises:
            StoreError: The line is closed.
        """
        if self._is_closed:
            raise StoreError(faults.CLOSED)
        told: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Piece(work=work, then=then, limit_s=limit_s, told=told))
        self._go_on()
        return told

    async def close(self, patience_s: float) -> None:
        """Let what is under way end, then close every connection."""
        self._is_closed = True
        if self._busy:
            await asyncio.wait(self._busy, timeout=patience_s)
        self._waiting.clear()
        self._pool.shutdown(wait=not self._busy, cancel_futures=True)
        self._engine.dispose()

    def _go_on(self) -> None:
        while self._idle and (batch := self._next()):
            self._start(batch, self._idle.pop())

    def _next(self) -> list[_Piece]:
        batch: list[_Piece] = []
        while self._waiting and len(batch) < self._batch:
            piece = self._waiting.popleft()
            if not piece.told.done():  # nobody waits for it any more
                batch.append(piece)
        return batch

    def _start(self, batch: list[_Piece], thread: _Thread) -> None:
        loop = asyncio.get_running_loop()
        thread.is_cut = False
        cut = loop.call_later(max(piece.limit_s for piece in batch), thread.cut)
        done = loop.run_in_executor(self._pool, self._work_off, batch, thread)
        self._busy.add(done)

        def ended(done: asyncio.Future[list[_Outcome]]) -> None:
            cut.cancel()
            self._busy.discard(done)
            self._idle.append(thread)
            if done.cancelled():  # we close, and it never began
                return
            for piece, outcome in zip(batch, done.result(), strict=True):
                if piece.told.done():
                    continue
                if outcome.error:
                    piece.told.set_exception(outcome.error)
                else:
                    piece.told.set_result(outcome.result)
            self._go_on()

        done.add_done_callback(ended)

    def _work_off(self, batch: list[_Piece], thread: _Thread) -> list[_Outcome]:
        """Run in a thread: all in one transaction, or each alone where one of them is at fault."""
        try:
            return self._twice(batch, thread)
        except Exception as error:  # noqa: BLE001 - told to whoever waits for it
            if len(batch) == 1 or not _is_ones_own(error):
                return [_Outcome(error=error) for _ in batch]
        return [self._work_off([piece], thread)[0] for piece in batch]

    def _twice(self, batch: list[_Piece], thread: _Thread) -> list[_Outcome]:
        """Run once more on a new connection where the old one turns out to be dead."""
        try:
            return self._transact(batch, thread)
        except DBAPIError as error:
            if not error.connection_invalidated or thread.is_cut:
                raise
        return self._transact(batch, thread)

    def _transact(self, batch: list[_Piece], thread: _Thread) -> list[_Outcome]:
        with self._engine.connect() as connection:
            if self._is_remote:
                thread.wire = connection.connection.driver_connection
            try:
                if thread.is_cut:
                    raise TimeoutError
                with connection.begin():
                    outcomes = [_Outcome(result=piece.work(connection)) for piece in batch]
                for then in dict.fromkeys(piece.then for piece in batch if piece.then):
                    then(connection)
                return outcomes
            finally:
                thread.wire = None


def _is_ones_own(error: Exception) -> bool:
    """Tell whether one piece is at fault, and not the disk, the file or the server."""
    if not isinstance(error, DBAPIError) or isinstance(error, IntegrityError | DataError):
        return True
    # Two transactions waited for each other's rows; one piece alone holds nothing while it waits.
    return str(getattr(error.orig, "sqlstate", "")).startswith("40")
