"""A coaching and a verdict for people's eyes, in colour where the terminal has it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.coaching import facts, render
from bot.coaching.domain import Coaching, Verdict

WIDTH = 96
INDENT = 2
PIPE_WIDTH = 100_000
"""What is piped on is never wrapped, so that it can be copied and compared."""

NOTHING_NOTICED = "I noticed nothing in the last draft that would hurt."

HOW_TO_ANSWER = (
    'What only you can say goes in with the same command and --answer "…", once for each answer.'
)


def console() -> Console:
    """Make a console on stdout, no wider than reads well."""
    made = Console(highlight=False, markup=False)
    made.width = min(made.width, WIDTH) if made.is_terminal else PIPE_WIDTH
    return made


def show_coaching(coached: Coaching) -> None:
    """Print draft, rewrite, findings, facts and score."""
    out = console()
    _block(out, "Your draft", coached.draft.text, "dim")
    if coached.draft.answers:
        _block(out, "Your answers", "\n".join(coached.draft.answers), "dim")
    reply = render.private(coached)
    if coached.changed:
        _block(out, reply.lead, reply.text, "bold green")
    else:
        out.print(Text(f"\n{reply.lead}", "bold green"))
    _bullets(out, "Only you can say", coached.rewrite.questions)
    doubts = [problem.plain for problem in coached.verdict.problems if not problem.hard]
    _bullets(out, "A look before you send may help", doubts)
    _why(out, coached)
    if coached.changed:
        _facts(out, coached.verdict)
    if coached.changed and coached.note:
        out.print(Text(f"\n{coached.note}", "dim"))
    _score(out, coached)
    if written_by := render.written_by(coached):
        out.print(Text(written_by, "dim"))


def show_how_to_answer(coached: Coaching) -> None:
    """Say how what only the agent knows gets into the rewrite, where something is asked."""
    if coached.rewrite.questions:
        console().print(Text(HOW_TO_ANSWER, "dim"))


def show_why(coached: Coaching) -> None:
    """Print what was noticed in the draft, and its score."""
    out = console()
    _why(out, coached)
    if not render.every(coached.heard):
        out.print(Text(f"\n{NOTHING_NOTICED}", "bold green"))
    _score(out, coached)


def show_verdict(verdict: Verdict) -> None:
    """Print the ledgers as a small table, then the guard's word."""
    out = console()
    table = Table(box=None, pad_edge=False, show_edge=False)
    for title in ("Fact", "Kind", ""):
        table.add_column(title, overflow="fold")
    ledger = verdict.facts
    for state, style, found in (
        ("kept", "green", ledger.kept),
        ("missing", "red", ledger.missing),
        ("added", "red", ledger.added),
        ("moved", "red", ledger.moved),
    ):
        for fact in found:
            table.add_row(Text(facts.mask(fact.text)), fact.kind, Text(state, style))
    for removed in ledger.removed_with:
        table.add_row(
            Text(facts.mask(removed.text)), "", Text(f"left with {removed.slug}", "yellow")
        )
    for promise in verdict.promises.kept:
        table.add_row(Text(promise.text), f"promise: {promise.kind}", Text("kept", "green"))
    for promise in verdict.promises.added:
        table.add_row(Text(promise.text), f"promise: {promise.kind}", Text("added", "red"))
    for promise in verdict.promises.lost:
        table.add_row(Text(promise.text), f"promise: {promise.kind}", Text("missing", "red"))
    if table.row_count:
        out.print(table)
    else:
        out.print(Text("No hard facts or promises in either text.", "dim"))
    out.print()
    if verdict.accepted:
        out.print(Text("Accepted: every fact kept, nothing new promised.", "bold green"))
    else:
        out.print(Text("Refused.", "bold red"))
    for problem in verdict.problems:
        words = f" “{facts.mask(problem.words)}”" if problem.words else ""
        sign = "✗" if problem.hard else "?"
        out.print(Text(f"  {sign} {problem.code}{words}: {problem.plain}"))


def _block(out: Console, title: str, text: str, style: str) -> None:
    out.print(Text(f"\n{title}", "bold"))
    _indented(out, Text(facts.mask(text), style))


def _indented(out: Console, text: Text) -> None:
    """Print two columns in, with no space at any line's end: what is copied is what is sent."""
    for line in text.wrap(out, out.width - INDENT):
        line.rstrip()
        out.print(Text(" " * INDENT).append_text(line) if line else line)


def _why(out: Console, coached: Coaching) -> None:
    findings = render.every(coached.heard)
    if not findings:
        return
    out.print(Text("\nWhy", "bold"))
    if feeling := render.mood(coached.heard.mood):
        _indented(out, Text(facts.mask(feeling)))
    for finding, reason in zip(findings, render.reasons(findings), strict=True):
        said = Text.assemble((f"{finding.slug}  ", "cyan"), facts.mask(reason))
        _indented(out, said)


def _score(out: Console, coached: Coaching) -> None:
    out.print()
    if not (head := render.score_head(coached)):
        return
    taken = render.deductions(coached)
    out.print(Text(head + (":" if taken else "."), "dim"))
    for entry in taken:
        _indented(out, Text(facts.mask(entry), "dim"))


def _bullets(out: Console, title: str, entries: Iterable[str]) -> None:
    found = list(entries)
    if found:
        out.print(Text(f"\n{title}", "bold"))
    for entry in found:
        _indented(out, Text(f"• {facts.mask(entry)}", "yellow"))


def _facts(out: Console, verdict: Verdict) -> None:
    kept = dict.fromkeys(fact.text for fact in verdict.facts.kept)
    if kept:
        out.print(Text("\nFacts kept", "bold"))
        _indented(out, Text(facts.mask(" · ".join(kept)), "green"))
    for removed in verdict.facts.removed_with:
        left = f"{facts.mask(removed.text)} left with the words it stood in ({removed.slug})"
        _indented(out, Text(left, "yellow"))
