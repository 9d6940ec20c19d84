"""How a house speaks: the voice file's words as values, and seeing whether a text keeps to them.

Pure. `voice_file.py` knows the form of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_FEW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseVoice:
    """What a house wants said and not said; empty for a house that leaves it to its agents.

    Args:
        use: Words to use where they fit.
        avoid: Words that nothing we write may add.
        pairs: What to say instead of what: `("parcel", "package")` says parcel.
        greeting: What stands instead of a canned greeting, with `{name}` where the name goes.
        sign_off: What an LLM puts instead of a canned sign-off.
        contractions: True for "we're", False for "we are", None for as the agent writes.
    """

    use: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    greeting: str = ""
    sign_off: str = ""
    contractions: bool | None = None

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The words that we never add: those avoided and those that others stand for."""
        return tuple(dict.fromkeys((*self.avoid, *(other for _, other in self.pairs))))

    def added(self, text: str, answer: str) -> tuple[str, ...]:
        """Give the unwanted words that a rewrite has more often than its draft.

        Args:
            text: The draft, with its answers.
            answer: The rewrite.
        """
        return tuple(
            word
            for word in self.unsaid
            if len(pattern(word).findall(answer)) > len(pattern(word).findall(text))
        )

    def told(self) -> str:
        """Say it to an LLM in a few lines, always the same; "" when there is nothing to say."""
        lines: list[str] = []
        if self.use:
            lines.append(f"- Words of this house, to use where they fit: {', '.join(self.use)}.")
        lines += [f"- Say “{say}”, not “{other}”." for say, other in self.pairs]
        if self.avoid:
            words = ", ".join(f"“{word}”" for word in self.avoid)
            lines.append(f"- Words that you never add: {words}.")
        if self.greeting:
            shown = self.greeting.replace("{name}", "the customer's name")
            lines.append(f"- Where the draft's greeting is canned: “{shown}”.")
        if self.sign_off:
            lines.append(f"- Where the draft's sign-off is canned: “{self.sign_off}”.")
        if self.contractions is not None:
            how = "contractions" if self.contractions else "no contractions"
            lines.append(f"- In what you change, {how}.")
        if not lines:
            return ""
        head = "### The voice of this house"
        tail = (
            "In sentences that you leave alone every word stays as it is, and a draft without a "
            "greeting or a sign-off gets none."
        )
        return "\n".join((head, *lines, tail))


AS_THEY_SPEAK: Final = HouseVoice()
"""The voice of a house that has no voice file."""


def pattern(word: str) -> re.Pattern[str]:
    """Find a word or a few, standing alone, in any case; one word also with an `s` behind it."""
    plural = "s?" if word.isalpha() and len(word) >= _FEW else ""
    marks = re.escape(word).replace("’", "'").replace("'", "['’]").replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![\w-]){marks}{plural}(?![\w-])", re.IGNORECASE)


def spoken(text: str, voice: HouseVoice, kept: tuple[tuple[int, int], ...] = ()) -> str:
    """Say a text with the words of the house where it has pairs.

    Args:
        text: Words that we add or change.
        voice: The voice of the house.
        kept: Spans that nobody touches: facts.
    """
    if not voice.pairs:
        return text
    found = sorted(_places(text, voice, kept), key=lambda place: place[0])
    pieces, position = list[str](), 0
    for start, end, put in found:
        if start >= position:
            before = _articled(text[position:start], put)
            pieces += before, put
            position = end
    return "".join((*pieces, text[position:]))


def _places(
    text: str, voice: HouseVoice, kept: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int, str]]:
    for say, other in voice.pairs:
        for match in pattern(other).finditer(text):
            if any(start < match.end() and match.start() < end for start, end in kept):
                continue
            many = match.group().lower() == f"{other.lower()}s" and say.isalpha()
            put = f"{say}s" if many else say
            put = put[:1].upper() + put[1:] if match.group()[:1].isupper() else put
            yield match.start(), match.end(), put


def _articled(before: str, put: str) -> str:
    vowel = put[:1].lower() in tuple("aeiou")
    match = re.search(r"\b(an?) $", before, re.IGNORECASE)
    if not match:
        return before
    article = match[1][0] + ("n" if vowel else "")
    return f"{before[: match.start()]}{article} "
