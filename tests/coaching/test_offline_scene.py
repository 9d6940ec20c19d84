"""What customers tell in scraps is said back in front of a colon."""

from __future__ import annotations

import pytest

from bot import app
from bot.coaching.domain import Brief, Draft
from bot.coaching.offline import OfflineWriter
from bot.coaching.offline_scene import scenes

LINTER = app.linter()
WRITER = OfflineWriter(app.principles(), listen=LINTER.listen)


def first(customer: str) -> str:
    """Give the first scrap that may be said back, or ""."""
    return next(scenes(customer), "")


@pytest.mark.parametrize(
    ("customer", "said"),
    [
        ("3 hrs on the tarmac. furious", "three hours on the tarmac"),
        ("5 hours in Lisbon and no bags", "five hours in Lisbon and no bags"),
        ("50 min in a field, no water, br", "fifty minutes in a field and no water"),
        ("No heating since Sunday, newborn here.", "no heating since Sunday"),
        (
            "third delivery in a row with squashed bread",
            "a third delivery in a row with squashed bread",
        ),
        ("another lesson cancelled", "another lesson cancelled"),
        ("charged twice for the same lunch", "charged twice for the same lunch"),
        ("locked out of my own flat", "locked out of your own flat"),
    ],
)
def test_scraps_are_said_back_turned_towards_them(customer: str, said: str) -> None:
    """Small figures are spelt out; a "no" is joined on where there is room."""
    assert first(customer) == said


@pytest.mark.parametrize(
    "customer",
    [
        "three weeks",
        "no idea",
        "third time",
        "no lunch in her",
        "two days he waited for it",
        "stuck on the",
        "@you no thanks",
        "what a joke, 3 hrs on the damn floor",
    ],
)
def test_what_is_no_scene_is_not_said_back(customer: str) -> None:
    """Too short, open at its end, or a sentence after all."""
    assert not first(customer)


def test_an_apology_for_anything_names_what_happened() -> None:
    """It stood there before; only now it is about something."""
    customer = "Third box in a row with no protein in it. I cook for 2 kids with what exactly??"
    draft = Draft(text="Sorry about that! Popped 10 dollars in your account.", customer=customer)

    text = WRITER.rewrite(Brief(draft=draft, heard=LINTER.listen(draft))).text

    assert text.startswith("A third box in a row with no protein: I'm sorry. ")
    assert text.count("orry") == 1
