"""Sealing everything with the newest secret, so that an older one can be dropped."""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement, Table, select, update

from bot.store.database import Database
from bot.store.seal import Seal
from bot.store.tables import jobs, notes


async def seal_anew(database: Database, seal: Seal) -> int:
    """Open and close every sealed value; give back how many.

    Raises:
        SealedError: No secret that is set opens one of them; those before it are done.
    """
    done = 0
    for table, name, value in (
        (jobs, jobs.c.key, jobs.c.words),
        (jobs, jobs.c.key, jobs.c.answer),
        (notes, notes.c.name, notes.c.text),
    ):
        done += await _column(database, seal, table, name, value)
    return done


async def _column(
    database: Database, seal: Seal, table: Table, name: Column[str], value: Column[str]
) -> int:
    done = 0
    named = select(name.label("name"), value.label("value")).where(value.is_not(None))
    for row in await database.rows(named):
        # Only what is still as we read it: the coach may have changed or erased it meanwhile.
        unchanged: ColumnElement[bool] = (name == row.name) & (value == row.value)
        fresh = {value.name: seal.close(seal.open(row.value))}
        statement = update(table).where(unchanged).values(fresh)
        done += await database.change(statement, scrub=True)
    return done
