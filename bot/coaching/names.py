"""Where people are named: greetings, titles, signatures, introductions, and names we were given.

No model reads names, so an unusual name in the middle of a sentence stays unseen;
docs/privacy.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.coaching.casing import lowered, places
from bot.coaching.memory import remembered
from bot.coaching.name_words import NOBODY, OPENERS

_LETTER = re.compile(r"\w")
_PART = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{1,30}"
_NAME = rf"{_PART}(?:\s{_PART}){{0,2}}"
_GREETED = re.compile(
    rf"(?:\A|(?<=[\s,.!?>*_]))(?:(?:(?i:hi|hello|hey|dear|hiya|hola|hallo|bonjour|salut|"
    rf"ciao|olá|hej|hei|"
    rf"moin|liebe[r]?|ch[eè]re?|estimad[oa]|querid[oa]|good (?:morning|afternoon|evening|day)|"
    rf"morning|afternoon|evening|thanks|thank you|cheers|sorry|"
    rf"welcome(?: back)?|guten (?:tag|morgen)|buenos d[ií]as)),?[ \t]+|"
    rf"(?i:(?:kind |best |warm )?regards|best|sincerely|yours),[ \t]+)"
    rf"(?P<name>{_NAME})"
)
_VOCATIVE = re.compile(
    rf"^(?P<name>{_PART}),[ \t]+(?=(?:your|you|thank|thanks|I|we|it|the|this|that|"
    rf"here|please|sorry)\b)",
    re.MULTILINE,
)
_VOCATIVE_LAST = re.compile(rf",[ \t](?<=[^\s.!?,;:],[ \t])(?P<last>{_PART})(?=[.!?](?:\s|$))")
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Herrn?|Frau|Mme|Monsieur|"
    rf"Madame|Sra?|Señora?|"
    rf"Signora?|Sig|Mevrouw|Meneer|Pan|Pani|Mama|Aunty|Chief|Alhaji|Ustaz|"
    rf"Pastor)\.?[ \t](?P<name>{_NAME})"
)
_INTRODUCED = re.compile(
    rf"(?:\b(?i:my name is|this is|my colleague|my manager|our manager|colleague|"
    rf"speak to|talk to|ask for|"
    rf"I['’]m|I am|ich heiße|je m['’]appelle|me llamo)[ \t])(?P<name>{_NAME})"
    rf"(?=\s(?:from|at|in|here|will|and|is|has|can|would|\(|about)\b|[.,!?\n]|$)"
)
_SIGNED = re.compile(
    rf"[ \t]*(?i:(?:kind|best|warm|warmest|many|with kind|with "
    rf"best)?[ \t]?(?:regards|wishes)|"
    rf"regards|sincerely|yours(?: sincerely| truly| faithfully)?|cheers|thanks|"
    rf"thank you|best|take care|"
    rf"mit freundlichen grüßen|viele grüße|cordialement|saludos|un saludo)[ \t]*[,!.]?[ \t]*\n+"
    rf"[ \t]*(?P<name>{_PART}\.?(?:[ \t](?:{_PART}|[A-Z]\.)){{0,3}})"
)
_DASHED = re.compile(rf"(?:\n|(?<=[.!?] ))[ \t]*[-–—~][ \t]?(?P<name>{_NAME})[ \t]*$")
_VOCATIVES = (_VOCATIVE, _VOCATIVE_LAST)
_GREETING = (
    "hi hello hey dear hiya hola hallo bonjour salut ciao olá hej hei moin liebe lieber chère "
    "chere cher chèr estimado estimada querido querida good morning afternoon evening thanks "
    "thank cheers sorry welcome guten buenos kind best warm regards sincerely yours"
)
_TITLE = (
    "mr mrs ms miss mx dr prof professor sir madam herr herrn frau mme monsieur madame sr sra "
    "señor señora signor signora sig mevrouw meneer pan pani mama aunty chief alhaji ustaz "
    "pastor"
)
_INTRODUCING = "my our this colleague speak talk ask i ich je me"
_GREETING_WORDS: Final = frozenset(_GREETING.split())
_TITLE_WORDS: Final = frozenset(_TITLE.split())
_INTRODUCING_WORDS: Final = frozenset(_INTRODUCING.split())
_CLOSING_CHARS: Final = 120


def spans(text: str, given: Iterable[str] = (), *, whole: str = "") -> tuple[tuple[int, int], ...]:
    """Find names in a text.

    Args:
        text: Any text.
        given: Names to look for anywhere, whole words, any case; each part of a full name counts.
        whole: The same text before anything in it was blanked, when something was.

    Returns:
        Spans in order, not overlapping.
    """
    given_parts = _parts(given)
    wanted = {*_shown(text, whole or text), *given_parts}
    if not wanted:
        return ()
    found: list[tuple[int, int]] = []
    lower, taken = lowered(text), bytearray(len(text))
    for name in sorted(wanted, key=lambda name: (-len(name), name)):
        asked = name in given_parts
        for start in _alone(lower if asked else text, name.lower() if asked else name):
            end = start + len(name)
            if 1 not in taken[start:end]:
                taken[start:end] = b"\x01" * len(name)
                found.append((start, end))
    return tuple(sorted(found))


@remembered
def _shown(text: str, whole: str) -> frozenset[str]:
    """Give the names that a text itself shows to be some."""
    signs = _signs(text, lowered(whole))
    return frozenset(text[start:end] for match in signs for start, end in _people(match))


def _alone(text: str, name: str) -> Iterator[int]:
    """Give where a name stands as whole words."""
    start = text.find(name)
    while start >= 0:
        if not (_LETTER.match(text, start - 1, start) or _LETTER.match(text, start + len(name))):
            yield start
        start = text.find(name, start + 1)


def _signs(text: str, lower: str) -> Iterator[re.Match[str]]:
    """Find the places where a text shows that it names somebody."""
    for pattern, telling in (
        (_GREETED, _GREETING_WORDS),
        (_TITLED, _TITLE_WORDS),
        (_INTRODUCED, _INTRODUCING_WORDS),
    ):
        for place in places(lower, telling):
            if match := pattern.match(text, place):
                yield match
    if "," in text:
        yield from _VOCATIVE.finditer(text)
        yield from _VOCATIVE_LAST.finditer(text)
    line = 0
    while "\n" in text[line:]:
        if match := _SIGNED.match(text, line):
            yield match
        line = text.index("\n", line) + 1
    yield from _DASHED.finditer(text, max(0, len(text) - _CLOSING_CHARS))


def _people(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Give each word of a matched name, up to the first that is nobody's name."""
    group = next(name for name, value in match.groupdict().items() if value is not None)
    offset = match.start(group)
    for word in re.finditer(r"[^\s]+", match[group]):
        bare = word.group().rstrip(".'’-")
        for tail in ("'s", "’s"):
            bare = bare.removesuffix(tail)
        if bare.lower() in NOBODY or len(bare) < 2 or not _could_be(bare):
            return
        if match.re in _VOCATIVES and (
            bare.lower() in OPENERS or bare.endswith(("ly", "ing", "ed"))
        ):
            return
        yield offset + word.start(), offset + word.start() + len(bare)


def _could_be(word: str) -> bool:
    """Tell a name such as O'Brien from a contraction such as I'd."""
    _, mark, tail = word.replace("’", "'").partition("'")
    return not mark or tail[:1].isupper()


def _parts(given: Iterable[str]) -> set[str]:
    parts: set[str] = set()
    for name in given:
        parts.add(name.strip())
        parts.update(part for part in name.split() if len(part) > 1 and part.lower() not in NOBODY)
    return {part for part in parts if part}
