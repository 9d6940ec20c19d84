"""What a good coach leaves out leaves; a fact, a no, a step and a kind word stay."""

from __future__ import annotations

import pytest

from bot import app
from bot.coaching import sentences
from bot.coaching.domain import Draft, Needless
from bot.coaching.ear import Ear
from bot.coaching.needless import likely
from bot.coaching.offline_needless import shorter
from tests.coaching.weighing import weighed

HOLLOW = frozenset({"never-insult-or-threaten"})


def left_of(text: str, *idle: str, slugs: frozenset[str] = HOLLOW) -> str | None:
    """Shorten the first sentence of a text."""
    words = weighed(text, *idle, within=5.0, beside=-5.0)
    return shorter(text, sentences.split(text)[0], slugs, words)


def test_agents_hollow_sentence_leaves_whole() -> None:
    """Where something was found in it, and surely where nothing was."""
    text = "Everybody else managed to read it. Your room is ready."
    assert left_of(text, "Everybody else managed to read it.") == ""
    assert left_of(text, "Everybody else managed to read it.", slugs=frozenset()) == ""
    assert left_of(text) is None


@pytest.mark.parametrize(
    "told",
    [
        "Everybody else had read it by 4 May.",
        "As you know we do not accept returns.",
        "It is not possible, which everybody else has understood.",
        "Everybody else at Fernleigh managed to read it.",
    ],
)
def test_customers_fact_or_no_stays_however_it_is_said(told: str) -> None:
    """A date, a name, a decision: nothing that they have to know leaves with the tone."""
    assert left_of(f"{told} Your room is ready.", told) is None


@pytest.mark.parametrize("slug", ["ask-permission", "own-it"])
def test_customers_next_step_and_helper_stay(slug: str) -> None:
    """What to do and who helps is told, rudely or not."""
    text = "Type the code in the box, then wait. It opens."
    assert left_of(text, "Type the code in the box, then wait.", slugs=frozenset({slug})) is None


@pytest.mark.parametrize(
    "said",
    [
        "Bring the original receipt.",
        "I'll pass it on anyway.",
        "It will be resolved.",
        "Withdrawals are blocked until this is completed.",
    ],
)
def test_what_to_bring_and_how_it_stands_is_told(said: str) -> None:
    """Where nothing was found in it, and however little the ear makes of it."""
    assert left_of(f"{said} The desk is upstairs.", said, slugs=frozenset()) is None


def test_a_question_leaves_only_when_it_surely_asks_nothing() -> None:
    """It may be the one that helps them; a routine one is not."""
    for asked, left in (("Did you keep the receipt?", None), ("Was this helpful?", "")):
        text = f"{asked} The desk is upstairs."
        words = (Needless(0, len(asked), 2.0), Needless(len(asked), len(text), -5.0))
        assert shorter(text, sentences.split(text)[0], frozenset(), words) == left


@pytest.mark.parametrize(
    "said", ["Hi Olga,", "Kind regards,", "No wonder you are upset.", "I'm so sorry about Rex."]
)
def test_greeting_sign_off_and_feeling_stay(said: str) -> None:
    """However little the ear makes of them."""
    assert left_of(f"{said} It ships today.", said) is None


def test_agents_idle_clause_leaves_alone() -> None:
    """The clause beside it that tells something stands by itself."""
    text = "Your parcel left us on 3 May, and honestly you could have looked that up yourself."
    idle = "and honestly you could have looked that up yourself"
    assert left_of(text, idle) == "Your parcel left us on 3 May."


def test_an_ear_weighs_every_word_of_a_draft() -> None:
    """The customer's words are not weighed, and what was not heard is never needless."""
    text = "Your parcel left us today. Some people would just wait, you know."
    words = Ear.load().hear(Draft(text=text, customer="Where is it?")).needless

    assert text[words[0].start : words[-1].end] == text
    barb = text.index("Some")
    assert likely(words, barb, len(text)) > likely(words, 0, barb)
    assert likely((), 0, 5) == 0.0


def test_kind_drafts_have_next_to_nothing_needless() -> None:
    """A plain answer is no hot air."""
    text = "You can return it within 30 days. Shall I send you the label?"
    heard_in = app.linter().listen(Draft(text=text, customer="Can I return it?"))
    for one in sentences.split(text):
        assert likely(heard_in.needless, one.start, one.end) < 0.35
