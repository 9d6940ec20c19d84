"""What holds for every rewrite, on drafts the writer was not made for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot import app
from bot.coach import Coach
from bot.coaching import sentences
from bot.coaching.domain import Coaching, Draft
from bot.coaching.offline import OfflineWriter

EVERY = 30
DRAFTS = [
    Draft(text=case["draft"], customer=case["context"])
    for path in sorted((Path(__file__).parents[2] / "training" / "data").glob("*.jsonl"))
    for case in [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][
        ::EVERY
    ]
]
SCAR = re.compile(
    r"\S  +\S| [,;.!?](?:\s|$)|[,;:][.,;]|\b(?:and|but|or|the|a|to|of)[.!?](?:\s|$)|^[,;.]",
    re.MULTILINE,
)
HALF = re.compile(
    r"\b(?:and|or|but|the|an?|because|your|our|my|just|than|that you)[.!?]*$", re.IGNORECASE
)
SORRY = re.compile(r"\b(?:sorry\b|apolog)", re.IGNORECASE)


@pytest.fixture(scope="module")
def coach() -> Coach:
    """Build the coach as people run it without an LLM."""
    linter = app.linter()
    return Coach(linter, offline=OfflineWriter(app.principles(), listen=linter.listen))


@pytest.fixture
async def changed(coach: Coach) -> list[Coaching]:
    """Coach the drafts; give those that were changed."""
    every = [await coach.coach(draft, choice="offline") for draft in DRAFTS]
    return [coaching for coaching in every if coaching.changed]


async def test_every_rewrite_is_accepted_scores_no_lower_and_is_settled(
    coach: Coach, changed: list[Coaching]
) -> None:
    """No crash, no fallback, and coaching the rewrite changes nothing."""
    assert changed
    for coaching in changed:
        draft = coaching.draft
        again = await coach.coach(Draft(text=coaching.rewrite.text, customer=draft.customer))
        assert coaching.verdict.accepted, draft.text
        assert coaching.score is not None
        assert coaching.score_after is not None
        assert coaching.score_after.value >= coaching.score.value, draft.text
        assert again.rewrite.text == coaching.rewrite.text, draft.text


async def test_no_cut_leaves_a_scar_and_no_rewrite_gushes(changed: list[Coaching]) -> None:
    """Clean marks, no leading please, no cheer, one apology at most, no bloat."""
    for coaching in changed:
        before, after = coaching.draft.text, coaching.rewrite.text
        words = len(before.split())
        assert [m.group() for m in SCAR.finditer(after) if m.group() not in before] == [], after
        assert not after.lower().startswith("please") or before.lower().startswith("please")
        assert after.count("!") <= before.count("!"), after
        assert len(SORRY.findall(after)) <= max(1, len(SORRY.findall(before))), after
        assert len(after.split()) <= max(1.3 * words, words + 40), after


async def test_paragraphs_stay_and_every_new_sentence_is_whole(changed: list[Coaching]) -> None:
    """No half thought, no small letter where the agent writes large, no paragraph more."""
    for coaching in changed:
        before, after = coaching.draft.text, coaching.rewrite.text
        theirs = [sentence.text for sentence in sentences.split(before)]
        small = any(words[:1].islower() for words in theirs)
        assert after.count("\n\n") <= before.count("\n\n"), after
        for sentence in sentences.split(after):
            words = sentence.text
            if any(words.rstrip(".?!") in old for old in theirs):
                continue
            begins = not sentence.start or after[: sentence.start].rstrip(" ")[-1:] in ".!?"
            assert small or not begins or not words[:1].islower(), after
            assert not HALF.search(words), after


async def test_a_long_draft_full_of_faults_is_done_in_seconds(coach: Coach) -> None:
    """Twenty thousand characters, hundreds of faults."""
    text = " ".join(draft.text.replace("\n", " ") for draft in DRAFTS * 4)[:20_000]

    coaching = await coach.coach(Draft(text=text, customer="I am so angry"), choice="offline")

    assert coaching.verdict.accepted
