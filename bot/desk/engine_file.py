"""The engine's connections to an SQLite file, which it shares with the store."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from bot.store.database import CACHE

CONNECTIONS = 4
"""SQLite lets one write at a time; more connections wait for one another, and each holds memory."""
PRAGMAS = (
    "PRAGMA busy_timeout = 30000",
    "PRAGMA foreign_keys = ON",
    CACHE,
    # The engine's last notes need not survive a power cut: the store's do, and the keeper queues
    # anew what the engine has forgotten. A kill -9 loses none of them. In the WAL mode, which the
    # store has set by now, the file itself stays whole.
    "PRAGMA synchronous = NORMAL",
)


def opened(url: str) -> Engine | None:
    """Give the connections an engine shall use instead of its own.

    Args:
        url: As `bot.desk.engine_names.plain`.

    Returns:
        None for a server, to which the engine connects by itself.
    """
    if not url.startswith("sqlite"):
        return None
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=CONNECTIONS, max_overflow=0, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = "IMMEDIATE"  # as the engine's own: writers stand in line
        for pragma in PRAGMAS:
            connection.execute(pragma)

    return engine
