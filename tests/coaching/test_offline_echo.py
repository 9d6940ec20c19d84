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
        ("My son was so scared he cried at night", "your son was so scared he cried at night"),
        ("battery burned my leg, im really angry", "the battery burned your leg"),
        ("i waited 50 min in that room", "you waited fifty minutes in that room"),
        ("Lift stuck again!!", "about the lift being stuck again"),
        ("third time the wrong legs came", "this is the third time the wrong legs came"),
        ("Mold? there is coffee on the cover", "about the coffee on the cover"),
        ("The paint you sold me is peeling off", "the paint is peeling off"),
        ("still waiting for the plumber", "you're still waiting for the plumber"),
        ("My mum's hearing aid's been lost", "your mum's hearing aid has been lost"),
        ("third outage this month!", "about a third outage this month"),
        ("charged me 45 for the minibar, never used", "about the charge for the minibar"),
        ("Netflix buffering every evening", "about Netflix buffering every evening"),
        ("You people lost my bag AGAIN", "about your lost bag"),
        (
            "My daughter (7) was let off at the wrong stop",
            "your daughter was let off at the wrong stop",
        ),
        ("the blue coat i ordered never came", "the blue coat never came"),
    ],
)
def test_customers_hear_their_own_story(customer: str, said: str) -> None:
    """Each follows "I'm sorry" as a sentence."""
    assert told(customer) == said


@pytest.mark.parametrize(
    "customer",
    [
        "I was banned and I never cheated.",
        'The app says "runner offline"',
        "my husband says no",
        "My bill was £41.50 wrong",
        "You lied to me",
        "help!!",
    ],
)
def test_what_is_not_surely_a_sentence_is_left_alone(customer: str) -> None:
    """No figure that the draft lacks, no guess, no accusation."""
    assert told(customer) == ""


@pytest.mark.parametrize(
    ("customer", "loss"),
    [
        ("My husband Henk passed in February.", "Henk"),
        ("my dog died on sunday", "your dog"),
        ("It was my late father's watch", ""),
        ("a gift from my late sister", ""),
        ("My son passed his test!", ""),
        ("Mum died an hour ago", "your mum"),
        ("our nan's funeral was on Monday", "your nan"),
        ("The battery died again", ""),
    ],
)
def test_a_loss_is_heard_and_never_guessed(customer: str, loss: str) -> None:
    """Condolences go to whoever told of a death, and to nobody else."""
    assert hear(customer, "", NOUNS).loss == loss


@pytest.mark.parametrize(
    ("customer", "event"),
    [
        ("my sister's wedding is TOMORROW", "your sister's wedding tomorrow"),
        ("exam starts in 20 min!!", "your exam in twenty minutes"),
        ("we fly on saturday", "your flight on Saturday"),
        ("my flight closes in 35 min", "your flight so soon"),
        ("The party was nice", ""),
    ],
)
def test_the_day_ahead_is_named(customer: str, event: str) -> None:
    """What is at stake for them is said in their own words."""
    assert hear(customer, "", NOUNS).event == event


@pytest.mark.parametrize(
    ("customer", "joy", "feat"),
    [
        ("omg the jacket is PERFECT", "the jacket is perfect", ""),
        ("my mortgage got approved!!", "your mortgage got approved", "your mortgage got approved"),
        ("did my first pull up today", "you did your first pull up today", "same"),
        ("Dave the engineer was brilliant", "Dave the engineer was brilliant", ""),
        ("VISA APPROVED!! thank you", "your visa is approved", "same"),
        ("PASSED!!!!! thank u", "you passed", "same"),
        ("The jacket is perfect but too small", "", ""),
        ("My mum just passed and it was so kind", "", ""),
        ("thanks, bye", "", ""),
    ],
)
def test_good_news_is_what_they_call_good(customer: str, joy: str, feat: str) -> None:
    """Congratulations follow only what they tell with joy."""
    heard = hear(customer, "", NOUNS, glad=True)

    assert (heard.joy, heard.feat) == (joy, joy if feat == "same" else feat)


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
