"""Every door of Discord, over real sockets: the real discord.py client and the real coach."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import tip_times
from bot.coaching import intake, render
from bot.platforms.discord import answers, doors
from bot.platforms.discord.line import THREAD_NAME
from tests.peers import discord_world as dw
from tests.peers.discord_rig import Rig, discord_rig

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
QUESTION = "Where is my parcel? I asked on Monday!"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


def boxed(content: str) -> str:
    """Read what stands in a message's code block."""
    return content.split("```\n", 1)[1].split("\n```", 1)[0]


async def test_mention_is_answered_in_a_thread_of_its_own(rig: Rig) -> None:
    """Rewrite and one line of why for all to see; never a score."""
    asked = await rig.ask(DRAFT)

    (answer,) = await rig.answer()

    thread = rig.discord.thread_of(asked)
    assert thread is not None
    assert thread["name"] == THREAD_NAME
    assert answer["channel_id"] == thread["id"]
    assert answer["content"].startswith(render.KINDER)
    assert "#4821" in boxed(answer["content"])
    assert "already told" not in boxed(answer["content"])
    assert "score" not in answer["content"].lower()
    assert rig.coach.drafts[0].text == DRAFT


async def test_mention_inside_a_thread_is_answered_in_that_thread(rig: Rig) -> None:
    """A thread cannot have a thread, so the answer stands below the mention."""
    root = await rig.discord.say("A customer asks for a parcel.")
    thread = rig.discord.world.channel(
        dw.THREAD, "parcel", id=root["id"], parent_id=rig.discord.world.support["id"]
    )
    await rig.discord.gateway.tell("THREAD_CREATE", thread)

    asked = await rig.ask(DRAFT, channel=thread)
    (answer,) = await rig.answer()

    assert answer["channel_id"] == thread["id"]
    assert answer["message_reference"]["message_id"] == asked["id"]
    assert not rig.discord.calls("POST", "/threads")


async def test_mention_in_a_voice_channel_is_answered_in_place(rig: Rig) -> None:
    """The chat of a voice channel has no threads."""
    await rig.ask(DRAFT, channel=rig.discord.world.voice)

    (answer,) = await rig.answer()

    assert answer["channel_id"] == rig.discord.world.voice["id"]


async def test_draft_in_a_dm_needs_no_mention(rig: Rig) -> None:
    """In a DM every message is a draft."""
    dm = rig.discord.world.dm()
    await rig.discord.say(DRAFT, channel=dm)

    (answer,) = await rig.answer()

    assert answer["channel_id"] == dm["id"]
    assert "#4821" in boxed(answer["content"])


async def test_reply_to_our_answer_is_the_next_draft(rig: Rig) -> None:
    """A reply that pings us needs no mention typed out."""
    await rig.ask(DRAFT)
    (answer,) = await rig.answer()

    where = rig.discord.world.channels[answer["channel_id"]]
    await rig.discord.say("As I told you, it left on 4 May.", channel=where, reply_to=answer)
    await rig.answer(2)

    assert rig.coach.drafts[1].text == "As I told you, it left on 4 May."
    assert rig.coach.drafts[1].names == ()


async def test_quoted_lines_above_the_draft_are_the_customer(rig: Rig) -> None:
    """The same form as at every door."""
    await rig.ask(f"> {QUESTION}\n> Order 4821.\n{DRAFT}\n> not me")

    await rig.answer()

    assert rig.coach.drafts[0].customer == f"{QUESTION}\nOrder 4821."
    assert rig.coach.drafts[0].text == f"{DRAFT}\n> not me"


@pytest.mark.parametrize(
    "form", ["<@{id}>\n{draft}", "{draft} <@!{id}>", "<@!{id}> <@{id}>{draft}"]
)
async def test_only_our_own_mention_leaves_the_draft(rig: Rig, form: str) -> None:
    """Wherever it stands; all else stays to the byte, and people named are names."""
    colleague = f"<@{rig.discord.world.colleague['id']}>"
    draft = f"As I told you,  {colleague} and *I*\n\n  sent `it`  on 3 May."

    await rig.discord.say(form.format(id=rig.discord.world.app_id, draft=draft))
    await rig.answer()

    assert rig.coach.drafts[0].text == draft
    assert rig.coach.drafts[0].names == ("Bo Lund",)


async def test_slash_is_answered_to_the_agent_alone_with_the_score(rig: Rig) -> None:
    """Deferred at once, then filled in, seen by nobody else."""
    asked = await rig.discord.slash(draft=DRAFT, customer=QUESTION)
    await rig.discord.until(lambda: asked.texts)

    (message,) = asked.messages
    assert asked.answer == 5
    assert message["flags"] & dw.EPHEMERAL
    assert "#4821" in boxed(message["content"])
    assert "Kindness score" in message["content"]
    assert rig.coach.drafts[0].customer == QUESTION
    assert not rig.discord.answers()


async def test_slash_without_a_draft_opens_a_form(rig: Rig) -> None:
    """What was already given as the customer's message stands in it."""
    asked = await rig.discord.slash(customer=QUESTION)
    await rig.discord.until(lambda: asked.answer)
    form = asked.sent[0]["data"]

    sent = await rig.discord.send_form(form, draft=DRAFT)
    await rig.discord.until(lambda: sent.texts)

    assert asked.answer == 9
    assert sent.messages[0]["flags"] & dw.EPHEMERAL
    assert "#4821" in boxed(sent.texts[0])
    assert rig.coach.drafts[0].customer == QUESTION


async def test_form_opened_before_a_restart_is_still_answered(rig: Rig) -> None:
    """The form needs no memory of ours."""
    asked = await rig.discord.slash()
    await rig.discord.until(lambda: asked.answer)
    await rig.stop()
    await rig.start()

    sent = await rig.discord.send_form(asked.sent[0]["data"], draft=DRAFT)
    await rig.discord.until(lambda: sent.texts)

    assert "#4821" in boxed(sent.texts[0])


async def test_message_menu_is_answered_to_the_agent_alone(rig: Rig) -> None:
    """The menu shows us the text that channel messages hide."""
    draft = await rig.discord.say(DRAFT)

    asked = await rig.discord.menu(draft)
    await rig.discord.until(lambda: asked.texts)

    assert asked.messages[0]["flags"] & dw.EPHEMERAL
    assert "#4821" in boxed(asked.texts[0])
    assert "Kindness score" in asked.texts[0]
    assert not rig.discord.answers()


async def test_private_doors_open_where_only_the_agent_brought_us(rig: Rig) -> None:
    """Installed by an agent for themselves, in a server that has no bot of ours."""
    elsewhere = rig.discord.world.channel(dw.TEXT, "elsewhere", guild_id=rig.discord.world.new_id())
    draft = await rig.discord.say(DRAFT, channel=elsewhere)

    asked = [await rig.discord.slash(elsewhere, draft=DRAFT), await rig.discord.menu(draft)]
    await rig.discord.until(lambda: all(one.texts for one in asked))

    assert all("#4821" in boxed(one.texts[0]) for one in asked)


async def test_server_that_is_not_known_yet_is_no_dm(rig: Rig) -> None:
    """Talk there is none of our business; a mention there is answered in place."""
    elsewhere = rig.discord.world.channel(dw.TEXT, "elsewhere", guild_id=rig.discord.world.new_id())
    await rig.discord.say(DRAFT, channel=elsewhere)
    asked = await rig.ask(DRAFT, channel=elsewhere)

    (answer,) = await rig.answer()
    await rig.stop()

    assert answer["message_reference"]["message_id"] == asked["id"]
    assert len(rig.coach.drafts) == 1


async def test_message_menu_says_what_it_cannot_coach(rig: Rig) -> None:
    """Our own message, and one without text."""
    await rig.ask(DRAFT)
    (own,) = await rig.answer()
    picture = await rig.discord.say("")

    mine, empty = await rig.discord.menu(own), await rig.discord.menu(picture)
    await rig.discord.until(lambda: mine.texts and empty.texts)

    assert mine.texts == [doors.MY_OWN]
    assert empty.texts == [doors.NO_TEXT]


async def test_kind_draft_is_called_ready_without_a_button(rig: Rig) -> None:
    """Nothing to explain, so nothing to press."""
    await rig.ask("Thanks for the photo, Mira. Your parcel left us on 3 May.")

    (answer,) = await rig.answer()

    assert answer["content"] == render.READY
    assert not answer["components"]


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\n\n"])
async def test_empty_mention_says_how_to_use_it(rig: Rig, text: str) -> None:
    """Only a mention, white space, or what cannot be seen."""
    asked = await rig.ask(text)

    (answer,) = await rig.answer()

    assert answer["content"].replace("\\", "") == f"{intake.HOW_TO}\n{tip_times.HOW_TO}"
    assert answer["channel_id"] == asked["channel_id"]


async def test_ping_of_our_role_says_to_mention_the_bot_itself(rig: Rig) -> None:
    """Discord keeps the text of such a message from us."""
    await rig.discord.say(f"<@&{rig.discord.world.role_id}> {DRAFT}")

    (answer,) = await rig.answer()

    assert answer["content"] == answers.NOT_MY_ROLE.format(me=rig.discord.mention)
    assert not rig.coach.drafts


async def test_bots_webhooks_and_talk_of_others_are_left_alone(rig: Rig) -> None:
    """Our own posts, other bots, webhooks, system messages, and what was not for us."""
    world = rig.discord.world
    await rig.ask(DRAFT, author=world.bot)
    await rig.ask(DRAFT, author=world.other_bot)
    await rig.ask(DRAFT, webhook_id=world.new_id())
    await rig.ask(DRAFT, type=7)
    await rig.discord.say(DRAFT)
    await rig.ask("As I told you, this one counts.")

    await rig.discord.until(lambda: rig.coach.drafts and len(rig.discord.answers()) > 1)
    await rig.stop()

    assert [draft.text for draft in rig.coach.drafts] == ["As I told you, this one counts."]
