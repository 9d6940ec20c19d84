"""Making edits in a text, and leaving no gap where words go. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.coaching import offline_left
from bot.coaching.offline_closing import Edit
from bot.coaching.sentences import Sentence


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Make edits in a text."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        start, end = edit.start, edit.end
        if not edit.put and start < end:
            gone = _gone(text, start, end, "")
            start, end = max(position, gone.start), gone.end
        pieces += text[position:start], edit.put
        position = max(position, end)
    return "".join([*pieces, text[position:]])


def edits(
    text: str, whole: Sequence[Sentence], put: Mapping[int, str], gentler: Mapping[int, str]
) -> list[Edit]:
    """Give the edits that put words in the place of sentences.

    Args:
        text: The draft.
        whole: Its sentences.
        put: What replaces a sentence, by its number; "" where it goes.
        gentler: What may stand there when that takes too much, likewise.
    """
    made: list[Edit] = []
    for number, words in sorted(put.items()):
        sentence = whole[number]
        if words:
            made.append(Edit(sentence.start, sentence.end, words, gentler.get(number, "")))
            continue
        start = sentence.start
        if put.get(number - 1) == "" and not text[whole[number - 1].end : start].strip(" \t"):
            start = made.pop().start
        alone = start == sentence.start
        made.append(_gone(text, start, sentence.end, gentler.get(number, "") if alone else ""))
    return made


def _gone(text: str, start: int, end: int, gentler: str) -> Edit:
    if gentler:
        return Edit(start, end, "", gentler)
    while end < len(text) and text[end] in " \t":
        end += 1
    row = offline_left.row(text, start, end)
    if row is not None:
        return Edit(row, end + 1 if end < len(text) else end, "")
    if end == len(text) or text[end] == "\n":
        while start and text[start - 1] in " \t":
            start -= 1
    if (not start or text[start - 1] == "\n") and text[end : end + 1] == "\n":
        # A whole paragraph goes, and the blank line under it with it.
        while end < len(text) and text[end] == "\n":
            end += 1
    if end == len(text):
        start = len(text[:start].rstrip())
    return Edit(start, end, "")
