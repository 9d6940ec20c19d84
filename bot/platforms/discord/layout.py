"""A reply as Discord messages: the rewrite literal and easy to copy, the rest as plain lines.

Pure text work; nothing here knows discord.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.render import Reply

MAX_CHARS = 2000
"""Source: Discord, Message resource, "content", read 2026-11-21."""
MAX_BLOCKS = 5
"""More pieces than this are easier to copy from one file."""
PLAIN_CHARS = 900
"""Escaping at most doubles a text, so a piece of this size always fits."""

IN_FILE = "It is in the attached file, to the letter."

_FENCE = "```"
_MARK = re.compile(
    r"https?://[^\s<>“”]*[^\s<>“”.,;:!?)\]'\"…]"  # a link, without the stop that follows it
    r"|[\\`*_<]|~(?=~)|\|(?=\|)|\[(?=[^\]\n]*\]\()"
    r"|^(?:>|-#|#{1,3}(?=\s)|[-+](?=\s))",
    re.MULTILINE,
)
_MARKED = re.compile(r"\\(?P<one>.)|<(?P<link>https?://[^\s<>]*)>")
_BORDERS = ("\n\n", "\n", ". ", "? ", "! ", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One Discord message.

    Args:
        content: At most 2,000 characters, in Discord's markup.
        file: What `rewrite.txt` holds; "" when nothing is attached.
    """

    content: str
    file: str = ""


def lay_out(reply: Reply) -> tuple[Post, ...]:
    """Lay a reply out over as few messages as it needs; nothing of it is lost."""
    blocks = _blocks(reply.text)
    attached = "" if blocks else reply.text
    bullet = "- " if len(reply.lines) > 1 else ""
    below = [bullet + piece for line in reply.lines for piece in _plain(line)]
    lines = [*_plain(reply.lead), *([IN_FILE] if attached else []), *blocks, *below]
    posts = [Post(content=content) for content in _packed(lines)]
    if attached:
        posts[0] = Post(content=posts[0].content, file=attached)
    return tuple(posts)


def without_file(post: Post) -> tuple[Post, ...]:
    """Lay a message out again where Discord took its file from us: the text stands in the open."""
    above, _, below = post.content.partition(IN_FILE)
    pieces = [plain(piece) for piece in split(post.file, PLAIN_CHARS)]
    lines = [above.strip("\n"), *pieces, below.strip("\n")]
    return tuple(Post(content=content) for content in _packed([line for line in lines if line]))


def in_one(reply: Reply) -> Post:
    """Lay a reply out as a single message, with a file for a text that is too long for it."""
    posts = lay_out(reply)
    if len(posts) == 1:
        return posts[0]
    return Post(content="\n".join([*_plain(reply.lead), IN_FILE]), file=reply.text)


def plain(text: str) -> str:
    """Escape a text so that Discord shows its very characters and unfurls no link."""
    return _MARK.sub(
        lambda found: f"<{found[0]}>" if found[0].startswith("http") else "\\" + found[0], text
    )


def unplain(text: str) -> str:
    """Read what `plain` wrote."""
    return _MARKED.sub(lambda found: found["one"] or found["link"], text)


def split(text: str, max_chars: int) -> list[str]:
    """Cut a text at paragraph, line, sentence or word borders.

    Args:
        text: Any text.
        max_chars: The most one piece may hold, counted as Discord's clients count.

    Returns:
        Pieces that joined are the text again.
    """
    pieces: list[str] = []
    while size(text) > max_chars:
        cut = _cut(text, max_chars)
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text] if text else pieces


def size(text: str) -> int:
    """Count a text in UTF-16 units, the stricter of the two ways Discord counts."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def _cut(text: str, max_chars: int) -> int:
    end = min(len(text), max_chars)
    while size(text[:end]) > max_chars:
        end -= 1
    for border in _BORDERS:
        found = text.rfind(border, max(1, end // 3), end)
        if found > 0:
            return found + len(border)
    return end


def _blocks(text: str) -> list[str]:
    if not text or _FENCE in text:
        return []
    around = len(_FENCE) * 2 + 2
    pieces = split(text, MAX_CHARS - around)
    if len(pieces) > MAX_BLOCKS or any(not piece.strip() for piece in pieces):
        return []
    return [f"{_FENCE}\n{piece}\n{_FENCE}" for piece in pieces]


def _plain(line: str) -> list[str]:
    return [plain(piece) for piece in split(line, PLAIN_CHARS)]


def _packed(lines: list[str]) -> list[str]:
    contents: list[str] = []
    for line in lines:
        if contents and size(contents[-1]) + 1 + size(line) <= MAX_CHARS:
            contents[-1] += "\n" + line
        else:
            contents.append(line)
    return contents
