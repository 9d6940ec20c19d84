"""Hears which principles a draft breaks, where, and why; pure, the words come from the files.

Two kinds of fault are heard: words that are there (a finding with their span) and words that are
missing (a finding with `start == end`, where they would go, and the customer's words as evidence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.coaching import ear_findings, language, mood, sentences
from bot.coaching.domain import Draft, Finding, Heard, Mood, Needless
from bot.coaching.ear import Ear
from bot.coaching.memory import remembered, remembering
from bot.coaching.principle import Omission, Phrase, Principle, Principles
from bot.coaching.sentences import Sentence
from bot.coaching.sieve import Sieve, Worth, first

# Same length on both sides, so that a span in the folded text is a span in the draft.
_FOLD = str.maketrans("’‘ʼ“”„–—‑\n\t\u00a0\u202f", "'''\"\"\"---    ")
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
    """A draft made ready to be searched."""

    draft: Draft
    text: str
    sentences: tuple[Sentence, ...]
    mood: Mood
    sieve: Sieve
    worth: tuple[Worth, ...]
    worth_any: frozenset[int]

    def spoken(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]

    def whole(self) -> Sentence:
        words = self.text.strip()
        lead = len(self.text) - len(self.text.lstrip())
        return Sentence(lead, lead + len(words), words)

    def lines(self, number: int, at: int) -> Sequence[re.Pattern[str]]:
        """Give the lines of a phrase that are worth trying on a sentence."""
        worth = self.sieve.worth(self.text.strip()) if at == _WHOLE else self.worth[at]
        return worth.get(number, ())


# A phrase that ends in "the parents" of "the parents' handbook" takes the whole word.
_REST = re.compile(r"(?<=\w)'\w+|(?<=s)'(?=\s\w)")


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
        phrases = [phrase for principle in principles.values() for phrase in principle.phrases]
        self._sieve = Sieve(phrase.lines for phrase in phrases)

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
        felt = mood.read(draft, self._principles.moods)
        ground = _ground(draft, felt, self._sieve)
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


def _ground(draft: Draft, felt: Mood, sieve: Sieve) -> _Ground:
    text = draft.text.translate(_FOLD)
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
    worth = tuple(sieve.worth(text[sentence.start : sentence.end]) for sentence in found)
    worth_any = frozenset(number for numbers in worth for number in numbers)
    return _Ground(draft, text, found, felt, sieve, worth, worth_any)


def _findings(
    principle: Principle, ground: _Ground, first: int, sure: set[Finding]
) -> list[Finding]:
    """Find what breaks a principle; `first` is the number of its first phrase in the sieve.

    What no ear may silence goes into `sure` too.
    """
    found: list[Finding] = []
    taken: set[int] = set()
    for number, phrase in enumerate(principle.phrases, start=first):
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
    if phrase.where != "draft" and number not in ground.worth_any:
        return
    evidence: str | None = None
    for at, sentence in _places(phrase, ground):
        lines = ground.lines(number, at)
        if not lines:
            continue
        spoken = ground.spoken(sentence)
        match = first(lines, spoken)
        if not match or (phrase.unless and phrase.unless.search(spoken)):
            continue
        if evidence is None:
            evidence = _counted(phrase, ground)
            if evidence is None:
                return
        begins = sentence.start
        if phrase.covers:
            yield at, _Place(begins, sentence.end, evidence)
        else:
            rest = _REST.match(spoken, match.end())
            ends = rest.end() if rest else match.end()
            yield at, _Place(begins + match.start(), begins + ends, evidence)


def _counted(phrase: Phrase, ground: _Ground) -> str | None:
    """Return the customer's words that make a phrase count, "" when none are needed."""
    evidence = ground.mood.evidence if phrase.when else ""
    if phrase.hears:
        customer = ground.draft.customer or ""
        heard = phrase.hears.search(customer.translate(_FOLD))
        if not heard:
            return None
        evidence = customer[heard.start() : heard.end()]
    if phrase.unless_anywhere and phrase.unless_anywhere.search(ground.text):
        return None
    return evidence


def _places(phrase: Phrase, ground: _Ground) -> Iterator[tuple[int, Sentence]]:
    every = list(enumerate(ground.sentences))
    if phrase.where == "draft":
        yield _WHOLE, ground.whole()
    elif phrase.where == "opening":
        yield from every[:1]
    elif phrase.where == "closing":
        yield from every[-1:]
    elif phrase.where == "prose":
        yield from (
            (at, sentence)
            for at, sentence in every
            if not sentence.listed and not _SUBJECT.match(sentence.text)
        )
    else:
        yield from every


def _missed(omission: Omission, ground: _Ground) -> str | None:
    """Return the customer's words that ask for what is missing; None when nothing is."""
    if omission.when and ground.mood.label not in omission.when:
        return None
    customer = ground.draft.customer or ""
    folded = customer.translate(_FOLD)
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
