"""Erasing: what one person or one workspace left here, and what has been kept long enough."""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from bot.store import jobs as job_rows
from bot.store.database import Database, touched
from bot.store.tables import claims, feedback, jobs, replicas, workspaces

KEEP_S = 7 * 86_400.0
"""How long keys are kept; Slack redelivers for at most 24 hours.

Source: Slack, Events API, read 2026-11-21.
"""


async def forget(database: Database, platform: str, *, person: str, workspace: str) -> int:
    """Erase every row of a person, or of a workspace, or of a person in a workspace."""
    if not person and not workspace:
        return 0

    def work(connection: Connection) -> int:
        which = jobs.c.platform == platform
        if person:
            which &= jobs.c.person == person
        if workspace:
            which &= jobs.c.workspace == workspace
        erased = job_rows.forget(connection, database, which)
        if person:
            return erased
        for table, column in ((workspaces, workspaces.c.id), (feedback, feedback.c.workspace)):
            gone = delete(table).where(table.c.platform == platform, column == workspace)
            erased += touched(connection, gone)
        return erased

    return await database.run(work, scrub=True)


async def forget_old(database: Database, *, retention_s: float) -> None:
    """Erase what has been kept long enough."""
    old = database.ago(KEEP_S)

    def work(connection: Connection) -> None:
        connection.execute(delete(claims).where(claims.c.at < old))
        connection.execute(delete(replicas).where(replicas.c.beat_at < old))
        counted = update(feedback).where(feedback.c.at < old, feedback.c.key.is_not(None))
        connection.execute(counted.values(key=None))
        job_rows.forget_old(connection, database, retention_s=retention_s, keep_s=KEEP_S)

    await database.run(work, scrub=True)
