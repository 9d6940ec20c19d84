"""The form that asks what only the agent can say. What it needs later travels inside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.coaching import intake
from bot.platforms.slack.asks import RESPONSE_LIFE, Ask
from bot.platforms.slack.buttons import Carried

CALLBACK = "coach_answer"
TITLE = "Only you can say"
SUBMIT = "Coach again"
CLOSE = "Not now"
MAX_LABEL_CHARS = 2_000
"""Source: Slack, Block Kit reference, input block `label`, read 2026-11-21."""


def room(carried: Carried) -> int:
    """Tell how many more answers a draft can take."""
    return max(0, intake.MAX_ANSWERS - len(carried.draft.answers))


def view(carried: Carried, press: Ask, *, alone: bool) -> dict[str, Any]:
    """Make the form.

    Args:
        carried: What the pressed button carries.
        press: The press of the button.
        alone: Whether the new answer is for the agent alone, as the one above the button was.
    """
    questions = carried.questions[: room(carried)]
    until = (datetime.now(UTC) + RESPONSE_LIFE).isoformat()
    kept = {
        "value": press.text,
        "channel": press.channel,
        "thread": press.thread,
        "response_url": press.response_url if alone else "",
        "until": until if alone else "",
    }
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(TITLE),
        "submit": _plain(SUBMIT),
        "close": _plain(CLOSE),
        "private_metadata": json.dumps(kept),
        "blocks": [_input(number, text, questions) for number, text in enumerate(questions)],
    }


def _input(number: int, question: str, questions: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": f"question{number}",
        # One question is what the form is for; of several, some may stay open.
        "optional": len(questions) > 1,
        "label": _plain(question[:MAX_LABEL_CHARS]),
        "element": {
            "type": "plain_text_input",
            "action_id": "said",
            "multiline": True,
            "max_length": intake.MAX_ANSWER_CHARS,
        },
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
