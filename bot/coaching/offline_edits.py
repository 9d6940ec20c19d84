"""From findings to edits of a draft: which sentences change, which go, what follows them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bot.coaching import (
    offline_address,
    offline_gesture,
    offline_gist,
    offline_left,
    offline_orders,
    offline_sorry,
    sentences,
)
from bot.coaching.domain import Finding, Needless
from bot.coaching.memory import remembered
from bot.coaching.needless import likely
from bot.coaching.offline_apply import edits
from bot.coaching.offline_closing import INVITES, SIGN_OFF, SOFT, Edit, closes_sale, tails
from bot.coaching.offline_keeps import CARRIERS, REPROACHES
from bot.coaching.offline_moves import move
from bot.coaching.offline_needless import SURELY, shorter, tells
from bot.coaching.offline_quiet import CLOSING
from bot.coaching.offline_text import facts_of
from bot.coaching.offline_wording import Ground
from bot.coaching.sentences import Sentence

_ASKED = re.compile(r"\b(?:could|would) you\b", re.IGNORECASE)
_PITCHES = frozenset({"no-hard-sell", "no-upsell-when-unhappy"})
_EMPTYING = frozenset(
    {
        "no-hard-sell",
        "no-upsell-when-unhappy",
        "never-insult-or-threaten",
        "about-them",
        "dignity",
        "take-it-seriously",
        "happy-over-right",
    }
)
_SIGN_OFF_WORDS = 12
_ONLY_GREETS = re.compile(
    r"(?:oh no|oh dear|oh|wow|wait|great|aw+)(?: no| wait)*|"
    r"(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day))\b[^.!?,]{0,40}",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?P<open>(?:and )?(?:could|would) you) (?:also |please )?(?P<act>[^?:;]+?)(?:, please)?\?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Plan:
    """Everything that would make a draft kinder.

    Args:
        edits: In the order of their place, not overlapping.
        asks: What to ask the agent.
    """

    edits: list[Edit] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)


class _Base(NamedTuple):
    """A plan without its closing sentence, and what that one is chosen by."""

    edits: tuple[Edit, ...]
    asks: tuple[str, ...]
    whole: Sequence[Sentence]
    put: Mapping[int, str]
    said: Sequence[Finding]


def plan(
    text: str,
    findings: Sequence[Finding],
    ground: Ground,
    *,
    closing: bool = True,
    needless: Sequence[Needless] = (),
) -> Plan:
    """Plan the edits for what was found.

    Args:
        text: The draft.
        findings: What was found in it, in the order of their place.
        ground: What every move knows.
        closing: Whether an open door or a way back may be added.
        needless: How likely each sentence would be left out by a good coach.
    """
    base = _planned(text, tuple(findings), ground, tuple(needless))
    made = list(base.edits)
    if closing:
        made.extend(tails(text, base.whole, base.put, base.said, ground))
    return Plan(sorted(made, key=lambda edit: (edit.start, edit.end)), list(base.asks))


@remembered
def _planned(
    text: str, findings: tuple[Finding, ...], ground: Ground, needless: tuple[Needless, ...]
) -> _Base:
    """Plan all but the closing sentence, once however many ways there are to close."""
    asks: list[str] = []
    said = [finding for finding in findings if not finding.missing]
    whole = offline_left.unsigned(offline_address.without(sentences.split(text), said))
    said = offline_left.unspilt(text, whole, said, needless)
    put: dict[int, str] = {}
    gentler: dict[int, str] = {}
    requests = 0
    softened = "afraid" in text.lower()
    pitched = False
    every = _found(text, whole, said)
    for number, sentence in enumerate(whole):
        found = dict(every[number]) or offline_orders.beside(whole, number, said)
        if not found:
            if pitched and closes_sale(sentence.text):
                put[number] = ""
            else:
                pitched = False
            continue
        if softened:
            found.pop("leave-door-open", None)
            ground = replace(ground, softened=True)
        moved = move(sentence.text, found, ground, requests)
        words = moved.text or _still(sentence.text, found, ground)
        moved.text = offline_address.fit(text, sentence, offline_sorry.whole(words))
        asks.extend(moved.asks)
        if moved.text != sentence.text:
            requests += bool(_ASKED.search(moved.text))
            put[number] = moved.text
            softened = softened or bool(SOFT.search(moved.text))
            again = move(sentence.text, found, ground, requests, gently=True).text
            gentler[number] = again if again not in (moved.text, sentence.text) else ""
        pitched = moved.text != sentence.text and bool(_PITCHES & found.keys())
    gentler |= _leave_out(text, whole, put, every, needless)
    offline_left.unlean(text, whole, put, every, ground)
    offline_left.unstock(whole, put, {finding.slug for finding in findings}, ground)
    offline_sorry.name(whole, put, ground)
    offline_sorry.once(whole, put, ground)
    _close_last(text, whole, put)
    _keep_something(text, whole, put, every)
    _join(text, whole, put)
    offline_address.hand_on(text, whole, put)
    offline_left.mend(text, whole, put, ground)
    behind = offline_gesture.behind(text, whole, put, said, ground)
    return _Base((*edits(text, whole, put, gentler), *behind), tuple(asks), whole, put, said)


def _still(sentence: str, found: Mapping[str, str], ground: Ground) -> str:
    """Give what a sentence that would leave still has to tell; "" when it may leave."""
    if REPROACHES & found.keys() and not _PITCHES & found.keys():
        plain = offline_gist.plainly(sentence, ground)
        if plain != sentence and all(fact in plain for fact in facts_of(sentence)):
            return plain
    stays = not CARRIERS & found.keys() and tells(sentence)
    return sentence if stays else ""


@remembered
def bare(text: str) -> bool:
    """Tell whether nothing but greeting and sign-off is left of a text."""
    return all(
        (SIGN_OFF.match(sentence.text) and len(sentence.text.split()) <= _SIGN_OFF_WORDS)
        or _ONLY_GREETS.fullmatch(sentence.text.rstrip(".!, "))
        or CLOSING.fullmatch(sentence.text)
        or offline_left.HOLLOW.fullmatch(sentence.text.rstrip(".!, "))
        for sentence in sentences.split(text)
    )


def _found(text: str, whole: Sequence[Sentence], said: Sequence[Finding]) -> list[dict[str, str]]:
    """Give for each sentence the slugs found in it, each with its words there."""
    every: list[dict[str, str]] = []
    at = 0
    for sentence in whole:
        while at < len(said) and said[at].end <= sentence.start:
            at += 1
        found: dict[str, str] = {}
        for finding in said[at:]:
            if finding.start >= sentence.end:
                break
            if finding.end > sentence.start and not (
                sentence.listed and finding.slug == "ask-permission"
            ):
                start, end = max(finding.start, sentence.start), min(finding.end, sentence.end)
                found.setdefault(finding.slug, text[start:end])
        every.append(found)
    return every


def _leave_out(
    text: str,
    whole: Sequence[Sentence],
    put: dict[int, str],
    every: Sequence[Mapping[str, str]],
    needless: Sequence[Needless],
) -> dict[int, str]:
    """Leave out what a good coach would leave out, as long as something is still said.

    Returns:
        Number of a sentence that leaves → what was to stand in its place before.
    """
    gentler: dict[int, str] = {}
    if not needless:
        return gentler
    share = [likely(needless, one.start, one.end) for one in whole]
    for number in sorted(range(len(whole)), key=lambda at: -share[at]):
        left = shorter(text, whole[number], every[number], needless)
        before = put.get(number)
        if left is None or before == "" or (before and left):
            continue
        if before and share[number] < SURELY:
            continue  # said in kinder words it may stay
        put[number] = offline_address.fit(text, whole[number], left)
        if not bare(" ".join(put.get(at, one.text) for at, one in enumerate(whole))):
            gentler[number] = before or ""
        elif before:
            put[number] = before
        else:
            del put[number]
    return gentler


def _close_last(text: str, whole: Sequence[Sentence], put: dict[int, str]) -> None:
    """Let no invitation of ours stand before something that is still to be said."""
    for number, sentence in enumerate(whole[:-1]):
        invites = INVITES.search(put.get(number, ""))
        after = whole[number + 1]
        goes_on = put.get(number + 1, after.text) and not SIGN_OFF.match(after.text)
        if invites and goes_on and "\n" not in text[sentence.end : after.start]:
            put[number] = put[number][: invites.start()]


def _keep_something(
    text: str,
    whole: Sequence[Sentence],
    put: dict[int, str],
    every: Sequence[Mapping[str, str]],
) -> None:
    """Let only a barb, a pitch or a brag be all that a draft says and still go."""
    left = [put.get(number, sentence.text) for number, sentence in enumerate(whole)]
    if not bare(" ".join(words for words in left if words)) or bare(text):
        return
    for number, found in enumerate(every):
        if put.get(number) == "" and not _EMPTYING & found.keys():
            put.pop(number)


def _join(text: str, whole: Sequence[Sentence], put: dict[int, str]) -> None:
    """Say requests that follow each other in one breath."""
    for number in sorted(put, reverse=True):
        first, second = _REQUEST.fullmatch(put.get(number - 1, "")), _REQUEST.fullmatch(put[number])
        if not first or not second or len(first["act"]) + len(second["act"]) > 110:
            continue
        if "," in second["act"] or "\n" in text[whole[number - 1].end : whole[number].start]:
            continue
        second_act = second["act"]
        listed = " and " in second_act and " and " not in first["act"] and "," not in first["act"]
        joint = ", " if listed else (", and " if " and " in first["act"] + second_act else " and ")
        put[number - 1] = f"{first['open']} please {first['act']}{joint}{second_act}?"
        put[number] = ""
