"""Whether a rewrite helped, in Discord, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import votes
from tests.peers import discord_world as dw
from tests.peers.discord_rig import Rig, discord_rig, key_of
from tests.peers.discord_world import Json

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


async def coached(rig: Rig) -> Json:
    """Use `/coach`; give back the message with the buttons."""
    asked = await rig.discord.slash(draft=DRAFT)
    assert await rig.ended(asked) == "answered"
    return asked.messages[-1]


async def vote(rig: Rig, message: Json, label: str, *, user: Json | None = None) -> str:
    """Press a button; give back the line that comes, to them alone."""
    pressed = await rig.discord.press(message, label, user=user)
    await rig.discord.until(lambda: pressed.texts)
    assert pressed.messages[0]["flags"] & dw.EPHEMERAL
    (text,) = pressed.texts
    return text


async def test_vote_is_counted_without_person_and_words(rig: Rig) -> None:
    """Platform, server and writer; the key leads back to nobody."""
    message = await coached(rig)

    assert await vote(rig, message, votes.HELPED) == votes.COUNTED[True]
    ((key, kept),) = rig.workspaces.votes.items()
    assert kept == ("discord", rig.discord.world.guild_id, "offline", True)
    assert rig.discord.world.agent["id"] not in key


async def test_change_of_mind_counts_once(rig: Rig) -> None:
    """The last word is kept, and somebody else has one of their own."""
    message = await coached(rig)
    await vote(rig, message, votes.HELPED)

    assert await vote(rig, message, votes.NOT_QUITE) == votes.COUNTED[False]
    assert [one[3] for one in rig.workspaces.votes.values()] == [False]
    await vote(rig, message, votes.HELPED, user=rig.discord.world.colleague)
    assert len(rig.workspaces.votes) == 2


async def test_explanation_of_a_public_answer_can_be_voted_on(rig: Rig) -> None:
    """In the thread itself nobody is asked."""
    await rig.ask(DRAFT)
    (answer,) = await rig.answer()
    assert votes.HELPED not in [one["label"] for one in answer["components"][0]["components"]]
    why = await rig.discord.press(answer, "Why?")
    await rig.discord.until(lambda: why.texts)

    assert await vote(rig, why.messages[-1], votes.HELPED) == votes.COUNTED[True]
    (kept,) = rig.workspaces.votes.values()
    assert kept[2] == "offline"


async def test_why_button_of_an_earlier_version_still_explains(rig: Rig) -> None:
    """It does not say who wrote, so there is nothing to vote on."""
    asked = await rig.ask(DRAFT)
    (answer,) = await rig.answer()
    old = {"custom_id": f"coach:why:{asked['channel_id']}:{asked['id']}", "label": "Why?"}
    row = {"type": 1, "components": [{"type": 2, "style": 2, **old}]}
    why = await rig.discord.press({**answer, "components": [row]})
    await rig.discord.until(lambda: why.texts)

    assert not why.messages[-1]["components"]


async def test_vote_that_could_not_be_kept_is_told(rig: Rig) -> None:
    """Pressing once more is all it takes."""
    message = await coached(rig)
    rig.workspaces.away = True

    assert await vote(rig, message, votes.NOT_QUITE) == votes.NOT_COUNTED


async def test_vote_needs_nobody_to_be_answered_twice(rig: Rig) -> None:
    """Worked again after a crash, it counts once."""
    message = await coached(rig)
    pressed = await rig.discord.press(message, votes.HELPED)
    await rig.ended(pressed)
    job = rig.desk.jobs[key_of(pressed)]
    await rig.bot.answer(job)

    assert job.door == "feedback"
    assert len(rig.workspaces.votes) == 1
