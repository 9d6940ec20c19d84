"""Orders turned into requests, and what only looks like an order."""

from __future__ import annotations

import pytest

from bot.coaching.offline_requests import ask
from bot.coaching.offline_text import voice


@pytest.mark.parametrize(
    "sentence",
    [
        "Order #4821 shipped on 3 May.",
        "Return label RL-20 is attached.",
        "Request 88 was closed this morning.",
        "Update 3.2 has been out since Monday.",
        "Clear photos of the clasp are all I need.",
        "Return service to Chester departs 17:41 from platform 9.",
        "Wear and tear to handles, wheels and straps is excluded.",
    ],
)
def test_what_tells_of_a_thing_is_not_turned_into_a_request(sentence: str) -> None:
    """The first word could be a verb, and is the name of a thing."""
    assert ask(sentence, voice(sentence), 0) == sentence


@pytest.mark.parametrize(
    ("order", "request_"),
    [
        ("Order the blue one.", "Could you order the blue one, please?"),
        ("Return it by Friday.", "Could you return it by Friday, please?"),
        ("File a claim.", "Could you file a claim, please?"),
        ("Check that it is closed.", "Could you check that it is closed, please?"),
    ],
)
def test_an_order_is_asked_for(order: str, request_: str) -> None:
    """The same verbs, used as orders."""
    assert ask(order, voice(order), 0) == request_


def test_a_warning_stays_beside_the_request_it_stood_with() -> None:
    """What they must not do is never lost on the way."""
    order = "please return the bag unopened, you must not take anything in it."

    asked = ask(order, voice(order), 0)

    assert asked.startswith("could you return the bag unopened")
    assert "ou must not take anything in it." in asked


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Please find attached the price list.", "Here is the price list."),
        ("Pls find a voucher of €15: SORRY15.", "Here is a voucher of €15: SORRY15."),
        ("Kindly note that the lounge closes at 17:00.", "The lounge closes at 17:00."),
        ("Pls be advised the order has left.", "The order has left."),
    ],
)
def test_what_is_handed_over_or_made_known_is_said_plainly(sentence: str, told: str) -> None:
    """Nobody is asked to find what lies before them, or to note a fact."""
    assert ask(sentence, voice(sentence), 0) == told


@pytest.mark.parametrize(
    ("order", "request_"),
    [
        (
            "Send the reading by Friday or else we will estimate it and you will pay more.",
            "Could you send the reading by Friday, please? After that we would estimate it.",
        ),
        ("Pay by Friday or else we will sue you.", "Could you pay by Friday, please?"),
    ],
)
def test_what_comes_of_a_missed_day_is_told_and_a_threat_is_not(order: str, request_: str) -> None:
    """Somebody who is asked to be in time may know why."""
    assert ask(order, voice(order), 0, softly=True) == request_


def test_a_list_beside_a_request_loses_no_letter() -> None:
    """The last letter of "box" is no kiss."""
    order = "send it back, label is in box"

    assert ask(order, voice(order), 0) == "could you send it back, please? label is in box."
