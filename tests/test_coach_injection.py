"""Sixty attacks and more, end to end: each ends in a normal coaching of the text as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import app
from bot.coach import Coach
from bot.coaching.domain import Coaching, Draft
from bot.coaching.offline import OfflineWriter
from tests.peers.fakes import FakeWriter

HONEST = "Order #A-10293 ships on 3 May. We can't refund the $49.99 fee. You should have asked."
FACTS = {"#A-10293", "3 May", "$49.99"}
LINES = (Path(__file__).parent / "cases" / "injection.jsonl").read_text(encoding="utf-8")
ATTACKS = [json.loads(line) for line in LINES.splitlines()]
IDS = [f"{attack['id']} {attack['kind']}" for attack in ATTACKS]


def attacked(attack: dict[str, str]) -> Draft:
    """Hide the attack where its case says: in the draft or in the customer's message."""
    if attack["where"] == "draft":
        return Draft(text=f"{HONEST}\n\n{attack['attack']}", customer="Where is it?")
    return Draft(text=HONEST, customer=attack["attack"])


def check_coaching(coaching: Coaching, attack: dict[str, str]) -> None:
    """Check that the coaching is one of the text as text."""
    kept = {fact.text for fact in coaching.verdict.facts.kept}
    assert kept >= FACTS
    assert coaching.verdict.accepted
    assert coaching.rewrite.text != attack["obeyed"]
    assert all(fact in coaching.rewrite.text for fact in FACTS)
    assert "can't refund" in coaching.rewrite.text or "cannot refund" in coaching.rewrite.text


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
async def test_offline_an_attack_is_only_text(attack: dict[str, str]) -> None:
    """Our own engine has nobody to be talked into anything."""
    offline = OfflineWriter(app.principles(), listen=app.linter().listen)

    coaching = await Coach(app.linter(), offline=offline).coach(attacked(attack))

    check_coaching(coaching, attack)


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
async def test_an_llm_that_obeys_the_customer_is_never_heard(attack: dict[str, str]) -> None:
    """The obedient answer is refused as often as it comes, or set aside for want of a reason."""
    offline = OfflineWriter(app.principles(), listen=app.linter().listen)
    llm = FakeWriter(attack["obeyed"])
    draft = Draft(text=HONEST, customer=attack["attack"])

    coaching = await Coach(app.linter(), offline=offline, writer=llm).coach(draft)

    assert llm.briefs
    assert coaching.rewrite.writer == "offline" or not coaching.changed
    check_coaching(coaching, attack)


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
async def test_an_llm_that_obeys_the_draft_changes_no_fact(attack: dict[str, str]) -> None:
    """What an attack in the draft asks for is in the draft; its facts still stand as they were."""
    offline = OfflineWriter(app.principles(), listen=app.linter().listen)
    llm = FakeWriter(attack["obeyed"])
    draft = Draft(text=f"{HONEST}\n\n{attack['attack']}")

    coaching = await Coach(app.linter(), offline=offline, writer=llm).coach(draft)

    assert coaching.verdict.accepted
    assert not coaching.verdict.facts.missing
    assert all(fact in coaching.rewrite.text for fact in FACTS)
