"""The kindness score: 100 minus deductions that anyone can add up.

What does not apply to a draft is left out and the rest rescaled, so that an easy draft never looks
better than a hard one written as well.

The weights follow what a meta-analysis of 60 complaint studies found to move customers most: an
answer and a fix first, being heard second.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.coaching import promises
from bot.coaching.domain import Deduction, Draft, Finding, Heard, Score

RUBRIC = "1"
CAP = 30
LONG_WORDS = 220
LENGTH_POINTS = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Principles that share one pot of points.

    Args:
        points: The pot, out of 100.
        shares: Slug → points of the pot that a first finding of it costs.
    """

    points: int
    shares: dict[str, int]


GROUPS = (
    Group(
        26, {"core-problem": 14, "root-not-bandaid": 10, "leave-door-open": 10, "give-value": 10}
    ),
    Group(20, {"feel-with-them": 10, "reassure": 10, "take-it-seriously": 10}),
    Group(20, {"never-insult-or-threaten": 16, "happy-over-right": 12, "ask-permission": 8}),
    Group(16, {"sincere-apology": 10, "always-personal": 8, "own-it": 8}),
    Group(
        12,
        {
            "no-upsell-when-unhappy": 8,
            "no-hard-sell": 8,
            "only-customer": 6,
            "about-them": 6,
        },
    ),
    Group(6, {"dignity": 6, "length": LENGTH_POINTS}),
)
FEELING_SLUGS = frozenset(GROUPS[1].shares)
_GROUP_OF = {slug: at for at, group in enumerate(GROUPS) for slug in group.shares}


def score(draft: Draft, heard: Heard, *, beside: Heard | None = None) -> Score:
    """Score a draft for what was heard in it.

    Args:
        draft: The draft, or a rewrite in its place.
        heard: What listening to that very text brought.
        beside: What was heard in the text it is compared with, so that both share one scale.

    Returns:
        A score whose deductions add up to `100 - value`.
    """
    pots = _pots(draft, heard, beside or heard)
    applicable = sum(pots)
    counts: dict[str, int] = {}
    deductions: list[Deduction] = []
    for finding in heard.findings:
        at = _GROUP_OF[finding.slug]
        counts[finding.slug] = counts.get(finding.slug, 0) + 1
        share = _share(GROUPS[at].shares[finding.slug], counts[finding.slug], pots[at])
        pots[at] -= share
        points = round(share * 100 / applicable)
        words = finding.quote or finding.evidence
        deductions.append(Deduction(label=finding.slug, words=words, points=points))
    if len(draft.text.split()) > LONG_WORDS:
        points = round(LENGTH_POINTS * 100 / applicable)
        deductions.append(Deduction(label="length", words="", points=points))
    return _summed(deductions, heard.findings)


def _share(first: int, count: int, left: int) -> int:
    if count > 2:
        return 0
    return min(first if count == 1 else first // 2, left)


def _pots(draft: Draft, heard: Heard, beside: Heard) -> list[int]:
    found = {finding.slug for finding in (*heard.findings, *beside.findings)}
    hurting = heard.mood.hurting or beside.mood.hurting
    voiced = hurting or "happy" in (heard.mood.label, beside.mood.label)
    silent: set[str] = set()
    if not draft.customer:
        silent.add("core-problem")
    if not hurting:
        silent.add("sincere-apology")
    silent -= found
    pots: list[int] = []
    for group in GROUPS:
        if FEELING_SLUGS & group.shares.keys():
            pots.append(group.points if voiced or FEELING_SLUGS & found else 0)
            continue
        whole = sum(group.shares.values())
        out = sum(group.shares[slug] for slug in group.shares.keys() & silent)
        pots.append(round(group.points * (whole - out) / whole) if out else group.points)
    return pots


def _summed(deductions: list[Deduction], findings: tuple[Finding, ...]) -> Score:
    value = 100 - sum(entry.points for entry in deductions)
    if value < 0:
        deductions = _lightened(deductions, -value)
        value = 0
    capped = any(_caps(finding) for finding in findings)
    if capped and value > CAP:
        deductions.append(Deduction(label="cap", words="", points=value - CAP))
        value = CAP
    return Score(value=value, deductions=tuple(deductions), rubric=RUBRIC)


def _lightened(deductions: list[Deduction], over: int) -> list[Deduction]:
    lighter: list[Deduction] = []
    for entry in reversed(deductions):
        less = min(entry.points, over)
        over -= less
        lighter.append(Deduction(label=entry.label, words=entry.words, points=entry.points - less))
    return lighter[::-1]


def _caps(finding: Finding) -> bool:
    if finding.slug == "dignity":
        return any(promise.kind == "guarantee" for promise in promises.find(finding.quote))
    return finding.slug == "never-insult-or-threaten"
