"""What a coaching says, in public and in private."""

from __future__ import annotations

from dataclasses import replace

from bot.coaching import render
from bot.coaching.domain import (
    Coaching,
    Deduction,
    Draft,
    Fact,
    FactLedger,
    Finding,
    Heard,
    Mood,
    Problem,
    RemovedFact,
    Rewrite,
    Score,
    Verdict,
)

BLAME = Finding(
    slug="happy-over-right",
    start=0,
    end=22,
    quote="As I already told you,",
    why="It tells them that they did not listen.",
    move="Say what is true now.",
)
MISSING = Finding(
    slug="feel-with-them",
    start=0,
    end=0,
    quote="",
    why="Their anger passes unnamed.",
    move="Name it once.",
    evidence="I am furious",
)
CARD = "4111 1111 1111 1111"


def coaching(
    *findings: Finding,
    text: str = f"As I already told you, card {CARD} was charged.",
    rewrite: str = f"Card {CARD} was charged.",
    questions: tuple[str, ...] = (),
    writer: str = "offline",
) -> Coaching:
    """Make a coaching with these findings."""
    kept = FactLedger(
        kept=(Fact(kind="card", text=CARD, start=0, end=19),),
        removed_with=(RemovedFact(text="3 May", slug="happy-over-right"),),
    )
    doubt = Problem(code="cause", words="", plain="It names a cause.", hard=False)
    return Coaching(
        draft=Draft(text=text),
        heard=Heard(
            language="en", mood=Mood(label="upset", evidence="I am furious"), findings=findings
        ),
        rewrite=Rewrite(text=rewrite, writer=writer, questions=questions),
        verdict=Verdict(facts=kept, problems=(doubt,)),
        score=Score(
            value=70, deductions=(Deduction(label="happy-over-right", words="As", points=30),)
        ),
        score_after=Score(value=100),
    )


def told(reply: render.Reply) -> str:
    """Join all that a reply says."""
    return "\n".join((reply.lead, reply.text, *reply.lines))


def test_in_public_there_is_one_line_of_why_and_never_a_score() -> None:
    """Nobody is rated before others."""
    reply = render.public(coaching(BLAME, MISSING))

    whys = [line for line in reply.lines if line.startswith("Why: ")]
    assert len(whys) == 1
    assert whys[0].startswith("Why: “As I already told you,”: It tells them")
    assert "score" not in told(reply).lower()
    assert "furious" not in told(reply)


def test_in_private_the_agent_sees_mood_reasons_facts_score_and_writer() -> None:
    """Everything that led to the rewrite, each with its words."""
    lines = render.private(coaching(BLAME, MISSING)).lines

    assert "The customer sounds upset: “I am furious”." in lines
    assert any(line.startswith("“I am furious”, says the customer.") for line in lines)
    assert any("3 May" in line and "happy-over-right" in line for line in lines)
    assert any(line.startswith("Kindness score: 70 of 100, 100 with the rewrite") for line in lines)
    assert "Written offline, on this machine." in lines


def test_a_score_that_stays_is_not_told_twice() -> None:
    """Nobody wonders what “100 of 100, 100 with the rewrite” may mean."""
    perfect = Score(value=100, deductions=())
    low = Score(value=70, deductions=())
    changed = coaching(BLAME)

    same = replace(changed, score=perfect, score_after=perfect)
    assert render.score_lines(same) == ("Kindness score: 100 of 100.",)
    same = replace(changed, score=low, score_after=low)
    assert render.score_lines(same) == ("Kindness score: 70 of 100, the same with the rewrite.",)


def test_what_left_with_the_words_that_hurt_is_told_above_the_rewrite() -> None:
    """Nobody reads "every fact kept" above a rewrite that left one out."""
    lead = render.public(coaching(BLAME)).lead

    assert "“3 May” left with the words that hurt" in lead
    assert lead != render.KINDER


def test_a_principles_move_is_told_once() -> None:
    """Two findings of one principle do not repeat the advice."""
    lines = render.reasons((BLAME, BLAME, MISSING))

    assert [BLAME.move in line for line in lines] == [True, False, False]
    assert MISSING.move in lines[2]


def test_card_numbers_are_masked_wherever_they_stand() -> None:
    """T14: in the rewrite as in every line."""
    for reply in (render.public(coaching(BLAME)), render.private(coaching(BLAME))):
        assert "4111 1111" not in told(reply)
        assert "1111" in reply.text


def test_questions_and_doubts_stand_outside_the_text_to_send() -> None:
    """What only the agent can say is asked, not written into their mouth."""
    reply = render.public(coaching(BLAME, questions=("By when will it arrive?",)))

    assert "Only you can say: By when will it arrive?" in reply.lines
    assert "Before you send, a look at this may help: It names a cause." in reply.lines
    assert "arrive" not in reply.text


def test_an_unchanged_draft_is_told_that_it_is_ready() -> None:
    """T7: no new text, no reason to wait."""
    same = coaching(text="Fine.", rewrite="Fine.")
    noticed = coaching(BLAME, text="Fine.", rewrite="Fine.")

    assert (render.public(same).lead, render.public(same).text) == (render.READY, "")
    assert render.public(noticed).lead == render.NO_WORDING


def test_the_agent_is_told_who_wrote() -> None:
    """An LLM's rewrite is named as one, and nothing is claimed where nothing was written."""
    assert "LLM (openai)" in render.written_by(coaching(BLAME, writer="openai"))
    assert render.written_by(coaching(BLAME, rewrite="x", text="x")) == ""


def test_long_quotes_are_cut_for_the_eye() -> None:
    """A line stays a line."""
    long = Finding(
        slug="dignity", start=0, end=900, quote="sorry " * 150, why="It bows.", move="Once."
    )

    assert len(render.reasons((long,))[0]) < 200
