"""A sentence that has to stay says its facts and its no, and loses the hot air around them."""

from __future__ import annotations

import pytest

from bot import app
from bot.coaching import sentences, wordings
from bot.coaching.domain import Brief, Draft
from bot.coaching.offline import OfflineWriter
from bot.coaching.offline_gist import FILE, gist
from bot.coaching.offline_text import Voice
from bot.coaching.offline_wording import Ground
from tests.coaching.weighing import weighed

GROUND = Ground(wordings.load(), Voice(), {})


def gist_of(text: str, *told: str, slug: str = "never-insult-or-threaten") -> str | None:
    """Say the gist of a sentence in which the ear finds everything idle but a few pieces."""
    words = weighed(text, *told, within=-2.0, beside=5.0)
    return gist(sentences.split(text)[0], {slug}, words, GROUND)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            "It has been in the same spot since 2019 and a child could find it.",
            "It has been in the same spot since 2019.",
        ),
        ("Then €9, and that's me going out on a limb for you.", "Then €9."),
        (
            "Everyone who's bought it loves it, delivery takes 2 days and returns are free.",
            "Delivery takes 2 days and returns are free.",
        ),
        (
            "We'll fix all 9 years for you, whatever it costs us, that's a promise.",
            "We'll fix all 9 years for you.",
        ),
        ("Our notes have 11:12 so that one's on you.", "Our notes have 11:12."),
    ],
)
def test_customer_reads_the_fact_without_what_was_put_around_it(said: str, left: str) -> None:
    """The taunt, the glory and the vow go, the figure stays."""
    fact = next(word for word in left.split() if any(sign.isdigit() for sign in word))
    assert gist_of(said, fact.rstrip(".")) == left


@pytest.mark.parametrize(
    "said",
    [
        "Cancellations within 48 hours incur a fee; waived this time.",
        "When you have paid the €60, you may ask the dentist.",
        "Yes it may well be, piece 7 is a hard one for beginners.",
        "Advice is for customers with account 9, I am afraid.",
        "We have two flats, houses, and garages on 4 May.",
        "I'm sorry about the 3 days, and of course you are cross.",
        "Shall I send you link 4, and then we look at it?",
    ],
)
def test_customer_keeps_the_answer_the_condition_and_the_kind_word(said: str) -> None:
    """However little the ear makes of them."""
    assert gist_of(said) is None


@pytest.mark.parametrize("slug", ["own-it", "ask-permission"])
def test_customers_helper_and_step_stay_as_they_are(slug: str) -> None:
    """Who helps and what to do is told with its reason."""
    said = "Shop 4 is the right place for this, they sold it to you."
    assert gist_of(said, slug=slug) is None


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Your request LP-33871 is very important to us.", "LP-33871"),
        (
            "If you had read section 4.2 you would know a 300 excess applies.",
            "By section 4.2, a 300 excess applies.",
        ),
        (
            "As clearly stated in the newsletter of 6 May, the gates close at 9.",
            "The gates close at 9; it was in the newsletter of 6 May.",
        ),
        ("€26, reserve with a card or regret it.", "€26."),
        ("Requests for duplicates cannot be processed.", "can't take requests for duplicates"),
        ("Retired members are not covered for it as per our policy.", "not covered for it."),
    ],
)
def test_customer_reads_it_in_plain_words(said: str, left: str) -> None:
    """What kinds of sentences say is known from many drafts, and said by `gist.md`."""
    plain = gist_of(said)
    assert plain
    assert left in plain
    assert "important" not in plain


def test_no_wording_of_a_gist_promises_or_apologises() -> None:
    """They say less than the draft did, never more."""
    said = " ".join(put for one in GROUND.wordings.of(FILE) for put in one.puts).lower()
    for word in ("sorry", "promise", "refund", "!", "policy"):
        assert word not in said


def test_agents_kind_draft_has_no_gist_made_of_it() -> None:
    """Where nothing is at fault nothing is said otherwise."""
    writer = OfflineWriter(app.principles(), listen=app.linter().listen)
    draft = Draft(text="Your parcel left us on 3 May, and it should be with you by Friday.")
    brief = Brief(draft=draft, heard=app.linter().listen(draft))
    assert writer.rewrite(brief).text == draft.text
