"""`coach run`: every platform whose tokens are set; none set, the terminal coach."""

from __future__ import annotations

import asyncio

import click

from bot import app, config, log
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
    """
    settings = config.load(given={"ROLES": roles} if roles else None)
    if settings.slack_bot_token or settings.discord_token:
        log.set_up(settings.log_level)
        asyncio.run(app.serve(settings))
        return
    if settings.roles != config.ROLES:
        raise ConfigError(NOTHING_TO_SERVE)
    asyncio.run(_converse(settings))


async def _converse(settings: config.Settings) -> None:
    from bot.cli import pretty  # noqa: PLC0415 - servers print nothing
    from bot.platforms.terminal import Terminal  # noqa: PLC0415 - as above

    async with app.coach(settings) as coach:
        await Terminal(coach, pretty.show_coaching).run()
