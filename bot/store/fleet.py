"""Replicas that live, and small sealed notes, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, literal, select

from bot.store.database import Database
from bot.store.rows import Replica
from bot.store.seal import Seal
from bot.store.tables import Moment, notes, replicas


async def beat(database: Database, name: str, roles: Sequence[str]) -> None:
    """Write down that a replica lives."""
    row = {"name": name, "roles": ",".join(roles)}
    insert = database.insert(replicas).values(
        row | {"started_at": database.ago(0), "beat_at": database.ago(0)}
    )
    again = {"roles": insert.excluded.roles, "beat_at": insert.excluded.beat_at}
    await database.change(insert.on_conflict_do_update(index_elements=["name"], set_=again))


async def living(database: Database) -> list[Replica]:
    """List every replica that was not retired, the freshest beat first."""
    found = await database.rows(
        select(replicas, _moment(database).label("read_at")).order_by(replicas.c.beat_at.desc())
    )
    return [
        Replica(
            name=row.name,
            roles=tuple(filter(None, row.roles.split(","))),
            started_at=row.started_at,
            beat_at=row.beat_at,
            age_s=(row.read_at - row.beat_at).total_seconds(),
        )
        for row in found
    ]


async def retire(database: Database, name: str) -> None:
    """Take a replica off the list."""
    await database.change(delete(replicas).where(replicas.c.name == name))


async def keep_note(database: Database, seal: Seal, name: str, text: str) -> None:
    """Store a note in place of the one of that name."""
    insert = database.insert(notes).values(name=name, text=seal.close(text))
    await database.change(
        insert.on_conflict_do_update(index_elements=["name"], set_={"text": insert.excluded.text})
    )


async def note(database: Database, seal: Seal, name: str) -> str | None:
    """Read a note."""
    found = await database.rows(select(notes.c.text).where(notes.c.name == name))
    return str(seal.open(found[0].text)) if found else None


def _moment(database: Database) -> ColumnElement[datetime]:
    now = database.ago(0)
    return literal(now, Moment) if isinstance(now, datetime) else now
