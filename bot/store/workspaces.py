"""Workspaces with their settings, and feedback, in SQL."""

from __future__ import annotations

import json

from sqlalchemy import Row, case, delete, func, select

from bot.store.database import Database
from bot.store.rows import FeedbackCount, Workspace
from bot.store.tables import feedback, workspaces


async def read(database: Database, platform: str, name: str) -> Workspace | None:
    """Read one installation."""
    found = await database.rows(
        select(workspaces).where(workspaces.c.platform == platform, workspaces.c.id == name)
    )
    return _workspace(found[0]) if found else None


async def read_all(database: Database) -> list[Workspace]:
    """Read every installation."""
    found = await database.rows(select(workspaces).order_by(workspaces.c.platform, workspaces.c.id))
    return [_workspace(row) for row in found]


async def save(database: Database, workspace: Workspace) -> None:
    """Store an installation in place of what was there; the first day it was seen stays."""
    insert = database.insert(workspaces).values(
        platform=workspace.platform,
        id=workspace.id,
        name=workspace.name,
        installed_at=workspace.installed_at,
        tips=json.dumps(dict(workspace.tips)),
    )
    await database.change(
        insert.on_conflict_do_update(
            index_elements=["platform", "id"],
            set_={"name": insert.excluded.name, "tips": insert.excluded.tips},
        )
    )


async def remove(database: Database, platform: str, name: str) -> None:
    """Erase an installation."""
    await database.change(
        delete(workspaces).where(workspaces.c.platform == platform, workspaces.c.id == name)
    )


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


def _workspace(row: Row[tuple[object, ...]]) -> Workspace:
    return Workspace(
        platform=row.platform,
        id=row.id,
        name=row.name,
        installed_at=row.installed_at,
        tips=json.loads(row.tips),
    )
