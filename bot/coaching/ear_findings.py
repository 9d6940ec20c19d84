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
from bot.coaching.principle import Principle, Principles
from bot.coaching.sentences import Sentence

MIN_WORDS = 3
"""A draft with fewer words says too little to be heard."""
MAX_EVIDENCE_SENTENCES = 6
MIN_MOOD = 0.5
# Pressure, pitches, brags, barbs and vows come in company; the sentences beside them are heard too.
_IN_COMPANY = frozenset(
    {
        "no-hard-sell",
        "no-upsell-when-unhappy",
        "happy-over-right",
        "never-insult-or-threaten",
        "about-them",
        "dignity",
    }
)
_MIN_COMPANY = 0.7
# Pressure is the fault that comes in company most surely, down to "Deal?".
_MIN_PRESSURE = 0.6
# A sentence that greets, thanks or tells a figure is no company, except for a price in a pitch.
_COURTEOUS = re.compile(
    r"(?:hi|hiya|hello|hey|dear|good \w+|thanks?|thank you|sorry|i['’]?(?: a)?m sorry)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\d|\b(?:attached|enclosed)\b|https?:", re.IGNORECASE)
_OFFERS = re.compile(r"\?|[€£$₹¥]|\b(?:free|offer|plan|upgrade|price)\b", re.IGNORECASE)
# A brag speaks of us, a barb of somebody; what speaks of neither only stands beside it.
_SPEAKS_OF = {
    "about-them": re.compile(r"\b(?:we|us|ours?|i|my|me)\b", re.IGNORECASE),
    "never-insult-or-threaten": re.compile(
        r"\b(?:you\w*|u|ur|ya|we|us|ours?|i|my|me|it['’]?s|that['’]?s|people|some\w*|every\w*|any\w*"
        r"|nobody|others?)\b",
        re.IGNORECASE,
    ),
}
_PITCHES = frozenset({"no-hard-sell", "no-upsell-when-unhappy"})
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
_MIN_COMPANY_WORDS = 4
_WHOLLY = 0.6


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
    for slug, likely in impression.breaches.items():
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
            if likely >= _needed(card, place, routine=routine, short=short, phrases=phrases):
                heard = _finding(principle, place, draft=draft, mood=mood, insertion=insertion)
                found.append(heard)
    found = [_widened(one, said, impression) for one in found]
    for slug in sorted(_IN_COMPANY & {one.slug for one in found if not one.missing}):
        found.extend(
            _finding(principles[slug], place, draft=draft, mood=mood, insertion=insertion)
            for place in said
            if not _spoken_of(place, [one for one in found if one.slug in _IN_COMPANY])
            and _joins(place, slug, impression)
        )
    return found


def _needed(
    card: Card, place: Sentence | None, *, routine: bool, short: bool, phrases: Sequence[Finding]
) -> float:
    """Tell how likely a fault has to be here, beyond what is asked everywhere."""
    if routine or _spoken_of(place, phrases):
        return card.plain
    return card.urgent if short and place is None else 0.0


def _widened(finding: Finding, said: Sequence[Sentence], impression: Impression) -> Finding:
    """Let a phrase stand for its sentence where nearly every word of it carries the fault."""
    if finding.missing or finding.slug not in _IN_COMPANY:
        return finding
    for place in said:
        within = place.start <= finding.start and finding.end <= place.end
        outside = place.text.replace(finding.quote, "\n", 1).split("\n")
        beside = any(_STATES.search(words) for words in outside)
        if within and not beside and len(place.text.split()) >= _MIN_COMPANY_WORDS:
            faults = [
                word.faults[finding.slug]
                for word in impression.words
                if word.start < place.end and word.end > place.start
            ]
            carrying = sum(fault >= _MIN_COMPANY for fault in faults)
            if faults and carrying >= _WHOLLY * len(faults):
                return replace(finding, start=place.start, end=place.end, quote=place.text)
    return finding


def _joins(place: Sentence, slug: str, impression: Impression) -> bool:
    """Tell whether a sentence carries on what another one began."""
    text = place.text
    pressing = slug == "no-hard-sell"
    if (
        len(text.split()) < (1 if pressing else _MIN_COMPANY_WORDS)
        or _COURTEOUS.match(text)
        or text.endswith(",")
    ):
        return False
    if slug not in _PITCHES and _TELLS.search(text):
        return False
    if slug == "no-upsell-when-unhappy" and not _OFFERS.search(text):
        return False
    if slug in _SPEAKS_OF and not _SPEAKS_OF[slug].search(text):
        return False
    return any(
        word.faults[slug] >= (_MIN_PRESSURE if pressing else _MIN_COMPANY)
        for word in impression.words
        if word.start < place.end and word.end > place.start
    )


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
