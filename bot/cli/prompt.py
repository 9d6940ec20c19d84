"""`coach prompt`: exactly what an LLM would be sent, redacted as it would be."""

from __future__ import annotations

import json

import click

from bot import app, config
from bot.cli import lines
from bot.coaching import intake, prompt
from bot.coaching.answers import hear
from bot.coaching.domain import Brief, Draft

BOUNDARY = "0" * 16
"""A fixed stand-in for the random boundary, so that two prints of one draft are alike."""


@click.command("prompt")
@click.argument("draft", nargs=-1)
@click.option("--customer", metavar="TEXT", help="What the customer wrote.")
@click.option("--name", "names", metavar="NAME", multiple=True, help="A person to hide.")
@click.option("--answer", "answers", metavar="TEXT", multiple=True, help="What the agent answered.")
@click.option("--json", "as_json", is_flag=True, help="Print the list of messages as JSON.")
def command(
    draft: tuple[str, ...],
    customer: str | None,
    names: tuple[str, ...],
    answers: tuple[str, ...],
    as_json: bool,
) -> None:
    """Print what an LLM would be sent for DRAFT; nothing is sent."""
    text = lines.text_or_stdin(draft, "DRAFT")
    try:
        given = intake.read(text, names=names)
        if customer is not None:
            given = Draft(text=text.strip(), customer=customer.strip() or None, names=names)
        given = intake.answered(given, *answers)
    except intake.IntakeError as error:
        raise click.UsageError(str(error)) from error
    brief = Brief(draft=given, heard=hear(given, app.linter().listen))
    beginning = prompt.head(app.principles(), house=app.voice(config.load()))
    letter = prompt.render(app.principles(), brief, boundary=BOUNDARY, beginning=beginning)
    if as_json:
        click.echo(json.dumps(letter.messages, ensure_ascii=False, indent=2))
        return
    for message in letter.messages:
        click.echo(f"── {message['role']} ──\n{message['content']}\n")
