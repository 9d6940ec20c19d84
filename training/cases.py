"""Training cases: reading them, and splitting them so that twins stay together.

A case is one JSON line: `id`, `context` (the customer's message or null), `mood`, `draft`,
`breaches` (certain), `maybe` (neither required nor wrong), `quotes` (slug → the draft's words, ""
for something missing), besides `facts`, `drop` and `rewrite`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from bot.coaching.domain import Draft
from bot.coaching.linter import Linter
from bot.coaching.principles import load

DATA = Path(__file__).parent / "data"
BLOCK = 10
"""Cases this near in one file may be twins, so they are never parted by a split."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One labelled draft.

    Args:
        id: `T8-001`: the file's letter and the case's number.
        customer: The customer's message, or "".
        draft: What the agent wrote.
        mood: One of the five moods.
        breaches: Slugs that the draft breaks for certain.
        maybe: Slugs it may break.
        quotes: Slug → the exact words; "" for an omission.
        drop: Words of the draft that no rewrite may keep.
        rewrite: What a good coach would send; the draft itself where nothing is at fault.
    """

    id: str
    customer: str
    draft: str
    mood: str
    breaches: frozenset[str]
    maybe: frozenset[str]
    quotes: dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    rewrite: str = ""


def read(paths: Iterable[Path]) -> list[Case]:
    """Read the cases of some JSON-lines files, in order."""
    found: list[Case] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "breaches" not in row:
                continue
            found.append(
                Case(
                    id=row["id"],
                    customer=row.get("context") or "",
                    draft=row["draft"],
                    mood=row.get("mood") or "neutral",
                    breaches=frozenset(row["breaches"]),
                    maybe=frozenset(row.get("maybe") or ()),
                    quotes=dict(row.get("quotes") or {}),
                    drop=tuple(row.get("drop") or ()),
                    rewrite=row.get("rewrite") or row["draft"],
                )
            )
    return found


def split(cases: Sequence[Case], *, held_out: float = 0.1) -> tuple[list[Case], list[Case]]:
    """Part cases into training and validation; neighbours and same contexts stay on one side.

    Args:
        cases: In the order of their files.
        held_out: Share for validation, 0 to 1.
    """
    leader: dict[str, str] = {}

    def root(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    keys: list[str] = []
    for case in cases:
        source, _, number = case.id.rpartition("-")
        block = f"{source}/{(int(re.sub(r'[^0-9]', '', number) or 0) - 1) // BLOCK}"
        if case.customer:
            leader[root(normal(case.customer))] = root(block)
        keys.append(block)
    training: list[Case] = []
    validation: list[Case] = []
    for case, key in zip(cases, keys, strict=True):
        place = int(sha256(root(key).encode()).hexdigest(), 16) % 1000
        (validation if place < held_out * 1000 else training).append(case)
    return training, validation


def examples() -> list[Case]:
    """Turn the principle files' own examples into cases.

    A flagged draft surely breaks its principle and may break any other; kinder and fine texts break
    none.
    """
    principles = load()
    linter = Linter(principles)
    found: list[Case] = []
    for principle in principles.values():
        for example in principle.examples:
            heard = linter.listen(Draft(text=example.draft, customer=example.customer))
            spoken = {one.slug: one.quote for one in heard.findings if one.slug == principle.slug}
            broken = frozenset() if example.fine else frozenset({principle.slug})
            case = Case(
                id=f"P{principle.number}-{len(found) + 1}",
                customer=example.customer or "",
                draft=example.draft,
                mood=heard.mood.label,
                breaches=broken,
                maybe=frozenset() if example.fine else frozenset(principles) - broken,
                quotes=spoken if broken else {},
            )
            found.append(case)
            if example.kinder:
                kind = {"breaches": frozenset(), "maybe": frozenset(), "quotes": {}}
                found.append(replace(case, draft=example.kinder, **kind))
    return found


def normal(text: str) -> str:
    """Fold a text for comparing: letters and digits only, lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


def check(training: Sequence[Case], development: Sequence[Case]) -> None:
    """Refuse to train on what we are measured with.

    Raises:
        ValueError: A development draft stands among the training cases; names both.
    """
    known = {normal(case.draft): case.id for case in development}
    for case in training:
        if (seen := known.get(normal(case.draft))) is not None:
            raise ValueError(f"training case {case.id} is development case {seen}; take it out")
