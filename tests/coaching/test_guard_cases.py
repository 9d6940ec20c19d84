"""Whole rewrites, bad and good: every bad one refused, every good one accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.coaching import guard
from bot.coaching.domain import Draft, Heard, Mood
from tests.mutations import KINDS, mutate

CASES = Path(__file__).parents[1] / "cases"


def read(name: str) -> list[dict[str, Any]]:
    """Read one file of cases."""
    return [json.loads(line) for line in (CASES / name).read_text().splitlines()]


GUARD = read("guard_dev.jsonl") + read("guard_more.jsonl")
DRAFTS = read("guard_drafts.jsonl")


@pytest.mark.parametrize("case", GUARD, ids=[f"{row['id']} {row['kind']}" for row in GUARD])
def test_bad_rewrites_are_refused_and_good_ones_pass(case: dict[str, Any]) -> None:
    """The verdict on each case is the one a careful person gave."""
    draft = Draft(text=case["draft"], customer=case.get("customer"))
    heard = Heard(language="en", mood=Mood(label=case.get("mood", "neutral")))
    verdict = guard.check(draft, case["answer"], heard)

    assert verdict.accepted == case["accept"], [found.code for found in verdict.problems]


@pytest.mark.parametrize("kind", KINDS)
def test_no_single_change_to_a_draft_gets_through(kind: str) -> None:
    """Fifty drafts, one change each: dropped, altered, swapped or invented, all refused."""
    tried = 0
    for case in DRAFTS:
        mutant = mutate(kind, case["draft"])
        if mutant is None or tried == 50:
            continue
        tried += 1
        draft = Draft(text=case["draft"], customer=case["customer"])
        heard = Heard(language="en", mood=Mood(label=case["mood"]))

        assert not guard.check(draft, mutant, heard).accepted, (case["draft"], mutant)

    assert tried >= 10


def test_at_least_twelve_kinds_of_change_find_fifty_drafts_each() -> None:
    """Six hundred single changes at the least."""
    places = {
        kind: sum(mutate(kind, case["draft"]) is not None for case in DRAFTS) for kind in KINDS
    }

    assert sum(min(count, 50) for count in places.values()) >= 600
    assert sum(count >= 50 for count in places.values()) >= 12
