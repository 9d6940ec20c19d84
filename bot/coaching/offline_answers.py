"""Which answer belongs to which question, where it goes in the rewrite, and how it is said. Pure.

A question is known by the wording that asks it, and so is the principle behind it. The principle
says where an answer goes: a reason beside the no, what will be done behind the apology, what went
wrong before the voucher, an answer first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.coaching import answers, sentences
from bot.coaching.answers import Spot, Woven
from bot.coaching.domain import Brief, Draft, Finding, Heard, Rewrite
from bot.coaching.fact_ledger import REMOVERS
from bot.coaching.offline_insert import GREETING
from bot.coaching.offline_phrase import phrase
from bot.coaching.offline_text import voice
from bot.coaching.offline_twins import Twins
from bot.coaching.wordings import Wordings, asked_by

_APOLOGY = re.compile(r"\b(?:sorry|apolog\w+)\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?:(?:great|good) question|thanks?|thank you|glad|of course|sure|no problem)\b[^.!?,]{0,60}"
    r"[.!]$",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|bc|cos|cuz|since|due to|owing to|so that|reasons?|otherwise|that['’]s why)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:will|['’]ll|going to|today|tonight|tomorrow|\w+day|by \d|next week|resent|resend"
    r"|refund\w*|replac\w+|repair\w*|fix\w*|ship\w*|send\w*|credit\w*)\b|['’]ll\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@|https?://|\d{3}[ -]?\d{3,}|\b(?:reach|contact|desk|team|call|ring)\b", re.IGNORECASE
)
_YES_NO = re.compile(r"(?:yes|no|yep|nope|it (?:does|is|can)|we do)\b", re.IGNORECASE)
_DONE: Final = "will be done"
_OMITTED: Final = frozenset({"core-problem", "leave-door-open"})


@dataclass(frozen=True, slots=True)
class Told:
    """A rewrite with the answers where they belong.

    Args:
        woven: The rewrite with the answers in it.
        said: The answers as sentences.
        asks: The questions they answer, in the answers' order; "" for none.
        slugs: The principles behind these, in the same order.
        rude: For each answer whether its words break a principle and no part of it is kind.
        barbs: The words in rude answers that insult, push, reproach or boast.
    """

    woven: Woven
    said: tuple[str, ...]
    asks: tuple[str, ...]
    slugs: tuple[str, ...]
    rude: tuple[bool, ...]
    barbs: tuple[str, ...]

    def kept(self, text: str) -> bool:
        """Tell whether a text holds every answer with nothing at fault, word for word."""
        held = " ".join(text.lower().split())
        return all(
            rude or said.lower().strip(" .!") in held
            for said, rude in zip(self.said, self.rude, strict=True)
        )

    def doubts(self, heard: Heard) -> tuple[Finding, ...]:
        """Give what is heard in answers that have nothing at fault by themselves."""
        fine = [said for said, rude in zip(self.said, self.rude, strict=True) if not rude]
        return tuple(one for one in heard.findings if _of(one, fine))

    def sparing(self, listen: Callable[[Draft], Heard]) -> Callable[[Draft], Heard]:
        """Make a listener that leaves answers with nothing at fault alone."""

        def listened(draft: Draft) -> Heard:
            heard = listen(draft)
            spared = self.doubts(heard)
            findings = tuple(one for one in heard.findings if one not in spared)
            return replace(heard, findings=findings)

        return listened

    def hurts(self, text: str) -> bool:
        """Tell whether what is said badly in a rude answer still stands in a text."""
        held = text.lower()
        return any(barb.lower().strip(" .!") in held for barb in self.barbs)

    def left(self, asks: Sequence[str], text: str, heard: Heard) -> tuple[str, ...]:
        """Give the questions that are still open.

        Args:
            asks: What was asked.
            text: The rewrite.
            heard: What is heard in it; what is still left out stays a question.
        """
        missing = {one.slug for one in heard.findings if one.missing} & _OMITTED
        closed = {
            ask
            for ask, slug, said in zip(self.asks, self.slugs, self.said, strict=True)
            if slug not in missing and answers.told(said, text)
        }
        # Who told what will be done about it has answered every question that asks so.
        done = any(_DONE in ask for ask in closed)
        return tuple(ask for ask in asks if ask not in closed and not (done and _DONE in ask))


def _of(finding: Finding, said: Sequence[str]) -> bool:
    words = finding.quote.lower().strip(" .!")
    return bool(words) and any(words in one.lower() for one in said)


def tell(
    brief: Brief,
    first: Rewrite,
    words: Wordings,
    listen: Callable[[Draft], Heard],
    *,
    otherwise: bool = False,
) -> Told:
    """Put each answer where the question it answers belongs.

    Args:
        brief: The draft with its answers, and what was heard in it and in them.
        first: Its rewrite without them, with what was asked.
        words: The wordings: they tell whose a question is, and say what is no sentence yet.
        listen: Hears a text.
        otherwise: Whether to say the answers in the second way there is.
    """
    draft, heard = brief.draft, brief.heard
    asks = _matched(draft.answers, first.questions)
    slugs = tuple(asked_by(words, ask) for ask in asks)
    told = tuple(
        (answers.kind_part(answer, draft, listen) if faults else answer)
        for answer, faults in zip(draft.answers, heard.in_answers, strict=True)
    )
    rude = tuple(not kind for kind in told)
    said = tuple(
        phrase(kind, slug, ask, words, otherwise=otherwise) if kind else answers.sentence(answer)
        for answer, kind, slug, ask in zip(draft.answers, told, slugs, asks, strict=True)
    )
    twins = Twins(draft.text, first.text)
    spots = tuple(
        _spot(twins, heard.findings, ask, slug or _likely(answer))
        for answer, slug, ask in zip(draft.answers, slugs, asks, strict=True)
    )
    lower = voice(draft.text).lower
    woven = answers.weave(replace(draft, text=first.text), said, spots, lower=lower)
    barbs = tuple(
        fault.quote
        for faults, hurts in zip(heard.in_answers, rude, strict=True)
        for fault in faults
        if hurts and fault.slug in REMOVERS
    )
    return Told(woven, said, asks, slugs, rude, barbs)


def _matched(given: Sequence[str], asks: Sequence[str]) -> tuple[str, ...]:
    """Give each answer the open question it looks most like an answer to, or ""."""
    left = list(asks)
    found: list[str] = []
    for answer in given:
        best = max(left, key=lambda ask: _likeness(answer, ask), default="")
        sure = len(given) >= len(asks) or "reason" in best or not _REASON.search(answer)
        found.append(best if sure else "")
        if best and sure:
            left.remove(best)
    return tuple(found)


def _likeness(answer: str, ask: str) -> int:
    asked = ask.lower()
    fits = (
        ("reason" in asked, _REASON),
        ("done" in asked or "step" in asked or "able to do" in asked, _DOING),
        (asked.startswith(("who", "where")) or "instead" in asked, _CONTACT),
        ("they asked" in asked, _YES_NO),
    )
    signs = [(2 if wanted else -1) for wanted, sign in fits if sign.search(answer)]
    return sum(signs) if signs else int("reason" in asked)


def _likely(answer: str) -> str:
    return "always-personal" if _REASON.search(answer) else ""


def _spot(twins: Twins, findings: Sequence[Finding], ask: str, slug: str) -> Spot:
    text = twins.after
    spoken = next((one for one in findings if one.slug == slug and not one.missing), None)
    if slug == "core-problem" and "asked" in ask:
        return _opening(twins)
    gesture = next((one for one in findings if one.slug == "root-not-bandaid"), None)
    if gesture and not gesture.missing and slug in ("sincere-apology", "no-upsell-when-unhappy"):
        slug, spoken = "root-not-bandaid", gesture
    if slug == "sincere-apology":
        sorry = [one for one in sentences.split(text) if _APOLOGY.search(one.text)]
        return answers.closing(text, sorry[0].start) if sorry else answers.closing(text)
    if slug == "always-personal" and not spoken:
        spoken = next((one for one in findings if one.slug == "leave-door-open"), None)
    if spoken and not spoken.missing:
        if slug == "root-not-bandaid":
            before = twins.start_of(spoken.start)
            here = next((one for one in sentences.split(text) if one.start == before), None)
            if not here or not twins.alike(here.text, spoken.start):
                return _opening(twins)  # the gesture went or stands elsewhere now
            if not _APOLOGY.search(here.text):
                return Spot(_behind_greeting(text, before), before=True)
        at = twins.end_of(spoken.start)
        return Spot(at) if at else answers.closing(text)
    return answers.closing(text)


def _opening(twins: Twins) -> Spot:
    """Find the place behind greeting, courtesy and apology, before anything else is said."""
    text = twins.after
    at = _behind_greeting(text, 0)
    behind = [one for one in sentences.split(text) if one.end > at]
    last = None
    for number, one in enumerate(behind):
        added = number < twins.cared and one.text not in twins.before
        if not (added or _APOLOGY.search(one.text) or _COURTESY.match(one.text)):
            break
        last = one
    if last:
        return Spot(last.end)
    return Spot(max(at, behind[0].start) if behind else at, before=bool(behind))


def _behind_greeting(text: str, start: int) -> int:
    greeting = GREETING.match(text)
    return max(start, greeting.end()) if greeting else start
