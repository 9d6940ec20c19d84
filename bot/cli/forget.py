"""`coach forget`: erase what one person or one workspace left here."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from bot import config

if TYPE_CHECKING:
    from bot.store.forgetting import Left


@click.command("forget")
@click.option("--platform", type=click.Choice(["slack", "discord"]), required=True)
@click.option("--person", metavar="ID", default="", help="A person's id there, such as U012AB3CD.")
@click.option("--workspace", metavar="ID", default="", help="A Slack team's or Discord guild's id.")
@click.option("--yes", is_flag=True, help="Do not ask first; for scripts.")
def command(platform: str, person: str, workspace: str, yes: bool) -> None:
    """Erase what is stored of a person, of a workspace, or of a person in a workspace.

    It says what there is and asks before it erases. Drafts that still wait for an answer go as well
    and stay unanswered. It works while the coach runs.

    Exit codes: 0 when it is erased, or nothing was there; 1 when you say no, or the store cannot be
    opened; 2 when nobody is named, or an option or a setting cannot be used.
    """
    if not person and not workspace:
        raise click.UsageError("Name --person, --workspace or both.")
    whose = " of ".join(
        [f"person {person}"] * bool(person) + [f"workspace {workspace}"] * bool(workspace)
    )
    whose += f" on {platform.capitalize()}"
    sys.exit(asyncio.run(_forget(config.load(), platform, person, workspace, whose, ask=not yes)))


async def _forget(
    settings: config.Settings, platform: str, person: str, workspace: str, whose: str, *, ask: bool
) -> int:
    from bot.store import Store  # noqa: PLC0415 - the database is slow to import

    async with Store.open(settings.database_url) as store:
        left = await store.left_by(platform, person=person, workspace=workspace)
        if not left.rows:
            click.echo(f"Nothing of {whose} is stored.")
            return 0
        if ask:
            click.echo(f"Stored of {whose}: {_told(left)}.")
            rows = "this row" if left.rows == 1 else f"these {left.rows} rows"
            # Nothing else runs in this process while we wait.
            if not click.confirm(f"Erase {rows}? There is no way back"):
                click.echo("Nothing was erased.")
                return 1
        erased = await store.forget(platform, person=person, workspace=workspace)
    click.echo(f"Erased {erased} {'row' if erased == 1 else 'rows'} of {whose}.")
    return 0


def _told(left: Left) -> str:
    """List what there is: “1 draft that waits for an answer, 2 votes”."""
    counted = (
        (left.waiting, "draft that waits for an answer", "drafts that wait for an answer"),
        (left.ended, "job that has ended", "jobs that have ended"),
        (left.settings, "row of settings", "rows of settings"),
        (left.votes, "vote", "votes"),
    )
    return ", ".join(f"{n} {one if n == 1 else more}" for n, one, more in counted if n)
