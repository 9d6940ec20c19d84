"""What the agent told when asked, as part of the draft: one text for guard, ledgers and listening.

An answer counts as the agent's own words wherever the draft does. So everything that compares a
rewrite with a draft compares it with the draft that has the answers in it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.coaching import facts, sentences
from bot.coaching.domain import Draft, Finding, Heard
from bot.coaching.offline_closing import SIGN_OFF
from bot.coaching.offline_text import Voice, body, capital, ended, small, voice
from bot.coaching.offline_wording import common

_JOINT = re.compile(r"(?:[,;.!?–—-]+\s+)(?:(?:but|and|so|anyway)\b,?\s*)?|\s+but\s+", re.IGNORECASE)
_FEW_WORDS: Final = 3
_SIGN_OFF_WORDS: Final = 12
_BECAUSE = re.compile(r"(?:because|cos|cause|cuz|bc)\b(?! of\b)", re.IGNORECASE)
_TO_THEM = re.compile(
    r"\b(?P<act>send|sends|sent|give|giving|sending|offer|tell|show|call|email|ring|refund|refunding"
    r"|help|contact|text|write to|reach|credit|reimburse|pay|get|invite|update)"
    r" (?:them|him|her|the customer)\b(?=[.,;!?]|$| (?:a|an|the|one|two|by|on|at|in|today|tomorrow"
    r"|back|again|when|as|once|to|with|within|this|next|free|new|[A-Z£$€\d]))",
    re.IGNORECASE,
)
_THEY = re.compile(
    r"^(?:they|the customer)(?P<rest> (?:can|could|may|should|need to|won['’]t|will|don['’]t)"
    r"|['’]ll)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(r"[^\W_]{4,}|\d+")
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_OWN_CASE = re.compile(r"[a-z]\w*[A-Z]")
_WORDLIKE: Final = ("date", "duration", "negation", "number word", "quantity", "time")


@dataclass(frozen=True, slots=True)
class Woven:
    """A draft with its answers in it.

    Args:
        draft: Its text holds the answers; it has none of its own.
        added: Where what was put in stands in that text, in order; `(start, end)` in characters.
        places: For each answer where it stands in that text; empty where the draft said it before.
    """

    draft: Draft
    added: tuple[tuple[int, int], ...]
    places: tuple[tuple[int, int], ...]

    def moved(self, finding: Finding) -> Finding:
        """Move a finding of the draft to where its words stand now."""
        start, end = self._now(finding.start), self._now(finding.end)
        return replace(
            finding, start=start, end=start + len(finding.quote) if finding.quote else end
        )

    def _now(self, position: int) -> int:
        for start, end in self.added:
            if start <= position:
                position += end - start
        return position


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one answer goes: behind what stands before `at`, or before what follows it.

    Args:
        at: In characters from 0 of the draft.
        before: Whether it begins there, with the next sentence behind it.
    """

    at: int
    before: bool = False


def weave(
    draft: Draft, said: Sequence[str] = (), spots: Sequence[Spot] = (), *, lower: bool | None = None
) -> Woven:
    """Put a draft's answers into its text.

    Args:
        draft: The draft with its answers.
        said: The answers as sentences; by default as the agent gave them.
        spots: Where each goes; by default behind the last sentence before the sign-off.
        lower: Whether sentences begin small; by default as the draft does.
    """
    speaks = voice(draft.text)
    speaks = replace(speaks, lower=lower) if lower is not None else speaks
    said = said or tuple(sentence(words) for words in draft.answers)
    spots = spots or (closing(draft.text),) * len(said)
    held = _plain(draft.text)
    order = sorted(range(len(said)), key=lambda number: spots[number].at)
    pieces, position, length = list[str](), 0, 0
    added: list[tuple[int, int]] = []
    places = [(0, 0)] * len(said)
    for number in order:
        if _plain(said[number]).strip(" .!") in held:
            continue
        spot = spots[number]
        put, lead = _fitted(draft.text, said[number], spot, speaks, again=position == spot.at > 0)
        pieces += draft.text[position : spot.at], put
        length += spot.at - position
        added.append((length, length + len(put)))
        places[number] = (length + lead, length + len(put.rstrip()))
        length, position = length + len(put), spot.at
    text = "".join((*pieces, draft.text[position:]))
    return Woven(replace(draft, text=text, answers=()), tuple(added), tuple(places))


def _fitted(text: str, said: str, spot: Spot, speaks: Voice, *, again: bool) -> tuple[str, int]:
    """Give an answer with the marks around it, and where in that its own words begin."""
    words = ended(begun(said, speaks))
    if spot.before:
        return f"{words} ", 0
    before = text[: spot.at].rstrip(" ")
    line = text[text.rfind("\n", 0, spot.at) + 1 : spot.at]
    if any(one.listed for one in sentences.split(line)) and not again:
        return f"\n\n{words}", 2
    lead = "" if again or ended(before[-40:]) == before[-40:] else "."
    lead += " " if before else ""
    return f"{lead}{words}", len(lead)


def text(draft: Draft) -> str:
    """Give the draft's text with its answers in it, as the agent gave them."""
    return weave(draft).draft.text if draft.answers else draft.text


def as_one(draft: Draft, heard: Heard) -> tuple[Draft, Heard]:
    """Give a draft and what was heard in it as if its answers had stood in it from the start."""
    woven = weave(draft)
    findings = [woven.moved(finding) for finding in heard.findings]
    for place, found in zip(woven.places, heard.in_answers, strict=False):
        words = woven.draft.text[slice(*place)].lower()
        for finding in found:
            at = words.find(finding.quote.lower())
            if at >= 0:
                start = place[0] + at
                findings.append(replace(finding, start=start, end=start + len(finding.quote)))
    findings.sort(key=lambda one: (one.start, one.end))
    return woven.draft, replace(heard, findings=tuple(findings), in_answers=())


def hear(draft: Draft, listen: Callable[[Draft], Heard]) -> Heard:
    """Hear a draft, and each of its answers by itself.

    Args:
        draft: A draft with or without answers.
        listen: Hears a draft's text.
    """
    heard = listen(draft)
    if not draft.answers:
        return heard
    faults = tuple(_faults(words, draft, listen) for words in draft.answers)
    return replace(heard, in_answers=faults)


def _faults(words: str, draft: Draft, listen: Callable[[Draft], Heard]) -> tuple[Finding, ...]:
    """Give what is said badly in an answer.

    A few words by themselves sound dry to any ear, so only an insult, or a reproach to the
    customer, may be a whole sentence of one; of the other faults only those count that words in
    it give away.
    """
    whole = {body(one.text) for one in sentences.split(words)}
    return tuple(
        finding
        for finding in listen(replace(draft, text=words, answers=())).findings
        if not finding.missing and (_grave(finding) or body(finding.quote.strip()) not in whole)
    )


def kind_part(words: str, draft: Draft, listen: Callable[[Draft], Heard]) -> str:
    """Give the longest end or beginning of an answer with nothing at fault in it, or "".

    Args:
        words: An answer with something at fault.
        draft: The draft it is about.
        listen: Hears a text.
    """
    joints = list(_JOINT.finditer(words))
    ends = [words[joint.end() :] for joint in joints]
    starts = [words[: joint.start()] for joint in reversed(joints)]
    for part in (*ends, *starts):
        if len(part.split()) >= _FEW_WORDS and not _faults(part, draft, listen):
            return part
    return ""


def _grave(finding: Finding) -> bool:
    reproach = finding.slug == "happy-over-right" and _YOU.search(finding.quote)
    return finding.slug == "never-insult-or-threaten" or bool(reproach)


def unfaulted(draft: Draft, heard: Heard) -> tuple[str, ...]:
    """Give the answers with nothing at fault in them, whose words must be in the rewrite."""
    faulty = [bool(found) for found in heard.in_answers] + [False] * len(draft.answers)
    return tuple(words for words, fault in zip(draft.answers, faulty, strict=False) if not fault)


def told(words: str, text: str) -> bool:
    """Tell whether a text says what an answer says: a third of its telling words at least."""
    wanted = {word[:5] for word in _TELLING.findall(words.lower())}
    held = {word[:5] for word in _TELLING.findall(text.lower())}
    return len(wanted & held) >= len(wanted) / 3


def sentence(answer: str) -> str:
    """Say an answer to the customer: nothing but whom it speaks of changes.

    An agent who is asked "what will be done?" answers us ("we send them a new one"), and the
    sentence is read by the customer.
    """
    words = answer.strip()
    if _BECAUSE.match(words):
        words = f"That's {words[:1].lower()}{words[1:]}"
    if not _YOU.search(words):
        words = _TO_THEM.sub(lambda match: f"{match['act']} you", words)
        words = _THEY.sub(lambda match: f"You{match['rest']}", words)
    return words


def begun(words: str, speaks: Voice) -> str:
    """Begin an answer the way the agent begins sentences, unless a fact stands first."""
    first = next((fact for fact in facts.find(words) if fact.start == 0), None)
    if first and first.kind not in _WORDLIKE:
        return words
    if _OWN_CASE.match(words):
        return words
    if speaks.lower:
        return small(words) if common(words, "") else words
    return capital(words)


def closing(text: str, start: int | None = None) -> Spot:
    """Find the place behind the last sentence that is no sign-off, offer or last question.

    Args:
        text: The draft or its rewrite.
        start: Where the paragraph begins that is meant; by default the last one.
    """
    whole = sentences.split(text)
    if start is not None:
        end = text.find("\n\n", start)
        whole = tuple(one for one in whole if start <= one.start and (end < 0 or one.end <= end))
    for at in range(len(whole) - 1, -1, -1):
        one = whole[at]
        asks = one.text.endswith("?") and at and "\n" not in text[whole[at - 1].end : one.start]
        if not (asks or closes(one.text)):
            return Spot(one.end)
    if whole and whole[0].text.endswith(","):
        return Spot(whole[0].end)
    return Spot(whole[0].start if whole else 0, before=True)


def closes(said: str) -> bool:
    """Tell whether a sentence is a sign-off, a wish or an offer to help further."""
    return bool(SIGN_OFF.match(said)) and len(said.split()) <= _SIGN_OFF_WORDS


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
