"""What was done to a customer, said back without whoever did it: "you were charged again". Pure.

Who blames somebody is answered with what they suffered: that is true whoever was at fault.
"""

from __future__ import annotations

import re

from bot.coaching.offline_story_words import NEVER, PERSON
from bot.coaching.offline_turn import turned

_MOST_WORDS = 12
_WHO = (
    r"(?:(?:you(?:['’]ve| guys| people)?|u|ye|they|he|she|somebody|someone|(?:your|ur|the)"
    r" (?:\w+ )?\w+)(?: have| has| had)? )"
)
_SOON = r"(?:just |now |then |again |also |already |even |only |simply )*"
_BEEN = {"gave": "given", "made": "made to", "woke": "woken"}
_TO_THEM = re.compile(
    rf"{_WHO}?{_SOON}(?P<verb>charged|billed|double[ -]?charged|fined|banned|blocked"
    r"|suspended|locked|logged|kicked|cut|left|kept|sent|put|ignored|booked|moved|bumped|turned"
    r"|passed|called|shouted at|yelled at|hung up on|laughed at|promised|gave|made|seated|woke"
    rf"|refused) (?:me|us)\b(?! (?:to|through to)\b)(?P<rest>(?: [^\n]+)?)",
    re.IGNORECASE,
)
_ALONE = frozenset({"charged", "fined", "banned", "blocked", "suspended", "ignored", "shouted at",
                    "yelled at", "hung up on", "laughed at", "billed"})  # fmt: skip
_BROKEN = {"broke": "broken", "ate": "eaten", "threw": "thrown", "chucked": "thrown"}
_TO_THEIRS = re.compile(
    rf"{_WHO}{_SOON}(?P<verb>lost|blocked|deleted|wiped|scratched|dropped|broke|spelled|spelt"
    r"|misspelled|misspelt|published|cancelled|canceled|closed|cut|ruined|damaged|locked|removed"
    r"|posted|renewed|moved|changed|sent|threw|chucked|rejected|declined|stained|tore|shrank"
    r"|crushed|bent|cracked|smashed)"
    r" (?P<noun>(?:my|our) (?:[a-z][\w'’-]+ ){0,3}?(?P<head>[a-z][a-z-]{2,}))"
    r"(?P<rest>(?: (?:wrong(?:ly)?|again|twice|off|down|out|over|during|in|on|at|with|to|without"
    r"|while|before|after|from|the (?:week|day|night|morning))\b[^\n]*)?)",
    re.IGNORECASE,
)
_SINGULAR = re.compile(r"(?:ss|us|is)$")
_PEOPLE = re.compile(rf"(?:my|our) (?:\w+ )?(?:{PERSON})", re.IGNORECASE)
# A verb of its own, a second deed, a quotation: more than one clause.
_MORE = re.compile(
    r"^ *(?:in |on |at |with |from )?(?:had|has|have|is|are|was|were|says?|does|did|will|can)\b"
    r"|['\"“‘(]|\band (?!(?:my|our|no|the|an?|half|two|three|then|again)\b)",
    re.IGNORECASE,
)
_RUDE = re.compile(r"\b(?:you|wtf|idiots?|stupid|damn\w*|bloody|fucking)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:the|an?|of|for|to|and|or|with|without|my|your|by|who|which|that)$")


def suffered(words: str) -> str:
    """Say what was done to a customer as what happened to them.

    Args:
        words: One clause of theirs.

    Returns:
        "you were charged again after you cancelled", "your flight was cancelled"; "" where the
        clause tells nothing of the kind, or not surely.
    """
    done = _TO_THEM.fullmatch(words)
    if done and _plain(done["rest"], alone=done["verb"].lower() in _ALONE):
        verb = done["verb"].lower()
        return f"you were {_BEEN.get(verb, verb)}{_turned(done['rest'])}"
    done = _TO_THEIRS.fullmatch(words)
    theirs = done and not (_PEOPLE.fullmatch(done["noun"]) or _RUDE.search(done["noun"]))
    if done and theirs and _plain(done["rest"], alone=True):
        verb, head = done["verb"].lower(), done["head"].lower()
        many = head.endswith("s") and not _SINGULAR.search(head)
        said = f"{turned(done['noun'])} {'were' if many else 'was'} {_BROKEN.get(verb, verb)}"
        return f"{said}{_turned(done['rest'])}"
    return ""


def _plain(rest: str, *, alone: bool) -> bool:
    """Tell whether what follows the verb may be said back, or nothing does and nothing need."""
    words = rest.strip(" ,")
    if len(words.split()) > _MOST_WORDS or not (words or alone):
        return False
    return not any(sign.search(words) for sign in (NEVER, _OPEN, _MORE))


def _turned(rest: str) -> str:
    return f" {turned(rest.strip(' ,'))}" if rest.strip(" ,") else ""
