"""Slack's text: its escapes and `<…>` tokens in, nothing that pings or links out.

Slack escapes `&`, `<` and `>` in every text it sends, and writes mentions and links as `<…>`.
Source: Slack, "Formatting message text", read 2026-11-21.
"""

from __future__ import annotations

import re

MAX_FALLBACK_CHARS = 4_000
"""Slack splits longer texts by itself. Source: Slack, chat.postMessage, read 2026-11-21."""

_TOKEN = re.compile(
    r"<(?P<token>[@#!][^<>\n]+|(?:[A-Za-z][\w+.-]*://|mailto:|tel:|sms:)[^<>\n]+)>"
    r"|&(?P<entity>amp|lt|gt);"
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_ENTITY = re.compile(r"&(amp|lt|gt);")
_SCHEME = re.compile(r"^(?:[A-Za-z][\w+.-]*://|mailto:|tel:|sms:)")
_EVERYBODY = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def decode(text: str) -> str:
    """Turn Slack's text into what the agent typed.

    Args:
        text: As it stands in an event, a command or a shortcut.

    Returns:
        Plain text: `&lt;` is `<`, `<@U1>` is `@U1`, `<#C1|help>` is `#help`, `<!here>` is `@here`,
        `<https://a.b|a.b>` is `a.b`, and `<https://a.b|label>` is `label (https://a.b)`.
    """
    return _TOKEN.sub(_plain, text)


def without_mention(text: str, bot: str) -> str:
    """Take out every mention of the bot itself, which is an address and no part of the draft.

    Args:
        text: Slack's own text, not decoded yet.
        bot: The bot's user id.
    """
    mention = rf"<@{re.escape(bot)}(?:\|[^<>]*)?>"
    text = re.sub(rf"\A\s*(?:{mention}[ \t]*[:,]?\s*)+", "", text)
    return re.sub(rf"[ \t]*{mention}", "", text)


def escape(text: str) -> str:
    """Escape the three characters that Slack reads as markup."""
    return text.translate(_ESCAPES)


def fallback(text: str, *, max_chars: int = MAX_FALLBACK_CHARS) -> str:
    """Make the text that notifications and screen readers use, unable to ping anybody.

    Args:
        text: Plain text.
        max_chars: The most that may come back, in characters; longer texts end in "…".
    """
    safe = [escape(character) for character in _EVERYBODY.sub(f"@{_WORD_JOINER}", text)]
    if sum(map(len, safe)) <= max_chars:
        return "".join(safe)
    room = max_chars - 1
    kept: list[str] = []
    for piece in safe:
        room -= len(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept) + "…"


def _plain(match: re.Match[str]) -> str:
    if match["entity"]:
        return _ENTITIES[match["entity"]]
    target, _, label = _unescaped(match["token"]).partition("|")
    if target.startswith("@"):
        return f"@{label.lstrip('@') or target[1:]}"
    if target.startswith("#"):
        return f"#{label.lstrip('#') or target[1:]}"
    if target.startswith("!"):
        name = target[1:].rpartition("^")[2] if target.startswith("!subteam^") else target[1:]
        return label or f"@{name}"
    return _link(target, label)


def _link(target: str, label: str) -> str:
    bare = _SCHEME.sub("", target) if target.startswith(("mailto:", "tel:", "sms:")) else target
    if not label:
        return bare
    if _SCHEME.sub("", target).rstrip("/") == _SCHEME.sub("", label).rstrip("/"):
        return label
    return f"{label} ({bare})"


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda match: _ENTITIES[match[1]], text)
