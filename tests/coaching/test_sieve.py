"""Promises: a sieve finds what its patterns find, and tries few of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.coaching import principles, sentences
from bot.coaching.sieve import Sieve, first

CASES = Path(__file__).parents[1] / "cases" / "dev.jsonl"


def test_agent_is_told_the_same_with_the_sieve_as_without_it() -> None:
    """Every phrase is found in every development case at the same place, or not at all."""
    phrases = [phrase for one in principles.load().values() for phrase in one.phrases]
    sieve = Sieve(phrase.lines for phrase in phrases)
    drafts = [json.loads(line)["draft"] for line in CASES.read_text("utf-8").splitlines()]
    said = [sentence.text for draft in drafts for sentence in sentences.split(draft)]
    tried = 0
    for text in said:
        worth = sieve.worth(text)
        tried += len(worth)
        for number, phrase in enumerate(phrases):
            match = first(worth.get(number, ()), text)
            plain = phrase.pattern.search(text)
            assert (match and match.span()) == (plain and plain.span())

    assert tried < len(said) * len(phrases) / 5


def test_of_two_lines_the_earlier_place_counts_and_then_the_earlier_line() -> None:
    """That is what the lines would do as alternatives of one pattern."""
    lines = tuple(map(re.compile, ("told you", "we told you so", "we told")))

    match = first(lines, "Well, we told you so.")

    assert match
    assert match.group() == "we told you so"
