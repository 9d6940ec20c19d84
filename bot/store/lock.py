"""One coach for one SQLite file: a lock that ends with the process, however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import ConfigError, StoreError
from bot.store import faults

HELD = (
    "Another coach runs on this SQLite file; stop that one first, or set DATABASE_URL to a "
    "PostgreSQL server to run several."
)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock beside a database file.

    Args:
        path: The database file; the lock is the file beside it that ends in `.lock`.

    Raises:
        ConfigError: Another process holds it.
        StoreError: The lock's file cannot be made.
    """
    try:
        file = path.with_name(f"{path.name}.lock").open("a")
    except OSError as error:
        raise StoreError(faults.CANNOT_OPEN) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConfigError(HELD) from error
        except OSError as error:
            raise StoreError(faults.CANNOT_OPEN) from error
        yield
