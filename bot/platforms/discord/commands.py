"""Our commands: what they are, and offering them to Discord only when they differ from its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot.errors import DeliveryError
from bot.platforms.discord import api
from bot.platforms.discord.doors import Doors
from bot.platforms.discord.forms import FIELD_CHARS

OPTION_CHARS = 6000
"""Source: Discord, Application Commands, "max_length", read 2026-11-21."""


class _Tree(app_commands.CommandTree[discord.Client]):
    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        del interaction
        api.log.error("command failed error=%s", api.where(error))


def tree(client: discord.Client, doors: Doors) -> app_commands.CommandTree[discord.Client]:
    """Make our commands, each leading to its door."""
    made = _Tree(
        client,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )

    @made.command(name="coach", description="A kinder version of your draft, for your eyes only")
    @app_commands.describe(
        draft="The reply you are about to send; leave it out to get a form",
        customer="What the customer wrote, if you like",
    )
    async def coach(
        interaction: discord.Interaction,
        draft: app_commands.Range[str, 1, OPTION_CHARS] = "",
        customer: app_commands.Range[str, 1, FIELD_CHARS] = "",
    ) -> None:
        await doors.slash(interaction, draft, customer)

    @made.command(name="coach-tips", description="A tip a day for this channel")
    @app_commands.describe(
        time="When, such as 09:30; leave it out for the usual time",
        zone="Whose local time, such as Europe/Berlin",
        off="No more tips here",
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_channels=True)
    async def tips(
        interaction: discord.Interaction,
        time: app_commands.Range[str, 1, 40] = "",
        zone: app_commands.Range[str, 1, 60] = "",
        off: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        await doors.tips(interaction, time, zone, off=off)

    @made.context_menu(name="Coach this draft")
    async def menu(interaction: discord.Interaction, message: discord.Message) -> None:
        await doors.menu(interaction, message)

    return made


async def sync(tree: app_commands.CommandTree[Any]) -> None:
    """Send our commands when Discord has others; a bot may create only 200 a day.

    We serve without them when Discord does not take them now: mentions need none.
    """
    http = tree.client.http
    try:
        theirs = await api.call(lambda: http.get_global_commands(_app_id(tree)))
        ours = [command.to_dict(tree) for command in tree.get_commands()]
        if not same(ours, theirs):
            await api.call(tree.sync)
            api.log.info("commands offered count=%d", len(ours))
    except DeliveryError as error:
        api.log.warning("commands not offered %s", error)


def same(ours: list[Any], theirs: list[Any]) -> bool:
    """Tell whether Discord's commands are ours, whatever it added to each of them."""
    kept = {(one.get("type", 1), one["name"]): one for one in theirs}
    return len(kept) == len(ours) and all(
        _covers(kept.get((one["type"], one["name"]), {}), one) for one in ours
    )


def _covers(theirs: object, ours: object) -> bool:
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return all(
            _covers(theirs.get(key), value)
            for key, value in ours.items()
            if key != "dm_permission"  # superseded by contexts
        )
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_covers, theirs, ours))
    if isinstance(theirs, str) and isinstance(ours, int):
        return theirs == str(ours)  # permissions are written in digits
    return theirs == ours or (not theirs and not ours)


def _app_id(tree: app_commands.CommandTree[Any]) -> int:
    application: int | None = tree.client.application_id
    if application is None:
        raise DeliveryError("not logged in")
    return application
