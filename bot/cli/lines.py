"""JSON lines in, JSON lines out, in the same order, with a progress bar for people."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import click

from bot.errors import BotError

Answer = Callable[[str], Awaitable[dict[str, object]]]


class LineError(BotError):
    """One line of input cannot be used; the message says what it should hold."""


def text_or_stdin(words: tuple[str, ...], what: str) -> str:
    """Take a text from the arguments, or from the pipe for `-` or no words at all.

    Raises:
        click.UsageError: Nothing was given and stdin is a terminal.
    """
    if words and words != ("-",):
        return " ".join(words)
    if not words and sys.stdin.isatty():
        raise click.UsageError(f"Missing {what}. Give it in quotes, or pipe it in.")
    return stdin()


def stdin() -> str:
    """Read all of standard input.

    Raises:
        click.UsageError: It is not UTF-8.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError("That input is no UTF-8 text; convert it and try again.") from error


def parse(line: str, *, required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, object]:
    """Read one JSON object.

    Raises:
        LineError: It is no JSON object, or a required key is no text.
    """
    wanted = ", ".join(f'"{key}"' for key in (*required, *optional))
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"This line is no JSON. Each line is one object with {wanted}.") from error
    if not isinstance(given, dict):
        raise LineError(f"This line is no JSON object. Each line is one object with {wanted}.")
    for key in required:
        if not isinstance(given.get(key), str):
            raise LineError(f'This line has no text under "{key}". It needs {wanted}.')
    for key in (*required, *optional):
        if isinstance(text := given.get(key), str) and not _printable(text):
            raise LineError(f'The text under "{key}" holds half a character; send it as UTF-8.')
    return given


def _printable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def text_of(given: dict[str, object], key: str) -> str:
    """Take a text that may be missing or null."""
    value = given.get(key)
    return value if isinstance(value, str) else ""


def texts_of(given: dict[str, object], key: str) -> tuple[str, ...]:
    """Take a list of texts that may be missing or null.

    Raises:
        LineError: It is something else.
    """
    value = given.get(key)
    entries = value if isinstance(value, list) else [value] if value is not None else []
    texts = tuple(entry for entry in entries if isinstance(entry, str) and _printable(entry))
    if len(texts) < len(entries):
        raise LineError(f'What stands under "{key}" is no list of texts in UTF-8.')
    return texts


async def answer_each(text: str, answer: Answer, *, at_once: int = 1) -> int:
    """Answer every line of a text, printing results in the order of the lines.

    Args:
        text: One JSON object a line; empty lines are skipped.
        answer: Called with the line; its `BotError` becomes a line with an `error`.
        at_once: How many lines may be under way together.

    Returns:
        The exit code: 1 when any line could not be answered.
    """
    todo = [line for line in text.split("\n") if line.strip()]
    failed = False
    with _progress(len(todo)) as advance:
        for start in range(0, len(todo), at_once):
            batch = todo[start : start + at_once]
            for result in await asyncio.gather(*(_safely(answer, line) for line in batch)):
                failed = failed or "error" in result
                click.echo(json.dumps(result, ensure_ascii=False))
                advance()
    return int(failed)


async def _safely(answer: Answer, line: str) -> dict[str, object]:
    try:
        return await answer(line)
    except BotError as error:
        return {"id": _id(line), "error": str(error)}


def _id(line: str) -> object:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    found = given.get("id", "") if isinstance(given, dict) else ""
    return found if not isinstance(found, str) or _printable(found) else ""


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415 - as above

    bar = Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    )
    with bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)
