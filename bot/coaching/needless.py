"""How likely a good coach would leave a piece of a draft out, by what the ear heard. Pure."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from bot.coaching.domain import Needless

_START, _END = attrgetter("start"), attrgetter("end")


def likely(words: Sequence[Needless], start: int, end: int) -> float:
    """Tell how likely a piece would be left out, 0 to 1; 0 where nothing of it was heard.

    Args:
        words: The draft's words, as the ear heard them: in order, not overlapping.
        start: Where the piece begins in the draft, in characters from 0.
        end: One past where it ends.
    """
    first, last = bisect_right(words, start, key=_END), bisect_left(words, end, key=_START)
    weights = [word.weight for word in words[first:last]]
    return 1 / (1 + math.exp(-sum(weights) / len(weights))) if weights else 0.0
