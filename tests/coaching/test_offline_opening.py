"""A calm customer reads what they want before they read what we need, and a plain yes."""

from __future__ import annotations

import pytest

from bot.coaching import wordings
from bot.coaching.offline_occasion import shame
from bot.coaching.offline_opening import aim, opened
from bot.coaching.offline_text import voice
from bot.coaching.offline_wording import Ground


@pytest.mark.parametrize(
    ("customer", "said"),
    [
        ("need to add my wife to the policy", "add your wife to the policy"),
        ("How do I change my address?", "change your address"),
        (
            "I'd like to book my poodle for grooming, she is nervous.",
            "book your poodle for grooming",
        ),
        ("can i return the ring? she said no", "return the ring"),
        ("not sure i want to move yet", ""),
        ("do I need to bring anything?", ""),
        ("I want to know why you closed my branch", ""),
        ("thanks, bye", ""),
    ],
)
def test_the_aim_is_theirs_or_nothing(customer: str, said: str) -> None:
    """It follows "To" as they said it; what is no plain aim is left alone."""
    assert aim(customer) == said


def opening(customer: str, before: str, text: str) -> str:
    """Open a text that was another before."""
    return opened(text, before, customer, Ground(wordings.load(), voice(before), {}))


def test_a_request_begins_with_what_they_want() -> None:
    """The reason for our asking stands before it."""
    assert (
        opening("need to add my wife", "Hi, send her name.", "Hi, could you send her name?")
        == "Hi, to add your wife, could you send her name?"
    )


def test_a_request_of_the_agents_own_stays() -> None:
    """What was asked kindly already is nobody's to change."""
    text = "Could you send her name? No later."

    assert opening("need to add my wife", f"Listen! {text}", text) == text


@pytest.mark.parametrize(
    ("customer", "text", "said"),
    [
        ("Do you do vegan cakes?", "Vegan cakes start at £4.", "Yes, vegan cakes start at £4."),
        ("Do you do vegan cakes?", "Vegan cakes are sold out.", "Vegan cakes are sold out."),
        ("Do you do vegan cakes?", "Our shop opens at 9.", "Our shop opens at 9."),
    ],
)
def test_a_yes_is_said_where_the_draft_says_it(customer: str, text: str, said: str) -> None:
    """No yes is made up."""
    assert opening(customer, f"We are the best! {text}", text) == said


@pytest.mark.parametrize(
    ("customer", "word"),
    [
        ("I feel such a fool", "foolish"),
        ("sorry, dumb question", "silly"),
        ("your app is stupid", ""),
        ("what a silly price", ""),
    ],
)
def test_shame_is_theirs_and_said_gently(customer: str, word: str) -> None:
    """The harsh word they use for themselves is not repeated."""
    assert shame(customer) == word
