"""What an LLM wrote, taken apart: JSON, fenced JSON, JSON among words, or plain sections. Pure.

Nothing here knows what was asked; it only finds the parts, or finds that there are none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

MAX_ANSWER_CHARS = 200_000
MAX_OBJECTS = 5

_THOUGHT_ENDS = ("</think>", "</thinking>", "</reasoning>")
_FENCED = re.compile(r"```[a-z]*[ \t]*\n(.*?)\n?[ \t]*```", re.DOTALL | re.IGNORECASE)
_SECTION = re.compile(
    r"^[ \t*#]*(?P<name>REWRITE|FINDINGS|QUESTIONS|LANGUAGE)[ \t*]*:[ \t*]*", re.MULTILINE
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The parts of an answer, still with placeholders.

    Args:
        rewrite: The kinder version.
        findings: Principle and quote of each.
        questions: Whatever was asked.
    """

    rewrite: str
    findings: tuple[tuple[str, str], ...] = ()
    questions: tuple[str, ...] = ()


def parse(raw: str) -> Parsed | None:
    """Take an answer apart.

    Args:
        raw: The answer as it came.

    Returns:
        Its parts, or None when there is no rewrite in it.
    """
    if len(raw) > MAX_ANSWER_CHARS:
        return None
    unthought = _without_thoughts(raw)
    for text in (raw, unthought):
        for candidate in (text, *_fenced(text), *_objects(text)):
            found = _object(candidate)
            if found is not None:
                return found
    return _sections(unthought)


def sound(text: str) -> bool:
    """Tell whether a text can be posted at all: half an emoji cannot even be encoded."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return not _CONTROL.search(text)


def _without_thoughts(raw: str) -> str:
    """Keep what follows the last thought; some chat templates swallow the opening tag."""
    lower = raw.lower()
    ends = [lower.rfind(tag) + len(tag) for tag in _THOUGHT_ENDS if tag in lower]
    return raw[max(ends, default=0) :]


def _fenced(text: str) -> Iterator[str]:
    for fence in islice(_FENCED.finditer(text), MAX_OBJECTS):
        yield fence[1]


def _objects(text: str) -> Iterator[str]:
    decoder = json.JSONDecoder(strict=False)
    for begin in islice(re.finditer(r'\{\s*"', text), MAX_OBJECTS):
        try:
            _, end = decoder.raw_decode(text, begin.start())
        except (ValueError, RecursionError):
            continue
        yield text[begin.start() : end]


def _object(text: str) -> Parsed | None:
    try:
        found: Any = json.loads(text.strip(), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("rewrite"), str):
        return None
    findings = [
        (entry.get("principle"), entry.get("quote"))
        for entry in _list(found.get("findings"))
        if isinstance(entry, dict)
    ]
    return _parsed(
        found["rewrite"],
        [(str(slug), quote) for slug, quote in findings if isinstance(quote, str)],
        [entry for entry in _list(found.get("questions")) if isinstance(entry, str)],
    )


def _sections(text: str) -> Parsed | None:
    headings = list(_SECTION.finditer(text))
    ends = [*(heading.start() for heading in headings), len(text)][1:]
    parts: dict[str, str] = {}
    for heading, end in zip(headings, ends, strict=True):
        parts.setdefault(heading["name"], text[heading.end() : end])
    if "REWRITE" not in parts:
        return None
    findings = [line.split("|")[:2] for line in parts.get("FINDINGS", "").splitlines()]
    return _parsed(
        parts["REWRITE"],
        [(pair[0].strip(" \t-*•`"), pair[1].strip()) for pair in findings if len(pair) == 2],
        parts.get("QUESTIONS", "").splitlines(),
    )


def _parsed(rewrite: str, findings: list[tuple[str, str]], questions: list[str]) -> Parsed | None:
    text = rewrite.replace("\r\n", "\n").strip()
    if not sound(text):
        return None
    return Parsed(
        rewrite=text,
        findings=tuple((slug, quote) for slug, quote in findings if sound(slug + quote)),
        questions=tuple(question for question in questions if sound(question)),
    )


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []
