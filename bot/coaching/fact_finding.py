"""Finding every hard fact of a text: patterns in order, names, negations, then the safety net.

What one pattern takes is blanked before the next one looks, so spans never overlap and a URL is
never cut into numbers. The net comes last: any token with a digit left in it is a fact too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.coaching import names as naming
from bot.coaching import negation_words
from bot.coaching.domain import Fact, FactKind
from bot.coaching.fact_patterns import SHAPES, Shape

BLANK = "\x00"
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
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
    return _find(text, tuple(names))


@lru_cache(maxsize=64)
def _find(text: str, names: tuple[str, ...]) -> tuple[Fact, ...]:
    board = _Board(text)
    for shape in SHAPES:
        for start, end in _spans(shape, board):
            if BLANK in board.rest[start:end]:
                continue  # what another shape took is not this one's to cross
            board.take(shape.kind, *_trimmed(shape.kind, board.rest, start, end))
        board.settle()
    for start, end in naming.spans(board.rest, names):
        board.take("name", start, end)
    board.settle()
    for start, end in negation_words.find(board.rest):
        board.take("negation", start, end)
    board.settle()
    _net(board)
    return tuple(sorted(board.found, key=lambda fact: fact.start))


def _spans(shape: Shape, board: _Board) -> Iterator[tuple[int, int]]:
    """Try a shape where it can begin: at digits, at its words, or anywhere."""
    if shape.marks and not any(mark in board.text for mark in shape.marks):
        return
    places = board.digits if shape.at_digits else board.words_of(shape.at_words)
    if places is None:
        yield from (match.span() for match in shape.pattern.finditer(board.rest))
        return
    position = 0
    for place in places:
        begin = place
        while begin > position and shape.lead and board.rest[begin - 1] in shape.lead:
            begin -= 1
        for start in range(begin, place + 1):
            match = shape.pattern.match(board.rest, start) if start >= position else None
            if match and match.end() > start:
                yield match.span()
                position = match.end()
                break


class _Board:
    """A text, what was taken from it, and what is left with the taken parts blanked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = text
        self.found: list[Fact] = []
        self.digits = [match.start() for match in _DIGITS.finditer(text)]
        self._words: dict[str, list[int]] = {}
        for match in _WORD.finditer(text):
            self._words.setdefault(match.group().lower(), []).append(match.start())
        self._settled = 0

    def words_of(self, wanted: frozenset[str]) -> list[int] | None:
        """Give the places of some words, or None when no words are asked for."""
        if not wanted:
            return None
        return sorted(place for word in self._words.keys() & wanted for place in self._words[word])

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
