"""The offline writer in the voice of a house: its wordings, its slots and its edits. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.coaching import facts
from bot.coaching.offline_closing import Edit
from bot.coaching.voice import HouseVoice, pattern, spoken
from bot.coaching.wordings import Wording, Wordings, plain

_GREETINGS = (("only-customer", "dear valued customer"), ("only-customer", "hello customer"))
_SLOT = re.compile(r"\{[a-z]+\??\}")
_QUOTED = frozenset({"question", "name"})


def worded(words: Wordings, voice: HouseVoice) -> Wordings:
    """Give the wordings that a house would use.

    Args:
        words: All there are.
        voice: Its voice; a wording that holds a word it avoids is none of them, and among several
            those with a word it uses are.
    """
    files = {
        name: tuple(_worded(name, wording, voice) for wording in every)
        for name, every in words.files.items()
    }
    return Wordings(MappingProxyType(files))


def _worded(name: str, wording: Wording, voice: HouseVoice) -> Wording:
    if name == "nouns":
        return wording
    puts = tuple(_spoken(put, voice) for put in wording.puts)
    if voice.greeting and (name, wording.title) in _GREETINGS:
        greeting = voice.greeting.rstrip(" ,.!:").replace("{name}", "{name?}")
        return replace(wording, puts=(f"{greeting}{{mark?}}",))
    puts = tuple(put for put in puts if not _holds(plain(put), voice.unsaid))
    used = tuple(put for put in puts if _holds(plain(put), voice.use)) or puts
    return wording if used == wording.puts else replace(wording, puts=used)


def _spoken(put: str, voice: HouseVoice) -> str:
    slots = tuple(match.span() for match in _SLOT.finditer(put))
    return spoken(put, voice, slots)


def _holds(text: str, words: Sequence[str]) -> bool:
    return any(pattern(word).search(text) for word in words)


def slots(told: Mapping[str, str], voice: HouseVoice) -> dict[str, str]:
    """Give what may be said back to a customer, in the words of the house.

    A thing whose name the house avoids is not named; what goes to the agent stays as it was said.
    """
    found: dict[str, str] = {}
    for slot, value in told.items():
        words = value if slot in _QUOTED else spoken(value, voice)
        found[slot] = "" if slot not in _QUOTED and _holds(words, voice.unsaid) else words
    return found


def edits(made: Sequence[Edit], voice: HouseVoice) -> list[Edit]:
    """Say what is changed in the words of the house; what is a fact stays.

    Args:
        made: Edits of a draft; a sentence that has none is not touched.
        voice: The voice of the house.
    """
    return [_edit(edit, voice) for edit in made]


def _edit(edit: Edit, voice: HouseVoice) -> Edit:
    if not edit.put or not voice.pairs:
        return edit
    kept = tuple((fact.start, fact.end) for fact in facts.find(edit.put))
    said = spoken(edit.put, voice, kept)
    return edit if said == edit.put else replace(edit, put=said, gentler=edit.gentler or edit.put)
