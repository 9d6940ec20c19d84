"""Promises: a pattern's needles are in every text that it matches."""

from __future__ import annotations

import re

import pytest

from bot.coaching.needles import folded, needles


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("calm down", {"calm down"}),
        ("(?:we|i) (?:told|warned) you", {
            "we told you", "we warned you", "i told you", "i warned you"}),
        (r"as (already )?stated( \w{1,8}){0,4}", {"as stated", "as already stated"}),
        (r"\byour? fault(?=\W)", {"you fault", "your fault"}),
        (r"you[^.]{0,20}\w+ mistaken", {" mistaken"}),
        (r"[£$]\d", {"£", "$"}),
        (r"X{4,12}", {"xxxx"}),
        (r"(?-i:\bMUST\b)|never", {"must", "never"}),
        (r"\{\{ ?name", {"{{ name", "{{name"}),
    ],
)  # fmt: skip
def test_pattern_needs_the_rarest_words_that_it_cannot_do_without(
    pattern: str, needed: set[str]
) -> None:
    """Alternatives, options and repetitions are followed as far as they are few."""
    assert set(needles(pattern) or ()) == needed


@pytest.mark.parametrize(
    "pattern",
    ["no|nope", r"\w{3}", "(told)?", "(?i)told", r"(?P<a>told) (?P=a)", r"\x41bc", "t[^a]{0,3}"],
)
def test_pattern_that_may_match_anywhere_or_is_not_understood_needs_nothing(pattern: str) -> None:
    """It is tried everywhere then, and nothing is missed."""
    assert needles(pattern) is None


@pytest.mark.parametrize("text", ["As I ſaid", "AS I SAİD", "as ı said", "Look: as I said"])
def test_words_in_odd_capitals_are_found_like_plain_ones(text: str) -> None:
    """What a pattern takes for an "i", "k" or "s" is one for its needles too."""
    pattern = re.compile("as i said", re.IGNORECASE)

    assert bool(pattern.search(text)) == any(
        needle in folded(text) for needle in needles(pattern.pattern) or ()
    )
    assert any(needle in folded(text) for needle in needles(pattern.pattern) or ())
