"""What an agent answers counts as the agent's own words, and nothing more than that."""

from __future__ import annotations

import pytest

from bot import app
from bot.coaching import answers, guard, intake
from bot.coaching.answers import Spot
from bot.coaching.domain import Draft, Heard, Verdict
from bot.coaching.linter import Linter
from bot.coaching.offline_text import voice

TEXT = "Hi Ana,\n\nOrder #4821 shipped on 3 May.\n\nBest regards,\nLena"
ANSWER = "The new part ships on Friday with tracking 88-A."


def judged(rewrite: str, *told: str, text: str = TEXT) -> Verdict:
    """Let the guard judge a rewrite of a draft with answers."""
    draft = Draft(text=text, answers=told)
    return guard.check(draft, rewrite, answers.hear(draft, Linter(app.principles()).listen))


def codes(verdict: Verdict) -> set[str]:
    """Give the codes of what refuses."""
    return {problem.code for problem in verdict.problems if problem.hard}


def with_answer(said: str) -> str:
    """Say something behind the draft's own sentence."""
    return TEXT.replace("3 May.", f"3 May. {said}")


def test_a_fact_of_an_answer_may_stand_in_the_rewrite() -> None:
    """Without the answer the same rewrite is refused."""
    assert judged(with_answer(ANSWER), ANSWER).accepted
    assert "fact-added" in codes(judged(with_answer(ANSWER)))


def test_a_fact_of_an_answer_is_kept_like_one_of_the_draft() -> None:
    """The ledger names it."""
    kept = {fact.text for fact in judged(with_answer(ANSWER), ANSWER).facts.kept}

    assert {"#4821", "3 May", "Friday", "88-A"} <= kept


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("The new part ships on Friday.", "fact-missing"),
        ("The new part ships on Monday with tracking 88-A.", "fact-missing"),
        ("The new part ships on Friday with tracking 88-A and costs €4.", "fact-added"),
        ("The new part ships on Friday with tracking 88-A. We will refund you.", "promise-added"),
        ("The new part ships on Friday with tracking 88-B.", "fact-added"),
    ],
)
def test_an_answer_licenses_nothing_that_it_does_not_say(said: str, code: str) -> None:
    """Facts lost, changed or invented, and promises, are refused as ever."""
    assert code in codes(judged(with_answer(said), ANSWER))


def test_a_promise_of_an_answer_is_the_agents_own() -> None:
    """They said it; without them saying it, it is refused."""
    promise = "We will refund you the €12 on Friday."

    assert judged(with_answer(promise), promise).accepted
    assert "promise-added" in codes(judged(with_answer(promise)))


def test_a_yes_of_an_answer_stays_a_yes() -> None:
    """What the agent will do is never turned into what they will not."""
    told = "We will send it on Friday."

    assert not judged(with_answer("We won't send it on Friday."), told).accepted


def test_a_promise_of_an_answer_does_not_go_missing() -> None:
    """A refund that the agent granted is granted in the rewrite."""
    assert "promise-lost" in codes(judged(TEXT, "We will refund you."))


def test_an_answer_that_was_passed_over_refuses_the_rewrite() -> None:
    """Even one without a fact."""
    told = "The courier lost the label in the depot."

    assert "answer-lost" in codes(judged(TEXT, told))
    assert judged(with_answer("The courier lost the label at the depot."), told).accepted


def test_the_length_allowed_grows_by_the_answer() -> None:
    """T21 counts what the agent wrote, in whichever place."""
    told = " ".join(["The new part comes from the depot in the north"] * 10) + "."

    assert "too-long" not in codes(judged(with_answer(told), told))
    assert "too-long" in codes(judged(with_answer(told)))


def test_an_answer_goes_before_the_sign_off() -> None:
    """Greeting, sign-off and paragraphs are as they were; nothing else is touched."""
    woven = answers.weave(Draft(text=TEXT, answers=("the new part ships on Friday",)))

    assert woven.draft.text == with_answer("The new part ships on Friday.")
    assert woven.draft.answers == ()
    [(start, end)] = woven.places
    assert woven.draft.text[start:end] == "The new part ships on Friday."


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("ok its shipped", "ok its shipped. we send a new one."),
        ("It shipped. Is it here?", "It shipped. We send a new one. Is it here?"),
        ("It is:\n\n- Open it\n- Read it", "It is:\n\n- Open it\n- Read it\n\nWe send a new one."),
        ("Hi Ana,", "Hi Ana, We send a new one."),
        ("We send a new one. Sorry.", "We send a new one. Sorry."),
        ("It shipped.\n\n-- \nLena, Acme", "It shipped. We send a new one.\n\n-- \nLena, Acme"),
        ("It shipped 🐾", "It shipped 🐾 We send a new one."),
    ],
)  # fmt: skip
def test_an_answer_fits_the_draft_it_goes_into(text: str, put: str) -> None:
    """Chat style, a last question, a list, nothing but a greeting, said before, a signature."""
    assert answers.text(Draft(text=text, answers=("we send a new one",))) == put


def test_a_draft_without_answers_is_its_own_text() -> None:
    """Nothing is moved."""
    assert answers.text(Draft(text=TEXT)) == TEXT


def test_several_answers_at_one_place_keep_their_order() -> None:
    """One behind the other."""
    draft = Draft(text="It shipped.", answers=("A is here.", "B is there."))

    assert answers.text(draft) == "It shipped. A is here. B is there."
    before = (Spot(0, before=True), Spot(0, before=True))
    assert answers.weave(draft, spots=before).draft.text == "A is here. B is there. It shipped."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("we send them a new one", "we send you a new one"),
        ("because the seal is broken", "That's because the seal is broken"),
        ("they can book at the desk", "You can book at the desk"),
        ("we replace them on Friday", "we replace them on Friday"),
        ("you can tell them", "you can tell them"),
        ("because of customs", "because of customs"),
    ],
)
def test_an_answer_speaks_to_the_customer(typed: str, said: str) -> None:
    """Only where it plainly spoke of them."""
    assert answers.sentence(typed) == said


@pytest.mark.parametrize(
    ("words", "begun"),
    [("the part", "The part"), ("iPhone 12 cases", "iPhone 12 cases"), ("https://a.example/x", "https://a.example/x")],
)  # fmt: skip
def test_a_fact_that_begins_an_answer_is_never_capitalised(words: str, begun: str) -> None:
    """Verbatim is verbatim."""
    assert answers.begun(words, voice("It is.")) == begun


def test_findings_move_with_the_words_they_are_about() -> None:
    """A finding behind an answer still quotes what it quoted."""
    text = "It shipped. You should have read the terms."
    draft = Draft(text=text, answers=("The depot lost it.",))
    heard = Linter(app.principles()).listen(draft)
    [finding] = heard.findings

    moved = answers.weave(draft, spots=(Spot(11),)).moved(finding)

    put = answers.weave(draft, spots=(Spot(11),)).draft.text
    assert put == "It shipped. The depot lost it. You should have read the terms."
    assert put[moved.start : moved.end] == finding.quote


def test_what_is_said_badly_in_an_answer_is_heard_there() -> None:
    """Its place counts in the answer; the draft's own findings stay as they were."""
    told = "You should have read the terms, it comes on Friday."
    draft = Draft(text="It shipped, Ana.", answers=("It is blue.", told))

    heard = answers.hear(draft, Linter(app.principles()).listen)

    assert heard.findings == ()
    assert heard.in_answers[0] == ()
    [finding] = heard.in_answers[1]
    assert told[finding.start : finding.end] == finding.quote
    assert finding.slug == "happy-over-right"


def test_the_reproach_of_an_answer_may_leave_with_its_words() -> None:
    """As in a draft: the insult goes, the fact beside it stays."""
    told = "You idiot, it comes on Friday."

    assert judged(with_answer("It comes on Friday."), told).accepted
    assert "fact-missing" in codes(judged(TEXT, told))


def test_guard_takes_what_was_heard_without_the_answers() -> None:
    """Findings are of the draft alone; one may know nothing of the answers."""
    heard = Heard(
        language="en", mood=answers.hear(Draft(text=TEXT), Linter(app.principles()).listen).mood
    )

    assert guard.check(Draft(text=TEXT, answers=(ANSWER,)), with_answer(ANSWER), heard).accepted


@pytest.mark.parametrize("typed", ["", "  ", "idk", "I don't know", "no idea", "n/a", "-", "none"])
def test_an_answer_that_says_nothing_leaves_the_question_open(typed: str) -> None:
    """Nobody's "idk" reaches a customer."""
    assert intake.answered(Draft(text=TEXT), typed).answers == ()


def test_answers_gather_and_are_told_once() -> None:
    """White space, invisible signs and wrapping quotes aside."""
    draft = intake.answered(Draft(text=TEXT), " “Ships\n Friday.” ", "Ships Friday.")
    draft = intake.answered(draft, "Ine\u200bs does it.")

    assert draft.answers == ("Ships Friday.", "Ines does it.")


def test_an_agent_is_told_when_answers_are_too_long_or_too_many() -> None:
    """With the next step."""
    with pytest.raises(intake.IntakeError, match=r"1,001 characters .* send me the part"):
        intake.answered(Draft(text=TEXT), "x" * 1_001)
    with pytest.raises(intake.IntakeError, match="7 answers and I can place 6"):
        intake.answered(Draft(text=TEXT), *(f"It is {n}." for n in range(7)))
