"""Searching a text for many patterns, of which each is tried only where its needles stand; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.coaching.needles import folded, needles
from bot.coaching.sifted import Sifted

Worth = Mapping[int, Sequence[re.Pattern[str]]]
"""Patterns that may match, by their number from 0, with the lines to try."""
_GRAMS: Final = (7, 3)
"""Needles are looked up by their first letters: seven of them, or three where there are less."""


class Sieve:
    """Many patterns at once.

    Args:
        patterns: Each pattern as its lines, any of which may match.
    """

    def __init__(self, patterns: Iterable[Sequence[re.Pattern[str]]]) -> None:
        self._patterns = tuple(tuple(lines) for lines in patterns)
        self._always: set[tuple[int, int]] = set()
        self._short: list[tuple[str, tuple[int, int]]] = []
        self._long: dict[int, dict[str, dict[str, set[tuple[int, int]]]]] = {
            size: {} for size in _GRAMS
        }
        for number, lines in enumerate(self._patterns):
            for at, line in enumerate(lines):
                self._add(line, (number, at))
        self._begun = {size: frozenset(known) for size, known in self._long.items()}

    def _add(self, line: re.Pattern[str], place: tuple[int, int]) -> None:
        needed = needles(line.pattern)
        if needed is None:
            self._always.add(place)
            return
        for needle in needed:
            size = next((size for size in _GRAMS if len(needle) >= size), 0)
            if size:
                known = self._long[size].setdefault(needle[:size], {})
                known.setdefault(needle, set()).add(place)
            else:
                self._short.append((needle, place))

    def worth(self, text: str) -> Worth:
        """Give the patterns that may match a text."""
        lower = folded(text)
        found = self._always.copy()
        found.update(place for needle, place in self._short if needle in lower)
        for size, begun in self._begun.items():
            grams = {lower[at : at + size] for at in range(len(lower) - size + 1)}
            for gram in begun & grams:
                for needle, places in self._long[size][gram].items():
                    if needle in lower:
                        found |= places
        worth: dict[int, list[re.Pattern[str]]] = {}
        for number, at in sorted(found):
            worth.setdefault(number, []).append(self._patterns[number][at])
        return worth


def first(lines: Iterable[re.Pattern[str] | Sifted], text: str) -> re.Match[str] | None:
    """Find what lines would find as one pattern: of two that match at one place, the earlier's."""
    best: re.Match[str] | None = None
    for line in lines:
        match = line.search(text)
        if match and (best is None or match.start() < best.start()):
            best = match
    return best
