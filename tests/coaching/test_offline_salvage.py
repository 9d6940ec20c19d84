"""What stays of a sentence that is at fault as a whole, and whom it addresses."""

from __future__ import annotations

import pytest

from bot.coaching import sentences
from bot.coaching.domain import Finding
from bot.coaching.offline_address import fit, hand_on, without
from bot.coaching.offline_carries import carries
from bot.coaching.offline_salvage import salvage


@pytest.mark.parametrize(
    ("sentence", "slug", "left"),
    [
        (
            "As any serious applicant would already know, it is 6 months.",
            "never-insult-or-threaten",
            "It is 6 months.",
        ),
        (
            "You're on v1, which is old since 2022 and says so in a banner the size of a bus.",
            "happy-over-right",
            "You're on v1, which is old since 2022.",
        ),
        (
            "The refund of £57.20 was issued on the 2nd, so have a look at your statement.",
            "happy-over-right",
            "The refund of £57.20 was issued on the 2nd.",
        ),
        (
            "The founding rate is $29 and it goes when I clock off, my boss won't let me hold it.",
            "no-hard-sell",
            "The founding rate is $29.",
        ),
        (
            "I've put a free month on your account, and for an extra $3 you could go ad-free too.",
            "no-upsell-when-unhappy",
            "I've put a free month on your account.",
        ),
        (
            "the plan is 9 euros a month, hurry up and grab it",
            "no-hard-sell",
            "the plan is 9 euros a month",
        ),
    ],
)
def test_facts_stay_and_the_fault_goes(sentence: str, slug: str, left: str) -> None:
    """The clause is edited, not the sentence."""
    assert salvage(sentence, slug) == left


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("You never listen, and frankly you never will.", "never-insult-or-threaten"),
        ("Our team has won six awards and we couldn't be prouder.", "about-them"),
        ("It will be gone by tonight!", "no-hard-sell"),
        ("Our Gold plan at $9 would spare you this!", "no-upsell-when-unhappy"),
    ],
)
def test_a_sentence_that_carries_nothing_may_leave(sentence: str, slug: str) -> None:
    """A barb, a brag, pressure, a pitch."""
    assert salvage(sentence, slug) == ""


@pytest.mark.parametrize(
    "words",
    ["We can't change the date", "Band C is final", "the code is 4471", "Ms Okoro has the file"],
)
def test_facts_names_and_decisions_carry(words: str) -> None:
    """A no stays a no."""
    assert carries(words)


@pytest.mark.parametrize("words", ["It's not rocket science", "you can't read", "I don't care"])
def test_a_barb_with_a_not_is_no_decision(words: str) -> None:
    """Not every "not" decides something."""
    assert not carries(words)


def test_what_cannot_be_taken_apart_stays_whole() -> None:
    """Better as it was than half."""
    assert salvage("Upgrade in 2 hours or your 62-day history is gone.", "no-hard-sell") is None


def _finding(text: str, words: str, slug: str) -> Finding:
    start = text.index(words)
    return Finding(
        slug=slug, start=start, end=start + len(words), quote=words, why="Because.", move="Kindly."
    )


def test_an_address_is_no_part_of_the_sentence_behind_it() -> None:
    """Whom we write to is never at fault."""
    text = "Dear Mr Sand, this is not our job. The desk opens at 9."
    whole = without(sentences.split(text), [_finding(text, "this is not our job", "own-it")])

    assert [sentence.text for sentence in whole] == [
        "this is not our job.",
        "The desk opens at 9.",
    ]


def test_a_canned_address_stays_with_its_sentence() -> None:
    """It is what has to change."""
    text = "Dear valued customer, the desk opens at 9."
    whole = without(sentences.split(text), [_finding(text, "Dear valued", "only-customer")])

    assert whole[0].text == text


def test_the_next_sentence_follows_the_address_when_one_goes() -> None:
    """No name is left hanging."""
    text = "Dear Mr Sand, this is not our job. The desk opens at 9."
    whole = without(sentences.split(text), [])
    put = {0: ""}

    hand_on(text, whole, put)

    assert put == {0: "", 1: "the desk opens at 9."}


def test_words_behind_an_address_begin_small_and_names_do_not() -> None:
    """Mr Sand, Otto Lifts can help."""
    text = "Dear Mr Sand, ask Otto Lifts."
    first = without(sentences.split(text), [])[0]

    assert fit(text, first, "The right place is Otto Lifts.").startswith("the right")
    assert fit(text, first, "Otto Lifts can help.").startswith("Otto")
