"""How well the coach hears and writes, measured on labelled cases.

A case is labelled with what a careful lead would feel: `breaches` for certain, `maybe` neither
required nor wrong. Facts are pieces that every rewrite must keep, drops are pieces that none may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.coaching.domain import Coaching, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One labelled draft.

    Args:
        id: The case's key.
        draft: What the agent wrote.
        customer: What the customer wrote, or None.
        mood: The customer's mood, or "" when it was not labelled.
        breaches: Slugs that the draft breaks for certain.
        maybe: Slugs that count neither way.
        facts: Exact pieces of the draft that a rewrite must keep.
        drop: Exact pieces that a rewrite must not keep.
        quotes: Slug → the exact words at fault; "" for an omission.
    """

    id: str
    draft: str
    customer: str | None = None
    mood: str = ""
    breaches: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    facts: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> bool:
        """Tell whether nothing is wrong with the draft, not even perhaps."""
        return not self.breaches and not self.maybe


@dataclass(slots=True)
class Tally:
    """Hits and misses of one principle, or of all.

    Args:
        right: Findings that the labels confirm.
        wrong: Findings that they deny.
        missed: Breaches without a finding.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of findings that are right, 0 to 1; 1 without any."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of breaches found, 0 to 1; 1 without any."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Share:
    """A part of a whole.

    Args:
        part: How many.
        whole: Of how many.
    """

    part: int = 0
    whole: int = 0

    def count(self, *, part: bool) -> None:
        """Count one more."""
        self.whole += 1
        self.part += part

    @property
    def value(self) -> float | None:
        """The share, 0 to 1, or None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(slots=True)
class Report:
    """What a set of cases says about the coach.

    Args:
        principles: Slug → tally.
        kind_flagged: Kind drafts with a finding.
        kind_identical: Kind drafts returned byte by byte.
        mood: Moods heard as labelled.
        spans: Right findings whose span touches the labelled words.
        facts: Facts kept.
        drops: Pieces removed that had to go.
        accepted: Rewrites that the guard accepts.
        better: Changed drafts whose score rose.
        misses: (case id, slug, "missed" or "wrong"), in order.
    """

    principles: dict[str, Tally] = field(default_factory=dict)
    kind_flagged: Share = field(default_factory=Share)
    kind_identical: Share = field(default_factory=Share)
    mood: Share = field(default_factory=Share)
    spans: Share = field(default_factory=Share)
    facts: Share = field(default_factory=Share)
    drops: Share = field(default_factory=Share)
    accepted: Share = field(default_factory=Share)
    better: Share = field(default_factory=Share)
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def overall(self) -> Tally:
        """All principles together."""
        tallies = self.principles.values()
        return Tally(
            sum(tally.right for tally in tallies),
            sum(tally.wrong for tally in tallies),
            sum(tally.missed for tally in tallies),
        )

    @property
    def weakest(self) -> list[str]:
        """The three labelled principles with the lowest F1."""
        labelled = [slug for slug, tally in self.principles.items() if tally.right + tally.missed]
        return sorted(labelled, key=lambda slug: self.principles[slug].f1)[:3]


def evaluate(pairs: Iterable[tuple[Case, Coaching]], slugs: Sequence[str]) -> Report:
    """Compare coachings with the labels of their cases.

    Args:
        pairs: Each case with its coaching.
        slugs: All principles, in the order to report them.
    """
    report = Report(principles={slug: Tally() for slug in slugs})
    for case, coaching in pairs:
        _hearing(report, case, coaching.heard.findings)
        if case.mood:
            report.mood.count(part=coaching.heard.mood.label == case.mood)
        _writing(report, case, coaching)
    return report


def _hearing(report: Report, case: Case, findings: Sequence[Finding]) -> None:
    found = {finding.slug for finding in findings}
    for slug, tally in report.principles.items():
        if slug in found and slug in case.breaches:
            tally.right += 1
        elif slug in found and slug not in case.maybe:
            tally.wrong += 1
            report.misses.append((case.id, slug, "wrong"))
        elif slug in case.breaches and slug not in found:
            tally.missed += 1
            report.misses.append((case.id, slug, "missed"))
    if case.kind:
        report.kind_flagged.count(part=bool(found))
    for slug, quote in case.quotes.items():
        spans = [(one.start, one.end) for one in findings if one.slug == slug and not one.missing]
        start = case.draft.find(quote)
        if quote and start >= 0 and slug in found:
            end = start + len(quote)
            report.spans.count(part=any(a < end and start < b for a, b in spans))


def _writing(report: Report, case: Case, coaching: Coaching) -> None:
    text = coaching.rewrite.text
    if case.kind:
        report.kind_identical.count(part=not coaching.changed)
    for fact in case.facts:
        report.facts.count(part=fact.lower() in text.lower())
    for piece in case.drop:
        report.drops.count(part=piece.lower() not in text.lower())
    report.accepted.count(part=coaching.verdict.accepted)
    if coaching.changed and coaching.score and coaching.score_after:
        report.better.count(part=coaching.score_after.value > coaching.score.value)
