"""What hangs on it for a customer is named; stamps and cheer are not said to the hurting."""

from __future__ import annotations

import pytest

from bot.coaching import offline_quiet, offline_stakes, wordings
from bot.coaching.domain import Brief, Draft
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.coaching.offline_insert import GREETING
from bot.coaching.offline_stakes import SLOTS
from bot.coaching.principles import load

WORDS = wordings.load().of("stakes")


def told(customer: str, draft: str = "") -> dict[str, str]:
    """Give what was told, without what was not."""
    found = offline_stakes.slots(customer, draft, WORDS)
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize(
    ("customer", "slot", "said"),
    [
        ("My mum is in hospital and I can't reach you", "stake", "with your mum in hospital"),
        ("no hot water, two small kids", "stake", "with two small kids to look after"),
        ("rent is due and you froze it", "stake", "with the rent due"),
        ("it was for my husband's birthday", "occasion", "and for your husband's birthday"),
        ("been waiting 6 weeks", "span", "six weeks is a long time"),
        ("I deleted it by mistake", "worry", "can happen to anyone"),
        ("the council letter frightens me", "worry", "a letter like that would worry anyone"),
        ("that was so embarrassing", "hard", "how embarrassing"),
        ("there's mould on the wall", "trouble", "about the mould"),
        ("it would be nice to sort them", "idea", "the idea"),
        ("You said 300, now it's 480?", "trouble", "about the two different figures"),
        ("I ordered black toner, got magenta.", "trouble", "the magenta instead of black toner"),
        ("YOU DELETED MY SITE", "trouble", "about your deleted site"),
        ("I waited 50 min in that room", "trouble", "about the long wait"),
        ("the third time it came late", "again", "for the third time"),
        ("My dog ate a grape, is that bad?", "worry", "you were right to ask at once"),
        ("my ex made a fake profile of me", "worry", "a fake profile would frighten anyone"),
    ],
)
def test_the_customers_own_stake_is_found(customer: str, slot: str, said: str) -> None:
    """A short line of theirs instead of a stock one."""
    assert said in told(customer).get(slot, "")


@pytest.mark.parametrize(
    "customer",
    [
        "My late mum's chair, she died in hospital care",
        "I've been a customer for 6 years",
        "there is no mould any more",
        "the baby monitor crackles",
        "It was my grandmother's and I feel sick looking at it",
    ],
)
def test_nothing_is_guessed(customer: str) -> None:
    """The dead are not looked after, loyalty is no wait, and what is not there is no trouble."""
    found = told(customer)
    assert not {"stake", "span"} & set(found)
    assert found.get("trouble", "about your mum") == "about your mum"


@pytest.mark.parametrize(
    ("customer", "slot", "unsaid"),
    [
        ("This is the third time I explain it", "again", "third"),
        ("Why was my post removed?", "trouble", "post"),
        ("I failed again", "trouble", "again"),
        ("Someone spoke to my daughter. I'm terrified.", "worry", "daughter"),
    ],
)
def test_customer_is_told_nothing_beside_the_point(customer: str, slot: str, unsaid: str) -> None:
    """What they did themselves, what was decided, and whose fear it is are told apart."""
    assert unsaid not in told(customer).get(slot, "")


def test_every_heading_fills_a_slot() -> None:
    """A heading that fills none would never be said."""
    assert {one.title.partition(":")[0] for one in WORDS} == set(SLOTS)


def test_what_their_clause_says_is_not_said_twice() -> None:
    """No wedding at the wedding."""
    every = dict.fromkeys(("noun", "stake", "occasion"), "")
    known = {**every, "clause": "the dress tore at your wedding", "occasion": "for your wedding"}

    assert offline_stakes.unsaid(known)["occasion"] == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It ships on 3 May. Is there anything else I can help you with?", "It ships on 3 May."),
        ("It ships on 3 May. Have a great day!", "It ships on 3 May."),
        ("It ships on 3 May.\n\nStay safe!\n\nAnn", "It ships on 3 May.\n\nAnn"),
        ("Have a great day!", "Have a great day!"),
        ("It ships on 3 May. Happy to help.", "It ships on 3 May. Happy to help."),
    ],
)
def test_cheer_leaves_and_nothing_else_does(text: str, left: str) -> None:
    """Only a stock closing leaves, and never the last thing that is said."""
    assert offline_quiet.quieted(text) == left


@pytest.mark.parametrize(
    "greeting", ["Namaste Ingrid 🙏 ", "Hello {{customer.first_name}}! ", "Hola, "]
)
def test_care_stands_behind_every_greeting(greeting: str) -> None:
    """Nobody is sorry before the hello."""
    match = GREETING.match(f"{greeting}The class is at 7.")

    assert match is not None
    assert match.group() == greeting


def test_an_agent_gets_no_stamp_beside_the_apology() -> None:
    """One warm line of their own replaces the thanks for flagging, and the facts stay."""
    writer = OfflineWriter(load())
    draft = Draft(
        text="Hi Kim, thanks for flagging! These things happen. The part comes on 3 May.",
        customer="My heating has been off for days, I have a baby and I'm so angry.",
    )

    text = writer.rewrite(Brief(draft=draft, heard=Linter(load()).listen(draft))).text

    assert "flagging" not in text
    assert "with a baby to look after" in text
    assert "3 May" in text
