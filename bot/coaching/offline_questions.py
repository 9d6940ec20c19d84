"""What only the agent can answer, one short sentence each, never part of the rewrite. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coaching.domain import Finding
from bot.coaching.offline_wording import Ground
from bot.coaching.wordings import choose_first


def questions(findings: Sequence[Finding], asks: Sequence[str], ground: Ground) -> tuple[str, ...]:
    """Gather what to ask the agent, each question once, the most needed first.

    Args:
        findings: What was found in the draft.
        asks: What the moves ask.
        ground: The wordings.
    """
    first: list[str] = []
    for finding in findings:
        if finding.slug == "core-problem":
            wording = ground.wordings.named("core-problem", "the answer")
            first.append(choose_first(wording.asks, ground.told))
    for finding in findings:
        if finding.missing and finding.slug in ("sincere-apology", "leave-door-open"):
            wording = ground.wordings.named(finding.slug, "otherwise")
            first.append(choose_first(wording.asks, ground.told))
    return tuple(dict.fromkeys(ask for ask in [*first, *asks] if ask))[:3]


def at_least(findings: Sequence[Finding], ground: Ground) -> tuple[str, ...]:
    """Ask something of whoever gets an unchanged draft back, as what was found is still open."""
    for finding in findings:
        asks = ground.wordings.named(finding.slug, "otherwise").asks
        asked = choose_first(asks, ground.told)
        if asked:
            return (asked,)
    return ()
