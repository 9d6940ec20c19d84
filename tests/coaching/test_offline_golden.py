"""Pairs of draft and rewrite that were read aloud and would be sent, in six voices."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from bot import app
from bot.coach import Coach
from bot.coaching.domain import Coaching, Draft
from bot.coaching.offline import OfflineWriter

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "golden.jsonl").read_text().splitlines()
]
EACH = pytest.mark.parametrize("pair", PAIRS, ids=[pair["id"] for pair in PAIRS])
VOICES = {"formal", "plain", "chatty", "British", "American", "second-language"}


@pytest.fixture(scope="module")
def coach() -> Coach:
    """Build the coach as people run it without an LLM."""
    linter = app.linter()
    return Coach(linter, offline=OfflineWriter(app.principles(), listen=linter.listen))


async def coached(coach: Coach, text: str, customer: str) -> Coaching:
    """Coach one text without an LLM."""
    return await coach.coach(Draft(text=text, customer=customer), choice="offline")


@EACH
async def test_the_writer_gives_what_was_read_aloud(coach: Coach, pair: dict[str, str]) -> None:
    """A changed wording shows here first, as a difference to read."""
    coaching = await coached(coach, pair["draft"], pair["customer"])

    heard = ", ".join(finding.slug for finding in coaching.heard.findings)
    assert coaching.rewrite.text == pair["rewrite"], (
        f"\n{pair['id']} heard: {heard}\n"
        f"draft: {pair['draft']}\nread:  {pair['rewrite']}\nnow:   {coaching.rewrite.text}"
    )


@EACH
async def test_an_approved_rewrite_is_safe_kinder_and_settled(
    coach: Coach, pair: dict[str, str]
) -> None:
    """The guard accepts it, it scores higher, and coaching it again changes nothing."""
    coaching = await coached(coach, pair["draft"], pair["customer"])
    again = await coached(coach, coaching.rewrite.text, pair["customer"])

    assert coaching.verdict.accepted
    assert coaching.score is not None
    assert coaching.score_after is not None
    assert coaching.score_after.value > coaching.score.value
    assert again.rewrite.text == coaching.rewrite.text


@EACH
def test_an_approved_rewrite_keeps_the_house_rules(pair: dict[str, str]) -> None:
    """No please at the start, no exclamation mark added, about as long as the draft."""
    before, after = len(pair["draft"].split()), len(pair["rewrite"].split())

    assert not pair["rewrite"].lower().startswith("please")
    assert pair["rewrite"].count("!") <= pair["draft"].count("!")
    assert after <= max(1.3 * before, before + 40)


def test_the_pairs_cover_every_principle_every_mood_and_six_voices() -> None:
    """One hundred and fifty and more, from all sides."""
    principles = Counter(slug for pair in PAIRS for slug in pair["principles"])

    assert len(PAIRS) >= 150
    assert set(principles) == set(app.principles())
    assert {pair["mood"] for pair in PAIRS} == {"upset", "anxious", "neutral", "happy", "browsing"}
    assert {pair["voice"] for pair in PAIRS} == VOICES
