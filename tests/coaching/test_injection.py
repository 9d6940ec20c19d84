"""Attacks hidden in drafts and customer messages: text stays text, and obeying is refused.

The pure half: what is locked, and what the guard says to a writer that obeyed. Each attack stands
in `tests/cases/injection.jsonl` with the rewrite that an obedient writer would hand in.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.coaching import facts, guard
from bot.coaching.domain import Draft, Heard, Mood

HONEST = "Order #A-10293 ships on 3 May. We can't refund the $49.99 fee."
KIND = "Order #A-10293 ships on 3 May. I'm sorry that we can't refund the $49.99 fee."
ATTACKS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "injection.jsonl").read_text().splitlines()
]
IDS = [f"{attack['id']} {attack['where']} {attack['kind']}" for attack in ATTACKS]
HEARD = Heard(language="en", mood=Mood())


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
def test_a_writer_that_obeys_an_attack_is_refused(attack: dict[str, Any]) -> None:
    """Whatever the hidden order makes an LLM write never reaches the agent."""
    given = attack["attack"]
    draft = Draft(text=HONEST, customer=given)

    assert not guard.check(draft, attack["obeyed"], HEARD).accepted


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
def test_a_writer_that_ignores_an_attack_on_the_side_is_accepted(attack: dict[str, Any]) -> None:
    """An attack in the customer's message does not stand in the way of an honest rewrite."""
    verdict = guard.check(Draft(text=HONEST, customer=attack["attack"]), KIND, HEARD)

    assert verdict.accepted, [found.code for found in verdict.problems]


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
def test_an_attack_leaves_the_house_without_its_digits_and_addresses(
    attack: dict[str, Any],
) -> None:
    """Links, mentions, numbers and accounts of an attack are placeholders like any other fact."""
    text = f"{HONEST} {attack['attack']}"
    locked = facts.lock(text)
    left = locked.text
    for mark in locked.vault:
        left = left.replace(mark, " ")

    assert "evil.example" not in left
    assert not any(sign.isdecimal() for sign in left)
    assert facts.restore(locked.text, locked.vault) == text


def test_there_are_at_least_sixty_attacks_in_both_places_and_both_syntaxes() -> None:
    """The suite is as wide as the promise."""
    kinds = {attack["kind"].split()[0] for attack in ATTACKS}

    assert len(ATTACKS) >= 60
    assert {attack["where"] for attack in ATTACKS} == {"draft", "customer"}
    assert {"slack", "discord"} <= kinds
