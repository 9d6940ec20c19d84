"""Finding every hard fact of a text: patterns in order, names, negations, then the safety net.

What one pattern takes is blanked before the next one looks, so spans never overlap and a URL is
never cut into numbers. The net comes last: any token with a digit left in it is a fact too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from types import MappingProxyType
from typing import Final

from bot.coaching import names as naming
from bot.coaching import negation_words
from bot.coaching.casing import lowered, vocabulary
from bot.coaching.domain import Fact, FactKind
from bot.coaching.fact_patterns import SHAPES
from bot.coaching.memory import remembered, remembering

BLANK = "\x00"
_DIGITS = re.compile(r"\d+")
_GAP = re.compile(r"[\s\x00()\[\]{}<>\"“”«»„,;|!?…—]")
_DIGIT = re.compile(r"[\d¹²³⁰-⁹₀-₉¼-¾⅐-⅞①-⓿]")
_EDGE = ".:'’‘*_~=/&-–"
_POSSESSIVE = re.compile(r"['’]s$")
_NO = re.compile(r"no\.(?=\d)", re.IGNORECASE)
_URL_TAIL = ".,;:!?'’*_~"
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*")
# Words at which facts begin, with the numbers of their shapes.
_BY_WORD: Final = MappingProxyType(
    {
        word: tuple(number for number, shape in enumerate(SHAPES) if word in shape.at_words)
        for word in frozenset(word for shape in SHAPES for word in shape.at_words)
    }
)
_TELLING: Final = frozenset(_BY_WORD)


@remembering()
def find(text: str, names: Iterable[str] = ()) -> tuple[Fact, ...]:
    """Find every hard fact of a text.

    Args:
        text: Any text.
        names: People the platform or the agent names, in any case.

    Returns:
        Facts in order, not overlapping. Every character that is a digit lies inside one.
    """
    found = hard(text, tuple(names))
    taken = bytearray(len(text))
    for fact in found:
        taken[fact.start : fact.end] = b"\x01" * (fact.end - fact.start)
    noes = (
        Fact(kind="negation", text=text[start:end], start=start, end=end)
        for start, end in negation_words.find(text)
        if 1 not in taken[start:end]
    )
    return tuple(sorted((*found, *noes), key=lambda fact: fact.start))


@remembered
def hard(text: str, names: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """Find every fact of a text but its negations, which the ledger reads in its own way."""
    board = _shaped(text).copy()
    for start, end in naming.spans(board.rest, names, whole=text):
        board.take("name", start, end)
    board.settle()
    _net(board)
    return tuple(sorted(board.found, key=lambda fact: fact.start))


@remembered
def _shaped(text: str) -> _Board:
    """Find what has the shape of a fact, whoever is named."""
    board = _Board(text)
    for number, shape in enumerate(SHAPES):
        if not board.may_hold(number):
            continue
        for start, end in _spans(number, board):
            if BLANK in board.rest[start:end]:
                continue  # what another shape took is not this one's to cross
            board.take(shape.kind, *_trimmed(shape.kind, board.rest, start, end))
        board.settle()
    return board


def _spans(number: int, board: _Board) -> Iterator[tuple[int, int]]:
    """Try a shape where it can begin: at digits, at its signs or words, or anywhere."""
    shape, places = SHAPES[number], board.places_of(number)
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


def _at_words(text: str) -> dict[int, list[int]]:
    """Give the numbers of the shapes that begin at words of a text, each with their places."""
    found: dict[int, list[int]] = {}
    known = vocabulary(lowered(text))
    for word in _TELLING.intersection(known):
        for number in _BY_WORD[word]:
            found.setdefault(number, []).extend(known[word])
    return found


class _Board:
    """A text, what was taken from it, and what is left with the taken parts blanked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = text
        self.found: list[Fact] = []
        self._at_words = _at_words(text)
        self._digits = [match.start() for match in _DIGITS.finditer(text)]
        self.token_chars = max(map(len, text.split()), default=0)
        self._settled = 0

    def copy(self) -> _Board:
        """Give a board of its own to somebody who goes on from here."""
        board = copy(self)
        board.found = self.found.copy()
        return board

    def may_hold(self, number: int) -> bool:
        """Tell whether the text holds what every fact of a shape needs."""
        shape = SHAPES[number]
        if shape.at_digits and not self._digits:
            return False
        if shape.at_words and number not in self._at_words:
            return False
        if shape.marks:
            for mark in shape.marks:
                if mark in self.text:
                    break
            else:
                return False
        if shape.token_chars > self.token_chars and "0x" not in self.text:
            return False
        return not shape.when or shape.when.search(self.rest) is not None

    def places_of(self, number: int) -> Iterable[int] | None:
        """Give where a shape is worth trying, or None for everywhere."""
        shape = SHAPES[number]
        if shape.at_digits:
            return self._digits
        if shape.at_signs:
            return (match.start() for match in shape.at_signs.finditer(self.rest))
        return sorted(self._at_words[number]) if shape.at_words else None

    def take(self, kind: FactKind, start: int, end: int) -> None:
        if start < end:
            self.found.append(Fact(kind=kind, text=self.text[start:end], start=start, end=end))

    def settle(self) -> None:
        """Blank what was taken since the last time."""
        if len(self.found) == self._settled:
            return
        fresh = self.found[self._settled :]
        pieces: list[str] = []
        position = 0
        for fact in sorted(fresh, key=lambda fact: fact.start):
            pieces += (self.rest[position : fact.start], BLANK * (fact.end - fact.start))
            position = fact.end
        self.rest = "".join((*pieces, self.rest[position:]))
        self._digits = [place for place in self._digits if self.rest[place] != BLANK]
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
    position = 0
    for digit in _DIGIT.finditer(board.rest):
        if digit.start() < position:
            continue
        start = digit.start()
        while start > position and not _GAP.match(board.rest, start - 1):
            start -= 1
        gap = _GAP.search(board.rest, digit.end())
        end = position = gap.start() if gap else len(board.rest)
        while start < end and board.rest[start] in _EDGE:
            start += 1
        while end > start and board.rest[end - 1] in _EDGE:
            end -= 1
        if numbered := _NO.match(board.rest, start, end):
            start = numbered.end()
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
