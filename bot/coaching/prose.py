"""The prose an LLM reads: `prompts/rewrite.md` and `prompts/repair.md`, cut at their headings.

This module reads those two files, once in a process; filling them in is `prompt`'s job.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.coaching import principles
from bot.errors import PrincipleFileError

_HEADING = re.compile(r"^## (?P<name>.+?)[ \t]*$", re.MULTILINE)
_SLOT = re.compile(r"\{([a-z_]+)\}")
_SLOTS = {
    "System": {"principles", "voice", "mark"},
    "Request": {
        "language",
        "mood",
        "findings",
        "placeholders",
        "customer",
        "draft",
        "answers",
        "repair",
    },
    "Reminder": set[str](),
    "Repair": {"problems", "last_try"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The four texts a letter is put together from; `{slots}` still open.

    Args:
        system: What is the same in every letter; holds `{principles}` and `{mark}`.
        request: One draft's own part.
        reminder: The last words of every letter.
        repair: What is added after a refusal.
    """

    system: str
    request: str
    reminder: str
    repair: str


def load(folder: Path | None = None) -> Prose:
    """Read the prose.

    Args:
        folder: A folder laid out like `prompts/`; the bot's own when None.

    Raises:
        PrincipleFileError: A heading or a slot is missing or unknown; starts with `file:line`.
    """
    return _load(folder if folder is not None else principles.folder())


def fill(text: str, **values: str) -> str:
    """Put values into a text's `{slots}` in one pass, so that no value is ever filled in itself."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)


@cache
def _load(folder: Path) -> Prose:
    rewrite = _sections(folder / "rewrite.md", ("System", "Request", "Reminder"))
    repair = _sections(folder / "repair.md", ("Repair",))
    return Prose(
        system=rewrite["System"],
        request=rewrite["Request"],
        reminder=rewrite["Reminder"],
        repair=repair["Repair"],
    )


def _sections(path: Path, wanted: tuple[str, ...]) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PrincipleFileError(f"{path}:0: the file cannot be read") from error
    headings = list(_HEADING.finditer(text))
    if tuple(heading["name"] for heading in headings) != wanted:
        names = ", ".join(f"“## {name}”" for name in wanted)
        raise PrincipleFileError(f"{path}:1: the headings must be {names}, in this order")
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    found: dict[str, str] = {}
    for heading, end in zip(headings, ends, strict=True):
        body = text[heading.end() : end].strip()
        slots = set(_SLOT.findall(body))
        if slots != _SLOTS[heading["name"]]:
            wrong = ", ".join(sorted(f"{{{slot}}}" for slot in slots ^ _SLOTS[heading["name"]]))
            line = text.count("\n", 0, heading.start()) + 1
            raise PrincipleFileError(f"{path}:{line}: missing or unknown here: {wrong}")
        found[heading["name"]] = body
    return found
