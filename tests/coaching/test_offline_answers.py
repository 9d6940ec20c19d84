"""The offline writer puts an answer where it belongs and asks no more for what it was told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import app
from bot.coach import ANSWER_ASIDE, Coach
from bot.coaching import intake
from bot.coaching.domain import Coaching, Draft
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.coaching.offline_phrase import phrase
from bot.coaching.offline_twins import Twins
from bot.coaching.wordings import asked_by, load

LINTER = Linter(app.principles())
COACH = Coach(LINTER, offline=OfflineWriter(app.principles(), listen=LINTER.listen))
WORDS = load()
REPAIR = "What will be done to put it right?"
REASON = "What is the reason, in one plain sentence?"


async def coached(text: str, *told: str, customer: str | None = None) -> Coaching:
    """Coach a draft with answers."""
    return await COACH.coach(intake.answered(Draft(text=text, customer=customer), *told))


FURIOUS = "My parcel never arrived, I asked on Monday and I am furious!"
LATE = "As I already told you, order #4821 shipped on 3 May."


async def test_what_will_be_done_stands_behind_the_apology_word_for_word() -> None:
    """The draft is coached as before; the answer follows, and is not asked for again."""
    alone = await coached(LATE, customer=FURIOUS)
    told = await coached(LATE, "The new part ships on Friday.", customer=FURIOUS)

    assert "What will be done" in alone.rewrite.questions[0]
    assert told.rewrite.text == f"{alone.rewrite.text} The new part ships on Friday."
    assert told.rewrite.questions == ()
    assert told.draft.text == LATE
    assert told.score is not None
    assert told.score_after is not None
    assert told.score_after.value > told.score.value


async def test_a_reason_stands_beside_the_no() -> None:
    """Not behind the thanks at the end."""
    text = "As per our policy opened boxes cannot be returned. Thank you for your order of 3 May."
    told = "because the seal is what keeps them sterile"

    coaching = await coached(text, told, customer="Can I send it back?")

    said = coaching.rewrite.text
    assert f". That's {told}. " in said
    assert said.index("returned") < said.index("sterile") < said.index("3 May")
    assert REASON not in coaching.rewrite.questions


async def test_what_went_wrong_comes_before_the_voucher() -> None:
    """Mend first, then the gesture."""
    text = "Hi Ana, thanks for writing. Here is a 10% voucher for your next order, SAVE10."
    customer = "The kettle leaks, third time now, I am really annoyed."

    alone = await coached(text, customer=customer)
    coaching = await coached(text, "We changed the seal on every one of them.", customer=customer)

    assert any("What went wrong" in question for question in alone.rewrite.questions)
    said = coaching.rewrite.text
    assert said.index("We changed the seal") < said.index("SAVE10")


async def test_an_answer_comes_first() -> None:
    """Behind greeting and courtesy, before anything else."""
    text = "Great question! We are the leading supplier of chargers. There's a list at https://a.example/list"
    customer = "Does the Nova 5 need the 65 W charger?"
    asked = "They asked “Does the Nova 5 need the 65 W charger?”; what is the answer?"
    writer = OfflineWriter(app.principles(), listen=LINTER.listen)

    coaching = await coached(text, "Yes, 65 W is right.", customer=customer)

    assert asked_by(WORDS, asked) == "core-problem"
    assert "Yes, 65 W is right." in coaching.rewrite.text
    assert writer.name == coaching.rewrite.writer


async def test_one_of_two_questions_is_still_asked() -> None:
    """The one the answer does not look like an answer to."""
    text = "As per our policy opened boxes cannot be returned."
    customer = "I want my money back, the shoes broke after a week and I am so angry!"

    alone = await coached(text, customer=customer)
    told = await coached(text, "You can bring them to our cobbler in Leeds.", customer=customer)

    assert 1 <= len(told.rewrite.questions) < len(alone.rewrite.questions)
    assert set(told.rewrite.questions) < set(alone.rewrite.questions)
    assert "You can bring them to our cobbler in Leeds." in told.rewrite.text


async def test_an_answer_follows_the_agents_small_letters() -> None:
    """Chat style stays chat style, names stay names."""
    text = "ok so its lost, as i already told you. nothing i can do"
    customer = "where is it?? im furious"

    coaching = await coached(text, "The depot looks for it", "Maria calls at 3", customer=customer)

    assert "the depot looks for it." in coaching.rewrite.text
    assert "Maria calls at 3" in coaching.rewrite.text


async def test_a_rude_answer_is_coached_like_a_draft() -> None:
    """The insult goes, the fact stays, and the agent reads why."""
    told = "You idiot should have called earlier, but Dave comes tomorrow at 8."

    coaching = await coached(LATE, told, customer=FURIOUS)

    assert "Dave comes tomorrow at 8." in coaching.rewrite.text
    assert "idiot" not in coaching.rewrite.text
    assert coaching.heard.in_answers[0]
    assert coaching.verdict.accepted


async def test_an_answer_that_is_all_insult_answers_nothing() -> None:
    """It is left out, and its question stays."""
    coaching = await coached(LATE, "You idiot, calm down.", customer=FURIOUS)

    assert "idiot" not in coaching.rewrite.text
    assert coaching.rewrite.questions


async def test_an_answer_no_kind_version_holds_is_left_out_and_told_so() -> None:
    """The rewrite without it stands in; the answer's number is not lost silently."""
    coaching = await coached(LATE, "Pay the $40 or we sue you, you liar.", customer=FURIOUS)

    assert "liar" not in coaching.rewrite.text
    assert coaching.note in ("", ANSWER_ASIDE)
    assert coaching.verdict.accepted


async def test_a_kind_draft_gets_its_answer_and_nothing_else() -> None:
    """Every sentence of it byte for byte."""
    text = "Hi Maria,\n\nyour invoice is attached.\n\nBest, Lena"

    coaching = await coached(text, "It has PDF number 2231.", customer="Could I get it?")

    assert coaching.rewrite.text == text.replace("attached.", "attached. It has PDF number 2231.")


async def test_a_rewrite_with_answers_needs_no_second_coaching() -> None:
    """Coaching it changes nothing."""
    told = await coached(LATE, "The new part ships on Friday.", customer=FURIOUS)

    again = await coached(told.rewrite.text, customer=FURIOUS)

    assert not again.changed


async def test_an_answer_in_another_language_than_ours_leaves_the_draft_alone() -> None:
    """Offline we hear English only, and say so; nothing is put into a text we cannot hear."""
    text = "Votre commande est en retard, ce n'est pas notre faute. Attendez."

    coaching = await coached(text, "Elle arrive vendredi.")

    assert not coaching.changed
    assert "English only" in coaching.note
    assert coaching.draft.answers == ("Elle arrive vendredi.",)


async def test_no_move_removes_an_answer_that_says_nothing_wrong() -> None:
    """Sentences as dry as these come out of every agent; they stay to the letter."""
    drafts = (LATE, "Not my department, contact the courier.", "No.", "Calm down. Read the terms.")
    for text in drafts:
        for told in ("The seals cannot be checked here.", "Ines changes the pump at 9."):
            coaching = await coached(text, told, customer=FURIOUS)
            assert told in coaching.rewrite.text
            assert coaching.verdict.accepted


@pytest.mark.parametrize(
    ("answer", "slug", "ask", "said"),
    [
        ("customs rules", "always-personal", REASON, "The reason is customs rules"),
        ("because of customs rules", "always-personal", REASON, "The reason is customs rules"),
        ("Customs rules", "always-personal", REASON, "The reason is customs rules"),
        ("refund the night", "sincere-apology", REPAIR, "The plan is to refund the night"),
        ("to call them at 9", "sincere-apology", REPAIR, "The plan is to call you at 9"),
        ("send a new one", "own-it", "Who can help them?", "The plan is to send a new one"),
        ("call 0800 555 019", "own-it", "Who can help them?", "call 0800 555 019"),
        ("Rosa, 555-0142", "own-it", "Who can help them?", "Here is who can help: Rosa, 555-0142"),
        ("a new one, sent today", "own-it", REPAIR, "What comes next: a new one, sent today"),
        ("The part ships on Friday", "sincere-apology", REPAIR, "The part ships on Friday"),
        ("65 W", "give-value", "What is one useful thing?", "65 W"),
        ("yes", "core-problem", "They asked “x”; what is the answer?", "yes"),
        ("refund the first night", "", "", "refund the first night"),
    ],
)  # fmt: skip
def test_a_few_words_become_a_sentence(answer: str, slug: str, ask: str, said: str) -> None:
    """And a sentence stays what it is."""
    assert phrase(answer, slug, ask, WORDS) == said


def test_a_few_words_can_be_said_in_a_second_way() -> None:
    """Where the first reads unkindly beside the draft."""
    told = "because customs open it"

    assert phrase("customs rules", "always-personal", REASON, WORDS, otherwise=True) == (
        "It comes down to customs rules"
    )
    assert phrase(told, "always-personal", REASON, WORDS, otherwise=True) == "customs open it"


def test_a_sentence_of_the_draft_is_found_in_its_rewrite() -> None:
    """Changed, gone, or behind what was added."""
    before = "It is late. That is your fault. Ask the depot."
    twins = Twins(
        before, "I'm sorry. It is late. Ask the depot. If that leads nowhere, come back to me here."
    )

    assert twins.cared == 1
    assert twins.after[: twins.end_of(0)].endswith("It is late.")
    assert twins.after[: twins.end_of(before.index("That"))].endswith("It is late.")
    assert twins.after[: twins.end_of(before.index("Ask"))].endswith("Ask the depot.")
    assert twins.after[twins.start_of(before.index("Ask")) :].startswith("Ask the depot.")


async def test_what_will_be_done_is_asked_once_in_whatever_words() -> None:
    """Apology and voucher both ask for it; one answer is enough."""
    text = "Hi Ana, thanks for writing. Here is a 10% voucher for your next order, SAVE10."
    customer = "The kettle leaks, third time now, I am really annoyed."

    alone = await coached(text, customer=customer)
    coaching = await coached(text, "We changed the seal on every one of them.", customer=customer)

    assert sum("will be done" in question for question in alone.rewrite.questions) == 2
    assert not any("will be done" in question for question in coaching.rewrite.questions)


CASES = Path(__file__).parents[1] / "cases" / "offline.jsonl"


@pytest.mark.parametrize("line", CASES.read_text().splitlines(), ids=lambda line: line[8:14])
async def test_whatever_the_draft_an_answer_is_in_its_rewrite_to_the_letter(line: str) -> None:
    """Accepted by the guard, no less kind than the draft, and never in need of more coaching."""
    case = json.loads(line)
    told = "Ines changes the pump on Thursday at 9:30, ref RP-77."

    coaching = await coached(case["draft"], told, customer=case.get("customer"))

    assert told.lower() in coaching.rewrite.text.lower()
    assert coaching.verdict.accepted
    assert coaching.score is not None
    assert coaching.score_after is not None
    assert coaching.score_after.value >= coaching.score.value
    again = await coached(coaching.rewrite.text, customer=case.get("customer"))
    assert not again.changed


async def test_an_insult_in_an_answer_never_passes_beside_many_kind_sentences() -> None:
    """A long kind draft does not drown it, with a kind part to keep or without one."""
    text = (
        "Hi Ana, thank you for the photos. The lamp is on its way back to us. Your refund of €12 "
        "went out this morning, and the label for the shade is in your mail. I look after it."
    )
    kind = await coached(text, "You idiot should have read it, but Tom calls on 4 June.")
    rude = await coached(text, "You idiot must wait until 4 June.")

    assert "Tom calls on 4 June." in kind.rewrite.text
    for coaching in (kind, rude):
        assert "idiot" not in coaching.rewrite.text
        assert coaching.verdict.accepted
