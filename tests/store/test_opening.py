"""Opening what is missing, held, of another age, or made by several at once."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.errors import ConfigError, StoreError
from bot.store import Store, schema
from bot.store.database import Database, parse
from bot.store.tables import metadata
from tests.peers.postgres import Postgres
from tests.store.shapes import job

OLD = (
    "CREATE TABLE claims (key VARCHAR(200) NOT NULL, at {moment} NOT NULL, PRIMARY KEY (key))",
    "CREATE INDEX ix_claims_at ON claims (at)",
    "INSERT INTO claims VALUES ('slack:Ev0', '2026-11-21 10:00:00.000000')",
)


def execute(url: str, *statements: str) -> None:
    """Do something to a database behind the store's back."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
            for statement in statements:
                file.execute(statement.format(moment="DATETIME"))
        file.close()
        return
    with psycopg.connect(url) as server:
        for statement in statements:
            server.execute(statement.format(moment="TIMESTAMPTZ").encode())


async def test_folder_and_tables_are_made_where_they_are_missing(tmp_path: Path) -> None:
    """An admin sets one variable, or none."""
    async with Store.open(f"sqlite:///{tmp_path}/new/folder/coach.db") as store:
        assert store.upgrade == schema.Upgrade(before="", after=schema.VERSIONS[-1])
        await store.alive()


async def test_the_first_releases_database_is_upgraded(database_url: str) -> None:
    """Release 0.1 had one table and no versions."""
    execute(database_url, *OLD)
    async with Store.open(database_url) as store:
        assert await store.take(job())
    async with Store.open(database_url) as store:
        assert store.upgrade.before == schema.VERSIONS[-1]
        assert len(await store.unfinished()) == 1


async def test_a_newer_releases_database_is_refused_and_left_alone(database_url: str) -> None:
    """Going back a release must not spoil what the newer one wrote."""
    async with Store.open(database_url) as store:
        await store.take(job())
    execute(database_url, "UPDATE store_version SET version_num = '0999'")
    with pytest.raises(StoreError, match=r"newer release .*0999.*start that release"):
        async with Store.open(database_url):
            pass
    execute(database_url, "UPDATE store_version SET version_num = '0002'")
    async with Store.open(database_url) as store:
        assert len(await store.unfinished()) == 1


async def test_tables_and_migrations_agree(database_url: str) -> None:
    """A column added to one must be added to the other."""

    def differences(connection: Connection) -> object:
        context = MigrationContext.configure(
            connection, opts={"version_table": schema.VERSION_TABLE, "compare_type": True}
        )
        return compare_metadata(context, metadata)

    async with Store.open(database_url):
        database = Database(parse(database_url))
        assert await database.run(differences) == []
        await database.close()


async def test_who_comes_after_the_end_is_told_so(database_url: str) -> None:
    """A platform that still works meanwhile hears a sentence, and acknowledges nothing."""
    async with Store.open(database_url) as store:
        pass

    with pytest.raises(StoreError, match="closed"):
        await store.note("anything")


def test_this_release_knows_its_own_migrations() -> None:
    """The list in the code and the files are the same."""
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    walked = ScriptDirectory.from_config(config).walk_revisions()

    assert tuple(step.revision for step in walked)[::-1] == schema.VERSIONS


async def test_replicas_that_start_together_migrate_once(postgres_server: Postgres) -> None:
    """The others wait, and find it done."""
    url = postgres_server.new_database()
    program = (
        "import asyncio, sys; from bot.store import Store\n"
        "async def main():\n"
        "    async with Store.open(sys.argv[1]) as store: print(store.upgrade.before or 'empty')\n"
        "asyncio.run(main())"
    )
    started = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", program, url), stdout=asyncio.subprocess.PIPE
        )
        for _ in range(3)
    ]
    said = [(await process.communicate())[0].decode().strip() for process in started]

    assert sorted(said) == ["0002", "0002", "empty"]


async def test_a_second_coach_on_one_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Tools may look while the coach runs; a second coach may not."""
    url = f"sqlite:///{tmp_path}/coach.db"
    async with Store.open(url, exclusive=True) as first:
        with pytest.raises(ConfigError, match="stop that one first"):
            async with Store.open(url, exclusive=True):
                pass
        async with Store.open(url) as tool:
            assert await tool.take(job())
        assert len(await first.unfinished()) == 1
    async with Store.open(url, exclusive=True) as second:
        assert len(await second.unfinished()) == 1


async def test_a_tool_does_not_upgrade_under_a_running_coach(tmp_path: Path) -> None:
    """The coach of the earlier release would not know the tables."""
    url = f"sqlite:///{tmp_path}/coach.db"
    async with Store.open(url, exclusive=True):
        execute(url, "UPDATE store_version SET version_num = '0001'")
        with pytest.raises(ConfigError, match="older schema"):
            async with Store.open(url):
                pass


async def test_several_coaches_share_a_server(postgres_server: Postgres) -> None:
    """What one takes the others see."""
    url = postgres_server.new_database()
    async with Store.open(url, exclusive=True) as one, Store.open(url, exclusive=True) as two:
        taken = await asyncio.gather(*(store.take(job()) for store in (one, two) * 8))
        assert sum(taken) == 1
        assert await two.job(job().key) is not None
