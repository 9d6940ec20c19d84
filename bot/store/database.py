"""One database behind the store: short transactions, each within a time limit, faults as sentences.

Alone in knowing what sets SQLite and PostgreSQL apart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    Executable,
    Row,
    Table,
    create_engine,
    delete,
    event,
    false,
    func,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from bot.errors import ConfigError, StoreError
from bot.store import faults
from bot.store.line import Line, T, Work
from bot.store.scrub import Scrub
from bot.store.tables import replicas

BUSY_S = 5.0
"""Seconds SQLite waits while another connection writes."""
FILE_LIMIT_S = BUSY_S + 1.0
SERVER_LIMIT_S = 2.0
"""Seconds a call may take: chat platforms want an answer within three."""
BATCH = 50
THREADS = 4
CACHE = "PRAGMA cache_size = -512"
"""KiB each connection keeps of the file. With SQLite's own 2 MB a process grows for an hour until
each of its connections has seen so much; the system caches the file as well."""
PATIENT = f"PRAGMA busy_timeout = {BUSY_S * 1000:.0f}"
PRAGMAS = (
    PATIENT,
    CACHE,
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA secure_delete = ON",  # what is erased is overwritten with zeros
)
IDLE_S = 10.0
PATIENCE = (
    f"SET idle_in_transaction_session_timeout = {IDLE_S * 1000:.0f}; "
    f"SET lock_timeout = {SERVER_LIMIT_S * 1000:.0f}"
)
"""A replica that freezes inside a transaction keeps rows locked; the server ends it for us, and
whoever waits for a row gives up when nobody waits for the answer any more."""
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
        self._limit_s = FILE_LIMIT_S if self.is_file else SERVER_LIMIT_S
        self._line = Line(
            _file(url) if self.is_file else _server(url),
            threads=1 if self.is_file else THREADS,
            batch=BATCH,
            is_remote=not self.is_file,
        )
        self._now = now or ((lambda: datetime.now(UTC)) if self.is_file else None)
        self._scrub = Scrub(self._line, PATIENT) if self.is_file else None

    def ago(self, seconds: float) -> datetime | ColumnElement[datetime]:
        """Give the moment so many seconds before now; negative ones lie ahead."""
        if self._now:
            return self._now() - timedelta(seconds=seconds)
        return func.now() - timedelta(seconds=seconds)

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Begin an INSERT that may say ON CONFLICT."""
        return sqlite.insert(table) if self.is_file else postgresql.insert(table)

    async def change(self, statement: Executable, *, scrub: bool = False) -> int:
        """Execute one statement; give back how many rows it touched.

        Raises:
            StoreError: The store cannot be written.
        """
        return await self.run(lambda connection: touched(connection, statement), scrub=scrub)

    async def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """Read rows.

        Raises:
            StoreError: The store cannot be read.
        """
        return await self.run(lambda connection: connection.execute(statement).all())

    async def ping(self, *, scrub: bool = False) -> None:
        """Ask to write, and write nothing: a read-only file lets even a writer begin.

        Args:
            scrub: As for `run`.

        Raises:
            StoreError: The store does not answer, or cannot be written.
        """
        await self.change(delete(replicas).where(false()), scrub=scrub)

    async def run(self, work: Work[T], *, scrub: bool = False, limit_s: float = 0.0) -> T:
        """Run one transaction; whoever stops waiting does not tear it in two.

        Args:
            work: What happens inside; it may run twice, so it touches nothing but the connection.
            scrub: Whether words were erased, so that no trace of them may stay in SQLite's log.
            limit_s: Seconds it may take; 0 means the usual limit.

        Raises:
            StoreError: It failed and nothing was stored, or nobody knows within the limit.
        """
        try:
            result = await self._line.run(work, limit_s=limit_s or self._limit_s)
        except (TimeoutError, PoolTimeoutError) as error:
            raise StoreError(faults.BUSY if self.is_file else faults.AWAY) from error
        except (SQLAlchemyError, sqlite3.Error, OSError, ValueError) as error:
            raise faults.told(error) from error
        if scrub and self._scrub:
            self._scrub.ask()
        return result

    async def close(self) -> None:
        """Let transactions under way end, then close every connection."""
        if self._scrub:
            await self._scrub.settle()
        await self._line.close(self._limit_s + 1.0)


def touched(connection: Connection, statement: Executable) -> int:
    """Execute a statement that changes rows; give back how many it touched."""
    result = connection.execute(statement, execution_options={"preserve_rowcount": True})
    assert isinstance(result, CursorResult)  # noqa: S101 - what every DML statement gives
    return result.rowcount


def parse(url: str) -> URL:
    """Read DATABASE_URL.

    Raises:
        ConfigError: It names no SQLite file and no PostgreSQL database.
    """
    try:
        # Many hosts still write postgres://, which SQLAlchemy no longer knows.
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
        name = parsed.get_backend_name()
    except (SQLAlchemyError, ValueError) as error:
        raise ConfigError(WRONG_URL) from error
    if name not in ("sqlite", "postgresql") or not parsed.database:
        raise ConfigError(WRONG_URL)
    return parsed.set(drivername=name)


def _file(url: URL) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        # We begin ourselves, and our one thread closes nothing: the loop's does.
        connect_args={"isolation_level": None, "check_same_thread": False},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A reader that turns writer may be refused without waiting, so all begin as writers.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _server(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=THREADS,
        max_overflow=0,
        pool_timeout=SERVER_LIMIT_S,
        pool_recycle=1_800,
        connect_args={
            "connect_timeout": int(SERVER_LIMIT_S),
            "application_name": "coach",
            "keepalives_idle": 30,
        },
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def connected(connection: psycopg.Connection[Any], _: object) -> None:
        connection.execute(PATIENCE.encode())
        connection.commit()

    return engine
