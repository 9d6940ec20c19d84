"""What happened is said back in the customer's own words, or not at all."""

from __future__ import annotations

import pytest

from bot.coaching import wordings
from bot.coaching.offline_customer import declines, hear

WORDS = wordings.load()
NOUNS = frozenset(noun for one in WORDS.of("nouns") for put in one.puts for noun in put.split())


def told(customer: str, draft: str = "") -> str:
    """Hear what happened."""
    return hear(customer, draft, NOUNS, echoes=WORDS.of("echo")).clause


@pytest.mark.parametrize(
    ("customer", "said"),
    [
        ("found a hair in my soup", "about the hair in your soup"),
        ("I've been on hold an hour with a crying baby", "about the hour on hold"),
        ("Second week the lift at Harlow is broken.", "the lift at Harlow is broken"),
        ("driver came 5 mins late, just so you know", "the driver came five minutes late"),
        ("no hot water for 6 days, with a toddler", "about the six days without hot water"),
        ("You sent my letter to my ex's house.", "your letter went to your ex's house"),
        ("Cancelled. Nobody turned up, nobody rang.", "that nobody turned up"),
    ],
)
def test_customers_hear_their_own_story(customer: str, said: str) -> None:
    """Each follows "I'm sorry" as a sentence."""
    assert told(customer) == said


@pytest.mark.parametrize(
    "customer",
    ["I was banned and I never cheated.", "My bill was £41.50 wrong", "You lied to me", "help!!"],
)
def test_what_is_not_surely_a_sentence_is_left_alone(customer: str) -> None:
    """No figure that the draft lacks, no guess, no accusation."""
    assert told(customer) == ""


def test_a_disputed_story_is_not_conceded() -> None:
    """The draft says otherwise, and we do not decide it."""
    assert told("My parcel never arrived", "Our records show it was handed over.") == ""


@pytest.mark.parametrize("customer", ["pls cancel my plan", "No thanks", "stop calling me"])
def test_a_no_is_heard(customer: str) -> None:
    """No offer belongs behind it."""
    assert declines(customer)


def test_a_question_is_no_refusal() -> None:
    """Somebody who asks has not said no."""
    assert not declines("Could you tell me the price?")
