"""No exception of discord.py or aiohttp leaves the Discord folder."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from bot.errors import ConfigError, DeliveryError
from bot.platforms.discord import api

EXPORTED = sorted(
    (
        one
        for module, root in (
            (discord, Exception),
            (discord.app_commands, Exception),
            (aiohttp, aiohttp.ClientError),
        )
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, root) and not issubclass(one, Warning)
    ),
    key=lambda one: one.__name__,
)


@pytest.mark.parametrize("kind", EXPORTED, ids=lambda kind: kind.__name__)
def test_every_exported_exception_becomes_ours(kind: type[Exception]) -> None:
    """Whatever a call raises, the doors see one kind of error."""
    error = kind.__new__(kind)
    if isinstance(error, discord.HTTPException):
        error.status, error.code = 403, 50013

    assert isinstance(error, api.TROUBLE)
    assert isinstance(api.delivery_error(error), DeliveryError)


async def test_broken_connection_is_tried_three_times() -> None:
    """Then it is one of our errors, with its cause."""
    error = ConnectionResetError(104, "reset")
    tries = 0

    async def broken() -> None:
        nonlocal tries
        tries += 1
        raise error

    with pytest.raises(DeliveryError) as ours:
        await api.call(broken)

    assert tries == 3
    assert ours.value.__cause__ is error


def test_refusals_keep_discords_code() -> None:
    """The code goes into the log, Discord's text does not."""
    error = discord.Forbidden.__new__(discord.Forbidden)
    error.status, error.code, error.text = 403, 50013, "somebody's words"

    ours = api.delivery_error(error)

    assert isinstance(ours, api.RefusedError)
    assert str(ours) == "discord status=403 code=50013"
    assert ours.gone


def test_only_a_bad_token_stops_us() -> None:
    """Everything else may mend itself."""
    assert isinstance(api.config_error(discord.LoginFailure()), ConfigError)
    assert api.config_error(TimeoutError()) is None
    assert api.config_error(discord.ClientException()) is None
