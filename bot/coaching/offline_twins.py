"""Which sentence of a rewrite stands where a sentence of the draft stood. Pure."""

from __future__ import annotations

from difflib import SequenceMatcher

from bot.coaching import answers, sentences


def _offers(said: str) -> bool:
    return answers.closes(said) or said.endswith("?")


class Twins:
    """The sentences of a draft beside those of its rewrite.

    Args:
        before: The draft's text.
        after: The rewrite's text.
    """

    def __init__(self, before: str, after: str) -> None:
        self.before = before
        self.after = after
        self._mine, self._theirs = sentences.split(before), sentences.split(after)
        matcher = SequenceMatcher(
            a=[one.text for one in self._mine],
            b=[one.text for one in self._theirs],
            autojunk=False,
        )
        self._blocks = matcher.get_opcodes()

    @property
    def cared(self) -> int:
        """Count the sentences that were put before anything the draft says."""
        for _, low, high, start, end in self._blocks:
            if high > low:
                return max(0, (end - start) - (high - low)) + start
            return end
        return 0

    def end_of(self, position: int) -> int:
        """Give where the sentence ends that stands for the draft's sentence at a position."""
        number = self._number(position)
        for _, low, high, start, end in self._blocks:
            if low <= number < high:
                stop = end
                while stop - start > high - low and _offers(self._theirs[stop - 1].text):
                    stop -= 1  # an offer or a question that the rewrite added
                # As many from the end of the block as there are in the draft.
                last = max(start, stop - (high - number)) if stop > start else start - 1
                return self._theirs[last].end if last >= 0 else 0
        return 0

    def start_of(self, position: int) -> int:
        """Give where the sentence begins that stands for the draft's sentence at a position."""
        number = self._number(position)
        for _, low, high, start, end in self._blocks:
            if low <= number < high:
                first = max(start, end - (high - number)) if end > start else start
                return self._theirs[first].start if first < len(self._theirs) else len(self.after)
        return 0

    def alike(self, words: str, position: int) -> bool:
        """Tell whether a sentence says what the draft's sentence at a position says."""
        mine = set(self._mine[self._number(position)].text.lower().split())
        return 2 * len(mine & set(words.lower().split())) >= len(mine)

    def _number(self, position: int) -> int:
        return next((at for at, one in enumerate(self._mine) if position < one.end), 0)
