"""Our buttons and what they carry: the draft itself, so that nothing is kept on our side."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import votes
from bot.coaching import facts, intake
from bot.coaching.domain import Draft

Block = dict[str, Any]

WHY = "why"
"""Shows the critique."""
ANSWER = "answer"
"""Asks what only the agent can say; the new answer goes to everybody in the thread."""
ANSWER_ALONE = "answer_alone"
"""The same, below an answer that only the agent sees."""
AGAIN = "again"
"""Shows an answer that may be missing."""
HELPED = "helped"
NOT_QUITE = "not_quite"
"""Both are a vote on a coaching, below an answer that only the agent sees."""
LABELS = {
    WHY: "Why?",
    ANSWER: "Answer",
    ANSWER_ALONE: "Answer",
    AGAIN: "Show me the answer",
    HELPED: votes.HELPED,
    NOT_QUITE: votes.NOT_QUITE,
}
_SPOKEN = {
    WHY: "Why? Show the full critique to me alone",
    ANSWER: "Answer what only I can say, and get the draft coached again",
    ANSWER_ALONE: "Answer what only I can say, and get the draft coached again",
    AGAIN: "Show the answer to me alone",
    HELPED: "This helped; counted without my name",
    NOT_QUITE: "Not quite; counted without my name",
}
MAX_VALUE_CHARS = 2_000
"""Source: Slack, Block Kit reference, button element `value`, read 2026-11-21."""
_MAX_BYTES = 8 * intake.MAX_CHARS


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a button carries.

    Args:
        draft: What was coached, its answers included.
        writer: The Slack user who wrote it, the only one for whom our buttons do anything.
        questions: What only the writer can say.
        by: Who wrote the rewrite, such as `offline`; "" where there was none yet.
    """

    draft: Draft
    writer: str
    questions: tuple[str, ...] = ()
    by: str = ""


def row(*buttons: tuple[str, str]) -> Block:
    """Lay buttons out beside each other.

    Args:
        buttons: For each its action and its value.
    """
    return {"type": "actions", "elements": [_button(*one) for one in buttons]}


def vote(by: str) -> Block:
    """Lay out the two buttons that ask whether a coaching helped.

    Args:
        by: Who wrote the rewrite.
    """
    yes, no = votes.values(by)
    return row((HELPED, yes), (NOT_QUITE, no))


def pack(draft: Draft, writer: str, questions: Sequence[str] = (), *, by: str = "") -> str:
    """Press a draft into a button's value, card and account numbers masked.

    Args:
        draft: What was coached.
        writer: The Slack user who wrote it.
        questions: What only the writer can say.
        by: Who wrote the rewrite.

    Returns:
        ASCII of at most `MAX_VALUE_CHARS` characters, or "" when there is too much to carry.
    """
    words = [
        writer,
        facts.mask(draft.text),
        facts.mask(draft.customer or ""),
        [facts.mask(question) for question in questions],
        [facts.mask(answer) for answer in draft.answers],
        list(draft.names),
        by,
    ]
    pressed = zlib.compress(json.dumps(words, ensure_ascii=False).encode(), 9)
    value = base64.urlsafe_b64encode(pressed).decode("ascii")
    return value if len(value) <= MAX_VALUE_CHARS else ""


def unpack(value: str) -> Carried | None:
    """Read back what a button carries.

    Returns:
        What it carries, or None when the value is none of ours.
    """
    try:
        raw = zlib.decompressobj().decompress(base64.urlsafe_b64decode(value), _MAX_BYTES)
        words = json.loads(raw)
    except (binascii.Error, zlib.error, ValueError):
        return None
    match words:
        case [str(writer), str(text), str(customer), *more] if text.strip():
            # Buttons of earlier versions end here.
            questions, answers, names = ([_texts(one) for one in more] + [()] * 3)[:3]
            by = more[3] if len(more) > 3 else ""
            draft = Draft(text=text, customer=customer or None, answers=answers, names=names)
            return Carried(draft=draft, writer=writer, questions=questions, by=str(by))
    return None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _button(action: str, value: str) -> Block:
    return {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": LABELS[action], "emoji": False},
        "value": value,
        "accessibility_label": _SPOKEN[action],
    }
