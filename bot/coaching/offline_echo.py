"""What happened, as the customer told it, ready to follow "I'm sorry": a clause or "about …". Pure.

Every word of it is the customer's own, turned towards them ("my" to "your"), small figures spelt
out; a guess is worse than silence, so whatever does not surely make a sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.coaching.memory import remembered
from bot.coaching.offline_scene import scenes
from bot.coaching.offline_story import clause
from bot.coaching.offline_turn import turned
from bot.coaching.wordings import Wording, choose

_FIGURE = re.compile(r"\w*\d\w*")


def echo(
    customer: str, draft: str, *, words: Sequence[Wording], nouns: Collection[str], feelings: str
) -> str:
    """Say what happened so that it can follow "I'm sorry".

    Args:
        customer: The customer's message.
        draft: The agent's draft; figures that it has too may be said back.
        words: The wordings of `echo.md`, tried before grammar is.
        nouns: Things customers speak of.
        feelings: Words for feelings, alternatives of a pattern; no clause with one is an echo.

    Returns:
        "your parcel never arrived" or "about the hour on hold"; "" when nothing is surely said.
    """
    said = answered(customer, words, draft)
    if said:
        return said
    told = _stories(customer, tuple(words), frozenset(nouns), feelings)
    return next((said for said in told if _fits(said, draft)), "")


@remembered
def scrap(customer: str, draft: str) -> str:
    """Say what happened so that it can stand before a colon, where it is told in scraps.

    Args:
        customer: The customer's message.
        draft: The agent's draft; figures that it has too may be said back.

    Returns:
        "three hours on the tarmac"; "" when nothing is surely said.
    """
    return next((said for said in scenes(customer) if _fits(said, draft)), "")


@remembered
def _stories(
    customer: str, words: tuple[Wording, ...], nouns: frozenset[str], feelings: str
) -> tuple[str, ...]:
    subjects = {word for one in words if not one.finds for put in one.puts for word in put.split()}
    return tuple(clause(customer, subjects | nouns, feelings))


def answered(customer: str, words: Sequence[Wording], draft: str) -> str:
    """Say what the first wording puts that finds something in the customer's message.

    Args:
        customer: The customer's message.
        words: Wordings that look in it.
        draft: The agent's draft; figures that it has too may be said back.

    Returns:
        What it puts, its slots turned towards the customer; "" when none finds anything.
    """
    found = _found(customer, tuple(words))
    return next((said for said in found if _fits(said, draft)), "")


@remembered
def _found(customer: str, words: tuple[Wording, ...]) -> tuple[str, ...]:
    said: list[str] = []
    for wording in words:
        if not wording.may_find(customer):
            continue
        for pattern in wording.finds:
            match = pattern.search(customer)
            if not match or any(unless.search(customer) for unless in wording.unless):
                continue
            slots = {name: turned(value or "") for name, value in match.groupdict().items()}
            said.append(choose(wording.puts, slots, customer) or "")
    return tuple(one for one in said if one)


def _fits(said: str, draft: str) -> bool:
    return all(figure in draft for figure in _FIGURE.findall(said))
