"""Logging set-up: one plain line an event on stderr. Nobody's words are ever logged."""

from __future__ import annotations

import logging

LOUD = (
    "slack_bolt",
    "slack_sdk",
    "discord",
    "openai",
    "httpx2",
    "aiohttp",
    "sqlalchemy",
    "aiosqlite",
    "alembic",
    "psycopg",
    "dbos",
)


def set_up(level: str = "INFO") -> None:
    """Send our log lines to stderr and keep the SDKs at WARNING.

    Below WARNING the SDKs print whole events, which hold people's words.

    Args:
        level: Standard level name for our own lines.
    """
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
