"""Workspaces with their settings, and feedback, in SQL."""

from __future__ import annotations

import json

from sqlalchemy import Connection, Row, case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Database
from bot.store.rows import FeedbackCount, Workspace
from bot.store.tables import feedback, workspaces


async def read_all(database: Database) -> list[Workspace]:
    """Read every installation."""
    found = await database.rows(select(workspaces).order_by(workspaces.c.platform, workspaces.c.id))
    return [_workspace(row) for row in found]


async def keep(database: Database, platform: str, id: str, name: str) -> None:  # noqa: A002 - the row's own word
    """Keep that an installation is there; the first day it was seen and its tips stay."""
    insert = _new(database, platform, id, name=name)
    await database.change(
        insert.on_conflict_do_update(
            index_elements=["platform", "id"],
            set_={"name": insert.excluded.name},
            where=workspaces.c.name != insert.excluded.name,
        )
    )


async def keep_tip(
    database: Database,
    platform: str,
    id: str,  # noqa: A002 - the row's own word
    *,
    channel: str,
    when: str,
) -> None:
    """Keep when one channel gets its tip, whoever settles another one's at the same moment."""
    insert = _new(database, platform, id, name="").on_conflict_do_nothing()
    here = (workspaces.c.platform == platform) & (workspaces.c.id == id)

    def work(connection: Connection) -> None:
        connection.execute(insert)
        # SQLite has one writer at a time and knows no FOR UPDATE; SQLAlchemy leaves it out there.
        found = connection.scalar(select(workspaces.c.tips).where(here).with_for_update())
        tips = json.loads(found or "{}") | {channel: when}
        connection.execute(update(workspaces).where(here).values(tips=json.dumps(tips)))

    await database.run(work)


async def add_feedback(
    database: Database, key: str, *, platform: str, workspace: str, writer: str, useful: bool
) -> None:
    """Count one vote; a second one under the same key replaces the first."""
    insert = database.insert(feedback).values(
        key=key,
        at=database.ago(0),
        platform=platform,
        workspace=workspace,
        writer=writer,
        useful=useful,
    )
    await database.change(
        insert.on_conflict_do_update(
            index_elements=["key"], set_={"useful": insert.excluded.useful}
        )
    )


async def feedback_counts(database: Database) -> list[FeedbackCount]:
    """Count votes by platform and writer."""
    useful = func.sum(case((feedback.c.useful, 1), else_=0)).label("useful")
    against = func.sum(case((feedback.c.useful, 0), else_=1)).label("not_useful")
    names = (feedback.c.platform, feedback.c.writer)
    found = await database.rows(select(*names, useful, against).group_by(*names).order_by(*names))
    return [FeedbackCount(**row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's documented name


def _new(
    database: Database,
    platform: str,
    id: str,  # noqa: A002 - the row's own word
    *,
    name: str,
) -> postgresql.Insert | sqlite.Insert:
    row = {"platform": platform, "id": id, "name": name, "tips": "{}"}
    return database.insert(workspaces).values(row | {"installed_at": database.ago(0)})


def _workspace(row: Row[tuple[object, ...]]) -> Workspace:
    return Workspace(
        platform=row.platform,
        id=row.id,
        name=row.name,
        installed_at=row.installed_at,
        tips=json.loads(row.tips),
    )
