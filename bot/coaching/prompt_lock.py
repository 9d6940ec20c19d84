"""What of a draft may leave the house: locked text, quotes cut out of it, and disarmed data.

Pure. One `LockBox` holds the placeholders of one letter, so that a value that stands in the draft
and in the customer's message has the same placeholder in both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.coaching import facts

UNKNOWN = "[[…]]"

# Joiners that hold emoji families and Persian words together (U+200C, U+200D) stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ROLE = re.compile(
    r"^(?P<before>[ \t>*_#\-]*(?:system|assistant|user|developer|human|ai|tool|draft|customer|"
    r"answers?|instructions?|reminder|rewrite|questions)[*_ \t]*):",
    re.IGNORECASE | re.MULTILINE,
)
_MARKUP = re.compile(
    r"<{3,}|>{3,}|<\||\|>|<</?sys>>|\[/?(?:inst|sys)\]|"
    r"</?(?:system|assistant|user|developer|draft|customer|answers?|instructions?|think)\b",
    re.IGNORECASE,
)
_HARMLESS = str.maketrans("<>[]|", "‹›［］¦")


@dataclass(slots=True)
class LockBox:
    """The placeholders of one letter.

    Args:
        names: People whose names are locked wherever they stand.
        nonce: Small letters in every placeholder, for texts that hold such brackets themselves.
        vault: Placeholder to the characters it stands for; grows with every text locked.
    """

    names: tuple[str, ...] = ()
    nonce: str = ""
    vault: dict[str, str] = field(default_factory=dict)

    def lock(self, text: str) -> LockedText:
        """Lock a text; values seen before keep their placeholder, new ones join the vault."""
        locked = facts.lock(text, self.names, self.nonce, known=self.vault)
        self.vault = dict(locked.vault)
        return _align(text, locked.text, locked.vault, {})

    def mask(self, text: str) -> str:
        """Lock a text whose new values may not come back: they become one unknown mark."""
        locked = facts.lock(text, self.names, self.nonce, known=self.vault)
        new = dict.fromkeys(locked.vault.keys() - self.vault.keys(), UNKNOWN)
        return _align(text, locked.text, locked.vault, new).text


def nonce_for(*texts: str) -> str:
    """Choose letters that keep placeholders apart from what already stands in some texts."""
    nonce = ""
    while any(("[[" if not nonce else f"[[{nonce}:") in text for text in texts):
        nonce += "k"
    return nonce


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedText:
    """A text and its locked twin, side by side.

    Args:
        original: The text as it was.
        text: The same with placeholders.
        places: For each placeholder `(start, end, locked start, locked end)`, in characters.
    """

    original: str
    text: str
    places: tuple[tuple[int, int, int, int], ...]

    def cut(self, start: int, end: int) -> str:
        """Cut a span of the original out of the locked text, whole placeholders only."""
        return self.text[self._move(start, low=True) : self._move(end, low=False)]

    def cut_words(self, words: str) -> str:
        """Cut some words of the original out of the locked text; "" when they are not in it."""
        at = self.original.find(words) if words else -1
        return self.cut(at, at + len(words)) if at >= 0 else ""

    def tokens(self) -> tuple[tuple[str, int, int], ...]:
        """List the placeholders, each with start and end of what it stands for."""
        return tuple((self.text[low:high], start, end) for start, end, low, high in self.places)

    def _move(self, position: int, *, low: bool) -> int:
        moved = position
        for start, end, locked_start, locked_end in self.places:
            if position <= start:
                break
            if position < end:
                return locked_start if low else locked_end
            moved = locked_end + position - end
        return moved


def _align(
    text: str, locked: str, vault: Mapping[str, str], renamed: Mapping[str, str]
) -> LockedText:
    if not vault:
        return LockedText(original=text, text=locked, places=())
    longest_first = sorted(vault, key=len, reverse=True)
    any_token = re.compile("|".join(re.escape(placeholder) for placeholder in longest_first))
    pieces: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    at = locked_at = end_before = 0
    for match in any_token.finditer(locked):
        literal = locked[end_before : match.start()]
        token = match.group()
        value, put = vault[token], renamed.get(token, token)
        at, locked_at = at + len(literal), locked_at + len(literal)
        places.append((at, at + len(value), locked_at, locked_at + len(put)))
        pieces += [literal, put]
        at, locked_at, end_before = at + len(value), locked_at + len(put), match.end()
    pieces.append(locked[end_before:])
    return LockedText(original=text, text="".join(pieces), places=tuple(places))


@dataclass(slots=True)
class Disarmer:
    """Makes data unable to look like instructions, in a way that can be taken back exactly.

    Args:
        boundary: The letter's own random word; data that holds it cannot close its block.
        undo: What was written instead of what; grows with every text.
    """

    boundary: str
    undo: dict[str, str] = field(default_factory=dict)

    def disarm(self, text: str) -> str:
        """Drop invisible characters; bend role words, chat markup and the boundary."""
        text = _INVISIBLE.sub("", text)
        text = _ROLE.sub(lambda role: self._bend(role.group(), role["before"] + "꞉"), text)
        text = _MARKUP.sub(
            lambda mark: self._bend(mark.group(), mark.group().translate(_HARMLESS)), text
        )
        if self.boundary and self.boundary in text:
            bent = self._bend(self.boundary, "·".join(self.boundary))
            text = text.replace(self.boundary, bent)
        return text

    def _bend(self, original: str, bent: str) -> str:
        self.undo[bent] = original
        return bent


def rearm(text: str, undo: Mapping[str, str]) -> str:
    """Take back what `Disarmer` bent."""
    for bent in sorted(undo, key=len, reverse=True):
        text = text.replace(bent, undo[bent])
    return text
