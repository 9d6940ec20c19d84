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
