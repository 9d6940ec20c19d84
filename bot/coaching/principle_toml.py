"""The machine's part of the files under prompts/: toml tables into compiled patterns.

Phrases stand one regular expression a line, whole words, in any case; `#` opens a comment line.
A straight apostrophe in a pattern also finds the typographic one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from bot.coaching.domain import MoodLabel
from bot.coaching.principle import EarWords, Moods, MoodWords, Omission, Phrase, Swap, Where
from bot.coaching.sifted import Sifted
from bot.errors import PrincipleFileError

HURTING: frozenset[MoodLabel] = frozenset({"upset", "anxious"})
_MOODS: tuple[MoodLabel, ...] = get_args(MoodLabel)
_WHERE: tuple[Where, ...] = get_args(Where)
# A word's edge, asked for only where the pattern itself begins or ends with a word's character; in
# front, where it is tried at every place of a text, in one assertion.
_BEGINS, _ENDS = r"(?<!\w(?=\w))", r"(?:(?!\w)|(?<=\W))"
_UNBOUNDED = re.compile(r"(?<!\\)(?:\.|\\[wWSD]|\])(?:\*|\+|\{\d*,\})")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")

_PHRASE_KEYS = frozenset(
    {"why", "says", "when", "where", "covers", "unless", "unless_anywhere", "hears", "sure"}
)
_OMISSION_KEYS = frozenset({"why", "unless", "when", "hears", "unless_hears"})
_HEARD_KEYS = frozenset({"said", "missing"})
_SWAP_KEYS = frozenset({"find", "put"})
_MOOD_KEYS = frozenset({"mood", "weight", "says"})


@dataclass(frozen=True, slots=True)
class Detectors:
    """What one toml block of a principle file holds."""

    number: int
    phrases: tuple[Phrase, ...]
    omissions: tuple[Omission, ...]
    swaps: tuple[Swap, ...]
    heard: EarWords


@dataclass(frozen=True, slots=True)
class _Table:
    """One toml table with its place in the file, so that a slip can be named."""

    values: Mapping[str, object]
    lines: tuple[str, ...]
    line: int
    name: str

    def slip(self, problem: str, line: int | None = None) -> PrincipleFileError:
        return PrincipleFileError(f"{self.name}:{line or self.line}: {problem}")

    def only(self, *allowed: frozenset[str]) -> None:
        for key in self.values:
            if not any(key in keys for keys in allowed):
                raise self.slip(f"unknown key “{key}”", self.line_of(key))

    def line_of(self, words: str) -> int:
        for at, line in enumerate(self.lines, self.line):
            if line.strip().startswith(words):
                return at
        return self.line

    def string(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or (key != "put" and not value.strip()):
            raise self.slip(
                f"“{key}” is missing or empty"
                if key not in self.values
                else f"“{key}” must be a string with words in it",
                self.line_of(key),
            )
        return value

    def pattern(self, key: str) -> re.Pattern[str]:
        lines = self._lines(key)
        for line in lines:
            self._check(line)
        try:
            return _compiled("|".join(lines))
        except re.error as error:  # lines that are good alone but not together
            raise self.slip(f"“{key}” cannot be read: {error}", self.line_of(key)) from error

    def each(self, key: str) -> tuple[re.Pattern[str], ...]:
        """Read the lines of a pattern that is known to be one, each by itself."""
        return tuple(map(_compiled, self._lines(key)))

    def _lines(self, key: str) -> list[str]:
        lines = [line.strip() for line in self.string(key).splitlines()]
        lines = [line for line in lines if line and not line.startswith("#")]
        if not lines:
            raise self.slip(f"“{key}” holds no pattern", self.line_of(key))
        return lines

    def sifted(self, key: str) -> Sifted:
        return Sifted(self.pattern(key))

    def maybe_sifted(self, key: str) -> Sifted | None:
        return self.sifted(key) if key in self.values else None

    def _check(self, line: str) -> None:
        if _UNBOUNDED.search(line):
            raise self.slip(
                f"“{line}” has an endless repetition; bound it, as in .{{0,40}}",
                self.line_of(line),
            )
        try:
            finds_nothing = _compiled(line).search("") is not None
        except re.error as error:
            raise self.slip(f"“{line}” is no pattern: {error.msg}", self.line_of(line)) from error
        if finds_nothing:
            raise self.slip(f"“{line}” also finds the empty text", self.line_of(line))

    def moods(self) -> frozenset[MoodLabel]:
        value = self.values.get("when", [])
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list):
            raise self.slip("“when” must name moods", self.line_of("when"))
        found: set[MoodLabel] = set()
        for word in words:
            if word == "hurting":
                found |= HURTING
            elif word in _MOODS:
                found.add(word)
            else:
                known = ", ".join((*_MOODS, "hurting"))
                raise self.slip(f"“{word}” is no mood; moods are {known}", self.line_of("when"))
        return frozenset(found)


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEGINS}(?:{curly(words)}){_ENDS}", re.IGNORECASE)


def curly(pattern: str) -> str:
    """Let a pattern's straight apostrophes find typographic ones too."""
    return pattern.replace("'", "(?:'|’|ʼ)")


def read_detectors(block: tuple[str, ...], *, first_line: int, name: str) -> Detectors:
    """Read the toml block of a principle file.

    Args:
        block: Its lines.
        first_line: The file's line number of the first of them.
        name: What to call the file in an error.

    Raises:
        PrincipleFileError: The message starts with `name:line`.
    """
    values = _load(block, first_line=first_line, name=name)
    whole = _Table(values, block, first_line, name)
    whole.only(frozenset({"number", "phrase", "missing", "swap", "heard"}))
    number = values.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise whole.slip("“number” must be a whole number from 1", whole.line_of("number"))
    phrases = tuple(_phrase(table) for table in _tables(whole, "phrase"))
    omissions = tuple(_omission(table) for table in _tables(whole, "missing"))
    if not phrases and not omissions:
        raise whole.slip("there is no [[phrase]] and no [[missing]] to find")
    swaps = tuple(_swap(table) for table in _tables(whole, "swap"))
    return Detectors(number, phrases, omissions, swaps, _heard(whole))


def read_moods(text: str, *, name: str) -> Moods:
    """Read the file of mood words.

    Args:
        text: The file's text.
        name: What to call the file in an error.

    Raises:
        PrincipleFileError: The message starts with `name:line`.
    """
    lines = tuple(text.splitlines())
    whole = _Table(_load(lines, first_line=1, name=name), lines, 1, name)
    whole.only(frozenset({"customer", "draft"}))
    return Moods(customer=_mood_words(whole, "customer"), draft=_mood_words(whole, "draft"))


def _mood_words(whole: _Table, key: str) -> tuple[MoodWords, ...]:
    found = []
    for table in _tables(whole, key):
        table.only(_MOOD_KEYS)
        label = table.string("mood")
        weight = table.values.get("weight")
        if label not in _MOODS:
            raise table.slip(f"“{label}” is no mood", table.line_of("mood"))
        if weight not in (1, 2, 3):
            raise table.slip("“weight” must be 1, 2 or 3", table.line_of("weight"))
        found.append(MoodWords(label=label, weight=weight, pattern=table.sifted("says")))
    if not found:
        raise whole.slip(f"there is no [[{key}]] in it")
    return tuple(found)


def _load(lines: tuple[str, ...], *, first_line: int, name: str) -> dict[str, object]:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = first_line + int(at[1]) - 1 if at else first_line + len(lines) - 1
        problem = _AT_LINE.sub("", str(error)).strip()
        raise PrincipleFileError(f"{name}:{line}: the toml cannot be read: {problem}") from error


def _tables(whole: _Table, key: str) -> list[_Table]:
    values = whole.values.get(key, [])
    heads = [at for at, line in enumerate(whole.lines) if line.strip().startswith("[[")]
    own = [at for at in heads if whole.lines[at].strip() == f"[[{key}]]"]
    if not isinstance(values, list) or len(values) != len(own):
        raise whole.slip(f"write each “{key}” as a table of its own, [[{key}]]")
    tables = []
    for value, at in zip(values, own, strict=True):
        end = next((head for head in heads if head > at), len(whole.lines))
        tables.append(_Table(value, whole.lines[at:end], whole.line + at, whole.name))
    return tables


def _phrase(table: _Table) -> Phrase:
    table.only(_PHRASE_KEYS)
    where = table.values.get("where", "sentence")
    if where not in _WHERE:
        known = ", ".join(_WHERE)
        raise table.slip(f"“where” is {where!r}; known are {known}", table.line_of("where"))
    covers = table.values.get("covers", "words")
    if covers not in ("words", "sentence"):
        raise table.slip("“covers” is “words” or “sentence”", table.line_of("covers"))
    sure = table.values.get("sure", "sometimes")
    if sure not in ("always", "sometimes"):
        raise table.slip("“sure” is “always” or “sometimes”", table.line_of("sure"))
    return Phrase(
        pattern=table.pattern("says"),
        lines=table.each("says"),
        why=table.string("why"),
        when=table.moods(),
        where=where,
        covers=covers == "sentence",
        unless=table.maybe_sifted("unless"),
        unless_anywhere=table.maybe_sifted("unless_anywhere"),
        hears=table.maybe_sifted("hears"),
        sure=sure == "always",
    )


def _omission(table: _Table) -> Omission:
    table.only(_OMISSION_KEYS)
    return Omission(
        why=table.string("why"),
        unless=table.sifted("unless"),
        when=table.moods(),
        hears=table.maybe_sifted("hears"),
        unless_hears=table.maybe_sifted("unless_hears"),
    )


def _heard(whole: _Table) -> EarWords:
    value = whole.values.get("heard")
    if not isinstance(value, dict):
        raise whole.slip("[heard] is missing: what the ear says of the words, under “said”")
    at = whole.line_of("[heard]")
    table = _Table(value, whole.lines[at - whole.line :], at, whole.name)
    table.only(_HEARD_KEYS)
    missing = table.string("missing") if "missing" in value else ""
    return EarWords(said=table.string("said"), missing=missing)


def _swap(table: _Table) -> Swap:
    table.only(_SWAP_KEYS)
    find, put = table.string("find"), table.string("put")
    try:
        pattern = re.compile(curly(find), re.IGNORECASE)
    except re.error as error:
        raise table.slip(f"“find” is no pattern: {error}", table.line_of("find")) from error
    try:
        pattern.sub(put, "")
    except re.error as error:
        raise table.slip(f"“put” does not fit “find”: {error}", table.line_of("put")) from error
    return Swap(pattern=pattern, put=put)
