"""A `Reply` as Slack messages: literal blocks that ping nobody, each within Slack's limits.

The words of drafts and rewrites only ever stand in `rich_text`, which Slack shows as it is.
Source: Slack, Block Kit reference and chat.postMessage, read 2026-11-21.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.coaching.render import Reply
from bot.platforms.slack.buttons import Block
from bot.platforms.slack.text import escape, fallback

MAX_BLOCKS = 45
"""Blocks a message; Slack takes 50."""
PIECE_CHARS = 3_000
"""Characters in one box, escaped; Slack takes 3,000 in a text object."""
POST_CHARS = 3_400
"""Characters in one posted message, escaped, so that the fallback text holds all of them."""
RESPONSE_CHARS = 12_000
"""The same for an ephemeral answer, of which Slack takes five; it refuses about 13,200."""
MAX_LINES = 30
ONLY_BUTTONS = "Buttons for the answer above."
_QUOTED = re.compile(r"“[^”]+”(?=:)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One Slack message.

    Args:
        text: For notifications and screen readers; escaped.
        blocks: What people see.
    """

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    plain: str
    block: Block
    size: int


def messages(
    reply: Reply, *more: Reply, rows: Sequence[Block] = (), max_chars: int = POST_CHARS
) -> tuple[Message, ...]:
    """Lay a reply out, in as many messages as Slack's limits ask for; nothing of it is lost.

    Args:
        reply: What to say.
        more: What to say below it.
        rows: Buttons below it all.
        max_chars: Characters in one message, escaped.
    """
    parts = [part for one in (reply, *more) for part in _laid_out(one)]
    parts += [_Part("", row, 0) for row in rows]
    return tuple(_packed(parts, max_chars))


def plain(text: str, row: Block | None = None) -> Message:
    """Make a message of one sentence, with buttons below it if there are any."""
    said = _said(text).block
    return Message(text=fallback(text), blocks=(said, row) if row else (said,))


def titled(title: str, text: str) -> Message:
    """Make a message of a bold title and a text below it."""
    elements = [_text(f"{title}\n", bold=True), _text(text)]
    return Message(text=fallback(f"{title}: {text}"), blocks=(_rich(_section(elements)),))


def pieces(text: str, *, max_chars: int = PIECE_CHARS) -> tuple[str, ...]:
    """Cut a text where it hurts least: between paragraphs, lines, sentences, words.

    Returns:
        Pieces of at most `max_chars` characters once escaped; joined they are the text.
    """
    found: list[str] = []
    while text:
        room = _fitting(text, max_chars)
        cut = len(text) if room == len(text) else _kind_cut(text, room)
        found.append(text[:cut])
        text = text[cut:]
    return tuple(found)


def _fitting(text: str, max_chars: int) -> int:
    count = size = 0
    for character in text:
        size += len(escape(character))
        if size > max_chars:
            break
        count += 1
    return count


def _kind_cut(text: str, room: int) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, room // 2, room)
        if at >= 0:
            return at + len(mark)
    return room


def _packed(parts: Iterable[_Part], max_chars: int) -> Iterable[Message]:
    bundle: list[_Part] = []
    for part in parts:
        size = sum(one.size for one in bundle) + part.size
        if bundle and (size > max_chars or len(bundle) == MAX_BLOCKS):
            yield _message(bundle)
            bundle = []
        bundle.append(part)
    if bundle:
        yield _message(bundle)


def _message(bundle: Sequence[_Part]) -> Message:
    text = fallback("\n".join(part.plain for part in bundle if part.plain))
    return Message(text=text or ONLY_BUTTONS, blocks=tuple(part.block for part in bundle))


def _laid_out(reply: Reply) -> Iterable[_Part]:
    if reply.lead:
        yield _said(reply.lead)
    yield from (_boxed(piece) for piece in pieces(reply.text))
    yield from _listed(reply.lines)


def _said(text: str) -> _Part:
    return _part(text, _rich(_section([_text(text)])))


def _boxed(piece: str) -> _Part:
    return _part(piece, _rich({"type": "rich_text_preformatted", "elements": [_text(piece)]}))


def _listed(lines: Sequence[str]) -> Iterable[_Part]:
    if len(lines) > MAX_LINES:
        more = f"And {len(lines) - MAX_LINES + 1} more like these."
        lines = (*lines[: MAX_LINES - 1], more)
    short = [piece for line in lines for piece in pieces(line)]
    if len(short) < 2:
        yield from (_said(line) for line in short)
        return
    for line in short:
        item = _section(_emphasised(line))
        yield _part(
            f"• {line}",
            _rich({"type": "rich_text_list", "style": "bullet", "elements": [item]}),
        )


def _emphasised(line: str) -> list[Block]:
    quoted = _QUOTED.match(line)
    if not quoted:
        return [_text(line)]
    return [_text(quoted.group(), bold=True), _text(line[quoted.end() :])]


def _part(text: str, block: Block) -> _Part:
    return _Part(text, block, len(escape(text)))


def _rich(element: Block) -> Block:
    return {"type": "rich_text", "elements": [element]}


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _text(text: str, *, bold: bool = False) -> Block:
    element: Block = {"type": "text", "text": text}
    return {**element, "style": {"bold": True}} if bold else element
