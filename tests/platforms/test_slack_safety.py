"""Nothing pings, nobody is answered twice, bots are left alone, no word is lost or logged."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.coaching import intake
from bot.platforms.slack import buttons, words
from tests.peers.slack_rig import Rig, slack_rig
from tests.peers.slack_server import ALICE, BOT, GENERAL, boxed, shown, typed
from tests.peers.slack_server import buttons as buttons_of

DRAFT = "As I already told you, order #4821 shipped on 3 May."
KIND_LINES = "\n".join(["The parcel & the letter are on their way to you now."] * 9)
EVERYBODY = "As I already told you, @here and @channel & <team>, order #4821 shipped on 3 May."


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


def mention(**more: Any) -> dict[str, Any]:
    """Make an `app_mention` event."""
    event = {"type": "app_mention", "user": ALICE, "channel": GENERAL, "ts": "1700000000.000100"}
    return event | {"text": f"<@{BOT}> {DRAFT}"} | more


async def test_mass_mention_is_posted_inert(rig: Rig) -> None:
    """Typed or picked from a menu, nothing in the answer calls anybody."""
    await rig.slack.write(
        GENERAL, f"<@{BOT}> {typed(EVERYBODY)} <!channel> <!here> <@U02BOB> <!subteam^S1|@all>"
    )

    answer = (await rig.posted())[0]

    assert rig.coach.drafts[0].text == f"{EVERYBODY} @channel @here @U02BOB @all"
    assert "@here and @channel & <team>" in boxed(answer)
    assert "&lt;team&gt;" in answer["text"]
    assert "<" not in answer["text"]
    assert "@here" not in answer["text"]
    assert "@channel" not in answer["text"]
    for block in answer["blocks"]:
        assert block["type"] in ("rich_text", "actions")
        assert not {"user", "broadcast", "usergroup", "link"} & kinds(block)


async def test_nothing_that_is_posted_unfurls(rig: Rig) -> None:
    """A link in a draft opens no preview."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT} <https://a.example/x?a=1&amp;b=2>")

    call = (await rig.called("chat.postMessage"))[0]

    assert call["unfurl_links"] is False
    assert call["unfurl_media"] is False
    assert call["parse"] == "none"
    assert "https://a.example/x?a=1&b=2" in json.dumps(call["blocks"])


@pytest.mark.parametrize(
    "event",
    [
        mention(bot_id="B0OTHER"),
        mention(bot_profile={"id": "B0OTHER"}),
        mention(subtype="bot_message"),
        mention(user=BOT),
        mention(user="USLACKBOT"),
        mention(user=None),
        mention(type="message", channel_type="im", bot_id="B0OTHER"),
        mention(type="message", channel_type="im", subtype="message_changed"),
        mention(type="message", channel_type="im", subtype="message_deleted"),
        mention(type="message", channel_type="im", subtype="channel_join"),
        mention(type="message", channel_type="channel"),
    ],
    ids=lambda event: "-".join(str(event.get(key, "")) for key in ("type", "subtype", "user")),
)
async def test_what_no_person_asks_is_left_alone(rig: Rig, event: dict[str, Any]) -> None:
    """Bots, ourselves, edits, deletions and talk that is not meant for us."""
    await rig.event(event)

    await rig.settle()

    assert not rig.coach.drafts
    assert not await rig.slack.posted(GENERAL)


async def test_edits_and_deletions_bring_no_second_answer(rig: Rig) -> None:
    """Slack reports both as messages of their own."""
    dm = await rig.slack.dm()
    ts = await rig.slack.write(dm, DRAFT)
    await rig.posted(channel=dm)
    await rig.slack.edit(dm, ts, f"{DRAFT} Bye.")
    await rig.slack.delete(dm, ts)

    await rig.settle()

    assert len(await rig.slack.posted(dm)) == 1


async def test_redelivered_event_is_answered_once(rig: Rig) -> None:
    """The retry carries the same event id under another envelope."""
    rig.proxy.redeliver = 2
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    await rig.settle()

    assert len(set(rig.proxy.delivered)) == 4
    assert len(await rig.slack.posted(GENERAL)) == 1


async def test_mention_that_also_comes_as_a_message_is_answered_once(rig: Rig) -> None:
    """Two events with ids of their own, one message."""
    await rig.event(mention())
    await rig.event(mention(type="message", channel_type="im"))

    await rig.settle()

    assert len(await rig.slack.posted(GENERAL)) == 1


@pytest.mark.parametrize("size", [5_000, intake.MAX_CHARS])
async def test_long_draft_comes_back_whole_within_slacks_limits(rig: Rig, size: int) -> None:
    """Several messages in the same thread; joined, their boxes hold every word."""
    rude = [f"As I told you, item #{number} costs €{number}.99 & more." for number in range(99)]
    draft = "\n".join(f"{line}\n{KIND_LINES}" for line in rude)[:size].rsplit("\n", 1)[0]
    ts = await rig.slack.write(GENERAL, f"<@{BOT}> {typed(draft)}")

    await rig.settle()
    posted = await rig.slack.posted(GENERAL)

    whole = "".join(boxed(message) for message in posted)
    for number in range(draft.count("As I told you")):
        assert f"tem #{number} costs €{number}.99 & more." in whole
    assert whole.count(KIND_LINES) == draft.count(KIND_LINES) > size / 600
    for message in posted:
        assert message["thread_ts"] == ts
        assert len(message["text"]) <= 4_000
        assert len(message["blocks"]) <= 50
        said = set(strings(message["blocks"])) - set(buttons.LABELS.values())
        assert all(typed(text) in message["text"] for text in said)
        assert all(len(text) <= 3_000 for text in strings(message["blocks"]))
    assert all(
        len(button["value"]) <= 2_000 for message in posted for button in buttons_of(message)
    )


async def test_draft_too_long_for_the_button_says_where_the_critique_is(rig: Rig) -> None:
    """The button would have to carry the draft, as nothing is stored."""
    parcels = (f"Parcel {number**9 % 10**9 + 7} left on Monday." for number in range(400))
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT} {' '.join(parcels)}")

    await rig.settle()
    last = (await rig.slack.posted(GENERAL))[-1]

    assert not buttons_of(last)
    assert words.WHY_BY_COMMAND in shown(last)


async def test_draft_over_the_limit_is_told_kindly(rig: Rig) -> None:
    """One sentence with the next step."""
    await rig.slack.write(GENERAL, f"<@{BOT}> " + "word " * 5_000)

    answer = (await rig.posted())[0]

    assert shown(answer).startswith("That draft has 24,999 characters")


@pytest.mark.parametrize(
    "text",
    ["🙂", "\u202eolleh\u202c \u200bdear", "<b>No.</b>", "{{name}}, no.", "```rm -rf```", "Nein."],
)
async def test_odd_drafts_get_an_answer(rig: Rig, text: str) -> None:
    """Whatever it is, there is an answer and nothing of it is lost."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {typed(text)}")

    assert shown((await rig.posted())[0])
    assert rig.coach.drafts[0].text == text


async def test_logs_hold_nobodys_words(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """Not at any level of our own, and not in the SDK's warnings."""
    caplog.set_level(logging.DEBUG, "umbrella")
    rig.coach.error = RuntimeError(DRAFT)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    await rig.slack.command(GENERAL, DRAFT)
    await rig.event({"type": "team_join", "user": {"id": "U9", "name": DRAFT}})
    await rig.posted(2)

    logged = " ".join(record.getMessage() + str(record.exc_info) for record in caplog.records)

    assert "stumbled" in logged
    assert "4821" not in logged
    assert "xoxb" not in logged


def kinds(value: object) -> set[str]:
    """Collect every `type` inside a block."""
    if isinstance(value, dict):
        found = {kind for one in value.values() for kind in kinds(one)}
        return found | {str(value.get("type"))}
    if isinstance(value, list):
        return {kind for one in value for kind in kinds(one)}
    return set()


def strings(value: object) -> list[str]:
    """Collect every `text` inside blocks."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for one in value.values() for text in strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return []
