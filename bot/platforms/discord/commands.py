"""Offering our commands to Discord, only when they differ from those it already has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discord import app_commands

from bot.errors import DeliveryError
from bot.platforms.discord import api

Json = Mapping[str, Any]


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
    return theirs == ours or (not theirs and not ours)


def _app_id(tree: app_commands.CommandTree[Any]) -> int:
    application: int | None = tree.client.application_id
    if application is None:
        raise DeliveryError("not logged in")
    return application
