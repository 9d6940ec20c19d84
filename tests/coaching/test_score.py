"""A score that anyone can add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.domain import Draft, Finding, Heard, Mood, MoodLabel
from bot.coaching.score import CAP, GROUPS, score

SLUGS = sorted({slug for group in GROUPS for slug in group.shares} - {"length"})
MOODS: tuple[MoodLabel, ...] = ("upset", "anxious", "neutral", "happy", "browsing")


def finding(slug: str, quote: str = "words") -> Finding:
    """Make a finding of one principle."""
    return Finding(slug=slug, start=0, end=len(quote), quote=quote, why="Why.", move="Move.")


def heard(*findings: Finding, mood: MoodLabel = "neutral") -> Heard:
    """Make what was heard."""
    return Heard(language="en", mood=Mood(label=mood), findings=findings)


def test_all_eighteen_principles_have_a_share_and_the_pots_make_a_hundred() -> None:
    """Nothing is forgotten and nothing counts twice."""
    assert len(SLUGS) == 18
    assert sum(group.points for group in GROUPS) == 100


def test_a_draft_without_findings_scores_a_hundred() -> None:
    """Kind and plain drafts lose nothing."""
    assert score(Draft(text="Here you go."), heard()).value == 100


@given(
    st.lists(st.sampled_from(SLUGS), max_size=40),
    st.sampled_from(MOODS),
    st.sampled_from([None, "Hello?"]),
    st.integers(min_value=1, max_value=300),
)
def test_deductions_always_add_up(
    slugs: list[str], mood: MoodLabel, customer: str | None, words: int
) -> None:
    """Whatever was found, 100 minus the lines is the score, and it stays within 0 and 100."""
    draft = Draft(text="word " * words, customer=customer)

    rated = score(draft, heard(*(finding(slug) for slug in slugs), mood=mood))

    assert rated.value == 100 - sum(entry.points for entry in rated.deductions)
    assert 0 <= rated.value <= 100
    assert all(entry.points >= 0 for entry in rated.deductions)
    assert [entry.label for entry in rated.deductions[: len(slugs)]] == slugs


def test_an_insult_caps_the_score_on_a_line_of_its_own() -> None:
    """However kind the rest, an insult or threat ends at 30."""
    rated = score(Draft(text="Calm down."), heard(finding("never-insult-or-threaten")))

    assert rated.value == CAP
    assert rated.deductions[-1].label == "cap"


def test_a_vow_caps_the_score_and_grovelling_does_not() -> None:
    """An unsafe promise binds us; bowing low only looks bad."""
    vow = finding("dignity", "I guarantee this will never happen again")
    bow = finding("dignity", "a thousand apologies")

    assert score(Draft(text=vow.quote), heard(vow)).value == CAP
    assert score(Draft(text=bow.quote), heard(bow)).value > CAP


def test_a_principle_counts_at_most_twice() -> None:
    """The third time costs nothing more."""
    twice = score(Draft(text="x"), heard(*[finding("ask-permission")] * 2))
    thrice = score(Draft(text="x"), heard(*[finding("ask-permission")] * 3))

    assert twice.value == thrice.value


def test_what_does_not_apply_is_left_out_and_the_rest_rescaled() -> None:
    """T18: the same fault weighs more where fewer things could go wrong."""
    order = finding("ask-permission")
    calm = score(Draft(text="x"), heard(order))
    upset = score(Draft(text="x", customer="Grr!"), heard(order, mood="upset"))

    assert calm.deductions[0].points > upset.deductions[0].points


def test_a_long_draft_costs_a_little() -> None:
    """Plainness is worth a line."""
    rated = score(Draft(text="word " * 300), heard())

    assert [entry.label for entry in rated.deductions] == ["length"]
