"""Three rewrites of each draft, side by side and unnamed, for a reader who knows none of them.

    .venv/bin/python benchmarks/blind_comparison.py make CASES.jsonl sheet.jsonl key.json
    .venv/bin/python benchmarks/blind_comparison.py read sheet.jsonl key.json verdicts.jsonl

`CASES.jsonl` has one draft a line: `id`, `draft`, `context` (the customer's message, or null),
`rewrite` (a careful colleague's). The sheet shows each draft with three rewrites as A, B and C:
the offline writer's, the colleague's, and what naive tools do: delete the words at fault, add "I'm
sorry". The reader writes one line a draft, `{"id": …, "A": "send", "B": "edit", "C": "not",
"ranks": "ACB"}`, best first; `=` between letters ties them. `read` opens the key, prints a table.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from pathlib import Path

from bot import app
from bot.coach import Coach
from bot.coaching.domain import Coaching, Draft
from bot.coaching.offline import OfflineWriter

WRITERS = ("ours", "colleague", "naive")
SORRY = "I'm sorry."
HOW = ("above", "level", "below")
SEED = 7

Row = dict[str, str]


def main() -> None:
    """Make a sheet, or read the verdicts."""
    match sys.argv[1:]:
        case ["make", cases, sheet, key]:
            shown, names = asyncio.run(compared(lines(Path(cases))))
            Path(sheet).write_text("\n".join(map(dumped, shown)) + "\n", encoding="utf-8")
            Path(key).write_text(dumped(names), encoding="utf-8")
            print(f"{len(shown)} drafts in {sheet}")
        case ["read", sheet, key, verdicts]:
            read(Path(sheet), Path(key), Path(verdicts))
        case _:
            sys.exit(__doc__)


async def compared(cases: list[Row]) -> tuple[list[Row], dict[str, Row]]:
    """Write three rewrites of each draft.

    Returns:
        The sheet's rows, and apart from it who wrote what.
    """
    coach = Coach(app.linter(), offline=OfflineWriter(app.principles(), listen=app.linter().listen))
    dice = random.Random(SEED)  # noqa: S311 - no secret
    shown: list[Row] = []
    names: dict[str, Row] = {}
    for row in cases:
        coaching = await coach.coach(Draft(text=row["draft"], customer=row["context"]))
        texts = {
            "ours": coaching.rewrite.text,
            "colleague": row["rewrite"],
            "naive": naive(coaching),
        }
        order = list(WRITERS)
        dice.shuffle(order)
        names[row["id"]] = dict(zip("ABC", order, strict=True))
        rewrites = {letter: texts[writer] for letter, writer in names[row["id"]].items()}
        shown.append(
            {"id": row["id"], "customer": row["context"], "draft": row["draft"]} | rewrites
        )
    return shown, names


def naive(coaching: Coaching) -> str:
    """Delete the words at fault and say sorry, as a simple tool would."""
    text = coaching.draft.text
    for finding in sorted(coaching.heard.findings, key=lambda one: -one.start):
        text = text[: finding.start] + text[finding.end :]
    text = " ".join(text.split(" ")).strip()
    return f"{SORRY} {text}" if coaching.heard.findings else text


def read(sheet: Path, key: Path, verdicts: Path) -> None:
    """Open the key and count."""
    texts = {row["id"]: row for row in lines(sheet)}
    names = json.loads(key.read_text(encoding="utf-8"))
    said: dict[str, Counter[str]] = {writer: Counter() for writer in WRITERS}
    above: Counter[str] = Counter()
    rows = lines(verdicts)
    for row in rows:
        ranks = places(row["ranks"])
        by_writer = {writer: letter for letter, writer in names[row["id"]].items()}
        for writer, letter in by_writer.items():
            said[writer][row[letter]] += 1
        for other in ("naive", "colleague"):
            ours, theirs = by_writer["ours"], by_writer[other]
            how = "above" if ranks[ours] < ranks[theirs] else "below"
            if texts[row["id"]][ours] == texts[row["id"]][theirs] or ranks[ours] == ranks[theirs]:
                how = "level"
            above[f"{other} {how}"] += 1
    print(f"{'':<12}{'would send':>12}{'would edit':>12}{'would not':>12}")
    for writer, counts in said.items():
        shares = (counts[word] / len(rows) for word in ("send", "edit", "not"))
        print(f"{writer:<12}" + "".join(f"{share:>12.0%}" for share in shares))
    for other in ("naive", "colleague"):
        counted = ", ".join(
            f"{how} {above[f'{other} {how}']}" for how in ("above", "level", "below")
        )
        print(f"ours beside {other}: {counted} of {len(rows)}")


def places(ranks: str) -> dict[str, int]:
    """Read `A=CB` as places: A and C share the first, B is next."""
    found: dict[str, int] = {}
    place = 0
    for at, mark in enumerate(ranks):
        if mark != "=":
            place += 0 if at and ranks[at - 1] == "=" else 1
            found[mark] = place
    return found


def dumped(value: object) -> str:
    """Write JSON as people read it."""
    return json.dumps(value, ensure_ascii=False)


def lines(path: Path) -> list[Row]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
