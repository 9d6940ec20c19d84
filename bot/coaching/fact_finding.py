"""Finding every hard fact of a text: patterns in order, names, negations, then the safety net.

What one pattern takes is blanked before the next one looks, so spans never overlap and a URL is
never cut into numbers. The net comes last: any token with a digit left in it is a fact too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.coaching import names as naming
from bot.coaching.domain import Fact, FactKind
from bot.coaching.fact_patterns import NEGATION, PATTERNS

BLANK = "\x00"
_TOKEN = re.compile(r"[^\s\x00()\[\]{}<>\"“”«»„,;|!?…—]+")
_DIGIT = re.compile(r"[\d¹²³⁰-⁹₀-₉¼-¾⅐-⅞①-⓿]")
_EDGE = ".:'’‘*_~=/&-–"
_POSSESSIVE = re.compile(r"['’]s$")
_URL_TAIL = ".,;:!?'’*_~"
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*")


def find(text: str, names: Iterable[str] = ()) -> tuple[Fact, ...]:
    """Find every hard fact of a text.

    Args:
        text: Any text.
        names: People the platform or the agent names, in any case.

    Returns:
        Facts in order, not overlapping. Every character that is a digit lies inside one.
    """
    board = _Board(text)
    for kind, pattern in PATTERNS:
        if kind == "code" and "`" not in text and "</" not in text:
            continue
        for match in pattern.finditer(board.rest):
            board.take(kind, *_trimmed(kind, board.rest, *match.span()))
        board.settle()
    for start, end in naming.spans(board.rest, names):
        board.take("name", start, end)
    board.settle()
    for match in NEGATION.finditer(board.rest):
        board.take("negation", *match.span())
    board.settle()
    _net(board)
    return tuple(sorted(board.found, key=lambda fact: fact.start))


class _Board:
    """A text, what was taken from it, and what is left with the taken parts blanked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = text
        self.found: list[Fact] = []
        self._settled = 0

    def take(self, kind: FactKind, start: int, end: int) -> None:
        if start < end:
            self.found.append(Fact(kind=kind, text=self.text[start:end], start=start, end=end))

    def settle(self) -> None:
        """Blank what was taken since the last time."""
        fresh = self.found[self._settled :]
        if not fresh:
            return
        pieces: list[str] = []
        position = 0
        for fact in sorted(fresh, key=lambda fact: fact.start):
            pieces += (self.rest[position : fact.start], BLANK * (fact.end - fact.start))
            position = fact.end
        self.rest = "".join((*pieces, self.rest[position:]))
        self._settled = len(self.found)


def _trimmed(kind: FactKind, text: str, start: int, end: int) -> tuple[int, int]:
    """Give back what a sentence, not the fact, put at its edges."""
    if kind == "card" and not is_card(text[start:end]):
        return start, start
    if kind == "link" and text[start] != "<":
        while end > start and (
            text[end - 1] in _URL_TAIL
            or (
                text[end - 1] in ")]"
                and text.count("(["[text[end - 1] == "]"], start, end)
                < text.count(text[end - 1], start, end)
            )
        ):
            end -= 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _net(board: _Board) -> None:
    for match in _TOKEN.finditer(board.rest):
        if not _DIGIT.search(match.group()):
            continue
        start, end = match.span()
        while start < end and board.rest[start] in _EDGE:
            start += 1
        while end > start and board.rest[end - 1] in _EDGE:
            end -= 1
        tail = _POSSESSIVE.search(board.rest, start, end)
        if tail and _DIGIT.search(board.rest, start, tail.start()):
            end = tail.start()
        plain = _PLAIN_NUMBER.fullmatch(board.rest, start, end)
        board.take("number" if plain else "id", start, end)


def is_card(text: str) -> bool:
    """Check a card number's last digit. Source: ISO/IEC 7812-1, annex B (the Luhn formula)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(digits) >= 13 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
