"""What a shape is: the form of one kind of fact, and where in a text it is worth trying."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.coaching.domain import FactKind


@dataclass(frozen=True, slots=True)
class Shape:
    """How facts of one kind look, and where it is worth trying.

    Args:
        kind: Their kind.
        pattern: Their form.
        marks: Of these pieces a text must hold one, or else the shape is not tried at all.
        at_digits: Tried only where a run of digits begins, or one of `lead` stands before it.
        at_words: Tried only where one of these lower-case words begins.
        at_signs: Tried only where one of these signs stands.
        lead: Signs that may stand before the first digit or sign.
        when: A text that holds none of this has none of the kind.
        token_chars: Neither has a text without any token so long (or a "0x").
    """

    kind: FactKind
    pattern: re.Pattern[str]
    marks: tuple[str, ...] = ()
    at_digits: bool = False
    at_words: frozenset[str] = frozenset()
    at_signs: re.Pattern[str] | None = None
    lead: str = ""
    when: re.Pattern[str] | None = None
    token_chars: int = 0


def shape(
    kind: FactKind,
    *alternatives: str,
    marks: Iterable[str] = (),
    at_digits: bool = False,
    at_words: Iterable[str] = (),
    at_signs: str = "",
    lead: str = "",
    when: str = "",
    token_chars: int = 0,
    exact: bool = False,
    spanning: bool = False,
) -> Shape:
    """Make a shape; what follows its kind is as in `Shape`, in plain text."""
    flags = (re.NOFLAG if exact else re.IGNORECASE) | (re.DOTALL if spanning else re.NOFLAG)
    pattern = re.compile("|".join(alternatives), flags)
    words = frozenset(word.lower() for word in at_words)
    return Shape(
        kind=kind,
        pattern=pattern,
        marks=tuple(marks),
        at_digits=at_digits,
        at_words=words,
        at_signs=re.compile(f"[{re.escape(at_signs)}]") if at_signs else None,
        lead=lead,
        when=re.compile(when, re.IGNORECASE) if when else None,
        token_chars=token_chars,
    )
