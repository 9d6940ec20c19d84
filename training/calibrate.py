"""From which likelihood on the shipped model is believed, principle by principle; the model card.

Precision comes first: a false alarm on a kind draft costs more than a miss. All numbers are taken
with the int8 file that is shipped, not with the network it came from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.coaching.domain import Draft
from bot.coaching.ear import Ear
from training import needless
from training.cases import Case
from training.network import MOODS, SLUGS

PRECISION = 0.85
"""What all findings together shall reach on the calibration cases."""
STEADINESS = 25
"""Breaches of one principle that weigh as much as all principles together."""
BY_HAND = {"core-problem": 0.58}
"""Whether somebody gets an answer is heard worst; the ear is seldom as sure of it as of others."""
GRID = np.round(np.arange(0.2, 0.96, 0.01), 2)
DOUBT = 0.18
"""Share of its threshold below which the ear silences a phrase."""
SAID = 0.35
PLAIN = 0.96
ASKED = 0.9
PLAIN_WORDS = 16
"""Most real turns are short and routine; there the ear must be surer before it speaks."""
URGENT = 0.8
LEFT_OUT = 0.15

Likely = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def write(
    folder: Path,
    card: Path,
    validation: Sequence[Case],
    development: Sequence[Case],
    facts: Mapping[str, object],
) -> None:
    """Choose thresholds, write `ear.json` and the model card.

    Args:
        folder: Where `ear.onnx` lies.
        card: Where the card goes.
        validation: Held-out training cases.
        development: Development cases.
        facts: What to say about the training.
    """
    given: dict[str, object] = {
        "version": f"seed {facts['seed']}, {facts['trained_on']} cases",
        "slugs": SLUGS,
        "moods": MOODS,
        "certain": dict.fromkeys(SLUGS, 0.5),
        "doubtful": dict.fromkeys(SLUGS, 0.0),
        "said": SAID,
        "plain": PLAIN,
        "asked": ASKED,
        "plain_words": PLAIN_WORDS,
        "urgent": URGENT,
        "left_out": LEFT_OUT,
    }
    (folder / "ear.json").write_text(json.dumps(given, indent=1) + "\n", encoding="utf-8")
    ear = Ear.load(folder)
    held = [*validation, *development]
    likely = hear(ear, held)
    certain = thresholds(likely, held)
    given["certain"] = certain
    given["doubtful"] = {slug: round(DOUBT * value, 3) for slug, value in certain.items()}
    (folder / "ear.json").write_text(json.dumps(given, indent=1) + "\n", encoding="utf-8")
    card.write_text(_card(ear, certain, validation, development, facts), encoding="utf-8")


def hear(ear: Ear, held: Sequence[Case]) -> Likely:
    """Listen to cases; shape (cases, 18)."""
    found = [ear.hear(_draft(case)).breaches for case in held]
    return np.array([[one[slug] for slug in SLUGS] for one in found])


def thresholds(likely: Likely, held: Sequence[Case]) -> dict[str, float]:
    """Choose a threshold for each principle, steadied by the one for all together."""
    right, counts = _labels(held)
    common = next(
        (t for t in GRID if _scores(likely >= t, right, counts)[0] >= PRECISION), GRID[-1]
    )
    chosen: dict[str, float] = {}
    for at, slug in enumerate(SLUGS):
        best = max(
            GRID, key=lambda t, at=at: _weighed(likely[:, at] >= t, right[:, at], counts[:, at])
        )
        breaches = int(right[:, at].sum())
        mixed = (breaches * best + STEADINESS * common) / (breaches + STEADINESS)
        chosen[slug] = round(float(mixed), 3)
    return chosen | BY_HAND


def _weighed(flagged: Flags, right: Flags, counts: Flags) -> float:
    precision, recall, _ = _scores(flagged, right, counts)
    both = 0.5 * precision + recall
    return 1.5 * precision * recall / both if both else 0.0


def _scores(flagged: Flags, right: Flags, counts: Flags) -> tuple[float, float, float]:
    hits = float((flagged & right).sum())
    precision = hits / max(1.0, float((flagged & counts).sum()))
    recall = hits / max(1.0, float(right.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _draft(case: Case) -> Draft:
    return Draft(text=case.draft, customer=case.customer or None)


def _card(
    ear: Ear,
    certain: Mapping[str, float],
    validation: Sequence[Case],
    development: Sequence[Case],
    facts: Mapping[str, object],
) -> str:
    template = (Path(__file__).parent / "card.md").read_text(encoding="utf-8")
    tables = [_table(ear, certain, held) for held in (validation, development)]
    needless_told = needless.measured(ear, validation)
    return template.format(
        validation=tables[0], development=tables[1], needless=needless_told, **facts
    )


def _table(ear: Ear, certain: Mapping[str, float], held: Sequence[Case]) -> str:
    flagged = hear(ear, held) >= np.array([certain[slug] for slug in SLUGS])
    right, counts = _labels(held)
    rows = [
        "| principle | threshold | precision | recall | F1 | cases |",
        "|---|---|---|---|---|---|",
    ]
    for at, slug in enumerate(SLUGS):
        numbers = _scores(flagged[:, at], right[:, at], counts[:, at])
        rows.append(_line(slug, f"{certain[slug]:.2f}", numbers, int(right[:, at].sum())))
    rows.append(_line("**all**", "", _scores(flagged, right, counts), int(right.sum())))
    kind = np.array([not case.breaches and not case.maybe for case in held])
    heard = [ear.hear(_draft(case)).moods for case in held]
    moods = [
        max(one, key=one.__getitem__) == case.mood for one, case in zip(heard, held, strict=True)
    ]
    alarms, mood = flagged[kind].any(1).mean(), np.mean(moods)
    rows.append(f"\n{len(held)} cases; kind drafts flagged {alarms:.0%}; mood {mood:.0%}.")
    return "\n".join(rows)


def _labels(held: Sequence[Case]) -> tuple[Flags, Flags]:
    """Give what is broken for certain, and which labels count; shapes (cases, 18)."""
    right = np.array([[slug in case.breaches for slug in SLUGS] for case in held])
    unsure = np.array([[slug in case.maybe - case.breaches for slug in SLUGS] for case in held])
    return right, ~unsure


def _line(name: str, bar: str, numbers: tuple[float, float, float], cases: int) -> str:
    precision, recall, f1 = numbers
    return f"| {name} | {bar} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {cases} |"
