"""The tables, as the newest migration leaves them; a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

KEY_CHARS = 200
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; SQLite keeps none, so there it is always UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn what we give into UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give back UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


metadata = MetaData(naming_convention=NAMES)

jobs = Table(
    "jobs",
    metadata,
    # The order in which jobs were taken; a clock may go backwards, this does not.
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("key", String(KEY_CHARS), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("door", String(40), nullable=False),
    Column("lane", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("finished_at", Moment),
    Column("outcome", String(20)),
    Column("words", Text),
    Column("answer", Text),
    Index("uq_jobs_key", "key", unique=True),
    Index("ix_jobs_lane", "lane", "seq", sqlite_where=text("finished_at IS NULL"),
          postgresql_where=text("finished_at IS NULL")),
    Index("ix_jobs_taken_at", "taken_at", sqlite_where=text("finished_at IS NULL"),
          postgresql_where=text("finished_at IS NULL")),
    Index("ix_jobs_finished_at", "finished_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

parts = Table(
    "parts",
    metadata,
    Column("key", String(KEY_CHARS), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("begun_at", Moment, nullable=False, index=True),
    Column("ended_at", Moment),
    Column("ref", Text, nullable=False),
)

replicas = Table(
    "replicas",
    metadata,
    Column("name", String(KEY_CHARS), primary_key=True),
    Column("roles", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("beat_at", Moment, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("name", String(KEY_CHARS), primary_key=True),
    Column("text", Text, nullable=False),
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("id", String(KEY_CHARS), primary_key=True),
    Column("name", Text, nullable=False),
    Column("installed_at", Moment, nullable=False),
    Column("tips", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    # Emptied after a week: it only keeps one press from counting twice.
    Column("key", String(KEY_CHARS)),
    Column("at", Moment, nullable=False),
    Column("platform", String(20), nullable=False),
    Column("workspace", Text, nullable=False),
    Column("writer", String(40), nullable=False),
    Column("useful", Boolean, nullable=False),
    Index("uq_feedback_key", "key", unique=True),
)
