"""`coach rewrite`: one draft from the arguments or a pipe, or many from JSON lines."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from bot import app, config
from bot.cli import lines
from bot.coach import Choice, Coach
from bot.coaching import document, intake
from bot.coaching.domain import Draft


@click.command(
    "rewrite",
    epilog="Lines of DRAFT that begin with “>” above the reply are read as the customer's message.",
)
@click.argument("draft", nargs=-1)
@click.option("--customer", metavar="TEXT", help="What the customer wrote.")
@click.option(
    "--name",
    "names",
    metavar="NAME",
    multiple=True,
    help="A person named in the draft; kept as a fact, hidden from an LLM. Repeatable.",
)
@click.option(
    "--answer",
    "answers",
    metavar="TEXT",
    multiple=True,
    help="What you know and the draft lacks; answers a question of the coach. Repeatable.",
)
@click.option(
    "--writer",
    type=click.Choice(["auto", "offline", "llm"]),
    default="auto",
    show_default=True,
    help="Who writes: the LLM when one is set up, our own engine otherwise.",
)
@click.option(
    "--voice",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="How the house speaks, instead of VOICE_FILE; docs/voice.md tells the form.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole coaching as JSON.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read {"id", "draft", "context", "answers"} a line from stdin, write one coaching a line.',
)
def command(
    draft: tuple[str, ...],
    customer: str | None,
    names: tuple[str, ...],
    answers: tuple[str, ...],
    writer: Choice,
    voice: Path | None,
    as_json: bool,
    jsonl: bool,
) -> None:
    """Coach DRAFT: a kinder rewrite, what it mends and why, the facts it keeps.

    DRAFT is the reply you are about to send; `-`, or nothing at all, reads it from a pipe.

    Exit codes: 0 when it is coached, whatever was found; 1 when a line of --jsonl cannot be used;
    2 when there is no draft, or an option or a setting cannot be used.
    """
    settings = config.load()
    settings = replace(settings, voice_file=voice) if voice else settings
    if writer == "llm" and not settings.llm_is_set:
        raise click.UsageError(
            "No LLM is set up. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
        )
    if jsonl:
        if draft or customer or answers or as_json:
            raise click.UsageError("--jsonl reads everything from stdin and already prints JSON.")
        sys.exit(asyncio.run(_many(settings, writer)))
    one = _read(draft, customer, names, answers)
    asyncio.run(_one(settings, one, writer, as_json=as_json))


def _read(
    words: tuple[str, ...], customer: str | None, names: tuple[str, ...], answers: tuple[str, ...]
) -> Draft:
    text = lines.text_or_stdin(words, "DRAFT")
    try:
        if customer is None:
            return intake.answered(intake.read(text, names=names), *answers)
        intake.check(text)
        given = Draft(text=text.strip(), customer=customer.strip() or None, names=names)
        return intake.answered(given, *answers)
    except intake.IntakeError as error:
        raise click.UsageError(str(error)) from error


async def _one(settings: config.Settings, draft: Draft, choice: Choice, *, as_json: bool) -> None:
    async with app.coach(settings) as coach:
        coached = await coach.coach(draft, choice=choice)
    if as_json:
        click.echo(json.dumps(document.coaching(coached), ensure_ascii=False, indent=2))
        return
    from bot.cli import pretty  # noqa: PLC0415 - rich is slow to import and JSON needs none of it

    pretty.show_coaching(coached)
    pretty.show_how_to_answer(coached)


async def _many(settings: config.Settings, choice: Choice) -> int:
    """Coach every line of stdin, in order; a bad line becomes a line with an `error`."""
    async with app.coach(settings) as coach:

        async def answer(line: str) -> dict[str, object]:
            return await _coach_line(coach, line, choice)

        return await lines.answer_each(lines.stdin(), answer, at_once=settings.llm_concurrency)


async def _coach_line(coach: Coach, line: str, choice: Choice) -> dict[str, object]:
    given = lines.parse(line, required=("draft",), optional=("id", "context", "names", "answers"))
    names = given.get("names") or []
    draft = Draft(
        text=lines.text_of(given, "draft"),
        customer=lines.text_of(given, "context") or None,
        names=tuple(str(name) for name in names) if isinstance(names, list) else (),
    )
    intake.check(draft.text)
    draft = intake.answered(draft, *lines.texts_of(given, "answers"))
    result = document.coaching(await coach.coach(replace(draft, id=""), choice=choice))
    result["id"] = given.get("id", "")
    return result
