"""How fast and how heavy the ear is, beside VADER and proselint on the same drafts.

    .venv/bin/python benchmarks/ear_speed.py
    .venv/bin/pip install vaderSentiment proselint    # optional, for the comparison

Prints milliseconds a draft on one thread and megabytes of memory. Ratios within one run are what
counts: other work on the machine moves the absolute numbers.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

CASES = Path(__file__).parents[1] / "tests" / "cases" / "dev.jsonl"


def main() -> None:
    """Measure and print."""
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    before = memory_mb()
    started = time.perf_counter()

    from bot.coaching.domain import Draft  # noqa: PLC0415 - loading is what is measured
    from bot.coaching.ear import FOLDER, Ear  # noqa: PLC0415 - as above

    ear = Ear.load()
    drafts = [Draft(text=row["draft"], customer=row["context"]) for row in rows]
    ear.hear(drafts[0])
    loaded_ms = (time.perf_counter() - started) * 1000
    size_mb = sum(path.stat().st_size for path in FOLDER.iterdir()) / 1e6
    print(f"{len(drafts)} drafts; files {size_mb:.1f} MB; loaded in {loaded_ms:.0f} ms")
    times = {"ear": measure([lambda draft=draft: ear.hear(draft) for draft in drafts])}
    print(f"memory +{memory_mb() - before:.0f} MB, libraries and model together\n")
    for name, build in (("VADER", vader), ("proselint", proselint)):
        if (score := build()) is None:
            print(f"{name}: not installed, so not compared")
        else:
            times[name] = measure([lambda row=row: score(row["draft"]) for row in rows])
    print(f"{'':<12}{'p50 ms':>9}{'p95 ms':>9}{'ear : it':>10}")
    for name, (p50, p95) in times.items():
        print(f"{name:<12}{p50:>9.2f}{p95:>9.2f}{times['ear'][0] / p50:>10.2f}")


def measure(calls: list[Callable[[], object]]) -> tuple[float, float]:
    """Time each call; p50 and p95 in milliseconds."""
    took: list[float] = []
    for call in calls:
        started = time.perf_counter()
        call()
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    return took[len(took) // 2], took[len(took) * 95 // 100]


def memory_mb() -> float:
    """The most this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def vader() -> Callable[[str], object] | None:
    """A sentiment lexicon, if it is installed."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415 - optional
    except ImportError:
        return None
    analyzer = SentimentIntensityAnalyzer()
    score: Callable[[str], object] = analyzer.polarity_scores
    return score


def proselint() -> Callable[[str], object] | None:
    """A linter for prose, if it is installed."""
    try:
        from proselint.checks import __register__  # noqa: PLC0415 - as above
        from proselint.config import DEFAULT  # noqa: PLC0415 - optional
        from proselint.registry import CheckRegistry  # noqa: PLC0415 - as above
        from proselint.tools import LintFile  # noqa: PLC0415 - as above
    except ImportError:
        return None
    CheckRegistry().register_many(__register__)
    return lambda text: LintFile(content=text, source="draft").lint(DEFAULT)


if __name__ == "__main__":
    main()
