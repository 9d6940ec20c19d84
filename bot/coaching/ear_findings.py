"""What the ear hears, as findings with exact spans, joined with what the phrases found.

Phrases and ear complete one another: the ear silences a phrase that it finds innocent, a phrase
gives the ear's finding its words, and one fault is one finding.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.coaching import sentences
from bot.coaching.domain import Draft, Finding, Mood, MoodLabel
from bot.coaching.ear import Card, Ear, Impression
from bot.coaching.principle import Principle, Principles
from bot.coaching.sentences import Sentence

MIN_WORDS = 3
"""A draft with fewer words says too little to be heard."""
MAX_EVIDENCE_SENTENCES = 6
MIN_MOOD = 0.5


def join(
    phrases: Sequence[Finding],
    impression: Impression,
    *,
    card: Card,
    principles: Principles,
    draft: Draft,
    mood: Mood,
    insertion: int,
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

    Returns:
        Findings, at most one kind for each fault.
    """
    found: list[Finding] = []
    routine = not mood.hurting and len(draft.text.split()) <= card.plain_words
    said = sentences.split(draft.text)
    heard_to = impression.words[-1].end if impression.words else 0
    for slug, likely in impression.breaches.items():
        own = [finding for finding in phrases if finding.slug == slug]
        if impression.plausible[slug] < card.doubtful[slug]:
            found.extend(one for one in own if one.start >= heard_to or _alone(one, said))
        elif own:
            found.extend(own)
        elif likely >= card.certain[slug]:
            principle = principles[slug]
            place = _place(principle, impression, card.said, draft)
            if likely >= card.plain or not (routine or _spoken_of(place, phrases)):
                heard = _finding(principle, place, draft=draft, mood=mood, insertion=insertion)
                found.append(heard)
    return found


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
    found = sentences.split(draft.text)
    if not found:
        return None

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
