"""Whoever blames somebody hears what they suffered, and nobody is named for it."""

from __future__ import annotations

import pytest

from bot.coaching.offline_suffered import suffered


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("charged me again after i cancelled", "you were charged again after you cancelled"),
        ("Your crew gave me somebody else's bag", "you were given somebody else's bag"),
        ("he kept me waiting in a paper gown", "you were kept waiting in a paper gown"),
        ("you fined me", "you were fined"),
        ("your driver chucked my parcel over a fence", "your parcel was thrown over a fence"),
        ("You deleted our invoices", "your invoices were deleted"),
        ("You've ruined our anniversary", "your anniversary was ruined"),
        ("you lost my brother's glass", "your brother's glass was lost"),
    ],
)
def test_what_was_done_is_said_without_whoever_did_it(told: str, said: str) -> None:
    """Each follows "I'm sorry" as a sentence."""
    assert suffered(told) == said


@pytest.mark.parametrize(
    "told",
    [
        "you sent me",
        "The hotel you put us in had no hot water",
        "you charged me twice and took the rest",
        "you charged me £180 to say 'it needs a part'",
        "you deleted my site you idiots",
        "you lost my son",
        "you put me on hold for the",
        "you sent me to the pharmacy next door",
        "you overcharged me",
        "charged me for a thing that i never wanted nor asked for nor saw on any day of that year",
    ],
)
def test_what_is_half_told_or_only_claimed_is_not_said_back(told: str) -> None:
    """A guess is worse than silence, and a judgement is not ours to repeat."""
    assert not suffered(told)
