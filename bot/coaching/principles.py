"""Reads the files under prompts/ that hold the principles; nothing else in the core reads files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.coaching.principle import (
    Example,
    Moods,
    MoodWords,
    Omission,
    Phrase,
    Principle,
    Principles,
    Swap,
)
from bot.coaching.principle_file import read_principle, read_tips
from bot.coaching.principle_toml import read_moods
from bot.errors import PrincipleFileError

__all__ = [
    "Example", "MoodWords", "Moods", "Omission", "Phrase", "Principle", "Principles", "Swap",
    "folder", "load",
]  # fmt: skip

_BOT = Path(__file__).resolve().parents[1]


def folder(bot: Path = _BOT) -> Path:
    """Find the prompts: inside the package when installed, beside it in a checkout.

    Args:
        bot: The package's own folder.

    Raises:
        PrincipleFileError: They are in neither place.
    """
    for place in (bot / "_prompts", bot.parent / "prompts"):
        if place.is_dir():
            return place
    raise PrincipleFileError(f"{bot / '_prompts'}:0: the prompts folder is missing; reinstall")


def load(folder: Path | None = None) -> Principles:
    """Read all principles, teachings, stories and mood words.

    Args:
        folder: A folder laid out like `prompts/`; the bot's own when None.

    Returns:
        One immutable value; the same folder is read once in a process.

    Raises:
        PrincipleFileError: A file breaks the format; the message starts with `file:line`.
    """
    return _load(folder if folder is not None else _own_folder())


_own_folder = folder


@cache
def _load(place: Path) -> Principles:
    paths = sorted((place / "principles").glob("*.md"))
    if not paths:
        raise PrincipleFileError(f"{place / 'principles'}:0: there is no principle file")
    read: dict[int, tuple[Path, Principle]] = {}
    for path in paths:
        principle = read_principle(_text(path), slug=path.stem, name=str(path))
        if principle.number in read:
            other = read[principle.number][0].name
            line = _line_of_number(path)
            raise PrincipleFileError(
                f"{path}:{line}: number {principle.number} is already taken by {other}"
            )
        read[principle.number] = (path, principle)
    tips, stories, moods = place / "tips.md", place / "stories.md", place / "moods.toml"
    return Principles(
        ordered=tuple(read[number][1] for number in sorted(read)),
        teachings=read_tips(_text(tips), key="tips", name=str(tips)),
        stories=read_tips(_text(stories), key="stories", name=str(stories)),
        moods=read_moods(_text(moods), name=str(moods)),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise PrincipleFileError(f"{path}:0: the file cannot be read: {reason}") from error


def _line_of_number(path: Path) -> int:
    lines = _text(path).splitlines()
    return next(at for at, line in enumerate(lines, 1) if line.startswith("number"))
