"""An agent's apology is said once, whole, and nothing closes a reply that has ended."""

from __future__ import annotations

import pytest

from bot import app
from bot.coach import Coach
from bot.coaching.domain import Draft
from bot.coaching.offline import OfflineWriter

LINTER = app.linter()
COACH = Coach(LINTER, offline=OfflineWriter(app.principles(), listen=LINTER.listen))


@pytest.mark.parametrize(
    ("customer", "text", "glued"),
    [
        (
            "Third time I get black tea instead of green.",
            "Please accept our apologies, but the packing is done by an external warehouse.",
            "accept I'm",
        ),
        (
            "Teacher cancelled 3 times this month. My daughter is so sad.",
            "Hello Mrs Kaya, Im sorry but teachers get ill too. Next lesson 7.11. 16:00",
            "Im I'm",
        ),
        (
            "AC broken again in 304, second night, we cannot sleep",
            "Hello we apologise for any inconvenience, the technician is informed.",
            "Hello I'm",
        ),
    ],
)
async def test_an_apology_stands_whole(customer: str, text: str, glued: str) -> None:
    """Nothing of the old one is left before the new one."""
    coaching = await COACH.coach(Draft(text=text, customer=customer), choice="offline")

    assert glued not in coaching.rewrite.text
    assert coaching.rewrite.text.lower().count("sorry") == 1


@pytest.mark.parametrize(
    ("customer", "text"),
    [
        (
            "ur engineer didnt show up, took a day off for nothing",
            "Hi Craig, sory about that, a whole day off gone. As I said he knocked at 11:12.",
        ),
        (
            "the rug I bought sheds everywhere, I'm fed up",
            "Sorry about that! We apologise for the inconvenience, a 10 euro voucher is attached.",
        ),
    ],
)
async def test_who_has_apologised_is_not_made_to_do_so_twice(customer: str, text: str) -> None:
    """However the agent spells it."""
    coaching = await COACH.coach(Draft(text=text, customer=customer), choice="offline")

    assert coaching.rewrite.text.lower().count("sorry") <= 1


@pytest.mark.parametrize(
    ("customer", "text"),
    [
        (
            "merchant says refund sent on 2nd, its the 16th. where is it",
            "refunds take 5-10 days. contact ur bank. i'll close this chat now",
        ),
        (
            "There's brown water from the tap. Is it safe?",
            "It is only an aesthetic matter caused by works in the mains. Run the tap.",
        ),
        (
            "is it ok to repot now? in bud already",
            "Plant care chat is a Premium feature ($4.99/mo). Upgrade to get an answer.",
        ),
    ],
)
async def test_no_closing_line_is_added_where_it_makes_no_sense(customer: str, text: str) -> None:
    """No way back beside a shut chat, none where nobody else was named."""
    coaching = await COACH.coach(Draft(text=text, customer=customer), choice="offline")

    assert "just " not in coaching.rewrite.text


@pytest.mark.parametrize(
    ("customer", "named"),
    [
        ("Bruno passed last night. I still have the appointment for Friday.", "about Bruno"),
        ("Your portal ate my essay, I am so angry", "your lost essay"),
        ("I've been without internet for 6 days, I'm fed up", "six days without internet"),
        ("Claim rejected because 'pre-existing'. I am furious", "the rejected claim"),
    ],
)
async def test_what_the_customer_told_is_named(customer: str, named: str) -> None:
    """A death before an appointment, the thing itself before "this"."""
    text = "Dear Ms Petrova, we apologise for any inconvenience caused. It is looked into."

    coaching = await COACH.coach(Draft(text=text, customer=customer), choice="offline")

    assert named in coaching.rewrite.text


async def test_nobody_ashamed_is_praised_for_a_question_they_did_not_ask() -> None:
    """Shame is met as shame."""
    draft = Draft(
        text="Dear Hannelore, the A1 evening group continues on Tuesday at 19:00 in room 5.",
        customer="I was the only one who didn't understand anything. I felt so stupid.",
    )

    coaching = await COACH.coach(draft, choice="offline")

    assert "ask" not in coaching.rewrite.text


async def test_an_apology_to_somebody_hurt_is_said_calmly() -> None:
    """Without the exclamation mark of the stamp it stands for."""
    draft = Draft(
        text="Dear customer, we are sorry to hear about your experience! Courier was delayed.",
        customer="The bouquet for my mum's funeral came a day late. I am upset",
    )

    coaching = await COACH.coach(draft, choice="offline")

    assert "sorry about your mum." in coaching.rewrite.text
