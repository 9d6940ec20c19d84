"""What our buttons carry: the draft itself, so that nothing is kept on our side."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import NamedTuple

from bot.coaching import facts, intake
from bot.coaching.domain import Draft

ACTION = "why"
AGAIN = "again"
"""The button below an answer that may be missing; it carries the same."""
MAX_VALUE_CHARS = 2_000
"""Source: Slack, Block Kit reference, button element `value`, read 2026-11-21."""
_MAX_BYTES = 8 * intake.MAX_CHARS


def pack(draft: Draft, writer: str) -> str:
    """Press a draft into a button's value, card and account numbers masked.

    Args:
        draft: What was coached.
        writer: The Slack user who wrote it, the only one who gets the critique.

    Returns:
        ASCII of at most `MAX_VALUE_CHARS` characters, or "" when the draft is too long for it.
    """
    words = [writer, facts.mask(draft.text), facts.mask(draft.customer or "")]
    pressed = zlib.compress(json.dumps(words, ensure_ascii=False).encode(), 9)
    value = base64.urlsafe_b64encode(pressed).decode("ascii")
    return value if len(value) <= MAX_VALUE_CHARS else ""


class Sent(NamedTuple):
    """What a button carries.

    Args:
        draft: What was coached.
        writer: The Slack user who wrote it.
    """

    draft: Draft
    writer: str


def unpack(value: str) -> Sent | None:
    """Read a draft and its writer back from a button's value.

    Returns:
        What it carries, or None when the value is none of ours.
    """
    try:
        raw = zlib.decompressobj().decompress(base64.urlsafe_b64decode(value), _MAX_BYTES)
        words = json.loads(raw)
    except (binascii.Error, zlib.error, ValueError):
        return None
    match words:
        case [str(writer), str(text), str(customer)] if text.strip():
            return Sent(Draft(text=text, customer=customer or None), writer)
    return None
