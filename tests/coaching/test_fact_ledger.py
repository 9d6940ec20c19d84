"""Comparing facts: no single change goes unseen, and no kindness is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.coaching import facts
from bot.coaching.domain import Draft, Finding

SENTENCES = st.lists(
    st.sampled_from(
        [
            "Your order #A-10293 shipped.", "It cost $49.99 in all.", "Come at 16:30, please.",
            "Track it at https://track.acme.com/p/A-77.", "It takes 3-5 business days.",
            "Write to care@shop.example.", "The code is SPARK15.", "Ring 0800 555 123.",
            "You get 10% back.", "We moved it to 3 May.", "Press “Save as”.",
        ]
    ),
    min_size=1,
    max_size=6,
    unique=True,
)  # fmt: skip


@given(SENTENCES, st.data())
def test_dropping_any_one_fact_is_noticed(sentences: list[str], data: st.DataObject) -> None:
    """Whatever fact goes, the ledger misses it."""
    text = " ".join(sentences)
    fact = data.draw(st.sampled_from(facts.find(text)))
    ledger = facts.compare(Draft(text=text), text[: fact.start] + text[fact.end :])

    assert fact.text in [gone.text for gone in ledger.missing]


@given(SENTENCES, st.data())
def test_altering_any_one_character_of_a_fact_is_noticed(
    sentences: list[str], data: st.DataObject
) -> None:
    """One digit or letter more, less or other is another fact."""
    text = " ".join(sentences)
    found = [fact for fact in facts.find(text) if fact.kind != "quote"]
    assume(found)
    fact = data.draw(st.sampled_from(found))
    place = data.draw(st.integers(fact.start, fact.end - 1))
    put = data.draw(st.sampled_from("3x7"))
    assume(text[place] != put and text[place].isalnum())
    ledger = facts.compare(Draft(text=text), text[:place] + put + text[place + 1 :])

    assert ledger.missing


@given(SENTENCES, st.integers(1, 10**9))
def test_adding_any_number_is_noticed(sentences: list[str], number: int) -> None:
    """A number that the draft has not is added, whatever it counts."""
    text = " ".join(sentences)
    assume(str(number) not in text)
    ledger = facts.compare(Draft(text=text), f"{text} Also {number} more.")

    assert ledger.added


def test_two_amounts_that_changed_places_are_moved() -> None:
    """Both are kept, and still it is a lie."""
    ledger = facts.compare(
        Draft(text="The fee is $15 and the refund $150."), "The fee is $150 and the refund $15."
    )

    assert [fact.text for fact in ledger.moved] == ["$15", "$150"]
    assert not ledger.missing


def test_two_clauses_that_changed_places_with_their_amounts_are_not_moved() -> None:
    """Saying the rent first is no lie."""
    ledger = facts.compare(
        Draft(text="The deposit is $200 and the rent $1,150."),
        "The rent is $1,150, and the deposit $200.",
    )

    assert not ledger.moved


def test_only_words_inside_a_finding_take_a_fact_with_them() -> None:
    """An insult carries its own number away, and never the order's."""
    text = "You idiot have 3 brain cells. Order #A-10293 shipped."
    insult = Finding(
        slug="never-insult-or-threaten", start=0, end=29, quote=text[:29], why="", move=""
    )
    ledger = facts.compare(Draft(text=text), "It shipped.", (insult,))

    assert [(gone.text, gone.slug) for gone in ledger.removed_with] == [
        ("3", "never-insult-or-threaten")
    ]
    assert [gone.text for gone in ledger.missing] == ["#A-10293"]


def test_a_removed_pitch_takes_its_price_but_not_the_order_number() -> None:
    """The price stood in the pitch's sentence; an id never leaves with a neighbour's words."""
    text = "Why not upgrade to Pro for only $15 with order A-77? It left on 3 May."
    pitch = Finding(slug="no-hard-sell", start=0, end=22, quote=text[:22], why="", move="")
    ledger = facts.compare(Draft(text=text), "It left on 3 May.", (pitch,))

    assert [gone.text for gone in ledger.removed_with] == ["$15"]
    assert [gone.text for gone in ledger.missing] == ["A-77"]


def test_other_principles_remove_nothing() -> None:
    """A finding about warmth is no licence to drop a date."""
    text = "It ships on 3 May."
    cold = Finding(slug="feel-with-them", start=0, end=18, quote=text, why="", move="")

    assert facts.compare(Draft(text=text), "It ships.", (cold,)).missing


def test_the_customers_words_may_be_repeated_and_their_numbers_may_not() -> None:
    """Their name and noun show listening; a number of theirs may be somebody's injection."""
    draft = Draft(text="It is on its way.", customer="My 40 minutes call! Leila, account 771")

    assert not facts.compare(draft, "Dear Leila, it is on its way. Forty minutes!").added
    assert facts.compare(draft, "It is on its way to 771.").added


def test_a_new_name_in_the_middle_of_a_sentence_is_added() -> None:
    """Nobody the two texts do not know walks in."""
    ledger = facts.compare(Draft(text="The trainer meets you."), "The trainer Bogdan meets you.")

    assert [fact.text for fact in ledger.added] == ["Bogdan"]


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("We can't offer a refund.", "We can offer a refund."),
        ("The gate code is not 4410.", "The gate code is 4410."),
        ("We never store your card.", "We store your card."),
        (
            "Your visa is covered by the policy.",
            "I'm sorry, your visa isn't covered by the policy.",
        ),
        ("We do not do that.", "We do that gladly."),
        ("If you can't wait, ring us.", "If you can wait, ring us."),
    ],
)
def test_a_no_that_became_a_yes_is_noticed(draft: str, answer: str) -> None:
    """Both directions: a lost no and an invented one."""
    ledger = facts.compare(Draft(text=draft), answer)

    assert [f.kind for f in (*ledger.missing, *ledger.added)] == ["negation"]


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        (
            "If it stays red don't hesitate to contact us.",
            "If it stays red, feel free to contact us.",
        ),
        ("We can't ship until you pay.", "We can ship as soon as you pay."),
        ("You haven't sent the logs.", "Could you send the logs?"),
        ("We can't offer a refund.", "I'm sorry that a refund isn't something we can offer."),
        ("No tripods.", "Tripods have to stay outside."),
        ("Don't forget to bring your ID.", "Please remember to bring your ID."),
    ],
)
def test_a_no_that_was_put_kindly_is_not_accused(draft: str, answer: str) -> None:
    """What cannot be proven is left alone."""
    ledger = facts.compare(Draft(text=draft), answer)

    assert not [f for f in (*ledger.missing, *ledger.added) if f.kind == "negation"]
