"""The trained ear: loaded once, deterministic, exact in its spans, never in the way."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from bot import app
from bot.coaching import ear_findings
from bot.coaching.domain import Draft, Finding, Mood, Needless
from bot.coaching.ear import FOLDER, Card, Ear, Impression, Word
from bot.coaching.linter import Linter
from bot.errors import EarError

CURT = Draft(
    text="Hi Ines. Order #4821 shipped on 3 May. That is all there is to know about it from us.",
    customer="Where is my parcel? I have waited two weeks and I am close to tears.",
)


@pytest.fixture(scope="module")
def ear() -> Ear:
    """Load the shipped model."""
    return Ear.load()


def test_the_model_fits_into_the_package() -> None:
    """Thirty megabytes at the most, with everything it needs."""
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 30_000_000


def test_the_same_draft_is_heard_the_same(ear: Ear) -> None:
    """No dice: two hearings and two loadings agree to the bit."""
    first, second = ear.hear(CURT), ear.hear(CURT)

    assert first == second == Ear.load().hear(CURT)


def test_likelihoods_and_places_are_what_they_say(ear: Ear) -> None:
    """Eighteen principles, five moods that add up, words that stand in the draft in order."""
    impression = ear.hear(CURT)

    assert tuple(impression.breaches) == tuple(app.principles())
    assert all(0 <= likely <= 1 for likely in impression.breaches.values())
    assert sum(impression.moods.values()) == pytest.approx(1, abs=1e-4)
    places = [(word.start, word.end) for word in impression.words]
    assert places == sorted(places)
    assert CURT.text[places[0][0] : places[0][1]] == "Hi"


@pytest.mark.parametrize(
    "text", ["", "🙂", "a" * 20_000, "No. " * 5_000, "你好，订单", "\u202e\u0000"]
)
def test_odd_texts_are_heard_without_a_crash(ear: Ear, text: str) -> None:
    """The model itself takes anything."""
    assert len(ear.hear(Draft(text=text, customer=text)).breaches) == 18


def test_what_is_too_short_foreign_or_code_is_not_heard(ear: Ear) -> None:
    """No findings rather than wild ones: phrases alone speak there."""
    with_ear, without = Linter(app.principles(), ear), Linter(app.principles())
    for text in ("No.", "ok then", "Votre commande est en retard, attendez.", "```\nrm -rf /\n```"):
        draft = Draft(text=text, customer="I am furious!")
        assert with_ear.listen(draft).findings == without.listen(draft).findings


@pytest.mark.parametrize("name", ["ear.onnx", "tokenizer.json", "ear.json"])
def test_a_missing_or_broken_file_leaves_the_phrases_alone(tmp_path: Path, name: str) -> None:
    """One clear error; whoever builds the linter carries on without the ear."""
    folder = tmp_path / "ear"
    shutil.copytree(FOLDER, folder)
    (folder / name).write_text("broken")
    with pytest.raises(EarError, match="phrases alone are heard"):
        Ear.load(folder)
    (folder / name).unlink()
    with pytest.raises(EarError, match="phrases alone are heard"):
        Ear.load(folder)


CARD = Card(
    version="test",
    slugs=tuple(app.principles()),
    moods=("upset", "anxious", "neutral", "happy", "browsing"),
    certain=dict.fromkeys(app.principles(), 0.7),
    doubtful=dict.fromkeys(app.principles(), 0.2),
    said=0.4,
    plain=0.85,
    asked=0.8,
    plain_words=3,
    urgent=0.75,
    left_out=0.5,
)
TEXT = "Hi Ines. It shipped. That is all."
BLAME = Finding(slug="happy-over-right", start=9, end=11, quote="It", why="Phrase.", move="Move.")


def impression(**likely: float) -> Impression:
    """Make an impression; the last sentence's words carry every fault."""
    breaches = dict.fromkeys(app.principles(), 0.0)
    breaches.update({slug.replace("_", "-"): value for slug, value in likely.items()})
    faults = {slug: 0.9 if value > 0.5 else 0.0 for slug, value in breaches.items()}
    nothing = dict.fromkeys(app.principles(), 0.0)
    words = (Word(0, 2, nothing), Word(9, 11, nothing), Word(21, 25, faults))
    return Impression(breaches, breaches, {"upset": 1.0}, words)


def join(
    phrases: list[Finding], heard: Impression, mood: Mood | None = None, *, card: Card = CARD
) -> list[Finding]:
    """Join them for one draft."""
    return ear_findings.join(
        phrases,
        heard,
        card=card,
        principles=app.principles(),
        draft=Draft(text=TEXT, customer="I am furious. Where is it?"),
        mood=mood or Mood(),
        insertion=9,
    )


def test_a_fault_half_heard_counts_where_a_coach_leaves_the_sentence_out() -> None:
    """Only faults that sentences carry, once a sentence, and none that is hardly heard."""
    needless = tuple(Needless(at, at + 5, 9.0) for at in (17, 22, 27))

    def found(**likely: float) -> list[Finding]:
        return join([], dataclasses.replace(impression(**likely), needless=needless))

    assert [one.quote for one in found(no_hard_sell=0.55)] == ["That is all."]
    assert [one.slug for one in found(no_hard_sell=0.55, dignity=0.6)] == ["dignity"]
    assert not found(no_hard_sell=0.45)
    assert not found(own_it=0.55)
    assert not join([], impression(no_hard_sell=0.55))


def test_a_phrase_and_the_ear_make_one_finding() -> None:
    """The phrase's own words win over the ear's sentence."""
    assert join([BLAME], impression(happy_over_right=0.9)) == [BLAME]


def test_the_ear_silences_a_phrase_that_it_finds_innocent() -> None:
    """And lets a doubtful one speak."""
    assert join([BLAME], impression(happy_over_right=0.1)) == []
    assert join([BLAME], impression(happy_over_right=0.3)) == [BLAME]


def test_the_ear_names_the_sentence_that_carries_the_fault() -> None:
    """With its exact span and words for the agent."""
    (finding,) = join([], impression(leave_door_open=0.9))

    assert (finding.start, finding.end, finding.quote) == (21, 33, "That is all.")
    assert finding.why == app.principles()["leave-door-open"].heard.said


def test_a_short_routine_turn_needs_a_surer_ear() -> None:
    """Most real messages are neither kind nor at fault."""
    plain = dataclasses.replace(CARD, plain_words=20)
    sure, unsure = impression(leave_door_open=0.9), impression(leave_door_open=0.8)

    assert join([], unsure)
    assert not join([], unsure, card=plain)
    assert join([], sure, card=plain)
    assert join([], unsure, Mood(label="upset", evidence="furious"), card=plain)


def test_what_a_short_draft_leaves_unsaid_to_somebody_who_hurts_needs_a_surer_ear() -> None:
    """What it says counts as ever."""
    upset, card = Mood(label="upset", evidence="furious"), dataclasses.replace(CARD, plain_words=20)
    said = impression(feel_with_them=0.72)
    unsaid = dataclasses.replace(said, words=said.words[:2])

    assert join([], unsaid, upset)
    assert not join([], unsaid, upset, card=card)
    assert join([], said, upset, card=card)


def test_a_rule_that_misses_something_needs_an_ear_that_misses_it_too() -> None:
    """A list of words cannot know whether anything was owed; a phrase that was said stands."""
    missing = dataclasses.replace(BLAME, start=9, end=9, quote="")

    assert join([missing], impression(happy_over_right=0.4)) == []
    assert join([missing], impression(happy_over_right=0.6)) == [missing]
    assert join([BLAME], impression(happy_over_right=0.4)) == [BLAME]


def test_a_sentence_that_a_phrase_spoke_of_is_not_scolded_twice() -> None:
    """Unless the ear is sure that it breaks another principle as well."""
    last = dataclasses.replace(BLAME, start=21, end=25, quote="That")

    assert join([last], impression(happy_over_right=0.9, ask_permission=0.8)) == [last]
    assert len(join([last], impression(happy_over_right=0.9, ask_permission=0.9))) == 2


PITCH = "It costs 40 euros. Only two are left now. Everybody else has signed, have you not?"


def pitched(faults: tuple[float, float, float]) -> list[Finding]:
    """Join "two are left" with an ear that hears so much pressure in each of three sentences."""
    nothing = dict.fromkeys(app.principles(), 0.0)
    starts = (PITCH.index("It"), PITCH.index("Only"), PITCH.index("Everybody"))
    words = tuple(
        Word(start, start + 4, nothing | {"no-hard-sell": fault})
        for start, fault in zip(starts, faults, strict=True)
    )
    likely = nothing | {"no-hard-sell": 0.9}
    at = PITCH.index("two are left")
    return ear_findings.join(
        [
            Finding(
                slug="no-hard-sell", start=at, end=at + 12, quote="two are left", why="", move=""
            )
        ],
        Impression(likely, likely, {"neutral": 1.0}, words),
        card=CARD,
        principles=app.principles(),
        draft=Draft(text=PITCH),
        mood=Mood(),
        insertion=0,
    )


def test_the_sentence_beside_pressure_is_heard_too() -> None:
    """Pressure comes in company; a plain price beside it does not count."""
    found = pitched((0.1, 0.1, 0.9))

    assert [one.quote for one in found] == [
        "two are left",
        "Everybody else has signed, have you not?",
    ]


def test_a_phrase_stands_for_a_sentence_that_is_at_fault_as_a_whole() -> None:
    """So that all of it may go."""
    assert [one.quote for one in pitched((0.1, 0.9, 0.1))] == ["Only two are left now."]


def test_one_fault_in_a_long_plain_draft_is_still_heard() -> None:
    """What other parts of a long draft leave out does not silence a phrase in one of them."""
    plain = " ".join(f"Parcel {number} left on Monday." for number in range(300))
    heard = app.linter().listen(Draft(text=f"As I already told you, it shipped. {plain}"))

    assert "happy-over-right" in [finding.slug for finding in heard.findings]


def test_what_is_left_out_cites_the_customer() -> None:
    """An insertion point, and the customer's words as evidence."""
    heard = impression(feel_with_them=0.9, core_problem=0.9)
    silent = Impression(heard.breaches, heard.plausible, heard.moods, heard.words[:2])
    found = {one.slug: one for one in join([], silent, Mood(label="upset", evidence="furious"))}

    assert {(one.start, one.end, one.quote) for one in found.values()} == {(9, 9, "")}
    assert found["feel-with-them"].evidence == "furious"
    assert found["core-problem"].evidence == "Where is it?"


def test_the_mood_shows_the_customers_words(ear: Ear) -> None:
    """T19: a label without reasons is ignored."""
    mood = Linter(app.principles(), ear).listen(CURT).mood

    assert mood.label in ("upset", "anxious")
    assert mood.evidence
    assert mood.evidence in (CURT.customer or "")
