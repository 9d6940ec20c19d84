"""Brings a database to the newest schema, once, however many processes start together."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from bot.errors import StoreError
from bot.store.database import Database

VERSION_TABLE = "store_version"
VERSIONS = ("0001", "0002")
"""Every revision this release knows, oldest first; a test holds it to the migrations."""
LOCK = 0x756D6272
"""The number that PostgreSQL's advisory lock goes by."""
LIMIT_S = 120.0
NEWER = (
    "The store was made by a newer release of the coach (schema {found}, this one knows {known}); "
    "start that release, or restore an older backup."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What a migration did.

    Args:
        before: The schema found; empty where there was none.
        after: The schema now.
    """

    before: str
    after: str


async def version(database: Database) -> str:
    """Read which schema a database has; empty where it has none of ours.

    Raises:
        StoreError: It cannot be read, or a newer release made it.
    """
    return await database.run(_version)


async def upgrade(database: Database) -> Upgrade:
    """Bring a database to the newest schema in one transaction: all of it or nothing.

    Raises:
        StoreError: It cannot be written, or a newer release made it.
    """

    def work(connection: Connection) -> Upgrade:
        if not database.is_file:
            # Another one may be at it, and on a busy machine it may take its time.
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": LOCK})
        before = _version(connection)
        if before != VERSIONS[-1]:
            _upgrade(connection)
        return Upgrade(before=before, after=VERSIONS[-1])

    return await database.run(work, limit_s=LIMIT_S)


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() or ""  # noqa: S608 - a constant
    if found and found not in VERSIONS:
        raise StoreError(NEWER.format(found=found, known=VERSIONS[-1]))
    return str(found)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import and seldom needed
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
