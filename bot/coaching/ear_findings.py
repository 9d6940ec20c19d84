"""What the ear hears, as findings with exact spans, joined with what the phrases found.

Phrases and ear complete one another: the ear silences a phrase that it finds innocent, a phrase
gives the ear's finding its words, and one fault is one finding.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.coaching import sentences
from bot.coaching.domain import Draft, Finding, Mood, MoodLabel
from bot.coaching.ear import Card, Ear, Impression
from bot.coaching.ear_company import (
    IN_COMPANY,
    LEAVES,
    MIN_COMPANY,
    MIN_COMPANY_WORDS,
    faults,
    joins,
    share,
)
from bot.coaching.fact_finding import hard
from bot.coaching.needless import likely as likely_needless
from bot.coaching.principle import Principle, Principles
from bot.coaching.sentences import Sentence

MIN_WORDS = 3
"""A draft with fewer words says too little to be heard."""
MAX_EVIDENCE_SENTENCES = 6
MIN_MOOD = 0.5
BACKED = 0.5
"""From which likelihood on a fault counts that stands where a good coach leaves a sentence out."""
_LEAVES = 0.85
"""From which likelihood on a good coach does so."""
_UNANSWERED = "core-problem"
_INNOCENT = re.compile(
    r"(?:(?:sorry|hm+|well|honestly|no),? )*(?:i|we) (?:really |honestly |just )?(?:don['’]?t"
    r"|do not)"
    r" (?:know|have that here|see it here)(?: (?:yet|that|sorry|i['’]m afraid))*[.!]?",
    re.IGNORECASE,
)
# Beside a phrase stands a clause of its own: "As you'd know, two coats are needed."
_STATES = re.compile(
    r"(?:^|,) *(?!(?:so|and|but|because)\b)(?:\w+ ){1,4}"
    r"(?:is|are|was|were|will|can|has|have|needs?)\b"
)
_WHOLLY = 0.6
# Nearly every word carries it: what looks like a clause of its own does so too.
_ENTIRELY = 0.85
_ENTIRE = frozenset({"about-them", "dignity", "no-hard-sell"})


def join(
    phrases: Sequence[Finding],
    impression: Impression,
    *,
    card: Card,
    principles: Principles,
    draft: Draft,
    mood: Mood,
    insertion: int,
    sure: Collection[Finding] = (),
) -> list[Finding]:
    """Join the phrases' findings with the ear's.

    Args:
        phrases: What the phrases found.
        impression: What the ear makes of the draft.
        card: From which likelihood on the ear is believed.
        principles: The eighteen, with what to say of each.
        draft: The draft.
        mood: The customer's mood, with its evidence.
        insertion: Where a missing sentence would go, in characters from 0.
        sure: Those of the phrases that the ear may not silence.

    Returns:
        Findings, at most one kind for each fault.
    """
    found: list[Finding] = []
    short = len(draft.text.split()) <= card.plain_words
    routine = short and not mood.hurting
    said = sentences.split(draft.text)
    heard_to = impression.words[-1].end if impression.words else 0
    # Whether they are answered is heard last: beside other faults it is likelier that they are not.
    for slug in sorted(impression.breaches, key=lambda each: each == _UNANSWERED):
        likely = impression.breaches[slug]
        own = [finding for finding in phrases if finding.slug == slug]
        if impression.plausible[slug] < card.doubtful[slug]:
            found.extend(
                one for one in own if one in sure or one.start >= heard_to or _alone(one, said)
            )
        elif own:
            doubted = likely < card.left_out
            found.extend(one for one in own if not (one.missing and doubted))
        elif likely >= card.certain[slug]:
            principle = principles[slug]
            place = _place(principle, impression, card.said, draft)
            innocent = place is not None and _INNOCENT.fullmatch(place.text)
            if innocent and slug == "never-insult-or-threaten":
                continue  # bare, and no insult
            if slug == _UNANSWERED:
                needed = _unanswered(card, draft, plain=routine and not found)
            else:
                needed = _needed(card, place, routine=routine, short=short, phrases=phrases)
            if likely >= needed:
                heard = _finding(principle, place, draft=draft, mood=mood, insertion=insertion)
                found.append(heard)
    for slug in sorted(IN_COMPANY, key=lambda each: -impression.breaches[each]):
        place = _backed(slug, impression, card=card, principles=principles, draft=draft)
        if place and not _spoken_of(place, found) and all(one.slug != slug for one in found):
            principle = principles[slug]
            found.append(_finding(principle, place, draft=draft, mood=mood, insertion=insertion))
    left = _left(said, impression, draft) if found else frozenset()
    found = [_widened(one, said, impression, left) for one in found]
    for slug in sorted(IN_COMPANY & {one.slug for one in found if not one.missing}):
        found.extend(
            _finding(principles[slug], place, draft=draft, mood=mood, insertion=insertion)
            for place in said
            if not _spoken_of(place, [one for one in found if one.slug in IN_COMPANY])
            and joins(place, slug, impression, leaves=place.start in left)
        )
    return found


def _needed(
    card: Card, place: Sentence | None, *, routine: bool, short: bool, phrases: Sequence[Finding]
) -> float:
    """Tell how likely a fault has to be here, beyond what is asked everywhere."""
    if routine or _spoken_of(place, phrases):
        return card.plain
    return card.urgent if short and place is None else 0.0


def _backed(
    slug: str, impression: Impression, *, card: Card, principles: Principles, draft: Draft
) -> Sentence | None:
    """Find the sentence for a fault only half heard: one that a good coach would leave out."""
    if impression.breaches[slug] < BACKED:
        return None
    place = _place(principles[slug], impression, card.said, draft)
    leaves = place and likely_needless(impression.needless, place.start, place.end) >= _LEAVES
    return place if leaves else None


def _unanswered(card: Card, draft: Draft, *, plain: bool) -> float:
    """Tell how likely it has to be that somebody gets no answer; the same as `_needed`."""
    if not plain:
        return 0.0
    return card.asked if "?" in (draft.customer or "") else card.plain


def _left(said: Sequence[Sentence], impression: Impression, draft: Draft) -> frozenset[int]:
    """Tell where the sentences begin that a good coach surely leaves out and that hold no fact."""
    needless = [
        one for one in said if likely_needless(impression.needless, one.start, one.end) >= LEAVES
    ]
    facts = [fact.start for fact in hard(draft.text)] if needless else []
    return frozenset(
        one.start for one in needless if not any(one.start <= fact < one.end for fact in facts)
    )


def _widened(
    finding: Finding, said: Sequence[Sentence], impression: Impression, left: Collection[int]
) -> Finding:
    """Let a phrase stand for its sentence where nearly every word of it carries the fault.

    So it does where a good coach would leave the whole sentence out; `left` says where those begin.
    """
    if finding.missing or finding.slug not in IN_COMPANY:
        return finding
    for place in said:
        within = place.start <= finding.start and finding.end <= place.end
        if not within or len(place.text.split()) < MIN_COMPANY_WORDS:
            continue
        outside = place.text.replace(finding.quote, "\n", 1).split("\n")
        beside = any(_STATES.search(words) for words in outside)
        carrying = share(faults(place, finding.slug, impression), MIN_COMPANY)
        wholly = carrying >= _WHOLLY and not beside
        if wholly or place.start in left or (finding.slug in _ENTIRE and carrying >= _ENTIRELY):
            return replace(finding, start=place.start, end=place.end, quote=place.text)
    return finding


def _alone(finding: Finding, said: Sequence[Sentence]) -> bool:
    """Tell whether a phrase is a whole sentence, as "Calm down." is: nothing softens that."""
    words = finding.quote.rstrip(".!?… ")
    return bool(words) and any(words == sentence.text.rstrip(".!?… ") for sentence in said)


def _spoken_of(place: Sentence | None, phrases: Sequence[Finding]) -> bool:
    """Tell whether a phrase has already found a fault in the sentence."""
    return place is not None and any(
        finding.start < place.end and finding.end > place.start for finding in phrases
    )


def mood(impression: Impression, read: Mood, *, ear: Ear, draft: Draft) -> Mood:
    """Settle the mood: the ear's where it is sure, else what the words say; with its evidence.

    Args:
        impression: What the ear makes of the draft.
        read: What the mood words say.
        ear: Listens again to find the customer's words that show the mood.
        draft: The draft.
    """
    label = max(impression.moods, key=lambda each: impression.moods[each])
    if label == read.label or impression.moods[label] < MIN_MOOD:
        return read
    if label == "neutral":
        return Mood()
    return Mood(label=label, evidence=_evidence(label, ear, draft))


def _evidence(label: MoodLabel, ear: Ear, draft: Draft) -> str:
    """Find the customer's sentence that shows the mood by itself; "" when none does."""
    said = sentences.split(draft.customer or "")[:MAX_EVIDENCE_SENTENCES]
    if len(said) < 2:
        return said[0].text if said else ""
    shown = [ear.hear(Draft(text="", customer=one.text)).moods[label] for one in said]
    best = max(shown)
    return said[shown.index(best)].text if best >= MIN_MOOD else ""


def _finding(
    principle: Principle, place: Sentence | None, *, draft: Draft, mood: Mood, insertion: int
) -> Finding:
    if place is None:
        return Finding(
            slug=principle.slug,
            start=insertion,
            end=insertion,
            quote="",
            why=principle.heard.missing,
            move=principle.kinder_move,
            evidence=_asked(principle, mood, draft),
        )
    return Finding(
        slug=principle.slug,
        start=place.start,
        end=place.end,
        quote=place.text,
        why=principle.heard.said,
        move=principle.kinder_move,
    )


def _place(
    principle: Principle, impression: Impression, said: float, draft: Draft
) -> Sentence | None:
    """Find the sentence whose words carry the fault; None when something is left out."""
    whole = sentences.split(draft.text)
    if not whole:
        return None
    # "Best," and "Hi Olga," are at fault for nothing.
    found = [one for one in whole if not one.text.endswith(",")] or list(whole)

    def carries(sentence: Sentence) -> float:
        return max(
            (
                word.faults[principle.slug]
                for word in impression.words
                if word.start < sentence.end and word.end > sentence.start
            ),
            default=0.0,
        )

    best = max(found, key=carries)
    if principle.heard.missing and carries(best) < said:
        return None
    return best


def _asked(principle: Principle, mood: Mood, draft: Draft) -> str:
    if mood.evidence and any(omission.when for omission in principle.omissions):
        return mood.evidence
    said = sentences.split(draft.customer or "")
    questions = [sentence for sentence in said if sentence.text.endswith("?")]
    return questions[-1].text if questions else said[0].text if said else ""
