"""A coaching as plain JSON values; the shape is stable and documented in docs/json.md."""

from __future__ import annotations

from itertools import zip_longest
from typing import TypedDict

from bot.coaching.domain import Coaching, Finding, Verdict


class FactsDocument(TypedDict):
    """The fact ledger."""

    kept: list[str]
    missing: list[str]
    added: list[str]
    removed_with: list[dict[str, str]]


class PromisesDocument(TypedDict):
    """The promise ledger."""

    kept: list[str]
    added: list[str]


class VerdictDocument(TypedDict):
    """The guard's word."""

    accepted: bool
    problems: list[dict[str, str]]


class CheckDocument(TypedDict):
    """What `coach check --json` prints."""

    facts: FactsDocument
    promises: PromisesDocument
    verdict: VerdictDocument


def coaching(coached: Coaching) -> dict[str, object]:
    """Turn a coaching into JSON values, keys in their documented order."""
    points = [entry.points for entry in coached.score.deductions] if coached.score else []
    return {
        "id": coached.draft.id,
        "draft": coached.draft.text,
        "rewrite": coached.rewrite.text,
        "changed": coached.changed,
        "writer": coached.rewrite.writer,
        "language": coached.heard.language,
        "mood": {
            "label": coached.heard.mood.label,
            "evidence": coached.heard.mood.evidence,
        },
        "findings": [
            _finding(finding, points[at] if at < len(points) else 0)
            for at, finding in enumerate(coached.heard.findings)
        ],
        "answers": [
            {"text": text, "findings": [_finding(finding, 0) for finding in found]}
            for text, found in zip_longest(
                coached.draft.answers, coached.heard.in_answers, fillvalue=()
            )
        ],
        "facts": _facts(coached.verdict),
        "promises": _promises(coached.verdict),
        "questions": list(coached.rewrite.questions),
        "score": coached.score.value if coached.score else None,
        "score_after": coached.score_after.value if coached.score_after else None,
        "verdict": _verdict(coached.verdict),
        "note": coached.note,
    }


def check(verdict: Verdict) -> CheckDocument:
    """Turn the guard's word on two texts into JSON values."""
    return {
        "facts": _facts(verdict),
        "promises": _promises(verdict),
        "verdict": _verdict(verdict),
    }


def _finding(finding: Finding, points: int) -> dict[str, object]:
    return {
        "principle": finding.slug,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "why": finding.why,
        "move": finding.move,
        "points": points,
        "evidence": finding.evidence,
    }


def _facts(verdict: Verdict) -> FactsDocument:
    ledger = verdict.facts
    return {
        "kept": [fact.text for fact in ledger.kept],
        "missing": [fact.text for fact in ledger.missing],
        "added": [fact.text for fact in ledger.added],
        "removed_with": [
            {"fact": removed.text, "principle": removed.slug} for removed in ledger.removed_with
        ],
    }


def _promises(verdict: Verdict) -> PromisesDocument:
    return {
        "kept": [promise.text for promise in verdict.promises.kept],
        "added": [promise.text for promise in verdict.promises.added],
    }


def _verdict(verdict: Verdict) -> VerdictDocument:
    return {
        "accepted": verdict.accepted,
        "problems": [
            {"code": problem.code, "words": problem.words} for problem in verdict.problems
        ],
    }
