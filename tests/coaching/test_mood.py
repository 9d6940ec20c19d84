"""The customer's mood is told by their own words, and shows them."""

from __future__ import annotations

import pytest

from bot.coaching import mood
from bot.coaching.domain import Draft, Mood, MoodLabel


@pytest.mark.parametrize(
    ("customer", "label", "evidence"),
    [
        ("I'm furious, this is a joke", "upset", "furious"),
        ("im so fed up with this", "upset", "so fed up"),
        ("3 hours late and nobody called. Third time!", "upset", "Third time"),
        ("My hands are shaking, £900 left my account", "anxious", "My hands are shaking"),
        ("I feel so stupid, where do I log in?", "anxious", "I feel so stupid"),
        ("I’m terrified of tomorrow", "anxious", "terrified"),
        ("We love it! Thank you so much", "happy", "We love it"),
        ("My gran is over the moon", "happy", "over the moon"),
        ("Just looking around, no rush", "browsing", "Just looking around"),
        ("I'm comparing two models", "browsing", "I'm comparing"),
        ("Can I move my slot to Friday?", "neutral", ""),
        ("ok", "neutral", ""),
        ("", "neutral", ""),
    ],
)
def test_each_mood_is_read_with_the_words_that_show_it(
    customer: str, label: MoodLabel, evidence: str
) -> None:
    """Label and evidence together, for each of the five moods."""
    felt = mood.read(Draft(text="The slot is at 9:00.", customer=customer))

    assert felt == Mood(label=label, evidence=evidence)


def test_the_evidence_is_the_customers_exact_words() -> None:
    """Case and typographic signs stay as the customer typed them."""
    customer = "Honestly, I’m SO Disappointed in you."

    assert mood.read(Draft(text="Ok", customer=customer)).evidence in customer


def test_without_a_message_the_draft_may_reveal_the_mood() -> None:
    """Agents often repeat what they heard."""
    assert mood.read(Draft(text="I see that you're furious about the fee.")).label == "upset"
    assert mood.read(Draft(text="You write that you fear for the domain.")).label == "anxious"
    assert mood.read(Draft(text="The fee is $5.")) == Mood()


def test_the_customers_words_outweigh_the_drafts() -> None:
    """What a draft claims counts only when there is no message."""
    felt = mood.read(Draft(text="I see that you're furious.", customer="Which bus goes there?"))

    assert felt.label == "neutral"


def test_the_mood_that_asks_for_more_care_wins_a_tie() -> None:
    """Anger is met before fear."""
    assert mood.read(Draft(text="Ok", customer="I'm furious and terrified")).label == "upset"


def test_a_very_long_message_is_read_from_its_beginning() -> None:
    """The rest of a flood of words adds nothing but time."""
    assert mood.read(Draft(text="Ok", customer="I'm furious. " + "well " * 20_000)).hurting
