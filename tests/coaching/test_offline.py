"""The offline writer: every move, and what holds for every rewrite."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from bot.coaching import facts, guard, principles, sentences
from bot.coaching.domain import Brief, Draft, Finding, Heard, Mood, MoodLabel, Rewrite
from bot.coaching.offline import OfflineWriter

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "offline.jsonl").read_text().splitlines()
]
WRITER = OfflineWriter(principles.load())
EACH = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


def brief(
    draft: str, found: Mapping[str, str], customer: str | None = None, mood: str = "neutral"
) -> Brief:
    """Make a brief whose findings quote the draft."""
    findings = [
        Finding(
            slug=slug,
            start=draft.find(words) if words else 0,
            end=draft.find(words) + len(words) if words else 0,
            quote=words,
            why="Because.",
            move="Kindly.",
            evidence="" if words else "their words",
        )
        for slug, words in found.items()
        if words in draft
    ]
    findings.sort(key=lambda finding: (finding.start, finding.end))
    heard = Heard(
        language="en",
        mood=Mood(label=cast("MoodLabel", mood), evidence=customer or ""),
        findings=tuple(findings),
    )
    return Brief(draft=Draft(text=draft, customer=customer), heard=heard)


def of(case: Mapping[str, str]) -> Brief:
    """Make the brief of a case."""
    found = cast("Mapping[str, str]", case["found"])
    return brief(case["draft"], found, case["customer"], case["mood"])


def rewrite(
    draft: str, found: Mapping[str, str], customer: str | None = None, mood: str = "neutral"
) -> Rewrite:
    """Rewrite a draft with these words at fault."""
    return WRITER.rewrite(brief(draft, found, customer, mood))


@EACH
def test_every_fact_that_must_stay_stays_to_the_letter(case: dict[str, str]) -> None:
    """What a case says must stay, stays."""
    text = WRITER.rewrite(of(case)).text

    assert [piece for piece in case["keep"] if piece not in text] == []


@EACH
def test_the_words_at_fault_are_gone(case: dict[str, str]) -> None:
    """What a case says must go, goes."""
    text = WRITER.rewrite(of(case)).text

    assert [piece for piece in case["gone"] if piece in text] == []


@EACH
def test_the_guard_accepts_every_rewrite(case: dict[str, str]) -> None:
    """The last word is the guard's."""
    asked = of(case)

    verdict = guard.check(asked.draft, WRITER.rewrite(asked).text, asked.heard)

    assert verdict.accepted, verdict.problems


@EACH
def test_rewriting_the_rewrite_changes_nothing(case: dict[str, str]) -> None:
    """Sending a rewrite in again is harmless."""
    once = WRITER.rewrite(of(case)).text
    left = {slug: words for slug, words in case["found"].items() if words}  # type: ignore[attr-defined] # JSON object

    assert rewrite(once, left, case["customer"], case["mood"]).text == once


@EACH
def test_sentences_without_a_finding_are_byte_identical(case: dict[str, str]) -> None:
    """Only what is at fault is edited."""
    asked = of(case)
    text = WRITER.rewrite(asked).text
    # Care goes between "Hi Bo," and what follows; a pitch takes its closing question along.
    untouched = [
        sentence.text.removeprefix("Hi Bo, the ")
        for sentence in sentences.split(case["draft"])
        if all(f.end <= sentence.start or f.start >= sentence.end for f in asked.heard.findings)
    ]

    gone = tuple(case["gone"])
    kept = [words for words in untouched if not any(piece in words for piece in gone)]
    assert [words for words in kept if words not in text] == []


@EACH
def test_punctuation_is_clean_and_nothing_dangles(case: dict[str, str]) -> None:
    """No cut leaves a scar."""
    text = WRITER.rewrite(of(case)).text

    assert not re.search(
        r"  | [,.;!?](?:\s|$)|[,;:][.,;]|\.\.|\b(?:and|but|or|the|a|to)[.!?]", text
    )


@EACH
def test_nothing_begins_with_please_and_no_exclamation_is_added(case: dict[str, str]) -> None:
    """A leading "please" lowers a request."""
    text = WRITER.rewrite(of(case)).text

    assert not text.lower().startswith("please")
    assert text.count("!") <= case["draft"].count("!")


@EACH
def test_a_rewrite_is_about_as_long_as_its_draft(case: dict[str, str]) -> None:
    """At most 1.3 times, or forty words more."""
    words = len(case["draft"].split())

    assert len(WRITER.rewrite(of(case)).text.split()) <= max(1.3 * words, words + 40)


@EACH
def test_questions_are_one_short_sentence_each(case: dict[str, str]) -> None:
    """An agent in a hurry reads them."""
    for question in WRITER.rewrite(of(case)).questions:
        assert question.endswith("?")
        assert len(question) <= 220


def test_a_draft_without_findings_comes_back_as_it_was() -> None:
    """Not even its odd spaces change."""
    draft = "Sure!  I moved it to 4 pm ,see you there"

    assert rewrite(draft, {}) == Rewrite(text=draft, writer="offline")


async def test_the_writer_port_gives_the_same_rewrite() -> None:
    """Waiting changes nothing."""
    asked = of(CASES[0])

    assert await WRITER.write(asked) == WRITER.rewrite(asked)


def test_paragraphs_quotes_and_signature_stay_where_they_are() -> None:
    """One clause leaves, the letter stays."""
    shape = next(case for case in CASES if case["id"] == "shape")

    assert WRITER.rewrite(of(shape)).text == shape["draft"].replace(
        "As I already told you, the papers", "The papers"
    )


def test_steps_of_a_list_are_no_orders() -> None:
    """A how-to may say "send"."""
    draft = "How it goes:\n1. Open the lid.\n2. Send me the code."

    assert rewrite(draft, {"ask-permission": "Send me the code."}).text == draft


def test_a_removed_pitch_takes_its_closing_question_along() -> None:
    """Its question makes no sense without it."""
    text = rewrite(
        "The fault is logged as F-12. Our Gold plan would spare you this! Shall I book it?",
        {"no-upsell-when-unhappy": "Our Gold plan would spare you this!"},
    ).text

    assert text == "The fault is logged as F-12."


def test_a_granted_gesture_stays_and_moves_behind_the_matter() -> None:
    """The gesture comes after the fix."""
    text = rewrite(
        "As a gesture, 15 euros are on your account. The meter is being checked.",
        {"root-not-bandaid": "As a gesture, 15 euros are on your account."},
    ).text

    assert text.startswith("The meter is being checked. ")
    assert text.endswith("15 euros are on your account.")
    assert text.count("15 euros") == 1


def test_a_customer_nobody_hurt_gets_no_apology() -> None:
    """No harm, no apology."""
    text = rewrite(
        "The lamp is back on 2 June.", {"sincere-apology": ""}, "Is the lamp back?", "neutral"
    ).text

    assert "sorry" not in text


def test_one_apology_is_enough() -> None:
    """A second one would grovel."""
    text = rewrite(
        "I'm sorry about the wait. Room 4 is free at 10:00.",
        {"sincere-apology": ""},
        "I waited for hours, so annoyed",
        "upset",
    ).text

    assert text.count("sorry") == 1


def test_care_goes_right_after_the_greeting() -> None:
    """Warm first, then competent."""
    text = rewrite(
        "Hi Bo, the invoice is on its way.",
        {"sincere-apology": ""},
        "My invoice is wrong again, I am furious",
        "upset",
    ).text

    assert re.fullmatch(r"Hi Bo, I'm sorry [^.]+\. The invoice is on its way\.", text)


def test_a_disputed_story_is_not_told_back_as_true() -> None:
    """We concede nothing the draft denies."""
    text = rewrite(
        "As I told you, the parcel was handed over on 3 May.",
        {"sincere-apology": "", "happy-over-right": "As I told you"},
        "My parcel never arrived. I am furious",
        "upset",
    ).text

    assert "never arrived" not in text


def test_two_drafts_need_not_sound_alike() -> None:
    """A macro is heard at once."""
    texts = {
        rewrite(
            f"Visit {number} is booked.",
            {"sincere-apology": "", "feel-with-them": ""},
            "my boiler broke, I'm so angry",
            "upset",
        ).text.replace(str(number), "")
        for number in range(12)
    }

    assert len(texts) > 1


def test_the_customers_question_is_put_to_the_agent() -> None:
    """Only they know the answer."""
    asked = rewrite("We open at 9.", {"core-problem": ""}, "Is there parking? ").questions

    assert asked == ("They asked “Is there parking?”; what is the answer?",)


def test_an_agent_who_writes_small_is_answered_small() -> None:
    """Chat style is kept."""
    assert rewrite("no", {"leave-door-open": "no"}, "got any left?").text.startswith("i'm ")


def test_long_drafts_take_time_in_proportion() -> None:
    """Eight times the text takes about eight times as long."""

    def took_s(times: int) -> float:
        draft = "As I told you, the box is blue. The lid is 4 cm wide. " * times
        began = time.process_time()
        rewrite(draft, {"happy-over-right": "As I told you"})
        return time.process_time() - began

    took_s(5)

    assert took_s(80) < 40 * max(took_s(10), 0.01)


def test_every_fact_of_every_case_is_kept_or_was_said_to_go() -> None:
    """The ledger agrees."""
    for case in CASES:
        asked = of(case)
        ledger = facts.compare(asked.draft, WRITER.rewrite(asked).text, asked.heard.findings)
        assert not ledger.missing, case["id"]
