"""Two small principles and a few briefs, so that tests of the writer need no prompt files."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.coaching.domain import Brief, Draft, Finding, Heard, Mood
from bot.coaching.principle import EarWords, Example, Moods, Principle, Principles
from bot.writers.openai import OpenAIWriter
from tests.peers.llm_server import Asked


def principle(slug: str, number: int, rule: str, example: tuple[str, str]) -> Principle:
    """Make a principle with one example."""
    return Principle(
        slug=slug,
        number=number,
        title=slug,
        rule=rule,
        kinder_move="Say what happens next.",
        why="It hurts.",
        source="A post.",
        examples=(
            Example(title="1", customer=None, draft=example[0], kinder=example[1], fine=False),
        ),
        tips=(),
        phrases=(),
        omissions=(),
        swaps=(),
        heard=EarWords(said="It hurts to read."),
    )


PRINCIPLES = Principles(
    ordered=(
        principle(
            "happy-over-right",
            3,
            "Do not prove a customer wrong.",
            ("As I told you, order #77310 left on 9 June.", "Order #77310 left on 9 June."),
        ),
        principle(
            "sincere-apology", 4, "Apologise plainly.", ("It broke.", "I'm sorry that it broke.")
        ),
    ),
    teachings=(),
    stories=(),
    moods=Moods(customer=(), draft=()),
)

TEXT = "As I already told you, order #48213 for Marta Olsen shipped on 3 May. Track it at https://ship.example/t/48213."
CUSTOMER = "I am furious. Where is #48213? My mail is marta@post.example"


def brief(
    text: str = TEXT,
    *,
    customer: str | None = CUSTOMER,
    names: tuple[str, ...] = ("Marta Olsen",),
    words: str = "As I already told you",
    slug: str = "happy-over-right",
) -> Brief:
    """Make a brief with one finding on some words."""
    start = max(text.find(words), 0)
    finding = Finding(
        slug=slug,
        start=start,
        end=start + len(words) if words in text else start,
        quote=words if words in text else "",
        why="It says that they did not listen.",
        move="Say what happens next.",
    )
    mood = Mood(label="upset", evidence="I am furious") if customer else Mood()
    return Brief(
        draft=Draft(text=text, customer=customer, names=names),
        heard=Heard(language="en", mood=mood, findings=(finding,)),
    )


def writer(base_url: str, **changes: Any) -> OpenAIWriter:
    """Make a writer that talks to a test server and hardly waits."""
    options: dict[str, Any] = {
        "api_key": "sk-test",
        "model": "test-model",
        "budget_s": 5.0,
        "concurrency": 8,
        "first_wait_s": 0.01,
        **changes,
    }
    return OpenAIWriter(PRINCIPLES, base_url=base_url, **options)


def draft_block(user: str) -> str:
    """Cut the locked draft out of a user message, as a server sees it."""
    found = re.search(r"<<<DRAFT (\w+)>>>\n(.*?)\n<<<END DRAFT \1>>>", user, re.DOTALL)
    assert found
    return found[2]


def answer(rewrite: str, **more: Any) -> str:
    """Write an answer in the form that is asked for."""
    return json.dumps({"rewrite": rewrite, "findings": [], "questions": [], **more})


def kinder(asked: Asked) -> str:
    """Answer as a good LLM would: the draft without the reproach."""
    return answer(draft_block(asked.user).replace("As I already told you, o", "O"))
