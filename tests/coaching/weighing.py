"""Weighs the words of a text as an ear would that finds some pieces needless and others not."""

from __future__ import annotations

from bot.coaching.domain import Needless


def weighed(text: str, *pieces: str, within: float, beside: float) -> tuple[Needless, ...]:
    """Weigh each word of a text.

    Args:
        text: Any text.
        pieces: Pieces of it.
        within: The weight of a word in one of them.
        beside: That of any other.
    """
    words: list[Needless] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        inside = any(
            text.index(piece) <= at < text.index(piece) + len(piece)
            for piece in pieces
            if piece in text
        )
        words.append(Needless(at, at + len(word), within if inside else beside))
        at += len(word)
    return tuple(words)
