"""`coach run`: every platform whose tokens are set; none set, the terminal coach."""

from __future__ import annotations

import asyncio
import sys

import click

from bot import app, config, log, process
from bot.errors import ConfigError

NOTHING_TO_SERVE = (
    "ROLES names a part of the work, but no platform is set up: set SLACK_BOT_TOKEN and "
    "SLACK_APP_TOKEN, or DISCORD_TOKEN."
)


@click.command("run")
@click.option(
    "--roles",
    default="",
    metavar="ROLE,…",
    help="What this process does: slack, discord (take in), worker (answer), tips; all by default.",
)
def command(roles: str) -> None:
    """Serve every platform whose tokens are set; with none, coach in this terminal.

    Slack needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN, Discord needs DISCORD_TOKEN. Settings come
    from the environment or from a .env file; .env.example explains each.

    Exit codes: 0 after a stop, 1 when it could not serve (a token is refused, the store cannot be
    used), 2 when a setting cannot be read.
    """
    settings = config.load(given={"ROLES": roles} if roles else None)
    if settings.slack_bot_token or settings.discord_token:
        log.set_up(settings.log_level)
        _serve(settings)
        return
    if settings.roles != config.ROLES:
        raise ConfigError(NOTHING_TO_SERVE)
    try:
        asyncio.run(_converse(settings))
    except KeyboardInterrupt:
        click.echo()  # one of the ways to end, so no fault


def _serve(settings: config.Settings) -> None:
    try:
        process.run(app.serve(settings))
    except ConfigError as error:
        # The settings could be read; what they name said no, and may say yes to the next start.
        click.echo(f"coach: {error}", err=True)
        sys.exit(1)


async def _converse(settings: config.Settings) -> None:
    from bot.cli import pretty  # noqa: PLC0415 - servers print nothing
    from bot.platforms.terminal import Terminal  # noqa: PLC0415 - as above

    async with app.coach(settings) as coach:
        await Terminal(coach, pretty.show_coaching, pretty.show_why).run()
