"""Which phrases of the principles a sentence says, and where in it; the words are the files'.

A rewrite has most sentences of its draft, so what one says is found once for each coaching.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.coaching.memory import remembered
from bot.coaching.principle import Phrase
from bot.coaching.sieve import Sieve, first
from bot.coaching.sifted import Sifted

Said = Mapping[int, tuple[int, int]]
"""Numbers of phrases, each with the span of its words in characters from 0 of the sentence."""
# A phrase that ends in "the parents" of "the parents' handbook" takes the whole word.
_REST = re.compile(r"(?<=\w)'\w+|(?<=s)'(?=\s\w)")


class Phrases:
    """All phrases at once.

    Args:
        phrases: In an order that gives each its number, from 0.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self._sieve = Sieve(phrase.lines for phrase in self._phrases)
        self._of_drafts = {
            number: tuple(map(Sifted, phrase.lines))
            for number, phrase in enumerate(self._phrases)
            if phrase.where == "draft"
        }

    @remembered
    def said(self, sentence: str) -> Said:
        """Find what a sentence says, but for what is innocent in it.

        Args:
            sentence: With straight quotes, and nothing in it that is not to be heard.
        """
        found: dict[int, tuple[int, int]] = {}
        for number, lines in self._sieve.worth(sentence).items():
            if number not in self._of_drafts:
                span = self._span(number, lines, sentence)
                if span:
                    found[number] = span
        return found

    def span(self, number: int, text: str) -> tuple[int, int] | None:
        """Find a phrase of whole drafts in one; None when it is not there, or is innocent."""
        return self._span(number, self._of_drafts[number], text)

    def _span(
        self, number: int, lines: Iterable[re.Pattern[str] | Sifted], spoken: str
    ) -> tuple[int, int] | None:
        unless = self._phrases[number].unless
        match = first(lines, spoken)
        if not match or (unless and unless.search(spoken)):
            return None
        rest = _REST.match(spoken, match.end())
        return match.start(), rest.end() if rest else match.end()
