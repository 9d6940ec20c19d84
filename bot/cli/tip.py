"""`coach tip`: today's tip, as a channel would be told it."""

from __future__ import annotations

from datetime import datetime

import click

from bot import app, config
from bot.coaching import tips


@click.command("tip")
@click.option("--channel", default="terminal", show_default=True, help="Whose tip of the day.")
def command(channel: str) -> None:
    """Print today's tip."""
    today = datetime.now(config.load().tip_timezone).date()
    click.echo(tips.choose(app.principles().all_tips, channel=channel, day=today).text)
