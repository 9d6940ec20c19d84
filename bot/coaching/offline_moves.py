"""One sentence at a time: the kinder words for what was found in it. Pure.

The moves themselves are data (`prompts/wordings/`); this module finds the one that fits what the
sentence says. A sentence that is at fault as a whole and fits none of them keeps the clauses that
carry a fact or a decision, and leaves when it carries neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.coaching import offline_requests, offline_wording
from bot.coaching.offline_carries import A_NO, GROVELS, SCOLDS, carries, idle, needless
from bot.coaching.offline_decides import decides
from bot.coaching.offline_keeps import CARRIERS, REPROACHES, keeps_facts, keeps_needed
from bot.coaching.offline_sales import CROWD, offers, pitches
from bot.coaching.offline_salvage import salvage
from bot.coaching.offline_signs import BRIBES, PRESS
from bot.coaching.offline_text import GREETS, body, cut, dangles, facts_of
from bot.coaching.offline_wording import Ground
from bot.coaching.wordings import choose, choose_first

__all__ = ["CARRIERS", "Ground", "Moved", "move"]

_TAKING = frozenset({"no-hard-sell", "about-them"})
_CUT_FIRST = frozenset({"no-hard-sell", "no-upsell-when-unhappy", "about-them"})
_CUTTABLE = CARRIERS | {"dignity", "take-it-seriously", "only-customer", "ask-permission"}
# A sentence that carries nothing may leave for these; for the others only clauses may.
_SHUTTING = frozenset({"own-it", "leave-door-open", "give-value", "always-personal"})
_LEAVING = CARRIERS | {"dignity", "take-it-seriously", "only-customer"}
_CLAUSES = _LEAVING
# Where a principle's own words do not fit, those of its neighbours may.
_NEIGHBOURS: Final[Mapping[str, tuple[str, ...]]] = {
    "core-problem": ("always-personal", "only-customer"),
    "only-customer": ("always-personal",),
    "always-personal": ("only-customer", "leave-door-open"),
    "sincere-apology": ("dignity",),
    "happy-over-right": ("never-insult-or-threaten",),
    "never-insult-or-threaten": ("happy-over-right", "no-hard-sell", "give-value"),
    "take-it-seriously": ("happy-over-right", "sincere-apology"),
    "ask-permission": ("never-insult-or-threaten",),
    "root-not-bandaid": ("dignity",),
    "own-it": ("leave-door-open",),
}
# What is cut comes first, so that nobody polishes a sentence that goes.
ORDER: Final = (
    "no-upsell-when-unhappy", "no-hard-sell", "about-them", "sincere-apology", "happy-over-right",
    "never-insult-or-threaten", "dignity", "take-it-seriously", "only-customer",
    "root-not-bandaid", "always-personal", "own-it", "give-value", "feel-with-them", "reassure",
    "core-problem", "ask-permission", "leave-door-open",
)  # fmt: skip
_VOW = re.compile(
    r"\b(?:swear|vow|guarantee|never|promise|word|1\d*0+ ?%|idiots?|deserve|whatever|anything)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[\[{<%]+ ?[A-Za-z_ ]{3,24} ?[\]}>%]+")
_PLEASE = re.compile(r"please\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"(?:could|would) you (?:also )?(?:please )?(?P<act>[^.!?;:]+?)(?:, please)?\?", re.IGNORECASE
)
_TELLS_US = re.compile(r"(?:tell|let|send|give|share|confirm|quote)\b", re.IGNORECASE)
_APOLOGISES = re.compile(r"\b(?:sorry|apolog\w+)\b", re.IGNORECASE)
_NEARLY_ALL: Final = 0.75
_MUCH: Final = 0.4


@dataclass(slots=True)
class Moved:
    """A sentence on its way to kinder words.

    Args:
        text: The sentence as it stands now; "" when it goes.
        asks: What to ask the agent.
    """

    text: str
    asks: list[str] = field(default_factory=list)


def move(
    sentence: str, found: Mapping[str, str], ground: Ground, requests: int, *, gently: bool = False
) -> Moved:
    """Make one sentence kinder.

    Args:
        sentence: The sentence as the agent wrote it.
        found: Slug to the words at fault in this sentence.
        ground: What is known about draft and customer.
        requests: How many requests of ours stand before it.
        gently: Change words but cut no clause out; for when the cut would take too much.
    """
    moved = Moved(sentence)
    asked = _asked_first(sentence, found, ground, requests)
    if asked != sentence:
        return Moved(asked)
    for slug in ORDER:
        if slug not in found or not moved.text:
            continue
        before = moved.text
        if len(found[slug].strip()) >= _NEARLY_ALL * len(body(sentence)):
            pitch = slug == "no-upsell-when-unhappy"
            gesture = pitch and "root-not-bandaid" in found and not offers(before)
            kept = "root-not-bandaid" if gesture else slug
            if kept == "no-upsell-when-unhappy" and not (ground.calm or ground.declined):
                kept = "no-hard-sell"
            if kept == "no-hard-sell" and (ground.calm or ground.declined):
                kept = A_NO
            # What a move has said in kinder words already is not cut for the next fault.
            said = moved.text != sentence and found[slug].strip() not in moved.text
            after, asks = _whole(before, slug, kept, ground, requests, gently=gently or said)
        else:
            after, asks = _part(before, slug, found[slug], ground, requests, gently=gently)
            if slug == "no-hard-sell" and ground.declined and after and not carries(after, A_NO):
                after = ""  # what is left of a pitch after a no is a pitch
        if _PLEASE.match(after) and not _PLEASE.match(before):
            after = offline_requests.ask(after, ground.voice, requests)
        after = after if keeps_needed(before, after, slug) else before
        if after == before:
            asks = [*asks, *_otherwise(slug, found[slug], ground)]
        moved.asks.extend(asks)
        moved.text = after
    if moved.text == sentence and not gently and _shuts(sentence, found) and idle(sentence):
        moved.text = ""
    return moved


def _asked_first(sentence: str, found: Mapping[str, str], ground: Ground, requests: int) -> str:
    """Ask for what they are ordered to do with a reproach; asked for, it reproaches nobody."""
    if "ask-permission" not in found or not REPROACHES & found.keys():
        return sentence
    threat = "never-insult-or-threaten" in found
    asked = offline_requests.ask(sentence, ground.voice, requests, softly=threat)
    return asked if asked != sentence else offline_requests.ask(sentence, ground.voice, requests)


def _shuts(sentence: str, found: Mapping[str, str]) -> bool:
    """Tell whether a sentence is nothing but a door that is shut."""
    least = _MUCH * len(body(sentence))
    return any(len(found[slug].strip()) >= least for slug in _SHUTTING & found.keys())


def _whole(
    before: str, slug: str, kept: str, ground: Ground, requests: int, *, gently: bool
) -> tuple[str, list[str]]:
    """Move a sentence that is at fault as a whole; `kept` says by whose rule clauses stay."""
    after = _at_once(before, slug)
    if after is not None:
        return after, []
    after = before
    # What is reproached may take its day along, as "as I told you on 3 May" does.
    reproach = before if slug in REPROACHES else ""
    if slug == "never-insult-or-threaten":
        after = offline_requests.ask(before, ground.voice, requests, softly=True)
    asks: list[str] = []
    if slug == "dignity" and GROVELS.search(before) and not carries(before, slug):
        return _humble(before, ground), asks
    if after == before and slug not in _CUT_FIRST:
        after, asks = _by_wordings(before, slug, reproach, ground)
    if slug == "happy-over-right" and after and not SCOLDS.search(after):
        after = offline_requests.ask(after, ground.voice, requests)
    if slug == "ask-permission" and after and "?" not in after:
        after = _asked(after, ground, requests)
    if after == before and slug in _CLAUSES and not gently:
        left = salvage(before, kept)
        if left or (left == "" and slug in _LEAVING and needless(before, slug)):
            after = left
            if left and slug in _CUT_FIRST:
                after, asks = _by_wordings(left, slug, before if slug in _TAKING else "", ground)
    if after == before and slug in _CUT_FIRST:
        after, asks = _by_wordings(before, slug, "", ground)
    if after == before and slug in _TAKING:
        # What a wording names as nothing but pressure or glory takes its figures along.
        gone, more = _by_wordings(before, slug, before, ground)
        after, asks = ("", more) if not gone else (after, asks)
    return after, asks


def _at_once(before: str, slug: str) -> str | None:
    """Give what is left where one look at a sentence tells; None where none does."""
    if slug == "no-upsell-when-unhappy" and not pitches(before):
        return before
    return "" if slug in _CUT_FIRST and BRIBES.match(before) else None


def _humble(before: str, ground: Ground) -> str:
    """Say of a sentence that only grovels what is left of it: one apology, or nothing."""
    if not _APOLOGISES.search(before):
        return ""
    puts = ground.wordings.named("dignity", "most humble apologies").puts
    said = choose(puts, ground.told, ground.voice.seed)
    return f"{ground.voice.fit(said)}." if said else ""


def _part(
    before: str, slug: str, words: str, ground: Ground, requests: int, *, gently: bool
) -> tuple[str, list[str]]:
    """Move a sentence some of whose words are at fault."""
    after, asks = before, list[str]()
    if slug in _CUT_FIRST and not gently:
        if slug == "about-them":
            after, asks = _by_wordings(before, slug, words, ground)
        left = salvage(before, slug) if after == before else None
        if left == "" and 2 * len(words) < len(before) and not _presses(before, slug):
            left = None  # a few words of pressure leave with their clause alone
        if left is not None and left != before and keeps_facts(before, left, slug, before):
            return left, asks
    first = slug in _CUT_FIRST or (slug == "dignity" and _VOW.search(words))
    if slug == "never-insult-or-threaten" and len(words) * 2 > len(before):
        after = offline_requests.ask(before, ground.voice, requests, softly=True)
    if first and len(words.split()) >= 5 and not gently:
        after = _cut(before, slug, words)
    if after == before:
        after, asks = _by_wordings(before, slug, words, ground)
    if slug == "ask-permission" and after and "?" not in after:
        after = _asked(after, ground, requests)
    if after == before and slug in _CUTTABLE and slug != "ask-permission" and not gently:
        after = _cut(before, slug, words)
    return after, asks


def _presses(sentence: str, slug: str) -> bool:
    """Tell whether a sentence is pressure from end to end, not in a few of its words."""
    return slug == "no-hard-sell" and bool(PRESS.search(sentence))


def _asked(order: str, ground: Ground, requests: int) -> str:
    """Turn an order into a request, or into what somebody who only looks could do if they like."""
    asked = offline_requests.ask(order, ground.voice, requests)
    if ground.browsing and asked != order:
        offer = _REQUEST.fullmatch(asked)
        if offer and not _TELLS_US.match(offer["act"]):
            return ground.voice.fit(f"If you'd like, you can {offer['act']}.")
    return asked


def _otherwise(slug: str, words: str, ground: Ground) -> list[str]:
    if slug == "only-customer" and _FIELD.search(words):
        return list(ground.wordings.named(slug, "an unfilled field").asks[:1])
    asked = choose_first(ground.wordings.named(slug, "otherwise").asks, ground.told)
    return [asked] if asked else []


def _cut(sentence: str, slug: str, words: str) -> str:
    at = sentence.find(words.strip())
    if at < 0 or (slug == "only-customer" and GREETS.match(sentence)):
        return sentence
    left = cut(sentence, at, at + len(words.strip()))
    if dangles(body(left)) and not dangles(body(sentence)):
        return sentence
    if not left and (
        carries(sentence.replace(words.strip(), ""), slug) or not needless(sentence, slug)
    ):
        return sentence
    if slug not in _CUT_FIRST and decides(words, slug) and not decides(left, slug):
        return sentence  # the words at fault are the no itself
    # Only a pitch, pressure or a brag is cut out with its figures, and what others did as a taunt.
    taunt = slug in REPROACHES and not facts_of(CROWD.sub("", words))
    if keeps_facts(sentence, left, slug, words if slug in _CUT_FIRST or taunt else ""):
        return left
    return sentence


def _by_wordings(sentence: str, slug: str, words: str, ground: Ground) -> tuple[str, list[str]]:
    begun = sentence
    if slug == "leave-door-open":
        # The rule speaks in plain words first; then the no is made gentle.
        begun, asks = _said_otherwise(sentence, "always-personal", slug, words, ground)
    after, asks = _said_otherwise(begun, slug, slug, words, ground)
    for neighbour in _NEIGHBOURS.get(slug, ()):
        if after == sentence:
            after, more = _said_otherwise(sentence, neighbour, slug, words, ground)
            asks = asks or more
    return after, asks


def _said_otherwise(
    sentence: str, file: str, slug: str, words: str, ground: Ground
) -> tuple[str, list[str]]:
    text, asks = sentence, list[str]()
    at = -1
    while found := ground.wordings.following(file, text, at):
        at, wording = found
        if any(pattern.search(text) for pattern in wording.unless) or ground.says(wording, text):
            continue
        whole = offline_wording.whole(text, wording, ground)
        changed = whole if whole is not None else offline_wording.piece(text, wording, ground)
        if changed is None or not keeps_facts(text, changed, slug, words):
            continue
        text = changed
        asked = choose_first(wording.asks, ground.told)
        if asked and not asks:
            asks.append(asked)
        if whole is not None or not text:
            break
    return text, asks
