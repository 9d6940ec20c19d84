"""When nobody knows whether an answer was shown: never twice, and never silence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import pytest

from bot.desk.job import Job
from bot.errors import DeliveryError
from bot.platforms.discord import answers, posting
from tests.peers import discord_world as dw
from tests.peers.discord_rig import Rig, aged, discord_rig, key_of
from tests.peers.discord_world import Json

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
LONG = "As I already told you, all is sent. " + " ".join(
    f"Parcel {number} comes this week, on the day you chose." for number in range(90)
)
KIND = "Thanks for the photo, Mira. Your parcel left us on 3 May."
HOUR_S = 3600.0


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


async def posted(rig: Rig, channel: Json | None = None) -> tuple[Job, list[Mapping[str, object]]]:
    """Have a message answered; give its job and what was posted."""
    asked = await (rig.discord.say(DRAFT, channel=channel) if channel else rig.ask(DRAFT))
    assert await rig.ended(asked) == "answered"
    job = rig.desk.jobs[key_of(asked)]
    return job, list(await rig.bot.answer(job))


async def test_second_post_within_minutes_shows_once(rig: Rig) -> None:
    """Discord knows the nonce again, even where nobody may read the channel."""
    job, (part,) = await posted(rig)
    rig.discord.world.permissions &= ~dw.HISTORY

    again = await rig.bot.post(job, part, number=0, again=True)

    assert [again] == [one["id"] for one in rig.discord.answers()]


@pytest.mark.parametrize("place", ["thread", "channel", "dm"])
async def test_second_post_long_after_finds_the_first(rig: Rig, place: str) -> None:
    """Discord forgets nonces after some minutes, so we look for what we said."""
    world = rig.discord.world
    where = {"thread": None, "channel": world.voice, "dm": world.dm()}[place]
    asked = await rig.ask(DRAFT, **({"channel": where} if where else {}))
    assert await rig.ended(asked) == "answered"
    job = rig.desk.jobs[key_of(asked)]
    (part,) = await rig.bot.answer(job)
    (first,) = rig.discord.answers()
    world.nonces.clear()
    long_ago = aged(job, HOUR_S)

    assert await rig.bot.post(long_ago, part, number=0, again=True) == first["id"]
    assert len(rig.discord.answers()) == 1


async def test_post_that_never_arrived_is_made_up_for(rig: Rig) -> None:
    """It is not where it would be, so posting it shows it once."""
    job, (part,) = await posted(rig)
    (lost,) = rig.discord.answers()
    del rig.discord.world.messages[lost["id"]]
    rig.discord.world.nonces.clear()

    await rig.bot.post(aged(job, HOUR_S), part, number=0, again=True)

    (shown,) = rig.discord.answers()
    assert shown["content"] == lost["content"]


async def test_answer_to_another_draft_is_not_taken_for_ours(rig: Rig) -> None:
    """Two drafts may be answered in the same words."""
    dm = rig.discord.world.dm()
    first = await rig.discord.say(KIND, channel=dm)
    await rig.ended(first)
    rig.desk.works = False
    second = await rig.discord.say(KIND, channel=dm)
    await rig.desk.until(lambda: len(rig.desk.jobs) == 2)
    job = rig.desk.jobs[key_of(second)]
    (part,) = await rig.bot.answer(job)

    await rig.bot.post(aged(job, HOUR_S), part, number=0, again=True)

    shown = [one["message_reference"]["message_id"] for one in rig.discord.answers(dm)]
    assert shown == [first["id"], second["id"]]


async def test_post_that_nobody_can_look_for_is_left_to_the_agent(rig: Rig) -> None:
    """Rather a question than the same answer twice."""
    job, (part,) = await posted(rig)
    rig.discord.world.permissions &= ~dw.HISTORY

    with pytest.raises(DeliveryError) as refused:
        await rig.bot.post(aged(job, HOUR_S), part, number=0, again=True)

    assert refused.value.unsure
    assert len(rig.discord.answers()) == 1


async def test_doubt_offers_the_answer_behind_a_button(rig: Rig) -> None:
    """Whoever wrote the draft gets it, for their eyes only, from any process, without a store."""
    job, _ = await posted(rig)
    await rig.bot.doubt(job)
    await rig.bot.doubt(job)
    told = rig.discord.answers()[-1]
    assert told["content"] == posting.DOUBT
    assert len(rig.discord.answers()) == 2

    asked = await rig.discord.press(told)
    curious = await rig.discord.press(told, user=rig.discord.world.colleague)
    await rig.discord.until(lambda: asked.texts and curious.texts)

    assert "#4821" in asked.texts[0]
    assert asked.messages[0]["flags"] & dw.EPHEMERAL
    assert curious.texts == [answers.NOT_YOURS]


async def test_private_answer_is_filled_in_again_without_harm(rig: Rig) -> None:
    """It takes the place of itself."""
    asked = await rig.discord.slash(draft=DRAFT)
    await rig.ended(asked)
    job = rig.desk.jobs[key_of(asked)]
    (part,) = await rig.bot.answer(job)

    await rig.bot.post(job, part, number=0, again=True)

    assert len(asked.messages) == 1


@pytest.mark.parametrize("fault", [{"status": 0}, {"status": 502}], ids=["reset", "502"])
async def test_further_private_message_is_never_shown_twice(
    rig: Rig, fault: dict[str, int]
) -> None:
    """It has no nonce and cannot be looked for, so the agent is asked to look."""
    rig.discord.break_next("POST", r"/webhooks/[^@]*", after_write=True, **fault)
    asked = await rig.discord.slash(draft=LONG)

    assert await rig.ended(asked) == "maybe"

    assert len(asked.texts) == len(set(asked.texts))
    assert asked.texts[-1].startswith(posting.DOUBT_ALONE)
    (held,) = asked.messages[-1]["attachments"]
    assert rig.discord.world.files[held["id"]].decode() == LONG


@pytest.mark.parametrize("fault", [{"status": 0}, {"status": 500}], ids=["reset", "500"])
async def test_first_private_message_outlives_a_broken_call(
    rig: Rig, fault: dict[str, int]
) -> None:
    """It may be sent as often as it takes."""
    rig.discord.break_next("PATCH", r"/webhooks/.*", times=2, after_write=True, **fault)
    asked = await rig.discord.slash(draft=DRAFT)

    assert await rig.ended(asked) == "answered"
    assert len(asked.messages) == 1


async def test_rate_limit_of_private_answers_is_waited_out(rig: Rig) -> None:
    """Discord says how long."""
    rig.discord.break_next("PATCH", r"/webhooks/.*", status=429)
    rig.discord.break_next("POST", r"/webhooks/[^@]*", status=429)
    asked = await rig.discord.slash(draft=LONG)

    assert await rig.ended(asked) == "answered"
    assert len(asked.texts) == len(set(asked.texts)) > 1


async def test_answer_that_comes_too_late_is_told_in_a_dm(rig: Rig) -> None:
    """After 15 minutes the door is closed; what was typed comes back, card numbers masked."""
    asked = await rig.discord.slash(draft=f"{DRAFT} Card 4111 1111 1111 1111.")
    await rig.ended(asked)
    pressed = replace(rig.desk.jobs[key_of(asked)], door="why")

    await rig.bot.late(rig.desk.jobs[key_of(asked)])
    (told,) = rig.discord.answers(rig.discord.world.dm())
    assert told["content"].startswith(posting.LATE)
    assert DRAFT in told["content"]
    assert "4111 1111" not in told["content"]

    rig.discord.world.nonces.clear()
    await rig.bot.late(pressed)
    assert rig.discord.answers(rig.discord.world.dm())[-1]["content"] == posting.LATE


async def test_dead_token_ends_in_a_dm(rig: Rig) -> None:
    """Not tried again and again."""
    rig.desk.delivering.clear()
    asked = await rig.discord.slash(draft=DRAFT)
    await rig.discord.until(lambda: asked.answer)
    rig.discord.routes.token_life_s = -1
    rig.desk.delivering.set()

    assert await rig.ended(asked) == "told"
    assert len(rig.discord.calls("PATCH", "/@original")) == 1
    (told,) = rig.discord.answers(rig.discord.world.dm())
    assert told["content"].startswith(posting.FAILED)


async def test_message_without_an_answer_is_told_once_where_it_stands(rig: Rig) -> None:
    """One sentence with the next step."""
    job, _ = await posted(rig)

    for _ in range(2):
        await rig.bot.failed(job)

    told = rig.discord.answers()[1:]
    assert [one["content"] for one in told] == [posting.FAILED]
    assert told[0]["channel_id"] == rig.discord.world.support["id"]
