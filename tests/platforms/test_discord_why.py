"""The "Why?" button of Discord, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.platforms.discord import answers
from tests.peers import discord_world as dw
from tests.peers.discord_rig import Rig, discord_rig

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


async def test_why_works_in_a_dm(rig: Rig) -> None:
    """Buttons and private answers are there as well."""
    await rig.discord.say(DRAFT, channel=rig.discord.world.dm())
    (answer,) = await rig.answer()

    asked = await rig.discord.press(answer)
    await rig.discord.until(lambda: asked.texts)

    assert asked.texts[0].startswith(answers.FOR_YOU)


@pytest.mark.parametrize("restart", [False, True])
async def test_why_explains_to_the_writer_alone(rig: Rig, restart: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Read again from the draft, also by a bot that never saw it."""
    await rig.ask(DRAFT)
    (answer,) = await rig.answer()
    if restart:
        await rig.stop()
        await rig.start()

    asked = await rig.discord.press(answer)
    await rig.discord.until(lambda: asked.texts)

    assert asked.messages[0]["flags"] & dw.EPHEMERAL
    assert asked.texts[0].startswith(answers.FOR_YOU)
    assert "As I already told you" in asked.texts[0]
    assert "Kindness score" in asked.texts[0]
    assert len(rig.coach.drafts) == 1


async def test_why_keeps_the_score_from_everybody_else(rig: Rig) -> None:
    """A score belongs to the one who wrote the draft."""
    await rig.ask(DRAFT)
    (answer,) = await rig.answer()

    asked = await rig.discord.press(answer, user=rig.discord.world.colleague)
    await rig.discord.until(lambda: asked.texts)

    assert asked.texts == [answers.NOT_YOURS]


async def test_why_says_so_when_the_draft_is_gone(rig: Rig) -> None:
    """Agents do delete drafts."""
    draft = await rig.ask(DRAFT)
    (answer,) = await rig.answer()
    del rig.discord.world.messages[draft["id"]]

    asked = await rig.discord.press(answer)
    await rig.discord.until(lambda: asked.texts)

    assert asked.texts == [answers.DRAFT_GONE]


async def test_why_says_so_when_the_channel_is_closed_to_us(rig: Rig) -> None:
    """Without the history there is another way."""
    await rig.ask(DRAFT)
    (answer,) = await rig.answer()
    rig.discord.world.permissions &= ~dw.HISTORY

    asked = await rig.discord.press(answer)
    await rig.discord.until(lambda: asked.texts)

    assert asked.texts == [answers.NOT_READABLE]
