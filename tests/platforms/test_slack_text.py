"""Slack's text in and out, and what is laid out from it."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.coaching.domain import Draft
from bot.coaching.render import Reply
from bot.platforms.slack import asks, blocks, buttons, doors, home, jobs
from bot.platforms.slack.text import decode, fallback, without_mention

MANIFEST = Path(__file__).parents[2] / "deploy" / "slack-manifest.yaml"
SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
}
"""What an event needs. Source: Slack, events reference, read 2026-11-21."""


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("ask <@U02BOB> or <@U02BOB|bob>", "ask @U02BOB or @bob"),
        ("see <#C01GEN|general> and <#C01GEN>", "see #general and #C01GEN"),
        ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@team-a> <!subteam^S1>", "@team-a @S1"),
        ("<!date^1392734382^{date}|18 Feb 2014>", "18 Feb 2014"),
        ("<https://a.example/x?a=1&amp;b=step_by_step>", "https://a.example/x?a=1&b=step_by_step"),
        ("<http://a.example|a.example>", "a.example"),
        ("<https://a.example/|https://a.example>", "https://a.example"),
        ("our <https://a.example/help|help page>", "our help page (https://a.example/help)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<tel:+4930123|+49 30 123> <tel:+4930123>", "+49 30 123 (+4930123) +4930123"),
        ("{{name}} :wave: *bold* _it_ `code`", "{{name}} :wave: *bold* _it_ `code`"),
        ("1 < 2 and <b>bold</b>", "1 < 2 and <b>bold</b>"),
        ("ü&gt;é\n&gt; quoted", "ü>é\n> quoted"),
    ],
)
def test_decoding_gives_back_what_was_typed(sent: str, typed: str) -> None:
    """Escapes once, tokens as people read them, everything else untouched."""
    assert decode(sent) == typed


@given(st.text())
def test_decoding_undoes_slacks_escaping_of_any_text(text: str) -> None:
    """Whatever an agent types reaches the coach unchanged."""
    sent = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert decode(sent) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<@U0BOT> No.", "No."),
        ("<@U0BOT>: No.", "No."),
        ("<@U0BOT|coach>\n&gt; Where?\nNo.", "&gt; Where?\nNo."),
        ("  <@U0BOT> <@U0BOT>, No. <@U0BOT>", "No."),
        ("No. <@U0BOT>", "No."),
        ("<@U02BOB> no", "<@U02BOB> no"),
        ("<@U0BOT>", ""),
    ],
)
def test_our_own_mention_is_no_part_of_the_draft(text: str, left: str) -> None:
    """An address is not what the customer will read; other people's names stay."""
    assert without_mention(text, "U0BOT") == left


@given(st.text(alphabet=st.sampled_from("<>&@!#| heran:/.\n"), max_size=60), st.integers(5, 40))
def test_fallback_never_holds_markup(text: str, max_chars: int) -> None:
    """Within its length, escapes whole, nobody called."""
    safe = fallback(text, max_chars=max_chars)

    assert len(safe) <= max_chars
    assert not set("<>") & set(safe)
    assert "&" not in safe.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "@here" not in safe


@given(st.text(max_size=400), st.integers(5, 60))
def test_pieces_join_to_the_text(text: str, max_chars: int) -> None:
    """Nothing is lost and nothing too long, once escaped."""
    found = blocks.pieces(text, max_chars=max_chars)

    assert "".join(found) == text
    assert all(len(fallback(piece)) > 0 for piece in found)
    assert all(len(piece) <= max_chars for piece in found)


def test_text_is_cut_between_paragraphs_first() -> None:
    """A cut inside a sentence is the last resort."""
    assert blocks.pieces("One two.\n\nThree four. Five.", max_chars=18) == (
        "One two.\n\n",
        "Three four. Five.",
    )


@given(
    st.builds(
        Reply,
        lead=st.text(max_size=80),
        text=st.text(max_size=9_000),
        lines=st.lists(st.text(min_size=1, max_size=300), max_size=60).map(tuple),
    )
)
def test_every_message_is_within_slacks_limits(reply: Reply) -> None:
    """The SDK's own models are the judge of shapes."""
    value = "x" * buttons.MAX_VALUE_CHARS
    row = buttons.row((buttons.WHY, value), (buttons.ANSWER, value))
    for message in blocks.messages(reply, rows=(row, buttons.vote("offline"))):
        assert 0 < len(message.text) <= 4_000
        assert 0 < len(message.blocks) <= 50
        assert len(Block.parse_all(list(message.blocks))) == len(message.blocks)
        for block in Block.parse_all(list(message.blocks)):
            block.to_dict()


def test_many_findings_are_counted_instead_of_listed() -> None:
    """Slack takes five answers a command."""
    reply = Reply(lead="a", text="", lines=tuple(f"line {number}" for number in range(100)))

    (message,) = blocks.messages(reply)

    assert message.text.endswith("And 71 more like these.")


def test_quoted_words_stand_out_in_a_list() -> None:
    """The agent finds their own words first."""
    (message,) = blocks.messages(Reply(lead="", text="", lines=("“No.”: It shuts.", "Score: 3.")))

    first = message.blocks[0]["elements"][0]["elements"][0]["elements"]
    assert first == [
        {"type": "text", "text": "“No.”", "style": {"bold": True}},
        {"type": "text", "text": ": It shuts."},
    ]
    assert message.text == "• “No.”: It shuts.\n• Score: 3."


WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs", "N")), max_size=300)


@given(WORDS, st.none() | WORDS.filter(bool), st.lists(WORDS, max_size=3))
def test_button_gives_the_draft_back(text: str, customer: str | None, questions: list[str]) -> None:
    """What fits into a value comes back as it was."""
    answers = tuple(reversed(questions))
    draft = Draft(text=f"{text} No.", customer=customer, answers=answers, names=("Ada",))
    value = buttons.pack(draft, "U1", questions, by="openai")

    assert len(value) <= buttons.MAX_VALUE_CHARS
    carried = buttons.Carried(draft=draft, writer="U1", questions=tuple(questions), by="openai")
    assert not value or buttons.unpack(value) == carried


def test_button_carries_no_full_card_number() -> None:
    """What the bot posts is masked, its buttons included."""
    card = "Your card 4111 1111 1111 1111 was charged."
    draft = Draft(text=card, customer=card, answers=(card,))

    found = buttons.unpack(buttons.pack(draft, "U1", [card]))

    assert found is not None
    told = [found.draft.text, str(found.draft.customer), *found.draft.answers, *found.questions]
    assert len(told) == 4
    assert all(text.endswith("1111 was charged.") for text in told)
    assert not any("4111 1111" in text for text in told)


def test_button_of_the_last_version_still_works() -> None:
    """What was posted before an upgrade stays in the thread."""
    words = json.dumps(["U1", "No.", ""]).encode()
    value = base64.urlsafe_b64encode(zlib.compress(words)).decode()

    assert buttons.unpack(value) == buttons.Carried(draft=Draft(text="No."), writer="U1")


@pytest.mark.parametrize("value", ["", "x", "é", "eJwDAAAAAAE=", "eJyLjgUAARUAuQ==", "AAAA"])
def test_foreign_button_is_refused(value: str) -> None:
    """Nothing but our own packing is read."""
    assert buttons.unpack(value) is None


def test_manifest_asks_for_exactly_what_we_listen_to() -> None:
    """No event that nobody hears, no scope that nothing needs."""
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text())
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])

    assert sorted(events) == sorted(doors.EVENTS)
    assert scopes == {SCOPES[event] for event in events if event in SCOPES} | {
        "chat:write",
        "commands",
    }
    assert [one["command"] for one in manifest["features"]["slash_commands"]] == ["/coach"]
    assert [one["callback_id"] for one in manifest["features"]["shortcuts"]] == ["coach_draft"]
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]
    assert len(manifest["display_information"]["description"]) <= 140


def test_home_tab_is_a_view_that_slack_takes() -> None:
    """The SDK's own model is the judge."""
    view = View(**home.view())

    assert len(view.to_dict()["blocks"]) == len(home.view()["blocks"])


def test_names_come_from_the_event_alone() -> None:
    """We ask for no scope to look people up."""
    event = {"user": "U1", "ts": "1", "channel": "C1", "text": "No.", "type": "app_mention"}
    profile = {"real_name": "Ada Byron", "first_name": "Ada", "display_name": "ada"}
    me = asks.Me(team="T1", user="U0", bot="B0")

    named = asks.mention({"event": event | {"user_profile": profile}, "event_id": "E1"}, me)
    bare = asks.mention({"event": event, "event_id": "E1"}, me)

    assert named is not None
    assert bare is not None
    assert named.names == ("Ada Byron", "Ada")
    assert bare.names == ()
    assert bare.key == "slack:T1:C1:1"


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", None])
def test_draft_with_a_picture_or_sent_to_the_channel_too_is_a_draft(subtype: str | None) -> None:
    """A person wrote it, whatever else came along."""
    event = {"type": "message", "channel_type": "im", "user": "U1", "text": "No.", "ts": "1"}
    me = asks.Me(team="T1", user="U0", bot="B0")

    asked = asks.direct({"event": event | {"subtype": subtype}}, me)

    assert asked is not None
    assert asked.text == "No."


def test_payload_without_ids_shares_no_key_with_another() -> None:
    """An empty key would let the first such draft silence all the others."""
    me = asks.Me(team="T1", user="U0", bot="B0")
    event = {"type": "app_mention", "user": "U1", "channel": "C1", "text": "No."}

    asked = [asks.mention({"event": event}, me) for _ in range(2)]
    asked += [asks.command({"text": "No."}, me), asks.press({}, me, "why"), asks.submission({}, me)]

    keys = {jobs.to_job(ask).key for ask in asked if ask}
    assert len(keys) == len(asked)
