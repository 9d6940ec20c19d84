"""A job to store, where a test cares for little of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.desk.job import Job

KEY = "slack:Ev1"


def job(
    *,
    key: str = KEY,
    lane: str = "",
    person: str = "U1",
    workspace: str = "T1",
    expires_at: datetime | None = None,
    words: Mapping[str, object] | None = None,
) -> Job:
    """Make one."""
    return Job(
        key=key,
        platform="slack",
        door="mention",
        lane=lane,
        workspace=workspace,
        person=person,
        expires_at=expires_at,
        words={"draft": "As I told you, no."} if words is None else words,
    )


def refs(url: str) -> list[str]:
    """Read the ids of all posts, behind the store's back."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT ref FROM parts ORDER BY key, part")).scalars().all()
    engine.dispose()
    return [str(ref) for ref in found]


def bytes_beside(path: Path) -> bytes:
    """Read the database file with its log and index."""
    return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))
