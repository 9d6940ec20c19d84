"""How `coach desk` looks: plain columns for people, JSON values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from bot.desk.overview import Overview, State, is_alive

SHOWN = 50
STATES: tuple[State, ...] = ("stuck", "working", "away", "waiting")


def document(seen: Overview, told: dict[str, object] | None) -> dict[str, object]:
    """Lay everything out as JSON values.

    Args:
        seen: The desk.
        told: What /readyz of this machine's coach says, None when nobody was asked.
    """
    return {
        "waiting": seen.count("waiting"),
        "working": seen.count("working"),
        "away": seen.count("away"),
        "stuck": seen.count("stuck"),
        "jobs": [
            {
                "key": job.key,
                "platform": job.platform,
                "door": job.door,
                "state": job.state,
                "age_s": round(job.age_s, 1),
                "coached": job.coached,
                "engine": job.engine,
            }
            for job in seen.jobs
        ],
        "last_day": [asdict(one) for one in seen.outcomes],
        "replicas": [
            {
                "name": one.name,
                "roles": list(one.roles),
                "alive": is_alive(one),
                "silent_s": round(one.age_s, 1),
                "started_at": one.started_at.isoformat(),
            }
            for one in seen.replicas
        ],
        "feedback": [asdict(one) for one in seen.feedback],
        "health": told,
    }


def lines(seen: Overview, told: dict[str, object] | None) -> Iterator[str]:
    """Lay everything out for reading, line by line.

    Args:
        seen: The desk.
        told: As for `document`.
    """
    yield ", ".join(f"{seen.count(state)} {state}" for state in STATES)
    if seen.jobs:
        yield from _jobs(seen)
    yield "\nLast 24 hours"
    if not seen.outcomes:
        yield "  nothing ended"
    rows = [(one.platform, one.door, one.outcome, str(one.count)) for one in seen.outcomes]
    yield from _columns(rows)
    yield "\nProcesses"
    if not seen.replicas:
        yield "  none has said that it lives"
    yield from _replicas(seen)
    yield "\nFeedback"
    if not seen.feedback:
        yield "  nobody has voted"
    yield from _columns(
        [
            (one.platform, one.writer, f"helped {one.useful}", f"not quite {one.not_useful}")
            for one in seen.feedback
        ]
    )
    if told:
        yield f"\nHealth: {'ready' if told.get('ready') else 'not ready'}"
        for group in (told.get("not_ready"), told.get("notes")):
            if isinstance(group, dict):
                yield from (f"  {part}: {said}" for part, said in group.items())


def _jobs(seen: Overview) -> Iterator[str]:
    jobs = sorted(seen.jobs, key=lambda job: (STATES.index(job.state), -job.age_s))
    rows = [("state", "age", "platform", "door", "answer", "engine", "key")]
    rows += [
        (
            job.state,
            _age(job.age_s),
            job.platform,
            job.door,
            "written" if job.coached else "–",
            job.engine.lower() or "–",
            job.key,
        )
        for job in jobs[:SHOWN]
    ]
    yield ""
    yield from _columns(rows)
    if len(jobs) > SHOWN:
        yield f"  … and {len(jobs) - SHOWN} more; --json shows all"


def _replicas(seen: Overview) -> Iterator[str]:
    now = datetime.now(UTC)
    yield from _columns(
        [
            (
                "alive" if is_alive(one) else "silent",
                one.name,
                ",".join(one.roles),
                f"said so {_age(one.age_s)} ago",
                f"runs for {_age((now - one.started_at).total_seconds())}",
            )
            for one in seen.replicas
        ]
    )


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def _age(seconds: float) -> str:
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(0.0, seconds):.0f} s"
