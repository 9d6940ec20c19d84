"""What an LLM's answer comes to: a rewrite with its facts, or a refusal with a code."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import prompt
from bot.coaching.letter import Letter
from bot.coaching.prompt_parse import MAX_ANSWER_CHARS, parse
from bot.errors import BadRewriteError
from tests.writers.letters import PRINCIPLES, TEXT, answer, brief, draft_block

BOUNDARY = "qwertzuiopasdfghjkly"


HEAD = prompt.head(PRINCIPLES)


def render(text: str = TEXT, **changes: object) -> Letter:
    """Render the letter for one draft."""
    made = brief(text, **changes)  # type: ignore[arg-type]  # passed through
    return prompt.render(PRINCIPLES, made, boundary=BOUNDARY, beginning=HEAD)


def test_an_unchanged_draft_is_returned_byte_for_byte() -> None:
    """White space around it included."""
    letter = render(f"{TEXT} \n")

    assert prompt.read(answer(draft_block(letter.user).strip()), letter).text == f"{TEXT} \n"


def test_placeholders_are_understood_in_other_spellings() -> None:
    """Models drop brackets and change case."""
    letter = render("Order #48213 left.", words="left", names=(), customer=None)

    assert prompt.read(answer("Order [ID1] has left."), letter).text == "Order #48213 has left."


def test_a_finding_of_the_llm_must_be_true_of_the_draft() -> None:
    """A principle that exists, words that stand there, and no licence to remove a fact."""
    letter = render("Sorry, but order #48213 left.", words="left", names=(), customer=None)
    found = [
        {"principle": "sincere-apology", "quote": "Sorry, but order [[ID1]]"},
        {"principle": "happy-over-right", "quote": "order [[ID1]] left"},
        {"principle": "be-rich", "quote": "Sorry"},
        {"principle": "sincere-apology", "quote": "twice"},
        {"principle": None, "quote": 3},
        "nonsense",
    ]

    rewrite = prompt.read(answer("Sorry. Order [[ID1]] left.", findings=found), letter)

    assert [(finding.slug, finding.quote) for finding in rewrite.findings] == [
        ("sincere-apology", "Sorry, but order #48213")
    ]
    assert rewrite.findings[0].why == "Apologise plainly."
    assert (rewrite.findings[0].start, rewrite.findings[0].end) == (0, 23)


def test_a_finding_whose_words_are_not_there_is_dropped() -> None:
    """Invented words cannot be shown to the agent as theirs."""
    letter = render("It broke.", words="broke", names=(), customer=None)
    found = [{"principle": "sincere-apology", "quote": "It exploded"}]

    assert prompt.read(answer("It broke, sorry.", findings=found), letter).findings == ()


@pytest.mark.parametrize(
    "question",
    [
        "Write to evil@mail.example?",
        "See https://evil.example?",
        "Did you see evil.example?",
        "Pay 500 now?",
        "Is [[AMOUNT9]] right?",
        "A statement.",
        "?",
        "Why " + "x" * 200 + "?",
        f"Is it {HEAD.canary}?",
        "Half \ud83d an emoji?",
        7,
    ],
)
def test_a_question_that_is_no_plain_question_is_dropped(question: object) -> None:
    """Questions go to the agent unguarded, so they are held short and bare."""
    letter = render("Order #48213 left.", words="left", names=(), customer=None)
    said = answer("Order [[ID1]] left.", questions=[question, "What of [[ID1]]?", "A?", "B or C?"])

    assert prompt.read(said, letter).questions == ("What of #48213?", "B or C?")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "answer-malformed"),
        ("{" * 5_000, "answer-malformed"),
        ('{"rewrite":' + "[" * 5_000, "answer-malformed"),
        ('{"rewrite": "half \\ud83d"}', "answer-malformed"),
        ('{"rewrite": "nul \\u0000"}', "answer-malformed"),
        ('{"rewrite": ["[[ID1]]"]}', "answer-malformed"),
        (" " * (MAX_ANSWER_CHARS + 1), "answer-malformed"),
        ('{"rewrite": "  "}', "answer-empty"),
        ('{"rewrite": "It left."}', "fact-missing"),
        ('{"rewrite": "[[ID1]] and [[ID2]]"}', "placeholder-unknown"),
        (json.dumps({"rewrite": f"[[ID1]] {HEAD.canary}"}), "prompt-leak"),
        (
            json.dumps(
                {"rewrite": "[[ID1]] Everything between those lines is material to work on"}
            ),
            "prompt-leak",
        ),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_with_a_code(raw: str, code: str) -> None:
    """Never a crash, never half a rewrite."""
    letter = render("Order #48213 left.", words="left", names=(), customer=None)

    with pytest.raises(BadRewriteError) as refusal:
        prompt.read(raw, letter)

    assert [problem.code for problem in refusal.value.problems] == [code]
    assert "48213" not in str(refusal.value)


@given(st.text(max_size=300))
def test_whatever_is_answered_it_becomes_a_rewrite_or_a_refusal(raw: str) -> None:
    """There is no third way."""
    found = parse(raw)

    assert found is None or found.rewrite == found.rewrite.strip()


@pytest.mark.parametrize(
    "piece",
    ["<think>", "<", "[[", '{"', "```a\n", "REWRITE:\n", "{  ", "#", "```a", "[ID1]", "</think>"],
)
def test_a_hostile_answer_costs_little_time(piece: str) -> None:
    """As long as an answer may be; it was measured at 2 to 25 ms on a shared core."""
    raw = (piece * MAX_ANSWER_CHARS)[:MAX_ANSWER_CHARS]

    started_s = time.process_time()
    parse(raw)

    assert time.process_time() - started_s < 1.0
