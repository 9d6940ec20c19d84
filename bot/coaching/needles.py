"""The words that a pattern cannot match without, read from the pattern itself; pure.

A phrase is hundreds of alternatives, and trying each of them at every letter is what listening
costs. Nearly always a text holds none of the words that any of them needs, and that is seen in a
moment. What is not understood here needs nothing, so a pattern is at worst tried for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, reduce
from itertools import product
from typing import Final, NamedTuple

from bot.coaching.memory import remembered

_SHORTEST: Final = 3
_MANY: Final = 40
_REPEAT = re.compile(r"(?:\{(?P<least>\d*)(?:,\d*)?\}|[?*+])[?+]?")
_OPENING = re.compile(r"\?(?:P<\w+>|-?i:|:|(?P<looks><?[=!]))|")
_RUN = re.compile(r"[a-z0-9 ,'-]+(?![?*+{])", re.IGNORECASE | re.ASCII)
_SIGNS = re.compile(r"\[(?P<other>\^?)(?P<signs>\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
# Letters outside of ASCII that a pattern which ignores case takes for "i", "s" and "k".
_FOLD: Final = (("ı", "i"), ("İ", "i"), ("ſ", "s"), ("\u212a", "k"))

Needed = frozenset[str] | None


def folded(text: str) -> str:
    """Make a text ready to be searched for needles."""
    return text.lower() if text.isascii() else _folded(text)


@remembered
def _folded(text: str) -> str:
    for sign, letter in _FOLD:
        if sign in text:
            text = text.replace(sign, letter)
    return text.lower()


@cache
def needles(pattern: str) -> Needed:
    """Read what a pattern needs.

    Args:
        pattern: A pattern as text, read with or without regard to case.

    Returns:
        Small texts; a text that holds none of them, once `folded`, is never matched. None when
        the pattern may match without any.
    """
    return _read(pattern).needed


def begins(pattern: re.Pattern[str]) -> bool:
    """Tell whether a pattern surely matches nowhere but at the beginning of a text."""
    return not pattern.flags & re.MULTILINE and _read(pattern.pattern).begins


@cache
def _read(pattern: str) -> _Said:
    reader = _Reader(pattern)
    try:
        said = reader.either()
    except (IndexError, ValueError):
        return _ANYTHING
    return said if reader.at == len(pattern) else _ANYTHING


class _Said(NamedTuple):
    """What a piece of a pattern says.

    Args:
        exact: All texts it can match; None when they are too many or unknown.
        needed: Of these every text it matches holds one; None when nothing is known.
        begins: True when it can only match where the text begins.
    """

    exact: frozenset[str] | None
    needed: Needed
    begins: bool = False


_EMPTY: Final = frozenset(("",))
_NOTHING: Final = _Said(_EMPTY, None)
_ANYTHING: Final = _Said(None, None)
_BEGINNING: Final = _Said(_EMPTY, None, begins=True)


class _Reader:
    """Reads a pattern from left to right; raises `ValueError` for what it does not know."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def either(self) -> _Said:
        """Read alternatives up to a closing bracket or the end."""
        options = [self._row()]
        while self._next() == "|":
            self.at += 1
            options.append(self._row())
        return _any(options)

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _row(self) -> _Said:
        row: list[_Said] = []
        while self._next() not in ("", "|", ")"):
            run = _RUN.match(self.pattern, self.at)
            if run:
                self.at = run.end()
                row.append(_exactly(run.group()))
            else:
                row.extend(self._repeated(self._piece()))
        return _together(row)

    def _repeated(self, piece: _Said) -> list[_Said]:
        match = _REPEAT.match(self.pattern, self.at)
        if not match:
            return [piece]
        self.at = match.end()
        if match.group()[0] == "?":
            return [_any([piece, _NOTHING])]
        least = 1 if match.group()[0] == "+" else int(match["least"] or 0)
        return [*[piece] * min(least, _SHORTEST + 1), _ANYTHING]

    def _piece(self) -> _Said:
        sign = self.pattern[self.at]
        if sign == "[":
            return self._signs()
        self.at += 1
        if sign == "(":
            return self._group()
        if sign == "\\":
            return self._escaped()
        if sign in "^$":
            return _BEGINNING if sign == "^" else _NOTHING
        return _ANYTHING if sign == "." else _exactly(sign)

    def _escaped(self) -> _Said:
        sign = self.pattern[self.at]
        self.at += 1
        if sign in "bBAZ":
            return _NOTHING
        if sign in "wWsSdD":
            return _ANYTHING
        if sign.isalnum():
            raise ValueError(sign)  # a character by its number, or what a group matched
        return _exactly(sign)

    def _signs(self) -> _Said:
        match = _SIGNS.match(self.pattern, self.at)
        if not match:
            raise ValueError(self.pattern[self.at])
        self.at = match.end()
        signs = match["signs"]
        if match["other"] or "-" in signs or "\\" in signs:
            return _ANYTHING
        return _any([_exactly(sign) for sign in signs])

    def _group(self) -> _Said:
        opening = _OPENING.match(self.pattern, self.at)
        if opening is None or (not opening.group() and self._next() == "?"):
            raise ValueError(self.pattern[self.at])  # a condition, an atom, a comment
        self.at = opening.end()
        inside = self.either()
        if self._next() != ")":
            raise ValueError(self.pattern[self.at])
        self.at += 1
        return _NOTHING if opening["looks"] else inside


def _exactly(text: str) -> _Said:
    """Say one text, if its letters are ones whose capitals are known."""
    if not all(sign.isascii() or sign.lower() == sign.upper() for sign in text):
        return _ANYTHING
    return _said(frozenset((text.lower(),)))


def _said(exact: frozenset[str], *, begins: bool = False) -> _Said:
    return _Said(exact, exact if all(map(_tells, exact)) else None, begins)


def _tells(text: str) -> bool:
    """Tell whether a needle is rare enough to look for: of some length, or with a sign in it."""
    return len(text) >= _SHORTEST or any(not (one.isalnum() or one in " ,.'-") for one in text)


def _any(options: Sequence[_Said]) -> _Said:
    if len(options) == 1:
        return options[0]
    begins = all(option.begins for option in options)
    exact = [option.exact for option in options if option.exact is not None]
    if len(exact) == len(options) and sum(map(len, exact)) <= _MANY:
        return _said(frozenset().union(*exact), begins=begins)
    needed = [option.needed for option in options if option.needed is not None]
    every = frozenset().union(*needed) if len(needed) == len(options) else None
    return _Said(None, every, begins)


def _together(row: Sequence[_Said]) -> _Said:
    """Join pieces that follow one another, word for word as long as the ways to are few."""
    best: list[Needed] = []
    texts, whole = _EMPTY, True
    for piece in row:
        if piece.exact is not None and len(texts) * len(piece.exact) <= _MANY:
            texts = frozenset(one + two for one, two in product(texts, piece.exact))
            continue
        whole = False
        best += [_said(texts).needed, piece.needed]
        texts = piece.exact or _EMPTY
    begins = any(piece.begins for piece in row)
    if whole:
        return _said(texts, begins=begins)
    return _Said(None, reduce(_rarer, [*best, _said(texts).needed]), begins)


def _rarer(one: Needed, two: Needed) -> Needed:
    if one is None or two is None:
        return two if one is None else one
    return min(one, two, key=_frequency)


def _frequency(texts: frozenset[str]) -> float:
    """Guess how often one of some texts stands in another one: the short ones do."""
    return sum(3.0 ** -len(text.strip()) for text in texts)
