"""How likely a good coach would leave a piece of a draft out, by what the ear heard. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.coaching.domain import Needless


def likely(words: Sequence[Needless], start: int, end: int) -> float:
    """Tell how likely a piece would be left out, 0 to 1; 0 where nothing of it was heard.

    Args:
        words: The draft's words, as the ear heard them.
        start: Where the piece begins in the draft, in characters from 0.
        end: One past where it ends.
    """
    weights = [word.weight for word in words if word.start < end and word.end > start]
    return 1 / (1 + math.exp(-sum(weights) / len(weights))) if weights else 0.0
