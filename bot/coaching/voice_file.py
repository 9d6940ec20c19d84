"""The form of a voice file: its text becomes a `HouseVoice`, or a list of slips with their lines.

Pure: the file is read elsewhere. Its form is told to people in docs/voice.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.coaching.voice import HouseVoice, pattern
from bot.errors import VoiceFileError

MAX_CHARS: Final = 60
MAX_WORDS: Final = 100
_HEADINGS: Final = ("Words we use", "Words we avoid", "Greeting", "Sign-off", "Contractions")
_NOT = re.compile(r",\s+not(?:\s+|$)", re.IGNORECASE)
_SLOT = re.compile(r"\{[^}]*\}?|\}")


def parse(text: str, name: str) -> HouseVoice:
    """Read a voice file.

    Args:
        text: What stands in it.
        name: Its name, for what it says about slips.

    Raises:
        VoiceFileError: One line for every slip, each beginning with `name:line`.
    """
    reader = _Reader(name)
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        reader.read(number, line.strip())
    if not reader.heading:
        reader.slip(1, f"there is no heading here; use “## ” and one of {', '.join(_HEADINGS)}")
    voice = reader.finished()
    if reader.slips:
        raise VoiceFileError("\n".join(reader.slips))
    return voice


@dataclass(slots=True)
class _Reader:
    name: str
    slips: list[str] = field(default_factory=list)
    found: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    heading: str = ""

    def slip(self, number: int, what: str) -> None:
        self.slips.append(f"{self.name}:{number}: {what}")

    def read(self, number: int, line: str) -> None:
        if line.startswith("#") and not line.startswith("# "):
            title = line.strip("# ")
            known = {heading.lower(): heading for heading in _HEADINGS}
            self.heading = known.get(title.lower(), "?")
            if self.heading == "?":
                self.slip(number, f"“{title}” is no heading here; use {', '.join(_HEADINGS)}")
            elif self.heading in self.found:
                self.slip(number, f"“{title}” stands here twice; put both together")
            self.found.setdefault(self.heading, [])
        elif line and self.heading and not line.startswith(">"):
            self._entry(number, line)

    def _entry(self, number: int, line: str) -> None:
        listed = line[:2] in ("- ", "* ", "-", "*")
        words = line[2:].strip() if listed else line
        if self.heading.startswith("Words") and not listed:
            self.slip(number, "each word stands on a line of its own that begins with “- ”")
        elif len(words) > MAX_CHARS:
            self.slip(number, f"this is longer than {MAX_CHARS} characters; a few words are enough")
        elif not any(sign.isalnum() for sign in words):
            self.slip(number, "there is no word on this line")
        else:
            self.found[self.heading].append((number, words))

    def finished(self) -> HouseVoice:
        use, pairs = self._used()
        avoid = tuple(words for _, words in self.found.get("Words we avoid", []))
        voice = HouseVoice(
            use=use,
            avoid=tuple(dict.fromkeys(avoid)),
            pairs=pairs,
            greeting=self._one("Greeting", self._greeting),
            sign_off=self._one("Sign-off", self._plain),
            contractions={"yes": True, "no": False, "": None}[
                self._one("Contractions", self._yes_or_no)
            ],
        )
        self._contradictions(voice)
        return voice

    def _used(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        use: list[str] = []
        pairs: list[tuple[str, str]] = []
        for number, words in self.found.get("Words we use", []):
            say, *others = _NOT.split(words, maxsplit=1)
            named = [other.strip() for other in others[0].split(",")] if others else []
            if "" in (say.strip(), *named):
                self.slip(number, "a pair is written “parcel, not package”")
            elif named:
                pairs += [(say.strip(), other) for other in named]
            else:
                use.append(words)
        return tuple(dict.fromkeys(use)), tuple(dict.fromkeys(pairs))

    def _one(self, heading: str, proved: Callable[[int, str], str]) -> str:
        entries = self.found.get(heading, [])
        for number, _ in entries[1:]:
            self.slip(number, f"“{heading}” takes one line")
        return proved(*entries[0]) if entries else ""

    def _greeting(self, number: int, words: str) -> str:
        return self._plain(number, words.replace("{name}", "")) and words

    def _plain(self, number: int, words: str) -> str:
        if _SLOT.search(words) or any(sign.isdigit() for sign in words):
            self.slip(number, "only {name} in a greeting is filled in, and no figure stands here")
        return words

    def _yes_or_no(self, number: int, words: str) -> str:
        said = words.lower().strip(".")
        if said in ("yes", "no"):
            return said
        self.slip(number, "say “yes” or “no”")
        return ""

    def _contradictions(self, voice: HouseVoice) -> None:
        said = [*voice.use, *(say for say, _ in voice.pairs), voice.greeting, voice.sign_off]
        lines = {words: number for found in self.found.values() for number, words in found}
        if len(voice.unsaid) + len(said) > MAX_WORDS:
            self.slip(
                1, f"a voice of over {MAX_WORDS} words is hard to keep; choose the telling ones"
            )
        for word in voice.unsaid:
            clash = next((words for words in said if pattern(word).search(words)), "")
            if clash:
                at = lines.get(word) or next(
                    number for words, number in lines.items() if word in words
                )
                self.slip(at, f"“{word}” is avoided here and used in “{clash}”")
