"""What only the agent can say: asked below an answer, read back from there when they press.

Nothing is kept of a draft. One that stands in Discord is read there again; any other is shown with
the questions, and travels through the form. Pure text work; nothing here knows discord.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching import facts, intake, render
from bot.coaching.domain import Draft
from bot.coaching.render import Reply
from bot.platforms.discord.layout import MAX_CHARS, Post, lay_out, size, unplain

YOURS = "Your draft, which “Answer” takes along:"
MORE = "“Answer” above takes all you know at once. Press it again to add to what you said."
BY_COMMAND = "With /coach, send the draft once more with your answer in it, and I place it."
NO_ANSWER = "One of these needs a word from you."
NOT_YOURS = "That button is for whoever wrote the draft."
_BOX = re.compile(r"^```\n.*?\n```$", re.MULTILINE | re.DOTALL)
_QUESTION = re.compile(rf"^(?:- )?{re.escape(render.ASKS)}(?P<question>.+)$", re.MULTILINE)


def offered(posts: Sequence[Post], draft: Draft, asks: Sequence[str]) -> tuple[Post, ...] | None:
    """Lay out a draft and what is asked about it, below an answer.

    Args:
        posts: The answer, laid out.
        draft: What was coached.
        asks: Lines with the questions.

    Returns:
        The answer with both, or None when the draft cannot be read back from one message.
    """
    text = _typed(draft)
    post, *more = lay_out(Reply(lead=YOURS, text=text, lines=tuple(asks)))
    if not text or more or post.file:
        return None
    *above, last = posts
    together = f"{last.content}\n{post.content}"
    if size(together) <= MAX_CHARS:
        return (*above, Post(content=together, file=last.file))
    return (*posts, post)


def questions(content: str) -> tuple[str, ...]:
    """Read what a message of ours asks."""
    found = _QUESTION.finditer(_BOX.sub("", content))
    return tuple(unplain(one["question"]) for one in found)


def draft_in(content: str) -> str:
    """Read the draft that a message of ours shows, as somebody would type it; "" when none."""
    _, _, shown = content.rpartition(f"{YOURS}\n```\n")
    draft, closed, _ = shown.partition("\n```")
    return draft if closed else ""


def says_something(answers: Sequence[str]) -> bool:
    """Tell whether one of these is an answer.

    Raises:
        IntakeError: They are too long or too many.
    """
    return bool(intake.answered(Draft(text=""), *answers).answers)


def _typed(draft: Draft) -> str:
    """Write a draft as an agent would type it; "" when reading that gives another."""
    quoted = "".join(f"> {line}\n" for line in (draft.customer or "").splitlines())
    text = facts.mask(quoted + draft.text)
    try:
        read = intake.read(text)
    except intake.IntakeError:
        return ""
    same = read.text == facts.mask(draft.text) and read.customer == (
        facts.mask(draft.customer) if draft.customer else None
    )
    return text if same else ""
