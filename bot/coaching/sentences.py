"""Where sentences, paragraphs and untouchable blocks begin and end.

Spans always cover the text without gaps that hold words, so that a text can be put together again
from its pieces byte by byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.memory import remembered

_ABBREVIATIONS = (
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs", "approx", "ref", "tel", "ext", "inc",
    "ltd", "co", "corp", "dept", "est", "fig", "e.g", "i.e", "etc", "rs", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu",
    "fri", "sat", "sun", "a.m", "p.m", "u.s", "u.k", "ph.d", "min", "max", "art", "sec", "vol",
    "w", "incl", "excl", "dep", "resp", "attn", "cf", "viz",
)  # fmt: skip
_END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"'”’)\]]*+|[\"”’)\]])(?=[ \t]+)|\n+|[。！？]")
_NUMBERED = frozenset(
    {
        *("no", "nr", "nos", "ref", "tel", "ext", "min", "max", "art", "sec", "sect", "vol", "fig"),
        *("p", "pp", "pg", "para", "paras", "ch", "cl", "pt", "rm", "apt", "mob"),
        *("prob", "poss", "obv", "esp", "temp", "avg", "ca", "std", "qty", "appt", "acct"),
    }
)
"""What is an abbreviation only before a figure or in the middle of a sentence."""
_LAST_WORD = re.compile(r"(?<![\w'’])([^\W\d_](?:[\w.]{0,10}\w)?)\.$")
# "It's at the desk under C." ends; "Ask for C. Moreau" does not.
_PLACE = re.compile(
    r"\b(?i:under|option|plan|section|bay|gate|terminal|zone|block|wing|vitamin|class|grade|row|door"
    r"|platform|building|entrance|level|tier|part|type|size|group|seat|lane|shelf|exit|hall|room"
    r"|line|stand|annex|appendix|list|team|floor|aisle|track|model|category) [A-Z]\.$"
)
_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_QUOTED = re.compile(r"^[ \t]*(?:>|&gt;).*$", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$.*\Z", re.MULTILINE | re.DOTALL)
_LIST_MARK = re.compile(r"[ \t]*(?:[-*•–]|\d{1,3}[.)]|[a-z][.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its place.

    Args:
        start: Where its first word begins, in characters from 0; list markers stay outside.
        end: One past its last character, closing punctuation included, white space excluded.
        text: The characters between.
        listed: True for a line of a list, whose imperatives are steps rather than orders.
    """

    start: int
    end: int
    text: str
    listed: bool = False


@remembered
def protected(text: str) -> tuple[tuple[int, int], ...]:
    """Find what nobody may edit: code fences, `>` lines, and all after a `-- ` line.

    Returns:
        Spans in characters, sorted, not overlapping.
    """
    spans: list[tuple[int, int]] = []
    taken = bytearray(len(text))
    for pattern in (_FENCE, _SIGNATURE, _QUOTED):
        for match in pattern.finditer(text):
            start, end = match.span()
            if 1 not in taken[start:end]:
                taken[start:end] = b"\x01" * (end - start)
                spans.append((start, end))
    return tuple(sorted(spans))


@remembered
def split(text: str) -> tuple[Sentence, ...]:
    """Split the editable part of a text into sentences.

    Args:
        text: Any text.

    Returns:
        Sentences in order; protected blocks are left out.
    """
    found: list[Sentence] = []
    position = 0
    for start, end in (*protected(text), (len(text), len(text))):
        found.extend(_split(text, position, start))
        position = end
    return tuple(found)


def _split(text: str, start: int, end: int) -> list[Sentence]:
    found: list[Sentence] = []
    line_start, listed = True, False
    position = start
    for match in (*_END.finditer(text, start, end), None):
        if match and not _ends_here(text, position, match, end):
            continue
        stop = match.end() if match else end
        begins = position + len(text[position:stop]) - len(text[position:stop].lstrip())
        if line_start:
            mark = _LIST_MARK.match(text, begins, stop)
            listed = mark is not None
            begins = mark.end() if mark else begins
        stripped = text[begins:stop].rstrip()
        if stripped:
            last = begins + len(stripped)
            found.append(Sentence(begins, last, stripped, listed=listed))
        line_start = match is not None and (
            match.group().startswith("\n") or (line_start and not stripped)
        )
        position = stop
    return found


def _ends_here(text: str, start: int, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    if mark.startswith("\n") or mark in "。！？":
        return True
    if mark[0] not in ".!?…":
        return text[match.start() - 1 : match.start()] in tuple(".!?…")
    rest = text[match.end() : end].lstrip(" \t")
    following = rest[:1]
    if mark.startswith(".") and not mark.startswith(".."):
        said = text[max(start, match.start() - 24) : match.start() + 1]
        last = _LAST_WORD.search(said[-13:])
        if last and _abbreviates(last[1], rest) and not _PLACE.search(said):
            return False
        if _LIST_MARK.fullmatch(text[start : match.end()].lstrip("\n") + " "):
            return False
    return not (mark.startswith(("…", "..")) or mark.endswith(")")) or not following.islower()


def _abbreviates(word: str, rest: str) -> bool:
    """Tell whether a word's full stop belongs to the word; "no." alone may well be an answer."""
    if word.lower() in _NUMBERED:
        following = rest.split(maxsplit=1)[0] if rest else ""
        return following[:1].islower() or any(sign.isdigit() for sign in following)
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
