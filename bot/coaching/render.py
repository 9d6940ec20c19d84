"""A coaching as short plain lines, before any platform's markup.

Public lines go to everybody in a thread: the rewrite and at most one line of why, never a score.
Private lines are the agent's alone. Full card and account numbers are masked in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.coaching import facts
from bot.coaching.domain import Coaching, Deduction, Finding, Heard, Mood

READY = "Ready to send as it is."
ASKS = "Only you can say: "
WITH_ANSWER = "Your draft with your answer in it:"
KINDER = "A kinder version; numbers, dates, names and links are as you wrote them:"
NO_WORDING = "I found no kinder wording by myself; what I noticed may help you find it."
SHOWN_QUOTE_CHARS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one coaching says in one place.

    Args:
        lead: One line above the text.
        text: The text to copy, literally; "" when there is nothing new to copy.
        lines: Plain lines below it, each one paragraph.
    """

    lead: str
    text: str
    lines: tuple[str, ...] = ()


def public(coaching: Coaching) -> Reply:
    """Say a coaching where everybody reads along: the rewrite, at most one line of why."""
    if not coaching.changed:
        return Reply(lead=coaching.note or _unchanged(coaching), text="", lines=_asks(coaching))
    why = _headline(coaching)
    return Reply(
        lead=_lead(coaching),
        text=facts.mask(coaching.rewrite.text),
        lines=((why,) if why else ()) + _asks(coaching),
    )


def private(coaching: Coaching) -> Reply:
    """Say a coaching to the agent alone: rewrite, every finding, facts, score."""
    reply = public(coaching)
    lines: list[str] = list(_asks(coaching))
    lines.append(mood(coaching.heard.mood))
    lines.extend(reasons(every(coaching.heard)))
    lines.extend(_ledger(coaching))
    lines.extend(score_lines(coaching))
    lines.append(written_by(coaching))
    return Reply(
        lead=reply.lead,
        text=reply.text,
        lines=tuple(facts.mask(line) for line in lines if line),
    )


def mood(heard: Mood) -> str:
    """Say how the customer feels and in which words, or "" when nothing showed it."""
    if heard.label == "neutral" or not heard.evidence:
        return ""
    return f"The customer sounds {heard.label}: “{_cut(heard.evidence)}”."


def every(heard: Heard) -> tuple[Finding, ...]:
    """Give all that was found, in the draft first and then in the agent's answers."""
    return (*heard.findings, *(one for found in heard.in_answers for one in found))


def reasons(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Say every finding in a line; a principle's move is told with its first one only."""
    lines: list[str] = []
    told: set[str] = set()
    for finding in findings:
        line = _reason(finding)
        if finding.slug not in told:
            line += f" {finding.move}"
        told.add(finding.slug)
        lines.append(line)
    return tuple(lines)


def _reason(finding: Finding) -> str:
    if not finding.missing:
        return f"“{_cut(finding.quote)}”: {finding.why}"
    if not finding.evidence:
        return finding.why
    return f"“{_cut(finding.evidence)}”, says the customer. {finding.why}"


def written_by(coaching: Coaching) -> str:
    """Say who wrote the rewrite, or "" when nothing was written."""
    if not coaching.changed:
        return ""
    if coaching.rewrite.writer == "offline":
        return "Written offline, on this machine."
    return f"Written by the LLM ({coaching.rewrite.writer}), checked by our own code."


def score_lines(coaching: Coaching) -> tuple[str, ...]:
    """Say the score before and after, and the sum that makes it."""
    head = score_head(coaching)
    if not head:
        return ()
    taken = deductions(coaching)
    return (head + ("." if not taken else ": " + ", ".join(taken) + "."),)


def score_head(coaching: Coaching) -> str:
    """Say the score before and after, or "" where nothing could be judged; no full stop."""
    if coaching.score is None or coaching.score_after is None:
        return ""
    before, after = coaching.score.value, coaching.score_after.value
    head = f"Kindness score: {before} of 100"
    if not coaching.changed or before == after == 100:
        return head
    return f"{head}, {'the same' if after == before else after} with the rewrite"


def deductions(coaching: Coaching) -> tuple[str, ...]:
    """Say what each fault of the draft costs, in points, principle and words."""
    entries = coaching.score.deductions if coaching.score else ()
    return tuple(_deduction(entry) for entry in entries if entry.points)


def _deduction(entry: Deduction) -> str:
    if entry.label == "cap":
        return f"−{entry.points} as an insult, a threat or a vow leaves 30 at the most"
    words = f" “{_cut(entry.words, 40)}”" if entry.words else ""
    return f"−{entry.points} {entry.label}{words}"


def _unchanged(coaching: Coaching) -> str:
    if every(coaching.heard):
        return NO_WORDING
    return READY


def _lead(coaching: Coaching) -> str:
    removed = dict.fromkeys(fact.text for fact in coaching.verdict.facts.removed_with)
    if coaching.draft.answers and not every(coaching.heard):
        return WITH_ANSWER
    if not removed:
        return KINDER
    gone = ", ".join(f"“{_cut(text, 60)}”" for text in removed)
    return facts.mask(f"A kinder version; {gone} left with the words that hurt, all else is kept:")


def _headline(coaching: Coaching) -> str:
    if not coaching.heard.findings:
        return ""
    return facts.mask("Why: " + reasons(coaching.heard.findings[:1])[0])


def _asks(coaching: Coaching) -> tuple[str, ...]:
    asks = [ASKS + question for question in coaching.rewrite.questions]
    doubts = [
        f"Before you send, a look at this may help: {problem.plain}"
        for problem in coaching.verdict.problems
        if not problem.hard
    ]
    note = [coaching.note] if coaching.changed and coaching.note else []
    return tuple(facts.mask(line) for line in (*asks, *doubts, *note))


def _ledger(coaching: Coaching) -> tuple[str, ...]:
    ledger = coaching.verdict.facts
    lines: list[str] = []
    if ledger.kept and coaching.changed:
        kept = dict.fromkeys(fact.text for fact in ledger.kept)
        lines.append("Facts kept: " + ", ".join(_cut(text, 60) for text in kept) + ".")
    lines.extend(
        f"“{_cut(removed.text, 60)}” left together with the words it stood in ({removed.slug})."
        for removed in ledger.removed_with
    )
    return tuple(lines)


def _cut(text: str, max_chars: int = SHOWN_QUOTE_CHARS) -> str:
    text = " ".join(text.split())
    return text if len(text) <= max_chars else text[: max_chars - 1].rstrip() + "…"
