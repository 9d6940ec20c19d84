"""Keys of what was done, on SQLite by default, through SQLAlchemy's asyncio engine.

Only opaque keys and times are kept: an event's id, a channel's id with a day. No draft, no rewrite.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Column, DateTime, MetaData, String, Table, delete
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import ConfigError, StoreError

KEEP_DAYS = 7
"""Days a key is kept; Slack redelivers for at most 24 hours.

Source: Slack, Events API, read 2026-11-21.
"""

CANNOT_OPEN = (
    "The store cannot be opened; check that DATABASE_URL names a file this process may write."
)

_metadata = MetaData()
_claims = Table(
    "claims",
    _metadata,
    Column("key", String(200), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
)


class Store:
    """Remembers keys, so that no event is answered twice and no tip told twice.

    Args:
        engine: Built by `Store.open`.
        now: The present moment, aware of its zone.
    """

    def __init__(self, engine: AsyncEngine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> AsyncIterator[Store]:
        """Open the store, creating file and table where they are missing.

        Args:
            url: An SQLAlchemy URL, such as `sqlite:///umbrella.db`.
            now: Stands in for the clock.

        Raises:
            ConfigError: The URL cannot be used.
            StoreError: The file cannot be opened.
        """
        engine = _engine(url)
        try:
            try:
                async with engine.begin() as connection:
                    await connection.run_sync(_metadata.create_all)
            except (SQLAlchemyError, OSError) as error:
                raise StoreError(CANNOT_OPEN) from error
            yield cls(engine, now)
        finally:
            await engine.dispose()

    async def claim(self, key: str) -> bool:
        """Take a key; tell whether we are the first.

        Raises:
            StoreError: The store cannot be written.
        """
        try:
            async with self._engine.begin() as connection:
                await connection.execute(_claims.insert().values(key=key, at=self._now()))
        except IntegrityError:
            return False
        except (SQLAlchemyError, OSError) as error:
            raise StoreError("The store cannot be written.") from error
        return True

    async def release(self, key: str) -> None:
        """Give a key back, so that the same work may be tried again.

        Raises:
            StoreError: The store cannot be written.
        """
        await self._delete(_claims.c.key == key)

    async def forget_old(self) -> None:
        """Delete keys older than `KEEP_DAYS`.

        Raises:
            StoreError: The store cannot be written.
        """
        await self._delete(_claims.c.at < self._now() - timedelta(days=KEEP_DAYS))

    async def _delete(self, which: object) -> None:
        try:
            async with self._engine.begin() as connection:
                await connection.execute(delete(_claims).where(which))  # type: ignore[arg-type]  # SQLAlchemy types a comparison as bool or clause
        except (SQLAlchemyError, OSError) as error:
            raise StoreError("The store cannot be written.") from error


def _engine(url: str) -> AsyncEngine:
    try:
        parsed = make_url(url)
    except SQLAlchemyError as error:
        raise ConfigError("DATABASE_URL must look like sqlite:///umbrella.db.") from error
    if parsed.get_backend_name() != "sqlite":
        raise ConfigError(
            "DATABASE_URL must name an SQLite file, such as sqlite:///umbrella.db; "
            "other databases are not supported yet."
        )
    if parsed.database and not re.match(r":memory:|file:", parsed.database):
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(CANNOT_OPEN) from error
    return create_async_engine(parsed.set(drivername="sqlite+aiosqlite"))
