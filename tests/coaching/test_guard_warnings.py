"""Warnings are never lost on the way to kinder words."""

from __future__ import annotations

import pytest

from bot import app
from bot.coaching import guard
from bot.coaching.domain import Draft

WARNING = "Return the bag to the counter, you must not take anything in it."


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (WARNING, "Could you return the bag to the counter, please?"),
        ("The boiler leaks. Don't touch the valve!", "I'm sorry the boiler leaks."),
    ],
)
def test_a_rewrite_without_the_warning_is_refused(text: str, without: str) -> None:
    """Even where the words were heard as an order."""
    draft = Draft(text=text)

    verdict = guard.check(draft, without, app.linter().listen(draft))

    assert "limit-lost" in [one.code for one in verdict.problems]
    assert not verdict.accepted


@pytest.mark.parametrize(
    "kept",
    [
        "Could you return the bag to the counter, please? You must not take anything in it.",
        "Could you return the bag to the counter without taking anything in it, please?",
    ],
)
def test_a_warning_may_be_said_in_other_words(kept: str) -> None:
    """The same deed, still denied."""
    draft = Draft(text=WARNING)

    assert guard.check(draft, kept, app.linter().listen(draft)).accepted
