"""Words that nobody says innocently are heard beside any number of kind ones, and never kept."""

from __future__ import annotations

import pytest

from bot import app
from bot.coach import Coach
from bot.coaching.domain import Coaching, Draft
from bot.coaching.offline import OfflineWriter


@pytest.fixture(scope="module")
def coach() -> Coach:
    """Build the coach as people run it without an LLM."""
    linter = app.linter()
    return Coach(linter, offline=OfflineWriter(app.principles(), listen=linter.listen))


async def coached(coach: Coach, text: str, customer: str = "") -> Coaching:
    """Coach one text without an LLM."""
    return await coach.coach(Draft(text=text, customer=customer or None), choice="offline")


@pytest.mark.parametrize(
    ("draft", "gone", "kept"),
    [
        (
            "As I already told you, we can't change the date. I've put a note on booking 4471.",
            "already told",
            "can't change the date",
        ),
        ("Per my last email, order 4471 shipped on 3 May. It's on its way.", "Per my", "3 May"),
        ("Why didn't you tell us? The room is ready at 3 pm.", "Why didn't", "3 pm"),
        ("Obviously you entered the wrong address. It is back with us.", "Obviously", "back"),
        ("You failed to pay invoice 4471 by 3 May.", "failed", "4471"),
        ("That's the third time I'm telling you. Hold it for 10 seconds.", "third time", "10"),
        ("11am means 11am. The desk can keep your bags.", "means", "11am"),
        ("Due to high contact volumes, replies take 3 days.", "volumes", "3 days"),
        ("However, this is outside our control. It is in Leeds.", "outside our", "Leeds"),
        ("Your order 77 left today. Rate this reply!", "Rate", "77"),
        ("You picked Standard. Had you picked Express it would be there.", "Had you", "Standard"),
        ("It's not our fault, it's the carrier's. They have it in Leeds.", "fault", "carrier"),
    ],
)
async def test_the_jab_leaves_and_the_fact_stays(
    coach: Coach, draft: str, gone: str, kept: str
) -> None:
    """However kind the rest is."""
    coaching = await coached(coach, draft)

    assert gone not in coaching.rewrite.text
    assert kept in coaching.rewrite.text
    assert coaching.verdict.accepted


@pytest.mark.parametrize("draft", ["I don't know.", "We can't help you.", "Works fine on mine."])
async def test_a_bare_answer_is_never_called_ready(coach: Coach, draft: str) -> None:
    """What cannot be mended without the agent is asked."""
    coaching = await coached(coach, draft, "Can you repair my watch?")

    assert coaching.rewrite.questions


async def test_not_knowing_is_no_insult(coach: Coach) -> None:
    """It is bare, and honest."""
    coaching = await coached(coach, "I don't know.", "When do you open?")

    slugs = {finding.slug for finding in coaching.heard.findings}
    assert "never-insult-or-threaten" not in slugs


@pytest.mark.parametrize(
    "draft",
    [
        "I am so very sorry about the mix-up, Dana. The right one, 77-K, left today.",
        "Have you already told the bank? As agreed, I told them on Monday.",
        "No wonder you asked. We failed to post it, and it goes out today.",
    ],
)
async def test_kind_words_that_look_alike_stay(coach: Coach, draft: str) -> None:
    """One apology, one question, one admission."""
    coaching = await coached(coach, draft)

    assert coaching.rewrite.text == draft
