"""`coach check`: the fact ledger, the promise ledger and the guard on any two texts."""

from __future__ import annotations

import asyncio
import json
import sys

import click

from bot import app
from bot.cli import lines
from bot.coaching import document, guard
from bot.coaching.domain import Draft, Verdict
from bot.coaching.linter import Linter


@click.command("check")
@click.option("--draft", metavar="A", help="What the agent wrote.")
@click.option("--answer", metavar="B", help="What would be sent instead.")
@click.option("--customer", metavar="C", help="What the customer wrote.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read {"id", "draft", "answer", "customer"} a line from stdin, write one verdict a line.',
)
def command(
    draft: str | None, answer: str | None, customer: str | None, as_json: bool, jsonl: bool
) -> None:
    """Prove that the answer B keeps every fact of the draft A and promises nothing new.

    Exit codes: 0 when it is accepted, 1 when it is refused (with --jsonl: when any of them is, or
    a line cannot be used), 2 when nothing could be checked.
    """
    if jsonl:
        if draft is not None or answer is not None or customer is not None or as_json:
            raise click.UsageError("--jsonl reads everything from stdin and already prints JSON.")
        checker = _Checker(app.linter())
        unusable = asyncio.run(lines.answer_each(lines.stdin(), checker.answer))
        sys.exit(int(unusable or checker.refused))
    if draft is None or answer is None:
        raise click.UsageError("Give both --draft and --answer, or --jsonl.")
    verdict = _check(app.linter(), draft, answer, customer)
    if as_json:
        click.echo(json.dumps(document.check(verdict), ensure_ascii=False, indent=2))
    else:
        from bot.cli import pretty  # noqa: PLC0415 - rich is slow to import and JSON needs none of it

        pretty.show_verdict(verdict)
    sys.exit(int(not verdict.accepted))


class _Checker:
    def __init__(self, linter: Linter) -> None:
        self._linter = linter
        self.refused = False

    async def answer(self, line: str) -> dict[str, object]:
        given = lines.parse(line, required=("draft", "answer"), optional=("id", "customer"))
        verdict = _check(
            self._linter,
            lines.text_of(given, "draft"),
            lines.text_of(given, "answer"),
            lines.text_of(given, "customer"),
        )
        self.refused = self.refused or not verdict.accepted
        return {"id": given.get("id", ""), **document.check(verdict)}


def _check(linter: Linter, draft: str, answer: str, customer: str | None) -> Verdict:
    given = Draft(text=draft, customer=customer or None)
    return guard.check(given, answer, linter.listen(given))
