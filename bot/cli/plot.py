"""The bar chart of `coach eval --plot`: F1 of each principle."""

from __future__ import annotations

from pathlib import Path

import click

from bot.coaching.evaluation import Report


def draw(report: Report, path: Path) -> None:
    """Draw F1 per principle as a PNG.

    Args:
        report: The numbers.
        path: Where the picture goes.

    Raises:
        click.UsageError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise click.UsageError(
            "--plot needs matplotlib; install it with: pip install matplotlib"
        ) from error
    slugs = list(report.principles)
    values = [report.principles[slug].f1 for slug in slugs]
    figure = Figure(figsize=(8, 6), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(slugs, values, color="#2f7d6d")
    axes.bar_label(bars, fmt="%.2f", padding=3)
    axes.axvline(report.overall.f1, color="#b0532c", linestyle="--")
    axes.set(xlim=(0, 1.05), xlabel=f"F1 (dashed: all together, {report.overall.f1:.2f})")
    axes.invert_yaxis()
    try:
        figure.savefig(path, dpi=150, format="png")
    except OSError as error:
        raise click.UsageError(f"The picture cannot be written to {path}.") from error
