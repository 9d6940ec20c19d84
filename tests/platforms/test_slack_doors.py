"""Every door of Slack, over real sockets: the real bolt client, a local Slack, the real coach."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import tip_times
from bot.coaching import intake, render
from bot.desk.job import Job
from bot.platforms.slack import words
from tests.peers.slack_rig import Rig, slack_rig
from tests.peers.slack_server import ALICE, BOB, BOT, GENERAL, QUIET, boxed, buttons, shown, typed

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Run the bot against an empty workspace."""
    async with slack_rig(tmp_path) as running:
        yield running


async def test_mention_is_answered_in_its_own_thread(rig: Rig) -> None:
    """The rewrite keeps the facts and stands below the mention."""
    ts = await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")

    answer = (await rig.posted())[0]

    assert answer["thread_ts"] == ts
    assert "#4821" in boxed(answer)
    assert "3 May" in boxed(answer)
    assert "already told" not in boxed(answer)
    assert shown(answer).startswith(render.KINDER)
    assert rig.coach.drafts[0].text == DRAFT


async def test_mention_inside_a_thread_is_answered_in_that_thread(rig: Rig) -> None:
    """No new thread is opened."""
    root = await rig.slack.write(GENERAL, "A customer asks for a parcel.", user=BOB)
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}", thread=root)

    answer = (await rig.posted())[0]

    assert answer["thread_ts"] == root


async def test_command_is_answered_to_the_agent_alone_with_the_score(rig: Rig) -> None:
    """Nobody else reads score or critique."""
    await rig.slack.command(GENERAL, DRAFT)

    answer = (await rig.posted())[0]

    assert answer["subtype"] == "ephemeral"
    assert answer["ephemeral_to"] == ALICE
    assert "#4821" in boxed(answer)
    assert "Kindness score" in shown(answer)
    assert not rig.proxy.called("chat.postMessage")


@pytest.mark.parametrize("text", [DRAFT, "Your parcel #4821 left us on 3 May, Anna."])
async def test_command_gives_the_agents_own_words_back(rig: Rig, text: str) -> None:
    """Slack shows a command nowhere, so without this the draft would be gone."""
    await rig.slack.command(GENERAL, text)

    answer = (await rig.posted())[0]

    assert words.YOURS in shown(answer)
    assert boxed(answer).endswith(text)


async def test_draft_in_a_dm_is_answered_in_its_thread(rig: Rig) -> None:
    """A DM works like a mention."""
    dm = await rig.slack.dm()
    ts = await rig.slack.write(dm, DRAFT)

    answer = (await rig.posted(channel=dm))[0]

    assert answer["thread_ts"] == ts
    assert "#4821" in boxed(answer)


@pytest.mark.parametrize("between", ["\n", " "])
async def test_quoted_lines_above_the_draft_are_the_customer(rig: Rig, between: str) -> None:
    """Slack sends a quote as escaped `>` lines."""
    quote = typed("> Where is my parcel?\n> I asked on Monday & nobody answered!\n")
    await rig.slack.write(GENERAL, f"<@{BOT}>{between}{quote}{DRAFT}")

    await rig.posted()

    assert rig.coach.drafts[0].customer == (
        "Where is my parcel?\nI asked on Monday & nobody answered!"
    )
    assert rig.coach.drafts[0].text == DRAFT


async def test_message_shortcut_is_answered_to_the_agent_alone(rig: Rig) -> None:
    """It works where the bot is no member, through the response URL."""
    await rig.shortcut(f"<@{BOT}> {DRAFT}", thread="1690000000.000100")

    answer = (await rig.responded())[0]

    assert answer["response_type"] == "ephemeral"
    assert answer["replace_original"] is False
    assert answer["thread_ts"] == "1690000000.000100"
    assert "#4821" in boxed(answer)
    assert "Kindness score" in shown(answer)
    assert rig.coach.drafts[0].text == DRAFT


async def test_why_button_explains_to_the_writer_alone(rig: Rig) -> None:
    """The thread shows no score; the writer sees all, others nothing, and nothing was stored."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    answer = (await rig.posted())[0]
    assert "score" not in shown(answer).lower()
    assert [button["text"]["text"] for button in buttons(answer)] == ["Why?"]

    await rig.slack.press(answer, user=BOB)
    refusal = (await rig.posted(2))[1]
    assert (refusal["ephemeral_to"], shown(refusal)) == (BOB, words.NOT_YOURS)

    await rig.slack.press(answer)
    critique = (await rig.posted(3))[2]

    assert critique["subtype"] == "ephemeral"
    assert critique["ephemeral_to"] != BOB
    assert shown(critique).startswith(words.NOTICED)
    assert "As I already told you" in shown(critique)
    assert "Kindness score" in shown(critique)
    assert not boxed(critique)
    assert len(rig.coach.drafts) == 1


async def test_button_of_another_age_says_what_to_do(rig: Rig) -> None:
    """A value that cannot be read is answered with the next step."""
    await rig.slack.write(GENERAL, f"<@{BOT}> {DRAFT}")
    answer = (await rig.posted())[0]
    buttons(answer)[0]["value"] = "not one of ours"

    await rig.slack.press(answer)
    critique = (await rig.posted(2))[1]

    assert shown(critique) == words.STALE


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "help"])
async def test_empty_mention_says_how_to_use_it(rig: Rig, text: str) -> None:
    """Nothing to coach is no error."""
    ts = await rig.slack.write(GENERAL, f"<@{BOT}> {text}")

    answer = (await rig.posted())[0]

    assert shown(answer) == f"{intake.HOW_TO}\n{tip_times.HOW_TO}"
    assert answer["thread_ts"] == ts


async def test_empty_command_says_how_to_use_it(rig: Rig) -> None:
    """The same for the command."""
    await rig.slack.command(GENERAL, "")

    answer = (await rig.posted())[0]

    assert answer["subtype"] == "ephemeral"
    assert shown(answer) == f"{intake.HOW_TO}\n{tip_times.HOW_TO}"


async def test_kind_draft_comes_back_as_ready_without_a_button(rig: Rig) -> None:
    """A kind draft is left alone, and told so."""
    await rig.slack.write(GENERAL, f"<@{BOT}> Your parcel #4821 left us on 3 May, Anna.")

    answer = (await rig.posted())[0]

    assert shown(answer) == render.READY
    assert not buttons(answer)


async def test_home_tab_says_how_to_use_it(rig: Rig) -> None:
    """The page is published when the tab is opened."""
    await rig.slack.open_home()

    call = (await rig.called("views.publish"))[0]

    assert call["user_id"] == ALICE
    assert call["view"]["type"] == "home"
    assert "/coach" in shown(call["view"])


async def test_tip_is_posted_once_for_its_key(rig: Rig) -> None:
    """A second post under the same key is harmless; nothing in a tip is markup."""
    title, text = "Ask & wait", "Ask before you <touch> their umbrella."
    said = {"channel": QUIET, "title": title, "text": text}
    tip = Job(key="tip:today", platform="slack", door="tip", words=said)

    assert await rig.desk.take(tip)
    assert not await rig.desk.take(tip)
    await rig.settle()

    posted = await rig.slack.posted(QUIET)
    assert [shown(message) for message in posted] == [f"{title}\n\n{text}"]
    assert posted[0]["text"] == "Ask &amp; wait: Ask before you &lt;touch&gt; their umbrella."
    assert "thread_ts" not in posted[0]


def test_slack_knows_its_own_channels(rig: Rig) -> None:
    """Discord ids and names are not ours."""
    assert all(rig.bot.owns(channel) for channel in (GENERAL, "G024BE91L", "D024BE91L"))
    assert not any(rig.bot.owns(channel) for channel in ("1290", "", "general", "U01ALICE"))
    assert rig.bot.name == "slack"
