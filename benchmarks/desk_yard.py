"""What the desk's benchmarks share: drafts to send."""

from __future__ import annotations

import json
from pathlib import Path

CASES = Path(__file__).parents[1] / "tests" / "cases"
MAX_CHARS = 400


def drafts() -> list[str]:
    """Read the short drafts of the development and golden cases."""
    found: list[str] = []
    for name in ("dev.jsonl", "golden.jsonl"):
        lines = (CASES / name).read_text().splitlines()
        found += [str(json.loads(line)["draft"]) for line in lines]
    return [draft for draft in found if len(draft) <= MAX_CHARS]
