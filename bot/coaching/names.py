"""Where people are named: greetings, titles, signatures, introductions, and names we were given.

No model reads names, so an unusual name in the middle of a sentence stays unseen;
docs/privacy.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.coaching.name_words import NOBODY, OPENERS

_PART = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{1,30}"
_NAME = rf"{_PART}(?:\s{_PART}){{0,2}}"
_GREETED = re.compile(
    rf"(?:^|(?<=[\s,.!?>*_]))(?:(?i:hi|hello|hey|dear|hiya|hola|hallo|bonjour|salut|"
    rf"ciao|olá|hej|hei|"
    rf"moin|liebe[r]?|ch[eè]re?|estimad[oa]|querid[oa]|good (?:morning|afternoon|evening|day)|"
    rf"morning|afternoon|evening|thanks|thank you|cheers|sorry|"
    rf"welcome(?: back)?|guten (?:tag|morgen)|buenos d[ií]as)),?[ \t]+"
    rf"(?P<name>{_NAME})"
)
_VOCATIVE = re.compile(
    rf"^(?P<name>{_PART}),[ \t]+(?=(?:your|you|thank|thanks|I|we|it|the|this|that|"
    rf"here|please|sorry)\b)|"
    rf"(?<=[a-z]),[ \t](?P<last>{_PART})(?=[.!?](?:\s|$))",
    re.MULTILINE,
)
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Herrn?|Frau|Mme|Monsieur|"
    rf"Madame|Sra?|Señora?|"
    rf"Signora?|Sig|Mevrouw|Meneer|Pan|Pani|Mama|Aunty|Chief|Alhaji|Ustaz|"
    rf"Pastor)\.?[ \t](?P<name>{_NAME})"
)
_INTRODUCED = re.compile(
    rf"(?:\b(?:my name is|this is|my colleague|my manager|our manager|colleague|"
    rf"speak to|talk to|ask for|"
    rf"I['’]m|I am|ich heiße|je m['’]appelle|me llamo)[ \t])(?P<name>{_NAME})"
    rf"(?=\s(?:from|at|in|here|will|and|is|has|can|would|\(|about)\b|[.,!?\n]|$)"
)
_SIGNED = re.compile(
    rf"(?:^|\n)[ \t]*(?i:(?:kind|best|warm|warmest|many|with kind|with "
    rf"best)?[ \t]?(?:regards|wishes)|"
    rf"regards|sincerely|yours(?: sincerely| truly| faithfully)?|cheers|thanks|"
    rf"thank you|best|take care|"
    rf"mit freundlichen grüßen|viele grüße|cordialement|saludos|un saludo)[ \t]*[,!.]?[ \t]*\n+"
    rf"[ \t]*(?P<name>{_PART}\.?(?:[ \t](?:{_PART}|[A-Z]\.)){{0,3}})"
)
_DASHED = re.compile(rf"(?:\n|(?<=[.!?] ))[ \t]*[-–—~][ \t]?(?P<name>{_NAME})[ \t]*$")
_PATTERNS = (_GREETED, _TITLED, _INTRODUCED, _SIGNED, _DASHED, _VOCATIVE)


def spans(text: str, given: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
    """Find names in a text.

    Args:
        text: Any text.
        given: Names to look for anywhere, whole words, any case; each part of a full name counts.

    Returns:
        Spans in order, not overlapping.
    """
    seen: set[str] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for start, end in _people(match):
                seen.add(text[start:end])
    wanted = {*seen, *_parts(given)}
    if not wanted:
        return ()
    spelled = "|".join(
        re.escape(name) for name in sorted(wanted, key=lambda name: (-len(name), name))
    )
    ignore_case = "|".join(
        re.escape(name) for name in sorted(_parts(given), key=lambda name: (-len(name), name))
    )
    either = rf"(?<!\w)(?:{spelled}{'|(?i:' + ignore_case + ')' if ignore_case else ''})(?!\w)"
    return tuple(match.span() for match in re.finditer(either, text))


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
        if match.re is _VOCATIVE and (
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
