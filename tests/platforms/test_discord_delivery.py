"""What goes wrong between the bot and Discord, and that the agent still gets one answer."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.platforms.discord import answers, posting
from bot.platforms.discord.layout import IN_FILE
from tests.peers import discord_world as dw
from tests.peers.discord_rig import (
    Rig,
    discord_rig,
)
from tests.peers.discord_world import Json, World

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
MESSAGES = r"/channels/\d+/messages"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


def inert(message: Json) -> bool:
    """Tell that a message pings nobody and unfurls nothing."""
    loud = message["mention_everyone"] or message["mentions"] or message["mention_roles"]
    return not loud and not message["embeds"]


async def test_long_draft_is_answered_whole(rig: Rig) -> None:
    """Facts at both ends of a draft near Discord's limit survive the split."""
    middle = "The parcel is on its way to your door and comes this week. " * 33
    draft = f"As I already told you, order #4821 shipped.\n\n{middle}\n\nRef 77-031."
    assert len(draft) > 1900
    await rig.ask(draft)

    await rig.discord.until(lambda: any(one["components"] for one in rig.discord.answers()))

    posted = "".join(one["content"] for one in rig.discord.answers())
    shown = "".join(re.findall(r"```\n(.*?)\n```", posted, re.DOTALL))
    assert shown.startswith("Order #4821 shipped.")
    assert shown.endswith("Ref 77-031.")
    assert shown.count("The parcel is on its way") == 33
    assert len({one["channel_id"] for one in rig.discord.answers()}) == 1


async def test_very_long_slash_draft_is_answered_whole(rig: Rig) -> None:
    """6,000 characters come back over several messages, all for the agent alone."""
    middle = "The parcel is on its way to your door and comes this week. " * 98
    asked = await rig.discord.slash(draft=f"As I already told you, order #4821 shipped. {middle}")

    await rig.discord.until(lambda: any("Kindness score" in text for text in asked.texts))

    shown = "".join(re.findall(r"```\n(.*?)\n```", "".join(asked.texts), re.DOTALL))
    assert shown.count("The parcel is on its way") == 98
    assert all(one["flags"] & dw.EPHEMERAL for one in asked.messages)


async def test_mass_mentions_in_a_draft_wake_nobody(rig: Rig) -> None:
    """They stand in the answer as they were typed, and ping nobody; links show no preview."""
    draft = "@everyone @here <@&123456789012345678>"
    await rig.ask(f"{draft} as I told you, see https://x.example/step_by_step?a=1.")

    (answer,) = await rig.answer()
    asked = await rig.discord.press(answer)
    await rig.discord.until(lambda: asked.texts)

    assert draft in answer["content"]
    assert "https://x.example/step_by_step?a=1" in answer["content"]
    assert inert(answer)
    assert inert(asked.messages[0])


async def test_code_in_a_draft_comes_back_as_a_file(rig: Rig) -> None:
    """Fences inside fences would break the text, so it is attached to the letter."""
    draft = "As I already told you, run:\n```\ncurl https://a.example/v1\n```\nOrder #4821."
    await rig.ask(draft)
    await rig.answer()
    asked = await rig.discord.slash(draft=draft)
    await rig.discord.until(lambda: asked.texts)

    for message in (rig.discord.answers()[0], asked.messages[0]):
        (attached,) = message["attachments"]
        held = rig.discord.world.files[attached["id"]].decode()
        assert attached["filename"] == "rewrite.txt"
        assert "```\ncurl https://a.example/v1\n```" in held
        assert IN_FILE in message["content"]


async def test_code_is_shown_escaped_where_files_are_refused(rig: Rig) -> None:
    """A missing permission costs the file, never the rewrite."""
    rig.discord.world.permissions &= ~dw.ATTACH
    await rig.ask("As I already told you, run:\n```\nls\n```\nOrder #4821.")

    (answer,) = await rig.answer()

    assert "\\`\\`\\`\nls\n\\`\\`\\`\nOrder #4821." in answer["content"]


async def test_message_replayed_after_a_resume_is_answered_once(rig: Rig) -> None:
    """What came while the socket was away is answered; what came twice is not answered twice."""
    asked = await rig.ask(DRAFT)
    await rig.answer()
    await rig.discord.gateway.drop()
    await rig.discord.routes.tell_message(asked)
    await rig.ask("As I told you, it left on 4 May.")

    await rig.answer(2)
    await rig.stop()

    assert rig.discord.gateway.resumed == 1
    assert len(rig.coach.drafts) == 2
    assert len(rig.discord.answers()) == 2


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429},
        {"status": 502, "after_write": True},
        {"status": 0},
        {"status": 0, "after_write": True},
    ],
    ids=["429", "502 after the write", "reset", "reset after the write"],
)
async def test_broken_post_ends_in_exactly_one_answer(rig: Rig, fault: dict[str, Any]) -> None:
    """The nonce lets us try again without posting twice."""
    rig.discord.break_next("POST", MESSAGES, **fault)
    await rig.ask(DRAFT)

    await rig.discord.until(lambda: len(rig.discord.calls("POST", "/messages")) == 2)
    await rig.stop()

    assert len(rig.discord.answers()) == 1
    first, second = (one.call.body for one in rig.discord.calls("POST", "/messages"))
    assert first["nonce"] == second["nonce"]
    assert first["enforce_nonce"]


@pytest.mark.parametrize("path", [r"/interactions/.*", r"/webhooks/.*"])
async def test_reset_connection_still_ends_in_one_private_answer(rig: Rig, path: str) -> None:
    """Both the first answer and the text are sent again."""
    method = "POST" if path.startswith("/i") else "PATCH"
    rig.discord.break_next(method, path, status=0, after_write=True)
    asked = await rig.discord.slash(draft=DRAFT)

    await rig.discord.until(lambda: asked.texts)
    await rig.stop()

    assert len(asked.messages) == 1


async def test_interaction_replayed_after_a_resume_is_answered_once(rig: Rig) -> None:
    """Discord takes one first answer for each; we coach once."""
    asked = await rig.discord.slash(draft=DRAFT)
    await rig.discord.until(lambda: asked.texts)

    await rig.discord.gateway.tell("INTERACTION_CREATE", asked.payload)
    await rig.discord.until(lambda: len(rig.discord.calls("POST", "/callback")) == 2)
    await rig.stop()

    assert len(asked.messages) == 1
    assert len(rig.coach.drafts) == 1


async def test_thread_that_exists_already_is_used(rig: Rig) -> None:
    """Somebody was quicker than we."""
    rig.coach.gate.clear()
    asked = await rig.ask(DRAFT)
    await rig.coach.begun.wait()
    rig.discord.world.channel(dw.THREAD, "ours", id=asked["id"], parent_id=asked["channel_id"])
    rig.coach.gate.set()

    (answer,) = await rig.answer()

    assert answer["channel_id"] == asked["id"]


@pytest.mark.parametrize("missing", [dw.THREADS, dw.IN_THREADS, dw.HISTORY | dw.THREADS])
async def test_answer_stands_in_place_without_leave_for_threads(
    missing: int,
) -> None:
    """Known beforehand, so no call is wasted on it."""
    async with discord_rig(world=World(permissions=dw.ALL & ~missing)) as rig:
        asked = await rig.ask(DRAFT)

        (answer,) = await rig.answer()

        assert answer["channel_id"] == asked["channel_id"]
        assert not rig.discord.calls("POST", "/threads")


async def test_answer_stands_in_place_when_leave_was_taken_meanwhile(rig: Rig) -> None:
    """Discord's no to the thread is not a no to the answer."""
    rig.discord.world.permissions &= ~dw.THREADS
    asked = await rig.ask(DRAFT)

    (answer,) = await rig.answer()

    assert answer["channel_id"] == asked["channel_id"]


async def test_agent_is_told_in_a_dm_when_the_channel_is_closed_to_us(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """One sentence with the next step; the log has Discord's code and nobody's words."""
    rig.discord.world.permissions = dw.VIEW
    await rig.ask(DRAFT)

    (answer,) = await rig.answer()

    assert answer["channel_id"] == rig.discord.world.dm()["id"]
    assert answer["content"] == posting.NOT_SHOWN
    assert "code=50013" in caplog.text


async def test_agent_is_told_when_discord_refuses_the_words(rig: Rig) -> None:
    """A private answer that is refused is replaced by one sentence and the draft."""
    rig.discord.break_next("PATCH", r"/webhooks/.*", status=400, code=200000)
    asked = await rig.discord.slash(draft=DRAFT)

    assert await rig.ended(asked) == "told"

    (told,) = asked.texts
    assert told.startswith(posting.FAILED)
    assert DRAFT in told


async def test_agent_of_an_interaction_that_came_too_late_is_told_in_a_dm(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """After three seconds Discord takes no answer there, and what they typed stands nowhere."""
    rig.discord.routes.ack_deadline_s = -1
    asked = await rig.discord.slash(draft=DRAFT)

    assert await rig.ended(asked) == "told"

    (told,) = rig.discord.answers(rig.discord.world.dm())
    assert told["content"].startswith(posting.FAILED)
    assert DRAFT in told["content"]
    assert "code=10062" in caplog.text


async def test_coaching_that_breaks_is_told_in_a_sentence(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """Never silence, and no traceback with a draft in it."""
    rig.coach.error = RuntimeError(DRAFT)
    await rig.ask(DRAFT)
    asked = await rig.discord.slash(draft=DRAFT)

    await rig.discord.until(lambda: asked.texts and rig.discord.answers())

    assert asked.texts == [answers.WENT_WRONG]
    assert rig.discord.answers()[0]["content"] == answers.WENT_WRONG
    assert "4821" not in caplog.text


async def test_nobodys_words_are_logged(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """Neither draft nor rewrite nor token, at any level of our own log."""
    caplog.set_level(logging.DEBUG, logger="umbrella")
    await rig.ask(DRAFT)
    asked = await rig.discord.slash(draft=DRAFT)

    await rig.discord.until(lambda: asked.texts and rig.discord.answers())
    await rig.stop()

    ours = [line.getMessage() for line in caplog.records if line.name.startswith("umbrella")]
    assert any("coached platform=discord" in line for line in ours)
    for words in ("4821", "already", rig.discord.token, asked.payload["token"]):
        assert not any(words in line for line in ours)
