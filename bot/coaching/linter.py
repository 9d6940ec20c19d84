"""Hears which principles a draft breaks, where, and why; pure, the words come from the files.

Two kinds of fault are heard: words that are there (a finding with their span) and words that are
missing (a finding with `start == end`, where they would go, and the customer's words as evidence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.coaching import ear_findings, language, mood, sentences
from bot.coaching.domain import Draft, Finding, Heard, Mood, Needless
from bot.coaching.ear import Ear
from bot.coaching.memory import remembered, remembering
from bot.coaching.phrases import Phrases
from bot.coaching.principle import Omission, Phrase, Principle, Principles
from bot.coaching.sentences import Sentence

# Same length on both sides, so that a span in the folded text is a span in the draft.
_FOLD = tuple(zip("’‘ʼ“”„–—‑\n\t\u00a0\u202f", "'''\"\"\"---    ", strict=True))
_BLANK = "\x00"
_UNHEARD = re.compile(r"`[^`\n]{1,300}`|\"[^\"\n]{1,120} [^\"\n]{1,120}\"|https?://\S{1,300}")
_GREETING = re.compile(
    r"(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening|day))\b[^,.!?\n]{0,40}"
    r"(?:[,.!]\s{0,4}|\n\s{0,4}| [-–—] |:\s{0,4})",
    re.IGNORECASE,
)
# A subject line is a title, as the lines of a list are steps.
_SUBJECT = re.compile(r"(?:subject|betreff|re|fwd?): ", re.IGNORECASE)
_WHOLE = -1
"""The sentence number of a fault that is the whole draft's."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """A draft made ready to be searched.

    Args:
        draft: The draft.
        text: Its text with straight quotes, and blanks for what is not to be heard.
        sentences: Its sentences.
        mood: The customer's mood.
        phrases: All phrases.
        said: Number of a phrase → the numbers of the sentences that say it, and where.
    """

    draft: Draft
    text: str
    sentences: tuple[Sentence, ...]
    mood: Mood
    phrases: Phrases
    said: Mapping[int, Sequence[tuple[int, tuple[int, int]]]]

    def whole(self) -> Sentence:
        words = self.text.strip()
        lead = len(self.text) - len(self.text.lstrip())
        return Sentence(lead, lead + len(words), words)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fault is in the draft, and the customer's words that make it one."""

    start: int
    end: int
    evidence: str


class Linter:
    """Hears drafts by the principles' own words, and by the trained ear where there is one.

    Args:
        principles: The eighteen, with the mood words.
        ear: The trained model, or None to go by phrases alone.
    """

    def __init__(self, principles: Principles, ear: Ear | None = None) -> None:
        self._principles = principles
        self._ear = ear
        self._phrases = Phrases(
            phrase for principle in principles.values() for phrase in principle.phrases
        )

    @remembering()
    @remembered
    def listen(self, draft: Draft) -> Heard:
        """Hear a draft.

        Args:
            draft: Any draft; one that is not English, or holds no words, has no findings.

        Returns:
            Language, the customer's mood, and the findings in the order of their place.
        """
        tongue = language.detect(draft.text)
        told = bool(draft.customer and draft.customer.strip())
        felt = self._felt(draft.customer, "" if told else draft.text)
        ground = _ground(draft, felt, self._phrases)
        if not any(char.isalpha() for char in ground.text) or not language.is_english(draft.text):
            return Heard(language=tongue, mood=felt)
        if tongue == "und":
            tongue = "en"
        found: list[Finding] = []
        sure: set[Finding] = set()
        first = 0
        for principle in self._principles.values():
            found.extend(_findings(principle, ground, first, sure))
            first += len(principle.phrases)
        needless: tuple[Needless, ...] = ()
        if self._ear and len(draft.text.split()) >= ear_findings.MIN_WORDS:
            impression = self._ear.hear(draft)
            needless = impression.needless
            felt = ear_findings.mood(impression, felt, ear=self._ear, draft=draft)
            found = ear_findings.join(
                found,
                impression,
                sure=sure,
                card=self._ear.card,
                principles=self._principles,
                draft=draft,
                mood=felt,
                insertion=_insertion_point(ground),
            )
        order = {slug: at for at, slug in enumerate(self._principles)}
        found.sort(key=lambda finding: (finding.start, finding.end, order[finding.slug]))
        return Heard(language=tongue, mood=felt, findings=tuple(found), needless=needless)

    @remembered
    def _felt(self, customer: str | None, text: str) -> Mood:
        return mood.read(Draft(text=text, customer=customer), self._principles.moods)


def _ground(draft: Draft, felt: Mood, phrases: Phrases) -> _Ground:
    text = _folded(draft.text)
    spans = list(sentences.protected(draft.text))
    spans += [match.span() for match in _UNHEARD.finditer(text)]
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        begins = max(start, position)
        if begins < end:
            pieces += [text[position:begins], _BLANK * (end - begins)]
            position = end
    text = "".join((*pieces, text[position:]))
    found = sentences.split(draft.text)
    said: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for at, sentence in enumerate(found):
        for number, span in phrases.said(text[sentence.start : sentence.end]).items():
            said.setdefault(number, []).append((at, span))
    return _Ground(draft, text, found, felt, phrases, said)


def _folded(text: str) -> str:
    for sign, plain in _FOLD:
        if sign in text:
            text = text.replace(sign, plain)
    return text


def _findings(
    principle: Principle, ground: _Ground, first: int, sure: set[Finding]
) -> list[Finding]:
    """Find what breaks a principle; `first` is the number of its first phrase in the sieve.

    What no ear may silence goes into `sure` too.
    """
    found: list[Finding] = []
    taken: set[int] = set()
    for number, phrase in enumerate(principle.phrases, start=first):
        if number not in ground.said and phrase.where != "draft":
            continue  # as nearly always
        for at, place in _said(phrase, number, ground):
            if at not in taken and _WHOLE not in taken and not (at == _WHOLE and taken):
                taken.add(at)
                found.append(_finding(principle, phrase.why, ground, place))
                if phrase.sure:
                    sure.add(found[-1])
    if found:
        return found
    for omission in principle.omissions:
        evidence = _missed(omission, ground)
        if evidence is not None:
            start = _insertion_point(ground)
            return [_finding(principle, omission.why, ground, _Place(start, start, evidence))]
    return []


def _finding(principle: Principle, why: str, ground: _Ground, place: _Place) -> Finding:
    return Finding(
        slug=principle.slug,
        start=place.start,
        end=place.end,
        quote=ground.draft.text[place.start : place.end],
        why=why,
        move=principle.kinder_move,
        evidence=place.evidence,
    )


def _said(phrase: Phrase, number: int, ground: _Ground) -> Iterator[tuple[int, _Place]]:
    """Yield each place where a phrase counts, with the number of its sentence."""
    if phrase.when and ground.mood.label not in phrase.when:
        return
    evidence: str | None = None
    for at, sentence, (start, end) in _places(phrase, number, ground):
        if evidence is None:
            evidence = _counted(phrase, ground)
            if evidence is None:
                return
        begins = sentence.start
        if phrase.covers:
            yield at, _Place(begins, sentence.end, evidence)
        else:
            yield at, _Place(begins + start, begins + end, evidence)


def _counted(phrase: Phrase, ground: _Ground) -> str | None:
    """Return the customer's words that make a phrase count, "" when none are needed."""
    evidence = ground.mood.evidence if phrase.when else ""
    if phrase.hears:
        customer = ground.draft.customer or ""
        heard = phrase.hears.search(_folded(customer))
        if not heard:
            return None
        evidence = customer[heard.start() : heard.end()]
    if phrase.unless_anywhere and phrase.unless_anywhere.search(ground.text):
        return None
    return evidence


def _places(
    phrase: Phrase, number: int, ground: _Ground
) -> Iterator[tuple[int, Sentence, tuple[int, int]]]:
    """Yield each sentence that says a phrase where it counts: number, sentence, span in it."""
    if phrase.where == "draft":
        whole = ground.whole()
        span = ground.phrases.span(number, whole.text)
        if span:
            yield _WHOLE, whole, span
        return
    last = len(ground.sentences) - 1
    for at, span in ground.said.get(number, ()):
        sentence = ground.sentences[at]
        elsewhere = (phrase.where == "opening" and at) or (phrase.where == "closing" and at < last)
        step = sentence.listed or _SUBJECT.match(sentence.text)
        if not (elsewhere or (phrase.where == "prose" and step)):
            yield at, sentence, span


def _missed(omission: Omission, ground: _Ground) -> str | None:
    """Return the customer's words that ask for what is missing; None when nothing is."""
    if omission.when and ground.mood.label not in omission.when:
        return None
    customer = ground.draft.customer or ""
    folded = _folded(customer)
    evidence = ground.mood.evidence
    if omission.unless_hears and omission.unless_hears.search(folded):
        return None
    if omission.hears:
        heard = omission.hears.search(folded)
        if not heard:
            return None
        evidence = customer[heard.start() : heard.end()]
    return None if omission.unless.search(ground.text) else evidence


def _insertion_point(ground: _Ground) -> int:
    """Find where a missing sentence would go: after the greeting, before anything else."""
    if not ground.sentences:
        return 0
    start = ground.sentences[0].start
    greeting = _GREETING.match(ground.draft.text, start)
    if greeting and greeting.end() < len(ground.draft.text):
        return greeting.end()
    return start
