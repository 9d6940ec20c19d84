"""Opening a database: its folder, its lock, its schema."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from bot.errors import ConfigError, StoreError
from bot.store import faults, lock, schema
from bot.store.database import Database, parse
from bot.store.schema import Upgrade

OLDER_RUNS = "The store is of an older schema and its coach still runs; stop that one first."


async def opened(
    url: str, locks: ExitStack, *, exclusive: bool, now: Callable[[], datetime] | None
) -> tuple[Database, Upgrade]:
    """Open a database at the newest schema.

    Args:
        url: DATABASE_URL.
        locks: Keeps the file's lock, where one is taken, for as long as the database is used.
        exclusive: Whether to take that lock.
        now: Stands in for the clock.

    Raises:
        ConfigError: The URL cannot be used, or another coach has the file.
        StoreError: The database cannot be opened.
    """
    parsed = parse(url)
    path = _path(parsed)
    if path:
        _make_folder(path)
        if exclusive:
            locks.enter_context(lock.held(path))
    database = Database(parsed, now=now)
    try:
        upgrade = await _upgraded(database, path, locked=exclusive)
        # A coach that was killed may have left erased words in the log.
        await database.ping(scrub=exclusive)
    except BaseException:
        await database.close()
        raise
    return database, upgrade


async def _upgraded(database: Database, path: Path | None, *, locked: bool) -> Upgrade:
    found = await schema.version(database)
    if found == schema.VERSIONS[-1]:
        return Upgrade(before=found, after=found)
    with ExitStack() as locks:
        if path and not locked:
            try:
                locks.enter_context(lock.held(path))
            except ConfigError as error:
                raise ConfigError(OLDER_RUNS) from error
        return await schema.upgrade(database)


def _path(url: URL) -> Path | None:
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or not name or name.startswith((":memory:", "file:")):
        return None
    return Path(name)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(faults.CANNOT_OPEN) from error
