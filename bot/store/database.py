"""One database behind the store: short transactions, each within a time limit, faults as sentences.

On SQLite all of them go through one connection, so that we never wait for ourselves; on PostgreSQL
through a small pool. Alone in knowing the two dialects.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeVar

import psycopg
from sqlalchemy import ColumnElement, Connection, Executable, Row, Table, event, func, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.errors import ConfigError, StoreError
from bot.store import faults

T = TypeVar("T")
Mode = Literal["write", "read", "bare"]
Work = Callable[[AsyncConnection], Awaitable[T]]

BUSY_S = 5.0
"""Seconds SQLite waits while another process writes."""
SQLITE_LIMIT_S = BUSY_S + 1.0
SERVER_LIMIT_S = 2.0
"""Seconds a call may take: chat platforms want an answer within three."""
POOL = 8
SCRUB_WAIT_MS = 50
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_S * 1000:.0f}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA secure_delete = ON",  # what is erased is overwritten with zeros
)
BEGINS = {"write": "BEGIN IMMEDIATE", "read": "BEGIN", "bare": ""}
"""A reader that turns writer may be refused without waiting, so writers say so at once."""
WRONG_URL = (
    "DATABASE_URL must look like sqlite:///umbrella.db, or like "
    "postgresql://user:password@host/database."
)


class Database:
    """Runs transactions on an engine.

    Args:
        url: As `parse` gives it.
        now: Stands in for the clock; None means the server's own on PostgreSQL.
    """

    def __init__(self, url: URL, *, now: Callable[[], datetime] | None = None) -> None:
        self.is_file = url.get_backend_name() == "sqlite"
        self.engine = _file(url) if self.is_file else _server(url)
        self._limit_s = SQLITE_LIMIT_S if self.is_file else SERVER_LIMIT_S
        self._now = now or ((lambda: datetime.now(UTC)) if self.is_file else None)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._scrub_due = False

    def ago(self, seconds: float) -> datetime | ColumnElement[datetime]:
        """Give the moment so many seconds before now; negative ones lie ahead."""
        if self._now:
            return self._now() - timedelta(seconds=seconds)
        return func.now() - timedelta(seconds=seconds)

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Begin an INSERT that may say ON CONFLICT."""
        return sqlite.insert(table) if self.is_file else postgresql.insert(table)

    async def change(self, statement: Executable) -> int:
        """Execute one statement; give back how many rows it touched.

        Raises:
            StoreError: The store cannot be written.
        """

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(statement)).rowcount  # type: ignore[no-any-return,attr-defined,unused-ignore]  # only typed for DML

        return await self.run(work)

    async def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """Read rows.

        Raises:
            StoreError: The store cannot be read.
        """

        async def work(connection: AsyncConnection) -> Sequence[Row[Any]]:
            return (await connection.execute(statement)).all()

        return await self.run(work, mode="read")

    async def run(self, work: Work[T], *, mode: Mode = "write", limit_s: float = 0.0) -> T:
        """Run one transaction; whoever stops waiting does not tear it in two.

        Args:
            work: What happens inside; it must not touch anything but the connection.
            mode: On SQLite a `read` does not wait for writers, and `bare` opens no transaction.
            limit_s: Seconds it may take; 0 means the usual limit.

        Raises:
            StoreError: It failed, and nothing was stored, or nobody knows within the limit.
        """
        until = asyncio.get_running_loop().time() + (limit_s or self._limit_s)
        task = asyncio.create_task(self._twice(work, mode, until))
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        try:
            async with asyncio.timeout_at(until):
                return await asyncio.shield(task)
        except (TimeoutError, PoolTimeoutError) as error:
            raise StoreError(faults.BUSY if self.is_file else faults.AWAY) from error
        except (SQLAlchemyError, sqlite3.Error, OSError, ValueError) as error:
            raise faults.told(error) from error

    async def ping(self) -> None:
        """Begin and end a transaction that writes nothing.

        Raises:
            StoreError: The store does not answer, or cannot be written.
        """
        await self.change(text("SELECT 1"))

    async def scrub(self) -> None:
        """Write erased rows through to the file and empty the log beside it, where nobody reads.

        With a reader in the way the next scrub does it.
        """
        if not self.is_file:
            return
        self._scrub_due = True

        async def work(connection: AsyncConnection) -> None:
            if not self._scrub_due:  # one that waited behind another has nothing left to do
                return
            await connection.exec_driver_sql(f"PRAGMA busy_timeout = {SCRUB_WAIT_MS}")
            done = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            self._scrub_due = bool(done.scalar_one())
            await connection.exec_driver_sql(PRAGMAS[0])

        await self.run(work, mode="bare")

    async def close(self) -> None:
        """Let transactions under way end, then close every connection."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=self._limit_s)
        await self.engine.dispose()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # seen, whether or not somebody still waits for it

    async def _twice(self, work: Work[T], mode: Mode, until: float) -> T:
        """Run once more on a new connection when the old one turns out to be dead."""
        try:
            return await self._once(work, mode, until)
        except DBAPIError as error:
            if not error.connection_invalidated or asyncio.get_running_loop().time() >= until:
                raise
        return await self._once(work, mode, until)

    async def _once(self, work: Work[T], mode: Mode, until: float) -> T:
        async with self.engine.connect() as plain:
            connection = await plain.execution_options(coach_mode=mode)
            cut = None
            if not self.is_file:
                raw = await connection.get_raw_connection()
                cut = asyncio.get_running_loop().call_at(until, _cut, raw.driver_connection)
            try:
                async with connection.begin():
                    return await work(connection)
            finally:
                if cut:
                    cut.cancel()


def parse(url: str) -> URL:
    """Read DATABASE_URL.

    Raises:
        ConfigError: It names no SQLite file and no PostgreSQL server.
    """
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError) as error:
        raise ConfigError(WRONG_URL) from error
    name = parsed.get_backend_name()
    if name == "postgres":
        name = "postgresql"  # what many hosts still write
    if name not in ("sqlite", "postgresql") or (name == "postgresql" and not parsed.database):
        raise ConfigError(WRONG_URL)
    return parsed.set(drivername=name)


def _cut(connection: Any) -> None:
    """Cut the wire under a server that does not answer; cancelling would wait for it."""
    try:
        with socket.socket(fileno=os.dup(connection.fileno())) as wire:
            wire.shutdown(socket.SHUT_RDWR)
    except (OSError, psycopg.Error):
        return  # it is closed already


def _file(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=SQLITE_LIMIT_S,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we begin ourselves: see `begun`
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Connection) -> None:
        begin = BEGINS[connection.get_execution_options().get("coach_mode", "write")]
        if begin:
            connection.exec_driver_sql(begin)

    return engine


def _server(url: URL) -> AsyncEngine:
    return create_async_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=SERVER_LIMIT_S,
        connect_args={"connect_timeout": int(SERVER_LIMIT_S), "application_name": "coach"},
        hide_parameters=True,
    )
