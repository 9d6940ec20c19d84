"""How the desk stands and what came of its jobs: numbers in SQL, without a key or a word."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, case, func, literal, select

from bot.store.database import Database
from bot.store.rows import OutcomeCount, Standing
from bot.store.tables import Moment, jobs, replicas


async def standing(database: Database, *, alive_s: float) -> Standing:
    """Count what is unfinished and who lives, in one query."""
    now = database.ago(0)
    read_at: ColumnElement[datetime] = literal(now, Moment) if isinstance(now, datetime) else now
    alive = (
        select(func.count())
        .select_from(replicas)
        .where(replicas.c.beat_at >= database.ago(alive_s))
        .scalar_subquery()
    )
    coached = func.count(case((jobs.c.answer.is_not(None), 1)))
    found = await database.rows(
        select(
            func.count(jobs.c.seq).label("unfinished"),
            coached.label("coached"),
            func.min(jobs.c.taken_at).label("oldest_at"),
            read_at.label("read_at"),
            alive.label("replicas"),
        ).where(jobs.c.finished_at.is_(None))
    )
    (row,) = found
    oldest_s = (row.read_at - row.oldest_at).total_seconds() if row.oldest_at else 0.0
    return Standing(
        waiting=row.unfinished - row.coached,
        coached=row.coached,
        oldest_s=max(0.0, oldest_s),
        replicas=row.replicas,
    )


async def outcomes(database: Database, *, within_s: float) -> list[OutcomeCount]:
    """Count jobs that ended lately, by door and outcome."""
    names = (jobs.c.platform, jobs.c.door, jobs.c.outcome)
    found = await database.rows(
        select(*names, func.count().label("count"))
        .where(jobs.c.finished_at >= database.ago(within_s))
        .group_by(*names)
        .order_by(*names)
    )
    return [OutcomeCount(**row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's documented name
