"""Jobs and the record of their posts, in SQL."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    select,
    update,
)

from bot.desk.job import Job
from bot.errors import SealedError
from bot.store.database import Database, touched
from bot.store.rows import Outcome, PartState, Waiting
from bot.store.seal import Seal
from bot.store.tables import jobs, parts

ERASED = {"words": None, "answer": None, "person": "", "workspace": "", "lane": ""}


def _earlier() -> Select[tuple[int]]:
    mine, other = jobs.alias("mine"), jobs.alias("other")
    before = exists().where(
        other.c.lane == mine.c.lane, other.c.seq < mine.c.seq, other.c.finished_at.is_(None)
    )
    return select(mine.c.seq).where(mine.c.key == bindparam("key"), mine.c.lane != "", before)


_EARLIER = _earlier()  # asked again and again, and slow to build


async def take(database: Database, seal: Seal, job: Job) -> bool:
    """Store a job under its key, once."""
    row = {
        "key": job.key,
        "platform": job.platform,
        "door": job.door,
        "lane": job.lane,
        "workspace": job.workspace,
        "person": job.person,
        "taken_at": database.ago(0),
        "expires_at": job.expires_at,
        "words": seal.close(dict(job.words)),
    }
    statement = database.insert(jobs).values(row).on_conflict_do_nothing(index_elements=["key"])
    return await database.change(statement) == 1


async def read(database: Database, seal: Seal, key: str) -> Job | None:
    """Read an unfinished job."""
    found = await database.rows(select(jobs).where(jobs.c.key == key, _is_waiting()))
    if not found or found[0].words is None:
        return None
    row = found[0]
    words = seal.open(row.words)
    if not isinstance(words, dict):
        raise SealedError("A job's words are no JSON object.")
    return Job(
        key=row.key,
        platform=row.platform,
        door=row.door,
        lane=row.lane,
        workspace=row.workspace,
        person=row.person,
        expires_at=row.expires_at,
        taken_at=row.taken_at,
        words=words,
    )


async def answer(database: Database, seal: Seal, key: str) -> str | None:
    """Read what a job was answered, while it is unfinished."""
    found = await database.rows(select(jobs.c.answer).where(jobs.c.key == key, _is_waiting()))
    return str(seal.open(found[0].answer)) if found and found[0].answer is not None else None


async def keep_answer(database: Database, seal: Seal, key: str, text: str) -> str:
    """Store an answer where there is none; give back the one that stands."""
    mine = seal.close(text)

    def work(connection: Connection) -> str | None:
        connection.execute(
            update(jobs)
            .where(jobs.c.key == key, jobs.c.answer.is_(None), _is_waiting())
            .values(answer=mine)
        )
        return connection.scalar(select(jobs.c.answer).where(jobs.c.key == key, _is_waiting()))

    stands = await database.run(work)
    if stands == mine:
        return text
    return str(seal.open(stands)) if stands else ""


async def finish(database: Database, key: str, outcome: Outcome, *, erase: bool) -> None:
    """End a job that has not ended."""
    values = {"finished_at": database.ago(0), "outcome": outcome} | (ERASED if erase else {})
    statement = update(jobs).where(jobs.c.key == key, _is_waiting()).values(values)
    await database.change(statement, scrub=erase)


async def earlier(database: Database, key: str) -> bool:
    """Tell whether an unfinished job of the same lane was taken before this one."""
    return bool(await database.run(lambda one: one.execute(_EARLIER, {"key": key}).all()))


async def unfinished(database: Database, older_than_s: float) -> list[Waiting]:
    """List what is not finished, the oldest first."""
    state = case((jobs.c.answer.is_(None), "waiting"), else_="coached").label("state")
    found = await database.rows(
        select(jobs.c.key, jobs.c.platform, jobs.c.door, jobs.c.taken_at, state)
        .where(_is_waiting(), jobs.c.taken_at <= database.ago(older_than_s))
        .order_by(jobs.c.seq)
    )
    return [Waiting(**row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's documented name


async def begin_part(database: Database, key: str, part: int) -> PartState:
    """Write down that a part is about to be posted."""
    row = {"key": key, "part": part, "begun_at": database.ago(0), "ref": ""}
    insert = database.insert(parts).values(row)
    insert = insert.on_conflict_do_nothing(index_elements=["key", "part"])
    ended = select(parts.c.ended_at).where(parts.c.key == key, parts.c.part == part)

    def work(connection: Connection) -> PartState:
        if touched(connection, insert):
            return "new"
        return "done" if connection.scalar(ended) else "begun"

    return await database.run(work)


async def end_part(database: Database, key: str, part: int, ref: str) -> None:
    """Write down that a part was posted."""
    await database.change(
        update(parts)
        .where(parts.c.key == key, parts.c.part == part)
        .values(ended_at=database.ago(0), ref=ref)
    )


async def undo_part(database: Database, key: str, part: int) -> None:
    """Forget that a part was begun: the platform said for certain that it did not take it."""
    await database.change(
        delete(parts).where(parts.c.key == key, parts.c.part == part, parts.c.ended_at.is_(None))
    )


def forget(connection: Connection, database: Database, which: ColumnElement[bool]) -> int:
    """Erase jobs, finished or not; their keys stay so that a second delivery stays unanswered."""
    keys = select(jobs.c.key).where(which)
    connection.execute(update(parts).where(parts.c.key.in_(keys)).values(ref=""))
    values = ERASED | {
        "finished_at": func.coalesce(jobs.c.finished_at, database.ago(0)),
        "outcome": func.coalesce(jobs.c.outcome, "forgotten"),
    }
    return touched(connection, update(jobs).where(which).values(values))


def forget_old(
    connection: Connection, database: Database, *, retention_s: float, keep_s: float
) -> None:
    """Erase what has been kept long enough.

    Args:
        connection: Inside a transaction.
        database: For its clock.
        retention_s: How long words stay after a job is finished, in seconds.
        keep_s: How long keys stay, and how long a job may wait at all, in seconds.
    """
    kept = and_(jobs.c.words.is_not(None), jobs.c.finished_at <= database.ago(retention_s))
    stuck = and_(_is_waiting(), jobs.c.taken_at <= database.ago(keep_s))
    ended = ERASED | {"finished_at": database.ago(0), "outcome": "expired"}
    connection.execute(update(jobs).where(kept).values(ERASED))
    connection.execute(update(jobs).where(stuck).values(ended))
    connection.execute(delete(jobs).where(jobs.c.finished_at <= database.ago(keep_s)))
    connection.execute(delete(parts).where(parts.c.begun_at <= database.ago(keep_s)))


def _is_waiting() -> ColumnElement[bool]:
    return jobs.c.finished_at.is_(None)
