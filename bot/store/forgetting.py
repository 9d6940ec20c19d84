"""Erasing: what one person or one workspace left here, and what has been kept long enough."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from bot.store import jobs as job_rows
from bot.store.database import Database, touched
from bot.store.tables import feedback, jobs, replicas, workspaces

KEEP_S = 7 * 86_400.0
"""How long keys are kept; Slack redelivers for at most 24 hours.

Source: Slack, Events API, read 2026-11-21.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is stored of a person or a workspace, in rows.

    Args:
        waiting: Drafts that still wait for an answer.
        ended: Jobs that ended and are still told apart by whose they were.
        settings: 1 where a workspace and its tips are known, else 0.
        votes: Votes on coachings, without anybody's name.
    """

    waiting: int = 0
    ended: int = 0
    settings: int = 0
    votes: int = 0

    @property
    def rows(self) -> int:
        """All of it."""
        return self.waiting + self.ended + self.settings + self.votes


async def left_by(database: Database, platform: str, *, person: str, workspace: str) -> Left:
    """Count what `forget` would erase."""
    if not person and not workspace:
        return Left()
    whose = _whose(platform, person, workspace)

    def work(connection: Connection) -> Left:
        def count(*which: ColumnElement[bool]) -> int:
            return connection.scalar(select(func.count()).where(*which)) or 0

        waiting = count(whose, jobs.c.finished_at.is_(None))
        ended = count(whose, jobs.c.finished_at.is_not(None))
        if person:
            return Left(waiting=waiting, ended=ended)
        return Left(
            waiting=waiting,
            ended=ended,
            settings=count(workspaces.c.platform == platform, workspaces.c.id == workspace),
            votes=count(feedback.c.platform == platform, feedback.c.workspace == workspace),
        )

    return await database.run(work)


async def forget(database: Database, platform: str, *, person: str, workspace: str) -> int:
    """Erase every row of a person, or of a workspace, or of a person in a workspace."""
    if not person and not workspace:
        return 0

    def work(connection: Connection) -> int:
        whose = _whose(platform, person, workspace)
        erased = job_rows.forget(connection, database, whose)
        if person:
            return erased
        for table, column in ((workspaces, workspaces.c.id), (feedback, feedback.c.workspace)):
            gone = delete(table).where(table.c.platform == platform, column == workspace)
            erased += touched(connection, gone)
        return erased

    return await database.run(work, scrub=True)


def _whose(platform: str, person: str, workspace: str) -> ColumnElement[bool]:
    whose = jobs.c.platform == platform
    if person:
        whose &= jobs.c.person == person
    if workspace:
        whose &= jobs.c.workspace == workspace
    return whose


async def forget_old(database: Database, *, retention_s: float) -> None:
    """Erase what has been kept long enough."""
    old = database.ago(KEEP_S)

    def work(connection: Connection) -> None:
        connection.execute(delete(replicas).where(replicas.c.beat_at < old))
        counted = update(feedback).where(feedback.c.at < old, feedback.c.key.is_not(None))
        connection.execute(counted.values(key=None))
        job_rows.forget_old(connection, database, retention_s=retention_s, keep_s=KEEP_S)

    await database.run(work, scrub=True)
