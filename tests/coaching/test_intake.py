"""How a draft is given."""

from __future__ import annotations

import pytest

from bot.coaching import intake


def test_quoted_lines_above_a_draft_are_the_customer() -> None:
    """The one form that works at every door."""
    draft = intake.read("> Where is it?\n> I am furious!\n\nIt shipped.\n> kept in the draft")

    assert draft.customer == "Where is it?\nI am furious!"
    assert draft.text == "It shipped.\n> kept in the draft"


def test_quoted_lines_alone_are_asked_for_a_draft() -> None:
    """The customer's words are not coached; one sentence says what is missing."""
    with pytest.raises(intake.IntakeError, match="with your draft below them"):
        intake.read("> No.\n> Never.")


@pytest.mark.parametrize(
    "call", ["help", " Help\n", "how do I use this?", "How does it work", "what can you do?"]
)
def test_a_call_for_help_is_helped(call: str) -> None:
    """At every door."""
    with pytest.raises(intake.IntakeError, match="Send me the reply"):
        intake.read(call)


def test_a_plain_draft_stays_as_it_was_typed() -> None:
    """Inner white space, Windows line ends aside, is the agent's own."""
    assert intake.read("  One\r\n\r\n  two  \n").text == "One\n\n  two"


@pytest.mark.parametrize("nothing", ["", "  \n\t ", "\u200b\u2060", "\ufeff \u202e"])
def test_nothing_to_coach_is_told_how_to_begin(nothing: str) -> None:
    """Empty, blank and invisible drafts get the how-to, never a crash."""
    with pytest.raises(intake.IntakeError, match="Send me the reply"):
        intake.read(nothing)


def test_a_draft_over_the_limit_is_told_the_limit() -> None:
    """One clear sentence with the next step."""
    assert len(intake.read("a" * intake.MAX_CHARS).text) == intake.MAX_CHARS
    with pytest.raises(intake.IntakeError, match="20,001 characters and I can read 20,000"):
        intake.read("a" * (intake.MAX_CHARS + 1))
