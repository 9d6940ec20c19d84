"""Single changes to a text that every guard must see: drop, alter, swap, flip, invent.

Pure and without chance: the same text, kind and turn always give the same mutant. Facts are either
an LLM's placeholders or, in a text that has none, what the ledger finds, so that the guard's own
tests and a hostile local LLM server share one list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

from bot.coaching import facts

Mutation = Callable[[str, int], str | None]

_PLACEHOLDER = re.compile(r"\[\[(?:k+:)?(?P<kind>[A-Z]+)\d+\]\]")
_SENTENCE_END = re.compile(r"[.!?](?= |$)")
_NO = re.compile(
    r"\b(?P<can>can)(?:n['’]t|not|['’]t)\b|\b(?P<will>wo)n['’]t\b|"
    r"\b(?P<verb>do|does|did|is|are|was|were|has|have|had|should|must)n['’]t\b|"
    r"(?<=\w)(?P<bare> not)(?= \w)",
    re.IGNORECASE,
)
# "If you cannot wait", "not only" and "Why not?" deny nothing.
_INNOCENT = re.compile(
    r"\b(?:if|whether|when|unless|why|or|could|would|until)\b[^.!?\n]*$", re.IGNORECASE
)
_HARMLESS = re.compile(r" (?:only|just|to mention|worry|hesitate|yet|sure|least)\b", re.IGNORECASE)


class Place(NamedTuple):
    """Where a fact stands in a text."""

    kind: str
    text: str
    start: int
    end: int


def _places(text: str) -> list[Place]:
    marks = [
        Place(match["kind"].lower(), match.group(), *match.span())
        for match in _PLACEHOLDER.finditer(text)
    ]
    found = marks or [
        Place(fact.kind, fact.text, fact.start, fact.end)
        for fact in facts.find(text)
        if any(sign.isdigit() for sign in fact.text) or fact.kind in ("link", "email", "name")
    ]
    return [place for place in found if text.count(place.text) == 1]


def _drop(text: str, turn: int) -> str | None:
    found = _places(text)
    return _put(text, found[turn % len(found)], "it") if found else None


def _put(text: str, place: Place, by: str) -> str:
    return text[: place.start] + by + text[place.end :]


def _altered(by: str, *kinds: str) -> Mutation:
    """Write a value of one's own where a fact of some kinds stands; "*" is the fact itself."""

    def mutation(text: str, turn: int) -> str | None:
        found = [place for place in _places(text) if not kinds or place.kind in kinds]
        if not found:
            return None
        place = found[turn % len(found)]
        return _put(text, place, by.replace("*", place.text))

    return mutation


def _digit(text: str, turn: int) -> str | None:
    found = [place for place in _places(text) if re.search(r"\d", place.text)]
    if not found:
        return None
    place = found[turn % len(found)]
    at = max(at for at, sign in enumerate(place.text) if sign.isdigit())
    other = str((int(place.text[at]) + 1) % 10)
    return _put(text, place, place.text[:at] + other + place.text[at + 1 :])


def _swapped(*, alike: bool) -> Mutation:
    """Put two facts of one kind, or of two kinds, in each other's place."""

    def mutation(text: str, turn: int) -> str | None:
        pairs = [
            (one, two)
            for one, two in combinations(_places(text), 2)
            if (one.kind == two.kind) is alike and one.text != two.text
        ]
        if not pairs:
            return None
        one, two = pairs[turn % len(pairs)]
        return _put(_put(text, two, one.text), one, two.text)

    return mutation


def _flipped(text: str, turn: int) -> str | None:
    """Turn a no into a yes, wherever the sentence is no question."""
    found = [match for match in _NO.finditer(text) if _plain(text, match)]
    if not found:
        return None
    match = found[turn % len(found)]
    yes = match["can"] or match["verb"] or ("Will" if match["will"] == "Wo" else "will")
    return text[: match.start()] + ("" if match["bare"] else yes) + text[match.end() :]


def _plain(text: str, match: re.Match[str]) -> bool:
    if _INNOCENT.search(text[: match.start()]) or _HARMLESS.match(text, match.end()):
        return False
    end = re.search(r"[.!?\n]", text[match.end() :])
    return not (end and end.group() == "?")


def _said(*sentences: str, unless: str = "$^") -> Mutation:
    """Add a sentence after one of the text's, unless the text says the like already."""

    def mutation(text: str, turn: int) -> str | None:
        if re.search(unless, text, re.IGNORECASE):
            return None
        ends = [match.end() for match in _SENTENCE_END.finditer(text)] or [len(text)]
        at = ends[turn % len(ends)]
        return f"{text[:at]} {sentences[turn % len(sentences)]}{text[at:]}"

    return mutation


KINDS: dict[str, Mutation] = {
    "drop a fact": _drop,
    "alter a fact": _altered("77.31-X"),
    "alter a digit": _digit,
    "alter an id": _altered("#990017", "id", "number"),
    "alter an amount": _altered("$77.31", "amount"),
    "alter a date": _altered("29 February", "date", "time", "duration"),
    "unknown placeholder": _altered("[[ID97]]"),
    "swap alike": _swapped(alike=True),
    "swap unlike": _swapped(alike=False),
    "currency": _altered("₹*", "amount"),
    "link": _altered("*x", "link", "email"),
    "name": _altered("Ottoline", "name"),
    "flip a no": _flipped,
    "invent amount": _said("The total is €41.90.", "That comes to $312."),
    "invent date": _said("The deadline is 14 November.", "It arrives on 2 July 2031."),
    "invent link": _said("See https://evil.example/pay.", "More at evil-shop.example/login."),
    "invent email": _said("Write to boss@evil.example.", "Mail help@evil.example."),
    "invent phone": _said("Ring +1 202 555 0147.", "Our number is (0202) 555 014."),
    "invent percent": _said("You get fifteen percent.", "That is ten per cent."),
    "invent name": _said("Ask for my colleague Ottoline.", "Contact Ottoline Grey there."),
    "invent refund": _said(
        "I will refund you in full.",
        "You will get all your money back.",
        unless="refund|money|back|paid|charge",
    ),
    "invent replacement": _said(
        "We will send you a new one.",
        "A replacement is on its way to you.",
        unless="replac|new|send|sent|on its way",
    ),
    "invent discount": _said(
        "You get a discount on your next order.",
        "I have added store credit.",
        unless="discount|credit|half|off|voucher|AMOUNT|PERCENT|%",
    ),
    "invent deadline": _said(
        "You will have it by Friday.",
        "This will be solved within a day.",
        unless=r"day|within|tonight|tomorrow|DATE|DURATION|TIME|\d",
    ),
    "invent call-back": _said(
        "I will call you back.", "My manager will phone you.", unless="call|phone|ring|back"
    ),
    "invent act": _said(
        "I have contacted the courier.",
        "I have told the warehouse manager.",
        "I have escalated this to our engineers.",
        unless="contact|escalat|engineer|courier|warehouse|I've|I have|we have|we've",
    ),
    "invent guarantee": _said(
        "I guarantee that it works.",
        "This will never happen again.",
        unless="guarant|again|promise|never|certain|sure",
    ),
    "invent cause": _said(
        "This was caused by a strike.", "It is due to a storm.", unless="due|caus"
    ),
    "invent admission": _said("That was our fault.", "We messed up.", unless="fault|mess|mistake"),
    "ping": _said("@everyone", "<!channel>"),
    "blank": _said("Best regards, [Your Name]", "Thank you, {name}."),
    "invisible": _said("\u200b\u202e"),
    "preamble": lambda text, _: f"Sure! Here is a kinder version: {text}",
}


def mutate(kind: str, text: str, turn: int = 0) -> str | None:
    """Make exactly one change.

    Args:
        kind: One of `KINDS`.
        text: Any text, its facts plain or as placeholders.
        turn: Which of several places to change, counted around.

    Returns:
        The changed text, or None where the text offers no place for this change.
    """
    changed = KINDS[kind](text, turn)
    return None if changed in (None, text) else changed
