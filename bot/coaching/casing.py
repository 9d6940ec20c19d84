"""Lower case that keeps every character in its place."""

from __future__ import annotations


def lowered(text: str) -> str:
    """Give a text in lower case, of the same length.

    Patterns over lower-cased text run about twice as fast as those that ignore case.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    # a few capitals, such as the dotted İ, become two characters
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
