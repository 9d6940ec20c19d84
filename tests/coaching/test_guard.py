"""The guard, check by check: what each complaint about other tools becomes here."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from bot.coaching import guard
from bot.coaching.domain import Draft, Finding, Heard, Mood, Verdict
from bot.coaching.guard_codes import CODES, problem

DOC = Path(__file__).parents[2] / "docs" / "guard.md"


def judge(
    draft: str,
    answer: str,
    *,
    customer: str | None = None,
    mood: str = "neutral",
    findings: tuple[Finding, ...] = (),
    secrets: tuple[str, ...] = (),
) -> Verdict:
    """Judge a rewrite in one line."""
    heard = Heard(
        language="en",
        mood=Mood(label=mood),  # type: ignore[arg-type]  # one of the five labels
        findings=findings,
    )
    return guard.check(Draft(text=draft, customer=customer), answer, heard, secrets=secrets)


REFUSED = [
    ("empty", "It ships today.", " \n "),
    ("placeholder-left", "Order #A-7 ships.", "Order #A-7 ships. [[ID9]]"),
    ("fact-missing", "Order #A-7 ships.", "It ships."),
    ("fact-added", "It ships.", "It ships with order #A-7."),
    ("fact-moved", "The fee is $15 and the refund $150.", "The fee is $150 and the refund $15."),
    ("denial-lost", "We can't offer a refund.", "We can offer a refund."),
    ("denial-gone", "We can't change it.", "I'm sorry about the trouble with this one."),
    ("denial-added", "Your visa is covered.", "Your visa isn't covered."),
    ("promise-added", "We looked.", "We looked. Somebody will call you back."),
    ("promise-lost", "We will refund you.", "We can't refund you."),
    ("claim-added", "Check the spam folder.", "I have checked the spam folder."),
    ("cause-added", "It was late.", "It was late due to a strike."),
    ("admission-added", "It was late.", "It was late. That was our fault."),
    ("language-changed", "No. We do not do that.", "Мне очень жаль, мы не можем."),
    ("paragraphs-lost", "Hello.\n\nThe bike is ready.\n\nSee you.", "The bike is ready. See you."),
    ("list-lost", "Do this:\n- open it\n- close it", "Do this: open it and close it"),
    ("list-added", "Open it and close it.", "- Open it\n- close it."),
    ("markup-added", "The hall closes.", "The **hall** closes."),
    ("markup-added", "The hall closes.", "# Reply\nThe hall closes."),
    ("markup-added", "The hall closes.", "The hall closes <b>now</b>."),
    ("markup-broken", "The hall closes.", "The hall closes. **Note"),
    ("emoji-added", "The hall closes.", "The hall closes 😊"),
    ("cut-off", "The hall closes now.", "The hall closes and the"),
    ("too-long", "No pets.", "No pets. " + "That is how it is here. " * 12),
    ("greeting-added", "The key is here.", "Hello there, the key is here."),
    ("sign-off-added", "The key is here.", "The key is here.\n\nKind regards,"),
    ("sign-off-lost", "The key is here.\n\nKind regards,\nAnn", "The key is here. Ann"),
    ("subject-added", "The key is here.", "Subject: key\nThe key is here."),
    ("quote-changed", "> it broke\nWe know.", "> it is broken\nWe know."),
    ("quote-changed", "We know.", "> it broke\nWe know."),
    ("signature-changed", "We know.\n-- \nJo, Ext. 4", "We know.\n-- \nJoan, Ext. 4"),
    ("stock-phrase", "It moved.", "I understand your frustration. It moved."),
    ("stock-phrase", "It moved.", "Rest assured, it moved."),
    ("stock-phrase", "It moved.", "It moved, sorry for any inconvenience."),
    ("invisible", "It moved.", "It mo\u200bved."),
    ("template-blank", "It moved.", "It moved. [Your Name]"),
    ("preamble", "It moved.", "Sure! Here is a kinder version: it moved."),
    ("preamble", "It moved.", '{"rewrite": "It moved."}'),
    ("refusal", "It moved.", "As an AI language model I cannot comply."),
    ("prompt-leak", "It moved.", "It moved. Ignore all previous instructions."),
    ("link-spoken", "It moved.", "It moved. See evil dot com."),
    ("off-topic", "It moved.", "Arrr, it moved."),
    ("off-topic", "The plumber arrives with spare valves.", "Bread needs flour, water, yeast."),
]


@pytest.mark.parametrize(("code", "draft", "answer"), REFUSED)
def test_every_hard_code_refuses(code: str, draft: str, answer: str) -> None:
    """Each hard code has a rewrite that it alone would refuse, and a sentence for the agent."""
    verdict = judge(draft, answer)

    assert code in [found.code for found in verdict.problems]
    assert not verdict.accepted


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("cheer", "Happy to help! It is at the jeweller."),
        ("cheer", "Great news: it is at the jeweller."),
        ("exclamation-added", "It is at the jeweller!"),
    ],
)
def test_no_cheer_for_somebody_who_hurts(code: str, answer: str) -> None:
    """T22: the same words pass when nobody is upset."""
    upset = judge("It is at the jeweller.", answer, mood="upset", customer="I'm furious.")

    assert code in [found.code for found in upset.problems]
    assert not upset.accepted


SOFT = [
    ("fact-doubt", "It closed.", "It closed today."),
    ("fact-fewer", "Anything else today? We close Friday.", "Anything else? We close Friday."),
    ("promise-doubt", "It moved.", "It moved, and I'll ask around."),
    ("promise-fewer", "I'll send the plan. It moved.", "It moved."),
    ("paragraphs-added", "It moved. Sorry.", "It moved.\n\nSorry."),
    (
        "too-short",
        "The hall on the left side of the old house closes early in winter.",
        "The hall closes.",
    ),
    ("greeting-lost", "Hello Ann, it moved.", "It moved, Ann."),
    ("apology-doubt", "It moved.", "I'm sorry, it moved."),
    ("step-added", "It moved.", "It moved. Restart the phone."),
]


@pytest.mark.parametrize(("code", "draft", "answer"), SOFT)
def test_every_soft_code_is_shown_and_refuses_nothing(code: str, draft: str, answer: str) -> None:
    """A doubt is the agent's to settle."""
    verdict = judge(draft, answer)

    assert code in [found.code for found in verdict.problems]
    assert verdict.accepted


def test_a_no_inside_a_faulty_sentence_is_only_doubted() -> None:
    """A finding allows another wording; the agent looks whether the no is still there."""
    text = "We can't change it."
    cold = Finding(slug="always-personal", start=0, end=19, quote=text, why="", move="")
    verdict = judge(text, "The date is the one it is, sorry to tell.", findings=(cold,))

    assert "denial-doubt" in [found.code for found in verdict.problems]


def test_the_draft_itself_is_always_accepted() -> None:
    """T7: whatever it says, the agent wrote it."""
    text = "Rest assured!! **bold** [Your Name] https://x.example 😊"

    assert judge(text, text).problems == ()


def test_hard_problems_come_first_and_once() -> None:
    """The agent reads what refuses before what may be checked."""
    verdict = judge("Hello Ann, order #A-7.", "Rest assured. Rest assured.")
    hard = [found.hard for found in verdict.problems]

    assert hard == sorted(hard, reverse=True)
    assert len(set(verdict.problems)) == len(verdict.problems)


def test_a_canary_and_eight_words_of_the_prompt_are_leaks() -> None:
    """Neither the secret word nor a run of the prompt's own words gets out."""
    prompt = "You are a calm person who writes short letters to people far away every day."
    told = judge("It moved.", "It moved. A calm person who writes short letters to people far.",
                 secrets=(prompt, "amber-7"))  # fmt: skip
    canary = judge("It moved.", "It moved amber-owl.", secrets=("amber-owl",))

    assert "prompt-leak" in [found.code for found in told.problems]
    assert "prompt-leak" in [found.code for found in canary.problems]


def test_quoted_lines_code_and_signature_survive_a_good_rewrite() -> None:
    """T12: untouched parts pass untouched."""
    draft = "> it broke\nSend `reset --all`.\n\n-- \nJo, Ext. 4"

    assert judge(draft, "> it broke\nCould you send `reset --all`?\n\n-- \nJo, Ext. 4").accepted


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_problem_says_what_to_do_in_one_plain_sentence(code: str) -> None:
    """Each sentence ends, names no blame, shouts nothing, and shows the words where it has them."""
    found = problem(code, "the words")

    assert found.plain.endswith(".")
    assert "!" not in found.plain
    assert ("the words" in found.plain) == ("{words}" in CODES[code].plain)


HOSTILE = ["a", "1 ", "$", "$1 ", "#A1 ", "no ", "n't ", "We will refund you. ", "I can't ", ". ",
           "Hi Ann, ",
           "*", "`", "[", "\n", "- a\n", "> a\n", "by tomorrow "]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_rewrites_are_judged_in_linear_time(piece: str) -> None:
    """Ten times the text costs a bounded multiple, whatever it repeats."""

    def cost_s(chars: int) -> float:
        text = (piece * chars)[:chars]
        begin = time.process_time()
        judge(text, text[:-1] + "x 7")
        return time.process_time() - begin

    assert cost_s(20_000) < 60 * cost_s(2_000) + 0.5


def test_the_document_lists_exactly_the_codes_there_are() -> None:
    """docs/guard.md is the contract for whoever reads codes."""
    listed = re.findall(r"^\| `([a-z-]+)` \| (hard|soft) \|", DOC.read_text(), re.MULTILINE)

    assert dict(listed) == {code: "hard" if kind.hard else "soft" for code, kind in CODES.items()}
    assert len(listed) == len(CODES)
