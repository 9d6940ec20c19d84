"""`coach db`: bring the database to the newest schema, or seal it with a new secret."""

from __future__ import annotations

import asyncio

import click

from bot import config


@click.group("db")
def command() -> None:
    """Look after the database that DATABASE_URL names."""


@command.command("migrate")
def migrate() -> None:
    """Bring the database to this release's schema; `coach run` does the same when it starts."""
    before, after = asyncio.run(_migrate(config.load()))
    if before == after:
        click.echo(f"The database is at schema {after} already; there was nothing to do.")
    elif before:
        click.echo(f"The database was at schema {before} and is now at {after}.")
    else:
        click.echo(f"The tables are made; the database is at schema {after}.")


@command.command("seal")
def seal() -> None:
    """Seal everything with the first secret in COACH_SECRET, so that an older one can go.

    To replace a secret: put the new one first (COACH_SECRET=new,old), restart every coach, run
    this, then leave the old one out and restart once more.
    """
    settings = config.load()
    if not settings.coach_secret:
        raise click.UsageError("COACH_SECRET is not set; there is nothing to seal with.")
    count = asyncio.run(_seal(settings))
    click.echo(f"Sealed {count} {'value' if count == 1 else 'values'} with the first secret.")


async def _migrate(settings: config.Settings) -> tuple[str, str]:
    from bot.store import Store  # noqa: PLC0415 - the database is slow to import

    async with Store.open(settings.database_url) as store:
        return store.upgrade.before, store.upgrade.after


async def _seal(settings: config.Settings) -> int:
    from bot.store import Store  # noqa: PLC0415 - the database is slow to import

    async with Store.open(settings.database_url, secrets=settings.coach_secret) as store:
        return await store.seal_anew()
