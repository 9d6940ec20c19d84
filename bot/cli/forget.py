"""`coach forget`: erase what one person or one workspace left here."""

from __future__ import annotations

import asyncio

import click

from bot import config


@click.command("forget")
@click.option("--platform", type=click.Choice(["slack", "discord"]), required=True)
@click.option("--person", metavar="ID", default="", help="A person's id there, such as U012AB3CD.")
@click.option("--workspace", metavar="ID", default="", help="A Slack team's or Discord guild's id.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def command(platform: str, person: str, workspace: str, yes: bool) -> None:
    """Erase what is stored of a person, of a workspace, or of a person in a workspace.

    Drafts that still wait for an answer go as well and stay unanswered. It works while the coach
    runs.
    """
    if not person and not workspace:
        raise click.UsageError("Name --person, --workspace or both.")
    settings = config.load()
    if not yes:
        click.confirm("Erase everything, drafts that wait for an answer too?", abort=True)
    rows = asyncio.run(_forget(settings, platform, person, workspace))
    if rows:
        click.echo(f"Erased {rows} {'row' if rows == 1 else 'rows'}.")
    else:
        click.echo("Nothing of theirs is stored.")


async def _forget(settings: config.Settings, platform: str, person: str, workspace: str) -> int:
    from bot.store import Store  # noqa: PLC0415 - the database is slow to import

    async with Store.open(settings.database_url) as store:
        return await store.forget(platform, person=person, workspace=workspace)
