"""Votes on coachings: what a button carries, and what is left of whoever pressed it."""

from __future__ import annotations

import pytest

from bot import votes


@pytest.mark.parametrize("writer", ["offline", "openai", "w" * 40])
def test_the_two_buttons_differ_in_nothing_but_the_vote(writer: str) -> None:
    """Both are about one coaching, and fit into any button."""
    yes, no = (votes.read(value) for value in votes.values(writer))

    assert yes
    assert no
    assert (yes.useful, no.useful) == (True, False)
    assert yes.writer == no.writer == writer
    assert yes.answer == no.answer
    assert max(map(len, votes.values(writer))) <= 70


def test_a_vote_counts_once_for_a_person_and_a_coaching() -> None:
    """A change of mind has the same key; another coaching or person has another."""
    yes, no = (votes.read(value) for value in votes.values("offline"))
    other = votes.read(votes.values("offline")[0])
    assert yes
    assert no
    assert other

    assert yes.key("slack", "U1") == no.key("slack", "U1")
    keys = {yes.key("slack", "U1"), yes.key("slack", "U2"), other.key("slack", "U1")}
    assert len(keys | {yes.key("discord", "U1")}) == 4
    assert not any("U1" in key for key in keys)


@pytest.mark.parametrize("value", ["", "vote", "vote:a b:0123456789abcdef:yes", "vote:x:0:yes"])
def test_a_foreign_button_is_no_vote(value: str) -> None:
    """Nothing but our own values is counted."""
    assert votes.read(value) is None
