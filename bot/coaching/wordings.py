"""The offline writer's words: reads `prompts/wordings/*.md`, nothing else.

This module reads files, once, when it is asked to; everything else about writing offline is pure.
The format is told to people in `prompts/wordings/README.md`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from bot.coaching.memory import remembered
from bot.coaching.needles import Needed, folded, needles
from bot.coaching.sieve import Sieve
from bot.coaching.sifted import Sifted
from bot.errors import PrincipleFileError

NOTHING = "(nothing)"

_PACKAGED = Path(__file__).parent.parent / "_prompts"
_CHECKED_OUT = Path(__file__).parents[2] / "prompts"
_LINE = re.compile(r"(?P<key>[a-z]+):(?:[ \t]+(?P<value>.*))?$")
_KEYS = ("find", "sentence", "unless", "put", "ask")
_CLASS = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])+\]|'")
_TO_THEM = re.compile(r"\b(?:your|yours|you)\b", re.IGNORECASE)
_SLOT = re.compile(r"\{([a-z]+)(\?)?\}")
_NEAR: Mapping[str, int] = {
    "clause": 3, "told": 3, "now": 3, "event": 3, "feat": 3, "joy": 3, "felt": 2, "feeling": 2,
    "loss": 2, "noun": 1, "door": 3, "stake": 3, "occasion": 3, "span": 2, "cause": 1, "scene": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One move: what to look for in a sentence, and what to say instead; no two are alike.

    Args:
        title: Its heading; Python asks for some wordings by it.
        finds: Patterns for a piece of a sentence.
        sentences: Patterns for a sentence as a whole, without its closing mark.
        unless: Patterns that keep the move away from a sentence.
        puts: The kinder words, any of them as good as the others; "" leaves the words out.
        asks: What to ask the agent; the first whose slots can be filled is asked.
        needed: Of these a sentence holds one if any pattern finds something in it; None when they
            are not known.
    """

    title: str
    finds: tuple[Sifted, ...] = ()
    sentences: tuple[re.Pattern[str], ...] = ()
    unless: tuple[Sifted, ...] = ()
    puts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    needed: Needed = None

    def may_find(self, sentence: str) -> bool:
        """Tell at little cost whether it is worth looking for the patterns."""
        return self.needed is None or any(map(folded(sentence).__contains__, self.needed))


@dataclass(frozen=True, eq=False)
class Wordings:
    """All wordings, by file and heading; read once, so no two are alike.

    Args:
        files: File name without `.md` (a principle's slug, or `care`) to its wordings in order.
    """

    files: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Wording, ...]:
        """Give the wordings of one file in order; none when there is no such file."""
        return self.files.get(name, ())

    def following(self, name: str, text: str, at: int = -1) -> tuple[int, Wording] | None:
        """Give the next wording of a file that may find something in a text, with its number.

        Args:
            name: The file.
            text: A sentence.
            at: The number behind which it stands; from the first on by default.
        """
        for number in self._worth(text).get(name, ()):
            if number > at:
                return number, self.files[name][number]
        return None

    @remembered
    def _worth(self, text: str) -> Mapping[str, Sequence[int]]:
        worth: dict[str, list[int]] = {}
        for place in self._sieve.worth(text):
            name, number = self._places[place]
            worth.setdefault(name, []).append(number)
        return worth

    @cached_property
    def _places(self) -> Sequence[tuple[str, int]]:
        return [(name, at) for name, every in self.files.items() for at in range(len(every))]

    @cached_property
    def _sieve(self) -> Sieve:
        every = (wording for row in self.files.values() for wording in row)
        return Sieve(
            (*(find.plain for find in wording.finds), *wording.sentences) for wording in every
        )

    def named(self, name: str, title: str) -> Wording:
        """Give one wording by file and heading, or an empty one."""
        for wording in self.of(name):
            if wording.title == title:
                return wording
        return Wording(title)


def choose(puts: tuple[str, ...], slots: Mapping[str, str], seed: str) -> str | None:
    """Pick one wording whose slots can all be filled, always the same for the same text.

    Those that say the customer's own story back come before those that fit anybody.

    Args:
        puts: Wordings with `{slots}`.
        slots: What is known; empty values count as unknown.
        seed: Any text; different texts pick differently.

    Returns:
        The wording with its slots filled, or None when none can be.
    """
    known = [
        put
        for put in puts
        if all(match[2] or slots.get(match[1], "") for match in _SLOT.finditer(put))
    ]
    if not known:
        return None
    best = max(map(_closeness, known))
    known = [put for put in known if _closeness(put) == best]
    chosen = known[zlib.crc32(seed.encode()) % len(known)]
    return _SLOT.sub(lambda match: slots.get(match[1], ""), chosen)


def _closeness(put: str) -> int:
    """Weigh how near to the customer a wording is: what happened, how they feel, their thing."""
    return sum(_NEAR.get(match[1], 0) for match in _SLOT.finditer(put) if not match[2])


def choose_first(asks: tuple[str, ...], slots: Mapping[str, str]) -> str:
    """Give the first question whose slots can be filled, or "".

    A question goes to the agent, so the customer's things are "theirs" in it and not "yours".
    """
    if not asks:
        return ""
    told = {
        name: value if name == "question" else _TO_THEM.sub(_theirs, value)
        for name, value in slots.items()
    }
    for ask in asks:
        asked = choose((ask,), told, "")
        if asked:
            return asked
    return ""


def _theirs(match: re.Match[str]) -> str:
    return {"your": "their", "yours": "theirs", "you": "they"}[match.group().lower()]


def plain(put: str) -> str:
    """Give a wording's own words, without its slots."""
    return _SLOT.sub("", put)


def said(put: str, text: str) -> bool:
    """Tell whether a text already says a wording, whatever fills its slots.

    Args:
        put: A wording with `{slots}`, in the agent's own voice.
        text: The text to look in.
    """
    parts = _SLOT.split(put)[::3]
    lower = folded(text)
    if not all(folded(part).strip(". ") in lower for part in parts):
        return False  # as nearly always
    pattern = r"[^.!?\n]*?".join(map(re.escape, parts)).rstrip(r"\.")
    return re.search(pattern, text, re.IGNORECASE) is not None


def asked_by(words: Wordings, question: str) -> str:
    """Give the name of the file whose wording asks a question, or "" when none does."""
    for name, every in words.files.items():
        for ask in (ask for wording in every for ask in wording.asks):
            parts = [re.escape(part) for part in _SLOT.split(ask)[::3]]
            if re.fullmatch(".+?".join(parts), question):
                return name
    return ""


def load(folder: Path | None = None) -> Wordings:
    """Read every wordings file.

    Args:
        folder: Where `wordings/` lies; by default the packaged prompts, else the repository's.

    Returns:
        One immutable value; the same folder is read once in a process.

    Raises:
        PrincipleFileError: A file is missing or breaks the format; the message names file and line.
    """
    return _load((folder or (_PACKAGED if _PACKAGED.is_dir() else _CHECKED_OUT)) / "wordings")


@cache
def _load(root: Path) -> Wordings:
    paths = sorted(path for path in root.glob("*.md") if path.stem != "README")
    if not paths:
        raise PrincipleFileError(f"{root}:1: there are no wordings here; put one .md file each")
    return Wordings(MappingProxyType({path.stem: tuple(_read(path)) for path in paths}))


def _read(path: Path) -> Iterator[Wording]:
    title, parts = "", _parts()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path.name}:{number}"
        if line.startswith("## "):
            if title:
                yield _wording(title, parts, where)
            title, parts = line[3:].strip(), _parts()
        elif title and line.strip() and not line.startswith(">"):
            _add(parts, line, where)
    if title:
        yield _wording(title, parts, f"{path.name}:end")


def _parts() -> dict[str, list[str]]:
    return {key: [] for key in _KEYS}


def _add(parts: dict[str, list[str]], line: str, where: str) -> None:
    match = _LINE.match(line.rstrip())
    if not match or match["key"] not in parts:
        raise PrincipleFileError(f"{where}: a line starts with one of {', '.join(_KEYS)} or “>”")
    value = match["value"] or ""
    if not value:
        raise PrincipleFileError(
            f"{where}: “{match['key']}:” needs words; leave out with {NOTHING}"
        )
    if match["key"] in ("find", "sentence", "unless"):
        _pattern(value, where)
    parts[match["key"]].append("" if value == NOTHING else value)


def _wording(title: str, parts: dict[str, list[str]], where: str) -> Wording:
    finds = tuple(Sifted(_pattern(text, where)) for text in parts["find"])
    sentences = tuple(_pattern(text, where) for text in parts["sentence"])
    needed = [needles(pattern.pattern) for pattern in (*(find.plain for find in finds), *sentences)]
    if (finds or sentences) and not (parts["put"] or parts["ask"]):
        raise PrincipleFileError(f"{where}: “{title}” finds words but says nothing instead")
    return Wording(
        title,
        finds,
        sentences,
        tuple(Sifted(_pattern(text, where)) for text in parts["unless"]),
        tuple(parts["put"]),
        tuple(parts["ask"]),
        None if None in needed else frozenset(word for words in needed for word in words or ()),
    )


def _either_mark(match: re.Match[str]) -> str:
    """Let a straight apostrophe stand for a curly one, also among the signs in brackets."""
    return "['’]" if match.group() == "'" else match.group().replace("'", "'’")


def _pattern(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(_CLASS.sub(_either_mark, text), re.IGNORECASE)
    except re.error as error:
        raise PrincipleFileError(f"{where}: this pattern cannot be read: {error}") from error
