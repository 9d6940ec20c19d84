"""The coach on labelled cases: what it hears, keeps and removes, printed as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import app
from bot.cli import eval as evaluating
from bot.coach import Coach
from bot.coaching import evaluation
from bot.coaching.domain import Coaching, Draft
from bot.coaching.evaluation import Case, Report
from bot.coaching.offline import OfflineWriter

CASES = Path(__file__).parent / "cases" / "dev.jsonl"
Pairs = list[tuple[Case, Coaching]]


@pytest.fixture(scope="module")
def coach() -> Coach:
    """Build the coach that works without an LLM."""
    linter = app.linter()
    return Coach(linter, offline=OfflineWriter(app.principles(), listen=linter.listen))


@pytest.fixture
async def pairs(coach: Coach) -> Pairs:
    """Coach every development case."""
    cases = evaluating.read(CASES)
    drafts = [Draft(text=case.draft, customer=case.customer) for case in cases]
    return [(case, await coach.coach(draft)) for case, draft in zip(cases, drafts, strict=True)]


@pytest.fixture
def report(pairs: Pairs) -> Report:
    """Measure them."""
    return evaluation.evaluate(pairs, list(app.principles()))


def test_every_fact_of_every_development_case_is_kept(report: Report, tables: list[str]) -> None:
    """The promise: not one is lost; the table is printed with the run."""
    tables.append(f"{CASES.name}, offline writer\n{evaluating.table(report, [])}")

    assert (report.facts.part, report.facts.whole) == (268, 268)
    assert report.accepted.value == 1.0


def test_hearing_is_precise_before_it_is_sharp(report: Report) -> None:
    """A false alarm on a kind draft costs more than a miss."""
    assert report.overall.precision >= 0.8
    assert report.overall.f1 >= 0.65
    assert report.kind_flagged.value is not None
    assert report.kind_flagged.value <= 0.08


def test_no_rewrite_scores_below_its_draft(pairs: Pairs) -> None:
    """Coaching never makes a draft worse by its own measure."""
    for case, coaching in pairs:
        if coaching.score and coaching.score_after:
            assert coaching.score_after.value >= coaching.score.value, case.id


async def test_coaching_a_rewrite_again_changes_nothing(coach: Coach, pairs: Pairs) -> None:
    """An agent who asks twice gets the same text."""
    for case, coaching in pairs:
        again = await coach.coach(Draft(text=coaching.rewrite.text, customer=case.customer))
        assert again.rewrite.text == coaching.rewrite.text, case.id


def test_spans_quote_the_draft_and_rewrites_stay_short(pairs: Pairs) -> None:
    """T21 and exact spans, on every case."""
    for case, coaching in pairs:
        for finding in coaching.heard.findings:
            assert case.draft[finding.start : finding.end] == finding.quote, case.id
        before, after = len(case.draft.split()), len(coaching.rewrite.text.split())
        assert after <= max(1.3 * before, before + 40), case.id
