"""A no, a gesture and a handover leave a way on, said where it belongs."""

from __future__ import annotations

import pytest

from bot import app
from bot.coach import Coach
from bot.coaching.domain import Draft
from bot.coaching.offline import OfflineWriter

LINTER = app.linter()
COACH = Coach(LINTER, offline=OfflineWriter(app.principles(), listen=LINTER.listen))


@pytest.mark.parametrize(
    ("customer", "text", "kinder"),
    [
        (
            "any berths left on the sleeper to Fort William on the 24th?",
            "No.",
            ("Would another day",),
        ),
        (
            None,
            "Sorry about the noise again last night! Free breakfast tomorrow 🥐",
            ("come from?", "Free breakfast tomorrow"),
        ),
        (
            "My parcel says delivered, but nothing is here.",
            "That's not our department. You need to contact the courier.",
            ("the courier. If",),
        ),
        (
            None,
            "You must not open it. You must book a technician. You must quote model OV-77X.",
            ("You must not open it.", "book a technician and quote model OV-77X?"),
        ),
    ],
)
async def test_a_customer_is_left_a_way_on(
    customer: str | None, text: str, kinder: tuple[str, ...]
) -> None:
    """By one question of their own matter, or by who can help."""
    coaching = await COACH.coach(Draft(text=text, customer=customer), choice="offline")

    assert all(words in coaching.rewrite.text for words in kinder), coaching.rewrite.text


async def test_nothing_of_the_draft_follows_a_closing_line() -> None:
    """Who helps comes first, then the way back."""
    text = "It's run by Blue Fin, so it's not us. Best to ask them, their kiosk is on the pier."

    coaching = await COACH.coach(Draft(text=text, customer="who do I ask?"), choice="offline")

    assert coaching.rewrite.text.rfind("pier") < coaching.rewrite.text.rfind("write back")
