"""`coach desk`: what is waiting, working and stuck, and what can be done about it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import config
from bot.errors import StoreError

if TYPE_CHECKING:
    from bot.desk.engine_client import Outside
    from bot.store import Store

NO_STORE = "There is no store at {path} yet; `coach run` makes it, or DATABASE_URL names another."
SILENT = (
    "Nobody answers at HEALTH_ADDRESS {address}; start `coach run` on this machine with the same "
    "setting, or look into its log."
)
UNKNOWN = "No unfinished job has the key {key}; `coach desk` lists those there are."
RETRIED = {
    "queued": "It waits again, and a running coach answers it.",
    "resumed": "Whoever held it has lost it, and a running coach begins it again.",
    "waiting": "It waits already; a running coach answers it when its turn comes.",
    "away": "Its platform is away; a running coach tries again every few minutes.",
}
DROPPED = {
    "dropped": "Dropped. Nobody is told.",
    "working": "Dropped. Nobody is told; what is being posted at this moment still arrives.",
}


@click.group("desk", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> None:
    """Show what is waiting, working and stuck, what came of the last day's jobs, and who lives.

    It tells the votes on coachings too. It looks into DATABASE_URL beside running coaches and
    prints nobody's words.

    Exit codes: 0, also while something is stuck; 1 when the store cannot be read or, for retry and
    drop, holds no such job; 2 for an option or a setting that cannot be used.
    """
    if context.invoked_subcommand is None:
        asyncio.run(_show(config.load(), as_json=as_json))


@command.command("retry")
@click.argument("key")
def retry_command(key: str) -> None:
    """Have the job KEY worked on again."""
    sys.exit(asyncio.run(_retry(config.load(), key)))


@command.command("drop")
@click.argument("key")
@click.option("--yes", is_flag=True, help="Yes, end it without an answer.")
def drop_command(key: str, *, yes: bool) -> None:
    """End the job KEY without an answer; its agent is not told."""
    if not yes:
        raise click.UsageError("Dropping a job tells nobody. Add --yes to do it.")
    sys.exit(asyncio.run(_drop(config.load(), key)))


async def _show(settings: config.Settings, *, as_json: bool) -> None:
    from bot.cli import desk_view  # noqa: PLC0415 - the engine is slow to import
    from bot.desk import health, overview  # noqa: PLC0415 - as above

    async with _opened(settings) as (store, outside):
        seen = await overview.look(store, outside)
    told: dict[str, object] | None = None
    if address := settings.health_address:
        told = await health.ask(address) or {
            "ready": False,
            "not_ready": {"coach": SILENT.format(address=":".join(map(str, address)))},
        }
    if as_json:
        click.echo(json.dumps(desk_view.document(seen, told), indent=2))
    else:
        click.echo("\n".join(desk_view.lines(seen, told)))


async def _retry(settings: config.Settings, key: str) -> int:
    from bot.desk import overview  # noqa: PLC0415 - as above

    async with _opened(settings) as (store, outside):
        done = await overview.retry(store, outside, key)
    return _say(RETRIED.get(done), key)


async def _drop(settings: config.Settings, key: str) -> int:
    from bot.desk import overview  # noqa: PLC0415 - as above

    async with _opened(settings) as (store, outside):
        done = await overview.drop(store, outside, key)
    return _say(DROPPED.get(done), key)


def _say(sentence: str | None, key: str) -> int:
    click.echo(sentence or UNKNOWN.format(key=key), err=sentence is None)
    return 0 if sentence else 1


@asynccontextmanager
async def _opened(settings: config.Settings) -> AsyncIterator[tuple[Store, Outside]]:
    from bot.desk.engine_client import Outside  # noqa: PLC0415 - as above
    from bot.store import Store  # noqa: PLC0415 - as above

    if settings.is_embedded:
        path = settings.database_url.partition("///")[2].partition("?")[0]
        if not await asyncio.to_thread(Path(path).is_file):  # looking should not make one
            raise StoreError(NO_STORE.format(path=path))
    async with (
        Store.open(
            settings.database_url,
            secrets=settings.coach_secret,
            retention_hours=settings.retention_hours,
        ) as store,
        Outside.opened(settings.database_url) as outside,
    ):
        yield store, outside
