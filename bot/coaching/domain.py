"""The words of the house as frozen values.

Only shapes live here and in `ledgers.py`: no behaviour beyond what a value says about itself, no
I/O, no imports from the rest of the project.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.coaching.ledgers import (
    Fact,
    FactKind,
    FactLedger,
    Problem,
    Promise,
    PromiseKind,
    PromiseLedger,
    RemovedFact,
    Verdict,
)

__all__ = [
    "Brief", "Coaching", "Deduction", "Draft", "Fact", "FactKind", "FactLedger", "Finding",
    "Heard", "Mood", "MoodLabel", "Problem", "Promise", "PromiseKind", "PromiseLedger",
    "RemovedFact", "Rewrite", "Score", "Tip", "Verdict",
]  # fmt: skip

MoodLabel = Literal["upset", "anxious", "neutral", "happy", "browsing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an agent is about to send.

    Args:
        text: The agent's own words, decoded to plain text.
        customer: The customer's message when it is known, else None.
        names: People the platform or the agent names (customer, colleagues); never sent to an LLM.
        locale: The platform's locale such as `en-GB`, or "" when unknown.
        id: The caller's own key for the draft, echoed back; "" when there is none.
        answers: What the agent told when asked, in their own words, each as long as one sentence
            or a few; they count as the agent's text wherever `text` does.
    """

    text: str
    customer: str | None = None
    names: tuple[str, ...] = ()
    locale: str = ""
    id: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How the customer feels, and the words that gave it away.

    Args:
        label: One of the five moods; unknown counts as neutral.
        evidence: The exact words of the customer (or of the draft) that show it, or "".
    """

    label: MoodLabel = "neutral"
    evidence: str = ""

    @property
    def hurting(self) -> bool:
        """Tell whether the customer is upset or anxious."""
        return self.label in ("upset", "anxious")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place where a draft breaks one principle.

    Args:
        slug: The principle broken, e.g. `happy-over-right`.
        start: Where the words begin in `Draft.text`, in characters from 0.
        end: One past where they end; equal to `start` when something is missing.
        quote: The words themselves, `Draft.text[start:end]`; "" when something is missing.
        why: One sentence the agent will read.
        move: The kinder thing to do instead, one sentence.
        evidence: The customer's words that make it so, or "".
    """

    slug: str
    start: int
    end: int
    quote: str
    why: str
    move: str
    evidence: str = ""

    @property
    def missing(self) -> bool:
        """Tell whether the fault is something left out rather than something said."""
        return self.start == self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """The kinder text and who wrote it.

    Args:
        text: Ready to send.
        writer: The writer's name: `offline`, or the wire format of an LLM such as `openai`.
        questions: What only the agent can answer, one short sentence each; never part of the text.
        findings: What the writer itself heard in the draft, beyond what it was told.
    """

    text: str
    writer: str
    questions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """One line of the sum that makes a score.

    Args:
        label: The principle's slug, `length` or `cap`.
        words: The draft's words that cost the points, or "" for something missing.
        points: How many, 0 to 100.
    """

    label: str
    words: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The kindness score: 100 minus its deductions, to the point.

    Args:
        value: 0 to 100.
        deductions: One for each finding, in the findings' order, then `length` and `cap` lines.
        rubric: The version of the rubric that counted.
    """

    value: int
    deductions: tuple[Deduction, ...] = ()
    rubric: str = ""


@dataclass(frozen=True, slots=True)
class Needless:
    """How much a good coach would rather leave a word of a draft out.

    Args:
        start: Where it begins in the draft, in characters from 0.
        end: One past where it ends.
        weight: A logit: above 0 is likely.
    """

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What listening to a draft brings to light, before anything is rewritten.

    Args:
        language: ISO 639-1 code of the draft's language, `und` when it cannot be told.
        mood: The customer's mood.
        findings: In the order of their place in the draft.
        in_answers: What was found in each of `Draft.answers`; spans count in that answer.
        needless: The draft's words in order, where an ear has heard them.
    """

    language: str
    mood: Mood
    findings: tuple[Finding, ...] = ()
    in_answers: tuple[tuple[Finding, ...], ...] = ()
    needless: tuple[Needless, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything a writer is given.

    Args:
        draft: The agent's draft.
        heard: Language, mood and findings of the draft.
        last_try: The writer's own refused rewrite, or "" on the first try.
        problems: Why it was refused.
    """

    draft: Draft
    heard: Heard
    last_try: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coaching:
    """Draft, findings and rewrite: what the agent sees.

    Args:
        draft: As it came in.
        heard: What was found in it.
        rewrite: What to send instead; the draft's own text when nothing needed changing.
        verdict: The guard's word on that rewrite.
        score: The draft's score, or None where nothing could be judged.
        score_after: The rewrite's score, or None likewise.
        note: One sentence for the agent about how this came to be, or "".
    """

    draft: Draft
    heard: Heard
    rewrite: Rewrite
    verdict: Verdict
    score: Score | None
    score_after: Score | None
    note: str = ""

    @property
    def changed(self) -> bool:
        """Tell whether the rewrite differs from the draft."""
        return self.rewrite.text != self.draft.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """One line broadcast to a channel.

    Args:
        id: Stable key: `<slug>/<n>` for a principle's tip, `tips/<n>` or `stories/<n>` otherwise.
        text: The tip itself, one or two sentences.
        title: The principle's or teaching's title.
    """

    id: str
    text: str
    title: str
