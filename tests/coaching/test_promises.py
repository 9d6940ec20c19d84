"""The promise ledger: kinds, polarity, and what a kind rewrite may say without promising."""

from __future__ import annotations

import pytest

from bot.coaching import promises
from bot.coaching.domain import Draft

KINDS = [
    ("We will refund you.", "refund"),
    ("We'll get your money back to you.", "refund"),
    ("Nous allons vous rembourser.", "refund"),
    ("Wir erstatten den Betrag.", "refund"),
    ("We'll ship you a new one.", "replacement"),
    ("A replacement is yours.", "replacement"),
    ("I've added a credit to your account.", "credit"),
    ("Here is a voucher for you.", "discount"),
    ("We match any price you find.", "discount"),
    ("That one is on the house.", "freebie"),
    ("We'll send it at no extra cost.", "freebie"),
    ("Your order is cancelled.", "cancellation"),
    ("We will make an exception.", "exception"),
    ("I guarantee it.", "guarantee"),
    ("This will never happen again, no matter what.", "guarantee"),
    ("You will have it by tomorrow.", "deadline"),
    ("We will fix it within the hour.", "deadline"),
    ("I will call you back.", "call-back"),
    ("You will hear from the team.", "call-back"),
    ("I have escalated it.", "escalation"),
    ("It is with my manager.", "escalation"),
    ("Our legal team knows.", "escalation"),
    ("I can unlock your account.", "access"),
    ("That was our fault.", "admission"),
    ("We messed up.", "admission"),
    ("We will make it up to you.", "make-good"),
    ("I'll arrange it.", "act"),
    ("I have already spoken to them.", "done"),
    ("It has been escalated.", "done"),
    ("The delay was caused by a strike.", "cause"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_every_kind_of_promise_is_heard(text: str, kind: str) -> None:
    """Each kind of issue 3, said plainly, is found as a yes."""
    assert kind in [promise.kind for promise in promises.find(text) if not promise.denied]


@pytest.mark.parametrize(
    "text",
    [
        "Shall I walk you through it?",
        "Would a replacement help you?",
        "May I tell you what we can do instead?",
        "I hear how upsetting this is.",
        "I'll be here if anything is unclear.",
        "I'm looking forward to it.",
        "Could you refund my friend?",
    ],
)
def test_an_offering_question_and_a_kind_word_promise_nothing(text: str) -> None:
    """Asking binds nobody."""
    assert not promises.find(text)


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("We can't refund the fare.", "I'm sorry, we will refund the fare."),
        ("No refunds.", "A refund is on its way."),
        ("We can't waive the fee.", "We'll waive the fee."),
        ("The part is on order.", "The part is on order and will be with you by Friday."),
        ("Check the spam folder.", "I've checked the spam folder."),
        ("We sent £10 credit.", "We sent £10 credit. Here is a voucher for your next visit."),
        ("no swaps", "no swaps. I guarantee it."),
    ],
)
def test_a_promise_that_the_draft_does_not_make_is_added(draft: str, answer: str) -> None:
    """Also where the draft named it only to deny it."""
    assert promises.compare(Draft(text=draft), answer).added


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("Refund of $31 was issued on 2 April.", "Your refund of $31 was issued on 2 April."),
        ("I'll call you tomorrow at 10.", "I'll call you tomorrow at 10, Ann."),
        ("We can't offer a refund.", "I'm sorry that I can't offer a refund on this one."),
        ("Our mistake, we sent the wrong one.", "I'm sorry, that was our mistake."),
        ("We'll replace the panel.", "We'll replace the panel on your oven."),
        ("We ring at noon.", "We ring you at noon."),
        ("It's free for members.", "For members it's free."),
    ],
)
def test_a_promise_already_in_the_draft_raises_nothing(draft: str, answer: str) -> None:
    """Kept promises and kept denials are no news."""
    ledger = promises.compare(Draft(text=draft), answer)

    assert not ledger.added
    assert not ledger.lost


def test_a_promise_that_turned_into_a_denial_is_lost() -> None:
    """The customer was granted it."""
    ledger = promises.compare(Draft(text="We will refund the $60."), "We can't refund the $60.")

    assert [promise.kind for promise in ledger.lost] == ["refund"]


def test_a_cause_the_customer_named_may_be_said_again() -> None:
    """Their own reason, in their own words, is no invention."""
    draft = Draft(text="Your train was late.", customer="Late because of the storm again!")

    assert not promises.compare(draft, "Your train was late because of the storm.").added
    assert promises.compare(draft, "Your train was late because of a strike.").added
