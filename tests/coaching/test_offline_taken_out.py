"""What leaves a draft, and what stays of a sentence that is at fault."""

from __future__ import annotations

import pytest

from bot.coaching import wordings
from bot.coaching.domain import Finding
from bot.coaching.offline_apply import apply
from bot.coaching.offline_carries import A_NO, carries, idle, needless
from bot.coaching.offline_decides import decides
from bot.coaching.offline_edits import plan
from bot.coaching.offline_requests import ask
from bot.coaching.offline_text import voice
from bot.coaching.offline_wording import Ground


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("That is not what happened", "happy-over-right"),
        ("By tonight they won't be there", "no-hard-sell"),
        ("Even my five year old can see it", "never-insult-or-threaten"),
        ("It's not as if the sky fell", "take-it-seriously"),
    ],
)
def test_a_not_in_a_jab_is_no_decision(words: str, slug: str) -> None:
    """What only jabs may leave whole."""
    assert not carries(words, slug)


@pytest.mark.parametrize(
    "words",
    ["We can't refund it", "It's not covered", "We don't ship abroad", "Issued bills can't be cut"],
)
def test_a_plain_no_stays_one_whatever_its_tone(words: str) -> None:
    """A no is never lost with the tone it came in."""
    assert decides(words, "happy-over-right")


@pytest.mark.parametrize(
    "words", ["We have four phone booths and we adore our coffee", "Our shirts are pre-washed."]
)
def test_what_there_is_stays_beside_a_boast(words: str) -> None:
    """Whoever asked for it wants to know, however proud we are of it."""
    assert carries(words, "about-them")
    assert not needless(words, "about-them")


@pytest.mark.parametrize("words", ["no peonies, season is over", "No places left."])
def test_a_no_without_a_verb_is_a_decision(words: str) -> None:
    """So hurried agents say it."""
    assert decides(words, "happy-over-right")


@pytest.mark.parametrize("words", ["no worries, take your time", "no problem at all."])
def test_a_no_that_soothes_is_none(words: str) -> None:
    """Nothing is refused."""
    assert not decides(words, "happy-over-right")


def test_words_that_take_the_pressure_off_stay() -> None:
    """They speak of deciding, and leave it."""
    assert carries("You don't have to decide now", "no-hard-sell")


@pytest.mark.parametrize(
    "words", ["Case closed.", "It's a decision that was taken internally.", "It's like that."]
)
def test_a_sentence_that_only_shuts_a_door_may_leave(words: str) -> None:
    """No fact, no condition, no way."""
    assert idle(words)


@pytest.mark.parametrize(
    "words",
    [
        "The form must be complete.",
        "You could try her then.",
        "Any enquiry goes to the operator.",
        "Issued invoices cannot be deleted.",
        "The desk opens at 9.",
    ],
)
def test_a_condition_or_a_way_is_never_idle(words: str) -> None:
    """They need it, however it is said."""
    assert not idle(words)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("The colour on the order is sage.", "take-it-seriously"),
        ("As to the garden, that can be just as good.", "about-them"),
        ("It arrives on Friday.", "happy-over-right"),
        ("What does the screen say?", "happy-over-right"),
    ],
)
def test_plain_information_heard_as_a_fault_stays(words: str, slug: str) -> None:
    """The ear may err; what tells the matter stays all the same."""
    assert not needless(words, slug)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("The file is called plan.pdf", "happy-over-right"),
        ("The driver says it was split before", "happy-over-right"),
        ("Drivers say they rang twice", "take-it-seriously"),
    ],
)
def test_what_is_only_reported_stays(words: str, slug: str) -> None:
    """A file's name and what a colleague saw are facts, however they are told."""
    assert carries(words, slug)


def test_a_list_of_signs_is_not_cut_into_a_request() -> None:
    """What ends in a comma does not end there."""
    order = "Use a symbol, !"

    assert ask(order, voice(order), 0) == order


@pytest.mark.parametrize("after", ["Have a fab week!", "Free! Anything!", "Thanks for asking."])
def test_a_gesture_stays_before_wishes_and_cheers(after: str) -> None:
    """Only what is said about the matter itself comes before it."""
    gesture = "We added a voucher for 10 euros."
    text = f"{gesture} {after}"
    found = Finding(
        slug="root-not-bandaid", start=0, end=len(gesture), quote=gesture, why="", move=""
    )
    made = plan(text, [found], Ground(wordings.load(), voice(text), {}), closing=False)

    assert apply(text, made.edits).endswith(after)


def test_when_a_subscription_ends_stays_after_a_no() -> None:
    """A date that they asked for is no pitch, though it speaks of a subscription."""
    assert carries("Your subscription would then end on 31 December", A_NO)


def test_what_follows_an_order_is_not_drawn_into_the_request() -> None:
    """What the template says is nothing that they could do."""
    order = "Use the forum, the template says that."

    assert ask(order, voice(order), 0) == "Could you use the forum, please? The template says that."
