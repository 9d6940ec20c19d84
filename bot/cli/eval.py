"""`coach eval`: the coach measured on labelled drafts, yours or ours."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import click

from bot import app, config
from bot.cli import lines
from bot.coach import Choice
from bot.coaching import evaluation
from bot.coaching.domain import Coaching, Draft
from bot.coaching.evaluation import Case, Report, Share


@click.command(
    "eval",
    epilog='A case: {"id", "draft", "context", "mood", "breaches", "maybe", "facts", "drop"}; '
    "only the draft is required.",
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE…",
)
@click.option(
    "--writer", type=click.Choice(["auto", "offline", "llm"]), default="auto", show_default=True
)
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="PNG",
    help="Draw F1 per principle as a picture.",
)
@click.option("--misses", default=5, show_default=True, help="How many misses to name.")
def command(
    files: tuple[Path, ...], writer: Choice, as_json: bool, plot: Path | None, misses: int
) -> None:
    """Measure hearing and writing on labelled drafts, one JSON object a line in FILE.

    Exit codes: 0 whatever the numbers say, 1 when a line cannot be used, 2 when there is no case,
    or an option or a setting cannot be used.
    """
    settings = config.load()
    if writer == "llm" and not settings.llm_is_set:
        raise click.UsageError(
            "No LLM is set up. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
        )
    cases = [case for path in files for case in read(path)]
    if not cases:
        raise click.UsageError("There is no case in what you gave; each line is one JSON object.")
    coached = asyncio.run(_coach(settings, cases, writer))
    slugs = list(app.principles())
    pairs = [(case, coaching) for case, coaching, _ in coached]
    report = evaluation.evaluate(pairs, slugs)
    times = sorted(took_ms for _, _, took_ms in coached)
    if plot:
        from bot.cli.plot import draw  # noqa: PLC0415 - an extra, and slow to import

        draw(report, plot)
    if as_json:
        click.echo(json.dumps(_numbers(report, times), indent=2))
    else:
        click.echo(table(report, times, misses))


def read(path: Path) -> list[Case]:
    """Read the cases of one file.

    Raises:
        LineError: A line is no case; the message names file and line.
    """
    cases: list[Case] = []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise lines.LineError(f"{path} is no UTF-8 text; convert it and try again.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            given = lines.parse(line, required=("draft",), optional=("id", "context", "breaches"))
        except lines.LineError as error:
            raise lines.LineError(f"{path}:{number}: {error}") from error
        cases.append(
            Case(
                id=lines.text_of(given, "id") or f"{path.name}:{number}",
                draft=lines.text_of(given, "draft"),
                customer=lines.text_of(given, "context") or None,
                mood=lines.text_of(given, "mood"),
                breaches=_slugs(given, "breaches", f"{path}:{number}"),
                maybe=_slugs(given, "maybe", f"{path}:{number}"),
                facts=tuple(_texts(given, "facts")),
                drop=tuple(_texts(given, "drop")),
                quotes=_quotes(given),
            )
        )
    return cases


def table(report: Report, times_ms: list[float], misses: int = 0) -> str:
    """Lay the numbers out for reading.

    Args:
        report: The numbers.
        times_ms: Milliseconds of each coaching, sorted.
        misses: How many misses to name.
    """
    rows = [f"{'principle':<26}{'precision':>10}{'recall':>8}{'F1':>7}{'cases':>7}"]
    for slug, tally in [*report.principles.items(), ("all", report.overall)]:
        cases = tally.right + tally.missed
        precision = _number(tally.precision, of=tally.right + tally.wrong)
        recall = _number(tally.recall, of=cases)
        f1 = _number(tally.f1, of=cases + tally.wrong)
        rows.append(f"{slug:<26}{precision:>10}{recall:>8}{f1:>7}{cases:>7}")
    rows += ["", *(f"{name:<26}{_percent(share)}" for name, share in _shares(report).items())]
    if times_ms:
        rows.append(
            f"{'one coaching':<26}p50 {_at(times_ms, 50):.1f} ms, p95 {_at(times_ms, 95):.1f} ms"
        )
    rows += ["", f"weakest: {', '.join(report.weakest)}"] if report.weakest else []
    rows += [f"  {case}: {slug} {what}" for case, slug, what in report.misses[:misses]]
    return "\n".join(rows)


def _shares(report: Report) -> dict[str, Share]:
    return {
        "kind drafts flagged": report.kind_flagged,
        "kind drafts identical": report.kind_identical,
        "mood as labelled": report.mood,
        "spans on the words": report.spans,
        "facts kept": report.facts,
        "drops removed": report.drops,
        "rewrites accepted": report.accepted,
        "changed drafts scored up": report.better,
    }


def _number(share: float, *, of: int) -> str:
    """Write a share that nothing was counted for as “–” rather than as perfect."""
    return f"{share:.2f}" if of else "–"


def _percent(share: Share) -> str:
    if share.value is None:
        return "–"
    return f"{share.value:.1%} ({share.part} of {share.whole})"


def _numbers(report: Report, times_ms: list[float]) -> dict[str, object]:
    tallies = {**report.principles, "all": report.overall}
    return {
        "principles": {
            slug: {
                "precision": round(tally.precision, 4),
                "recall": round(tally.recall, 4),
                "f1": round(tally.f1, 4),
                "cases": tally.right + tally.missed,
            }
            for slug, tally in tallies.items()
        },
        **{name.replace(" ", "_"): share.value for name, share in _shares(report).items()},
        "weakest": report.weakest,
        "took_ms": {"p50": _at(times_ms, 50), "p95": _at(times_ms, 95)} if times_ms else None,
    }


def _at(times_ms: list[float], percent: int) -> float:
    return times_ms[min(len(times_ms) - 1, len(times_ms) * percent // 100)]


def _quotes(given: dict[str, object]) -> dict[str, str]:
    value = given.get("quotes")
    pairs = value.items() if isinstance(value, dict) else ()
    return {slug: words for slug, words in pairs if isinstance(words, str)}


def _slugs(given: dict[str, object], key: str, place: str) -> frozenset[str]:
    slugs = frozenset(_texts(given, key))
    if unknown := sorted(slugs - set(app.principles())):
        raise lines.LineError(
            f'{place}: “{unknown[0]}” under "{key}" is no principle; they are '
            f"{', '.join(app.principles())}."
        )
    return slugs


def _texts(given: dict[str, object], key: str) -> list[str]:
    value = given.get(key)
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


async def _coach(
    settings: config.Settings, cases: list[Case], choice: Choice
) -> list[tuple[Case, Coaching, float]]:
    coached: list[tuple[Case, Coaching, float]] = []
    async with app.coach(settings) as coach:
        for case in cases:
            draft = Draft(text=case.draft, customer=case.customer, id=case.id)
            started = time.perf_counter()
            coaching = await coach.coach(draft, choice=choice)
            coached.append((case, coaching, (time.perf_counter() - started) * 1000))
    return coached
