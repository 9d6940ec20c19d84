"""Single changes to a text that every guard must see: drop, alter, swap, invent.

Pure and without chance: the same draft and kind always give the same mutant, so that the guard's
own tests and a hostile local LLM server can share them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from bot.coaching import facts
from bot.coaching.domain import Fact

_CURRENCIES = "$€£¥₹₦"
_NEGATIONS = (
    (re.compile(r"\b(can)(?:n['’]t|not|['’]t)\b"), r"\1"),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|would|could)n['’]t\b"), r"\1"),
    (re.compile(r"\bwon['’]t\b"), "will"),
    (re.compile(r"\b(is|are|was|were|will|do|does|did|would|could|can) not\b"), r"\1"),
)


def _facts(text: str) -> list[Fact]:
    return [fact for fact in facts.find(text) if any(sign.isdigit() for sign in fact.text)]


def _replaced(text: str, fact: Fact, by: str) -> str:
    return text[: fact.start] + by + text[fact.end :]


def _drop(text: str) -> str | None:
    found = _facts(text)
    return " ".join(_replaced(text, found[-1], "").split(" ")) if found else None


def _alter_digit(text: str) -> str | None:
    found = _facts(text)
    if not found:
        return None
    place = max(at for at, sign in enumerate(found[0].text) if sign.isdigit())
    digit = str((int(found[0].text[place]) + 1) % 10)
    changed = found[0].text[:place] + digit + found[0].text[place + 1 :]
    return _replaced(text, found[0], changed)


def _swap(text: str) -> str | None:
    amounts = [fact for fact in _facts(text) if fact.kind in ("amount", "number", "id", "time")]
    for one, two in pairwise(amounts):
        if one.text != two.text:
            swapped = _replaced(text, two, one.text)
            return _replaced(swapped, one, two.text)
    return None


def _change_currency(text: str) -> str | None:
    for at, sign in enumerate(text):
        if sign in _CURRENCIES:
            return text[:at] + ("€" if sign != "€" else "$") + text[at + 1 :]
    return None


def _change_link(text: str) -> str | None:
    links = [fact for fact in facts.find(text) if fact.kind in ("link", "email")]
    if not links:
        return None
    return _replaced(text, links[0], links[0].text.replace("e", "3", 1) + "-x")


def _change_name(text: str) -> str | None:
    named = [fact for fact in facts.find(text) if fact.kind == "name"]
    return _replaced(text, named[0], "Ottoline") if named else None


def _flip_negation(text: str) -> str | None:
    for pattern, put in _NEGATIONS:
        match = pattern.search(text)
        if match and "?" not in text[match.end() :].split(".", maxsplit=1)[0]:
            return text[: match.start()] + match.expand(put) + text[match.end() :]
    return None


def _truncate(text: str) -> str | None:
    found = _facts(text)
    return text[: found[-1].start].rstrip() or None if found else None


def _adding(words: str) -> Callable[[str], str | None]:
    return lambda text: f"{text} {words}"


_KINDS: dict[str, Callable[[str], str | None]] = {
    "drop": _drop,
    "alter digit": _alter_digit,
    "swap two": _swap,
    "change currency": _change_currency,
    "change link": _change_link,
    "change name": _change_name,
    "flip negation": _flip_negation,
    "truncate": _truncate,
    "invent refund": _adding("We will send your money back."),
    "invent discount": _adding("Here is a voucher for your next visit."),
    "invent deadline": _adding("It will be sorted by tomorrow evening."),
    "invent call-back": _adding("A colleague will call you back."),
    "invent phone": _adding("You can reach us on 0800 555 0142."),
    "invent email": _adding("Just write to care@umbrella-desk.example."),
    "invent link": _adding("More at https://umbrella-desk.example/more."),
    "invent name": _adding("Ask for my colleague Ottoline."),
    "invent percent": _adding("You get fifteen percent."),
    "invent done": _adding("I have already informed the warehouse."),
    "invent escalation": _adding("This is with our legal team."),
    "invent guarantee": _adding("I guarantee it."),
    "invent cause": _adding("This was caused by a strike."),
    "invent admission": _adding("That was our fault."),
    "mention everyone": _adding("<!channel> @everyone"),
    "add invisible": _adding("\u200b\u202e"),
    "add blank": _adding("[Your Name]"),
    "add preamble": lambda text: f"Sure! Here is a kinder version: {text}",
}
KINDS = tuple(_KINDS)


def mutate(kind: str, draft: str) -> str | None:
    """Make exactly one change.

    Args:
        kind: One of `KINDS`.
        draft: Any text.

    Returns:
        The changed text, or None where the draft offers no place for this change.
    """
    changed = _KINDS[kind](draft)
    return None if changed in (None, draft) else changed
