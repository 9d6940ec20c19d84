"""How a reply becomes Discord messages: literal, within the limits, nothing lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.render import Reply
from bot.platforms.discord import layout
from bot.platforms.discord.layout import (
    IN_FILE,
    MAX_CHARS,
    Post,
    in_one,
    lay_out,
    plain,
    size,
    split,
    unplain,
    without_file,
)

LONG = "Your parcel 4821 left us on 3 May. It comes to your door.\n\n" * 60


def boxed(posts: tuple[Post, ...]) -> str:
    """Join what stands in the code blocks."""
    found = (re.findall(r"```\n(.*?)\n```", post.content, re.DOTALL) for post in posts)
    return "".join(piece for pieces in found for piece in pieces)


def test_short_reply_is_one_message() -> None:
    """Lead, the text to copy, the line of why."""
    (post,) = lay_out(Reply(lead="Kinder:", text="On its way.", lines=("Why: it is.",)))

    assert post == Post(content="Kinder:\n```\nOn its way.\n```\nWhy: it is.")


def test_several_lines_become_a_list() -> None:
    """An explanation is easier to read point by point."""
    (post,) = lay_out(Reply(lead="Noticed:", text="", lines=("One.", "Two.")))

    assert post.content == "Noticed:\n- One.\n- Two."


@pytest.mark.parametrize("text", [LONG, "x" * 5000, "🌂" * 2400, "a\n" * 1990, "word " * 700])
def test_long_text_is_split_and_whole(text: str) -> None:
    """Every message fits, and the pieces joined are the text."""
    text = text.strip()
    posts = lay_out(Reply(lead="Kinder:", text=text, lines=("Why.",)))

    assert all(0 < size(post.content) <= MAX_CHARS for post in posts)
    assert boxed(posts) == text


def test_text_is_cut_between_paragraphs_first() -> None:
    """No sentence is torn where a paragraph ends."""
    pieces = split(LONG, 1000)

    assert all(piece.endswith("\n\n") for piece in pieces)


@pytest.mark.parametrize("text", ["Run:\n```\nls\n```\nthen write.", "```", "x y " * 4000])
def test_what_a_code_block_cannot_show_comes_as_a_file(text: str) -> None:
    """A fence in the text would end our own; very long texts are easier to copy from a file."""
    posts = lay_out(Reply(lead="Kinder:", text=text, lines=("Why.",)))

    assert [post.file for post in posts] == [text]
    assert posts[0].content == f"Kinder:\n{IN_FILE}\nWhy."


def test_without_files_a_fence_is_shown_escaped() -> None:
    """The words reach the agent also where the bot may not attach."""
    (attached,) = lay_out(Reply(lead="Kinder:", text="Run:\n```\nls\n```", lines=("Why.",)))

    posts = without_file(attached)

    assert posts == (Post(content="Kinder:\nRun:\n\\`\\`\\`\nls\n\\`\\`\\`\nWhy."),)


@pytest.mark.parametrize("text", ["short", "x" * 1992, "word " * 2000, "```", "🌂" * 3000])
def test_a_draft_is_handed_back_in_one_message(text: str) -> None:
    """What answers an interaction at once has no second message."""
    post = in_one(Reply(lead="Not now.", text=text.strip()))

    assert size(post.content) <= MAX_CHARS
    assert text.strip() in (post.file, boxed((post,)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“*now*” and step_by_step", "“\\*now\\*” and step\\_by\\_step"),
        ("see https://x.example/a_b?c=1.", "see <https://x.example/a_b?c=1>."),
        ("<@123> <@&456> <#7>", "\\<@123> \\<@&456> \\<#7>"),
        ("# big", "\\# big"),
        ("> said", "\\> said"),
        ("- one", "\\- one"),
        ("-# small", "\\-# small"),
        ("[ours](https://x.example)", "\\[ours](<https://x.example>)"),
        ("order #4821, 3 > 2, ~5, a|b [sic]", "order #4821, 3 > 2, ~5, a|b [sic]"),
    ],
)
def test_lines_show_their_very_characters(text: str, shown: str) -> None:
    """No markup, no mention and no preview comes out of quoted words."""
    assert plain(text) == shown


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="a\\<>*_`~|[]()#+->: \nhttps/.", max_size=60))
def test_escaped_text_can_be_read_back(text: str) -> None:
    """A form shows a question as it was asked."""
    assert unplain(plain(text)) == text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=6000), st.lists(st.text(max_size=2500), max_size=4))
def test_every_reply_fits(text: str, lines: list[str]) -> None:
    """Whatever people write."""
    posts = lay_out(Reply(lead="Kinder:", text=text, lines=tuple(lines)))

    assert all(0 < size(post.content) <= MAX_CHARS for post in posts)
    assert boxed(posts) == text or posts[0].file == text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=4000), st.integers(min_value=2, max_value=500))
def test_split_pieces_join_to_the_text(text: str, max_chars: int) -> None:
    """Nothing is lost at a border."""
    pieces = split(text, max_chars)

    assert "".join(pieces) == text
    assert all(size(piece) <= max_chars for piece in pieces)


def test_blocks_never_outgrow_a_message() -> None:
    """The fences count as well."""
    (first, *_) = lay_out(Reply(lead="", text="y" * 1992))

    assert size(first.content) <= layout.MAX_CHARS
