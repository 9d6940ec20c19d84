"""What a rewrite may repeat: the draft's own facts, cut otherwise, and the customer's own words.

Numbers of the customer's message are not among them: an injected amount or account stays out.
Words are: "Friday", "twice", a name, a quoted phrase, and a number spelt out ("forty minutes" for
the customer's "40 minutes").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from bot.coaching.casing import lowered, vocabulary
from bot.coaching.domain import Draft, Fact
from bot.coaching.fact_words import CURRENCY_SIGNS, VALUES
from bot.coaching.language import detect
from bot.coaching.memory import remembered

QUOTE_MARKS: Final = "“”\"'‘’«»„"
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
# What makes a fact's characters a piece of something longer.
_BEFORE = re.compile(r"(?:[\w@]|\d[.,:/'’-]|\w[/@])\Z")
_BEFORE_SIGN = re.compile(rf"[{re.escape(CURRENCY_SIGNS)}]\Z")
_AFTER = re.compile(r"[\w@]|[.,:/'’-]\d|[/@-]\w")
_CAPITAL = re.compile(r"(?<=[a-zß-öø-ÿ,;] )[A-ZÀ-ÖØ-Þ][^\W\d_]+")
# Capitalised anywhere, and nobody's name.
_CAPITALISED_WORDS = (
    "ok pdf pc tv id url sms pin faq app pm am usb vat iban imei gps ios android wifi qr mr "
    "mrs ms dr god christmas easter english french german spanish internet monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december"
)
_CAPITALISED: Final = frozenset(_CAPITALISED_WORDS.split())
_NUMBER = re.compile(r"\d+")
_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "both": 2,
    "couple": 2,
}


def same_key(text: str) -> str:
    """Give what two spellings of one word share: case, apostrophes and white space aside."""
    return _SPACE.sub(" ", text).casefold().replace("’", "'")


def stands_in(text: str, whole: str) -> int:
    """Count where a fact's characters stand alone in a text, not inside a longer token."""
    return len(standing(_SPACE.sub(" ", text), _squeezed(whole)))


def standing(wanted: str, squeezed: str) -> list[int]:
    """Give where a fact's characters stand alone in a text; white space must be the same."""
    if wanted.replace(" ", "").isalpha():
        wanted, squeezed = wanted.lower(), lowered(squeezed)
    found: list[int] = []
    start = squeezed.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before = _BEFORE if wanted[:1].isalnum() else _BEFORE_SIGN
        crowded = before.search(squeezed, max(0, start - 2), start) or (
            wanted[-1:].isalnum() and _AFTER.match(squeezed, end)
        )
        if not crowded:
            found.append(start)
        start = squeezed.find(wanted, end)
    return found


@remembered
def _squeezed(text: str) -> str:
    return _SPACE.sub(" ", text)


def repeats(fact: Fact, mine: Iterable[Fact], draft: Draft) -> bool:
    """Tell whether a fact of the answer is the draft's or the customer's own.

    Args:
        fact: A fact of the answer that no fact of the draft equals.
        mine: The draft's facts.
        draft: The draft, with the customer's message.
    """
    text = fact.text.strip(QUOTE_MARKS) if fact.kind == "quote" else fact.text
    if not text:
        return True
    bare_number = not any(sign.isalpha() for sign in text) and fact.kind != "quote"
    if stands_in(text, draft.text) and not bare_number:
        return True
    if bare_number and any(_inside(text, other) for other in mine):
        return True
    return _the_customers(fact, text, draft.customer or "")


def strangers(answer: str, facts: Iterable[Fact], draft: Draft) -> list[Fact]:
    """Find capitalised words inside the answer's sentences that neither text knows.

    Args:
        answer: The rewrite.
        facts: Its facts, whose places are looked past.
        draft: The draft, with the customer's message.
    """
    known = (
        vocabulary(lowered(draft.text)).keys() | vocabulary(lowered(draft.customer or "")).keys()
    )
    rows = sorted(facts, key=lambda fact: fact.start)
    ends = [fact.end for fact in rows]
    found: list[Fact] = []
    for match in _CAPITAL.finditer(answer):
        word = match.group().lower()
        near = bisect_right(ends, match.start())
        inside = near < len(rows) and rows[near].start < match.end()
        if inside or word in known or word.rstrip("s") in known or word in _CAPITALISED:
            continue
        found.append(Fact(kind="name", text=match.group(), start=match.start(), end=match.end()))
    # every noun of theirs is capitalised
    return [] if found and detect(answer) == "de" else found


def _inside(text: str, other: Fact) -> bool:
    """Tell whether a bare number is a quote's, a link's or a range's own piece."""
    return other.kind in ("quote", "code", "date", "address") and bool(stands_in(text, other.text))


def _the_customers(fact: Fact, text: str, customer: str) -> bool:
    if not customer or any(sign.isdigit() for sign in text):
        return False
    if fact.kind == "quote":
        return same_key(text) in same_key(customer)
    if fact.kind in ("name", "time"):
        return bool(stands_in(text, customer))
    if fact.kind == "date":
        stems = {word[:3].lower() for word in _WORD.findall(customer)}
        return text[:3].lower() in stems
    if fact.kind in ("number word", "duration"):
        return bool(stands_in(text, customer)) or _values(text) <= _values(customer)
    return False


def _values(text: str) -> set[int]:
    """Give every number a text names, in digits or in words."""
    found = {int(number) for number in _NUMBER.findall(text)[:200] if len(number) < 9}
    last = 0
    for word in _WORD.findall(text.lower()):
        value = VALUES.get(word, 0)
        if value >= 100 and 0 < last < 100:
            found.discard(last)
            value *= last
        last = value
        if value:
            found.add(value)
        elif word in _ORDINALS:
            found.add(_ORDINALS[word])
        elif word in ("one", "a", "an"):
            found.add(1)
    return found
