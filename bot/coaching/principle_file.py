"""The format of the files under prompts/: Markdown for people with one toml block for the machine.

Text comes in, values go out; nothing is read from disk here. Every slip is named with file and
line, because a support lead edits these files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.domain import Tip
from bot.coaching.principle import Example, Principle
from bot.coaching.principle_toml import Detectors, read_detectors
from bot.errors import PrincipleFileError

HEADINGS = ("Rule", "Kinder move", "Why", "Source", "Examples", "Tips", "Detectors")
MIN_FLAGGED = 3
MIN_FINE = 2
MIN_TIPS = 4

_FIELDS = ("Customer", "Draft", "Kinder", "Fine")
_FIELD = re.compile(rf"({'|'.join(_FIELDS)}):[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    line: int
    lines: tuple[str, ...]

    @property
    def paragraph(self) -> str:
        return " ".join(line.strip() for line in self.lines if line.strip())


def read_principle(text: str, *, slug: str, name: str) -> Principle:
    """Read one principle file.

    Args:
        text: The file's text.
        slug: The principle's slug.
        name: What to call the file in an error.

    Raises:
        PrincipleFileError: The format is broken; the message starts with `name:line`.
    """
    title, parts = _parts(text.splitlines(), name)
    plain = {part.title: part for part in parts}
    for heading in HEADINGS[:4]:
        if not plain[heading].paragraph:
            raise _slip(name, plain[heading].line, f"“{heading}” is empty; write it in words")
    detectors = _detectors(plain["Detectors"], name)
    return Principle(
        slug=slug,
        number=detectors.number,
        title=title,
        rule=plain["Rule"].paragraph,
        kinder_move=plain["Kinder move"].paragraph,
        why=plain["Why"].paragraph,
        source=plain["Source"].paragraph,
        examples=_examples(plain["Examples"], name),
        tips=_principle_tips(plain["Tips"], slug=slug, title=title, name=name),
        phrases=detectors.phrases,
        omissions=detectors.omissions,
        swaps=detectors.swaps,
        heard=detectors.heard,
    )


def read_tips(text: str, *, key: str, name: str) -> tuple[Tip, ...]:
    """Read a file of tips: a `#` title, then `##` teachings, each with `- ` tips.

    Args:
        text: The file's text.
        key: What the tips' ids begin with, `tips` or `stories`.
        name: What to call the file in an error.

    Raises:
        PrincipleFileError: A teaching has no tip, or a line belongs to none.
    """
    lines = text.splitlines()
    _title(lines, name)
    found: list[Tip] = []
    for part in _cut(lines, "## ", start=1, offset=0, name=name):
        bullets = _bullets(part, name)
        if not bullets:
            raise _slip(name, part.line, f"“{part.title}” has no tip; write one after “- ”")
        found += [
            Tip(id=f"{key}/{len(found) + at}", text=bullet, title=part.title)
            for at, bullet in enumerate(bullets, 1)
        ]
    if not found:
        raise _slip(name, 1, "there is no tip in it; write “## Title” and “- ” lines")
    return tuple(found)


def _slip(name: str, line: int, problem: str) -> PrincipleFileError:
    return PrincipleFileError(f"{name}:{line}: {problem}")


def _title(lines: list[str], name: str) -> str:
    first = lines[0] if lines else ""
    if not first.startswith("# ") or not first[2:].strip():
        raise _slip(name, 1, "the first line must be “# Title”")
    return first[2:].strip()


def _parts(lines: list[str], name: str) -> tuple[str, tuple[_Part, ...]]:
    title = _title(lines, name)
    parts = _cut(lines, "## ", start=1, offset=0, name=name)
    for part, expected in zip(parts, HEADINGS, strict=False):
        if part.title not in HEADINGS:
            known = ", ".join(HEADINGS)
            raise _slip(name, part.line, f"unknown heading “{part.title}”; known are {known}")
        if part.title != expected:
            raise _slip(name, part.line, f"“{part.title}” stands where “{expected}” belongs")
    if len(parts) > len(HEADINGS):
        extra = parts[len(HEADINGS)]
        raise _slip(name, extra.line, f"“{extra.title}” comes after the last heading")
    if len(parts) < len(HEADINGS):
        raise _slip(name, len(lines), f"“## {HEADINGS[len(parts)]}” is missing")
    return title, parts


def _cut(
    lines: list[str] | tuple[str, ...], mark: str, *, start: int, offset: int, name: str
) -> tuple[_Part, ...]:
    """Cut lines at headings; `offset` is the file's line number before the first of them."""
    parts: list[_Part] = []
    heads: list[int] = []
    fenced = False
    for at in range(start, len(lines)):
        fenced ^= lines[at].startswith("```")
        if not fenced and lines[at].startswith(mark):
            heads.append(at)
        elif not heads and lines[at].strip():
            raise _slip(name, offset + at + 1, f"this line stands before the first “{mark}”")
    ends = [*heads[1:], len(lines)][: len(heads)]
    for at, following in zip(heads, ends, strict=True):
        title = lines[at][len(mark) :].strip()
        parts.append(_Part(title, offset + at + 1, tuple(lines[at + 1 : following])))
    return tuple(parts)


def _examples(part: _Part, name: str) -> tuple[Example, ...]:
    cases = _cut(part.lines, "### ", start=0, offset=part.line, name=name)
    found = tuple(_example(case, name) for case in cases)
    flagged = sum(not example.fine for example in found)
    if flagged < MIN_FLAGGED:
        raise _slip(name, part.line, f"{flagged} flagged examples; at least {MIN_FLAGGED} needed")
    if len(found) - flagged < MIN_FINE:
        near = len(found) - flagged
        raise _slip(name, part.line, f"{near} “Fine:” examples; at least {MIN_FINE} needed")
    titles = [case.title for case in cases]
    for case in cases:
        if not case.title or titles.count(case.title) > 1:
            raise _slip(name, case.line, "each example needs a title of its own")
    return found


def _example(case: _Part, name: str) -> Example:
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    for at, line in enumerate(case.lines, case.line + 1):
        field = _FIELD.fullmatch(line)
        if field and field[1] in fields:
            raise _slip(name, at, f"“{field[1]}:” stands twice in one example")
        if field:
            current = fields.setdefault(field[1], [field[2]])
        elif current is not None:
            current.append(line)
        elif line.strip():
            raise _slip(name, at, f"an example's line begins with one of {', '.join(_FIELDS)}")
    order = tuple(fields)
    if order not in (
        ("Customer", "Draft", "Kinder"),
        ("Draft", "Kinder"),
        ("Customer", "Fine"),
        ("Fine",),
    ):
        have = ", ".join(order) or "nothing"
        wanted = "(Customer,) Draft, Kinder or (Customer,) Fine"
        raise _slip(name, case.line, f"this example has {have}; it needs {wanted}, in this order")
    texts = {key: "\n".join(lines).strip() for key, lines in fields.items()}
    for key, text in texts.items():
        if not text:
            raise _slip(name, case.line, f"“{key}:” is empty")
    if "Kinder" in texts and texts["Kinder"] == texts["Draft"]:
        raise _slip(name, case.line, "the kinder text equals the draft")
    return Example(
        title=case.title,
        customer=texts.get("Customer"),
        draft=texts.get("Draft") or texts["Fine"],
        kinder=texts.get("Kinder"),
        fine="Fine" in texts,
    )


def _principle_tips(part: _Part, *, slug: str, title: str, name: str) -> tuple[Tip, ...]:
    bullets = _bullets(part, name)
    if len(bullets) < MIN_TIPS:
        raise _slip(name, part.line, f"{len(bullets)} tips; at least {MIN_TIPS} needed")
    return tuple(
        Tip(id=f"{slug}/{at}", text=bullet, title=title) for at, bullet in enumerate(bullets, 1)
    )


def _bullets(part: _Part, name: str) -> list[str]:
    found: list[str] = []
    for at, line in enumerate(part.lines, part.line + 1):
        if line.startswith("- ") and line[2:].strip():
            found.append(line[2:].strip())
        elif line.startswith("  ") and line.strip() and found:
            found[-1] += " " + line.strip()
        elif line.strip():
            raise _slip(name, at, "a tip begins with “- ”; its next line with two spaces")
    return found


def _detectors(part: _Part, name: str) -> Detectors:
    marks = [at for at, line in enumerate(part.lines) if line.startswith("```")]
    if len(marks) != 2 or part.lines[marks[0]].strip() != "```toml":
        raise _slip(name, part.line, "Detectors needs exactly one fenced ```toml block")
    for at, line in enumerate(part.lines):
        if line.strip() and not marks[0] <= at <= marks[1]:
            raise _slip(name, part.line + at + 1, "nothing but the toml block may stand here")
    block = part.lines[marks[0] + 1 : marks[1]]
    return read_detectors(block, first_line=part.line + marks[0] + 2, name=name)
