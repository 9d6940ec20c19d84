"""Promises: a sifted pattern finds what it finds plain, and is tried on few texts."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import coaching
from bot.coaching import principles, sentences, wordings
from bot.coaching.sifted import Sifted, sifted

CASES = Path(__file__).parents[1] / "cases" / "dev.jsonl"


def texts() -> list[str]:
    """Give the development cases' sentences, drafts and customers' messages."""
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    drafts = [row["draft"] for row in rows]
    said = [one.text for draft in drafts for one in sentences.split(draft)]
    return [*drafts[::8], *(row["context"] or "" for row in rows[::8]), *said[::8]]


def patterns() -> Iterator[Sifted]:
    """Give the sifted patterns of all modules, wordings and principles."""
    for found in pkgutil.iter_modules(coaching.__path__):
        module = importlib.import_module(f"bot.coaching.{found.name}")
        yield from (one for one in vars(module).values() if isinstance(one, Sifted))
    for row in wordings.load().files.values():
        yield from (one for wording in row for one in (*wording.finds, *wording.unless))
    every = principles.load()
    for principle in every.values():
        for phrase in principle.phrases:
            asked = (phrase.unless, phrase.unless_anywhere, phrase.hears)
            yield from (one for one in asked if one)
    yield from (words.pattern for words in (*every.moods.customer, *every.moods.draft))


def test_agent_is_told_the_same_with_sifted_patterns_as_with_plain_ones() -> None:
    """Every pattern finds the same in the development cases."""
    said = texts()
    checked = 0
    for pattern in set(patterns()):
        for text in said:
            plain, match = pattern.plain.search(text), pattern.search(text)
            assert (match and match.span()) == (plain and plain.span()), pattern.plain.pattern
            checked += plain is not None

    assert checked > len(said)


def test_sifting_finds_one_after_the_other() -> None:
    """All places are found, and none where no needle stands."""
    pattern = sifted(r"\b(?:parcel|letter)s?\b", re.IGNORECASE)

    assert [match.group() for match in pattern.finditer("Parcels, a letter")] == [
        "Parcels",
        "letter",
    ]
    assert not list(pattern.finditer("a box"))


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        ("^(?:no|nope)[.!]$", re.NOFLAG),
        ("^(?:no|nope)[.!]", re.MULTILINE),
        ("^yes|no", re.NOFLAG),
        ("(?:^no|^nope)|^never", re.NOFLAG),
        ("(?:^no)?pe", re.NOFLAG),
    ],
)
def test_what_begins_a_text_is_found_only_there(pattern: str, flags: re.RegexFlag) -> None:
    """A pattern for the beginning is tried there alone, and any other one everywhere."""
    for text in ("no.", "nope", "oh\nno.", "well, no", "never", "pe", "yes", "a yes"):
        match, plain = sifted(pattern, flags).search(text), re.search(pattern, text, flags)
        assert (match and match.span()) == (plain and plain.span())
