"""The use-case: there is always an answer, and it is always checked."""

from __future__ import annotations

import logging

import pytest

from bot import app
from bot.coach import ANSWER_ASIDE, AS_IT_WAS, LLM_AWAY, LLM_AWAY_ABROAD, NOT_ENGLISH, Coach
from bot.coaching.domain import Brief, Coaching, Draft, Finding, Problem, Rewrite
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.errors import BadRewriteError, WriterBusyError, WriterError, WriterRefusedError
from tests.peers.fakes import FakeWriter

BLAMING = Draft(
    text="As I already told you, order #4821 shipped on 3 May.",
    customer="Where is my parcel? I asked on Monday!",
)
GOOD = "Order #4821 left us on 3 May."
DROPS = "Your order left us on 3 May."
PROMISES = "Order #4821 left us on 3 May. We will refund you tomorrow."
KIND = Draft(text="It left us this morning, Maria, and it is on its way to you.")
FRENCH = Draft(text="Votre commande est en retard, ce n'est pas notre faute. Attendez.")


def coach(*answers: str | Rewrite | WriterError) -> tuple[Coach, FakeWriter]:
    """Build a coach whose LLM gives these answers."""
    writer = FakeWriter(*answers)
    offline = OfflineWriter(app.principles())
    return Coach(Linter(app.principles()), offline=offline, writer=writer), writer


async def coached(draft: Draft, *answers: str | Rewrite | WriterError) -> tuple[Coaching, int]:
    """Coach a draft; also tell how often the LLM was asked."""
    built, writer = coach(*answers)
    return await built.coach(draft), len(writer.briefs)


async def test_a_good_rewrite_of_the_llm_is_used() -> None:
    """One call, its words, its name, every fact kept."""
    coaching, calls = await coached(BLAMING, GOOD)

    assert (coaching.rewrite.text, coaching.rewrite.writer, calls) == (GOOD, "openai", 1)
    assert coaching.verdict.accepted
    assert {"#4821", "3 May"} <= {fact.text for fact in coaching.verdict.facts.kept}
    assert coaching.score is not None
    assert coaching.score_after is not None
    assert coaching.score_after.value > coaching.score.value


@pytest.mark.parametrize("bad", [DROPS, PROMISES], ids=["drops a fact", "adds a promise"])
async def test_a_refused_rewrite_gets_one_more_try_that_names_what_was_wrong(bad: str) -> None:
    """The second brief carries the last try and the guard's problems."""
    built, writer = coach(bad, GOOD)

    coaching = await built.coach(BLAMING)

    assert coaching.rewrite.text == GOOD
    assert writer.briefs[1].last_try == bad
    assert writer.briefs[1].problems


@pytest.mark.parametrize(
    ("answer", "calls"),
    [
        (DROPS, 2),
        (PROMISES, 2),
        (WriterBusyError("slow"), 1),
        (WriterRefusedError("401"), 1),
        (BadRewriteError(Problem(code="shape", words="", plain="It was no JSON.")), 2),
    ],
    ids=["drops", "promises", "busy", "refused", "malformed"],
)
async def test_agent_still_gets_a_rewrite_when_the_llm_has_none(
    answer: str | WriterError, calls: int
) -> None:
    """The offline writer answers, and the agent is told who wrote it."""
    coaching, asked = await coached(BLAMING, answer)

    assert asked == calls
    assert coaching.rewrite.writer == "offline"
    assert coaching.changed
    assert coaching.note == LLM_AWAY
    assert "#4821" in coaching.rewrite.text


async def test_a_kind_draft_comes_back_byte_identical() -> None:
    """T7: even when an LLM would rather write a new one."""
    coaching, _ = await coached(KIND, "Dear Maria, it left us this morning and is on its way.")

    assert coaching.rewrite.text == KIND.text
    assert not coaching.changed


async def test_what_the_llm_heard_counts_as_a_reason() -> None:
    """T17: a change needs a reason; one that the LLM names is one."""
    draft = Draft(text="It left us on 3 May. Deal with it.")
    finding = Finding(
        slug="never-insult-or-threaten",
        start=21,
        end=34,
        quote="Deal with it.",
        why="It turns away.",
        move="Say what comes next.",
    )
    rewrite = Rewrite(text="It left us on 3 May.", writer="openai", findings=(finding,))

    coaching, _ = await coached(draft, rewrite)

    assert coaching.rewrite.text == "It left us on 3 May."
    assert "never-insult-or-threaten" in [found.slug for found in coaching.heard.findings]


async def test_a_foreign_draft_is_left_alone_offline_and_told_so() -> None:
    """T2: nothing is coached that is not understood, and nothing is translated."""
    plain = Coach(Linter(app.principles()), offline=OfflineWriter(app.principles()))

    alone = await plain.coach(FRENCH)
    away, _ = await coached(FRENCH, WriterBusyError("slow"))

    assert (alone.rewrite.text, alone.note) == (FRENCH.text, NOT_ENGLISH)
    assert (alone.score, alone.score_after) == (None, None)
    assert (away.rewrite.text, away.note) == (FRENCH.text, LLM_AWAY_ABROAD)


async def test_a_refused_offline_rewrite_gives_the_draft_back_with_its_findings() -> None:
    """The promise holds for our own writer too."""
    offline = FakeWriter(PROMISES, name="offline")
    plain = Coach(Linter(app.principles()), offline=offline)

    coaching = await plain.coach(BLAMING)

    assert coaching.rewrite.text == BLAMING.text
    assert coaching.heard.findings
    assert coaching.note == AS_IT_WAS


async def test_no_log_line_holds_anybodys_words(caplog: pytest.LogCaptureFixture) -> None:
    """At any level: codes and counts only."""
    with caplog.at_level(logging.DEBUG):
        for answer in (GOOD, DROPS, PROMISES, WriterBusyError("slow")):
            await coached(BLAMING, answer)

    assert "coached platform=terminal" in caplog.text
    for word in ("4821", "May", "parcel", "told", "refund", "Monday"):
        assert word not in caplog.text


ASKED = Draft(
    text="As I already told you, order #4821 shipped on 3 May.",
    customer="My parcel never arrived and I am furious!",
    answers=("The new part ships on Friday.",),
)
MENDED = "I'm sorry about your parcel. Order #4821 left us on 3 May. The new part ships on Friday."


async def test_an_llm_rewrite_holds_the_answer() -> None:
    """The writer is given it, and the guard lets its facts pass."""
    built, writer = coach(MENDED)

    coaching = await built.coach(ASKED)

    assert coaching.rewrite == Rewrite(text=MENDED, writer="openai")
    assert writer.briefs[0].draft.answers == ASKED.answers
    assert coaching.draft == ASKED
    assert "Friday" in {fact.text for fact in coaching.verdict.facts.kept}


@pytest.mark.parametrize(
    "bad",
    [MENDED.replace("Friday", "Monday"), MENDED[:-10] + ".", f"{MENDED} It costs €5."],
    ids=["changed", "lost", "invented"],
)  # fmt: skip
async def test_an_answer_opens_no_door_for_what_nobody_said(bad: str) -> None:
    """Refused twice, written offline, with the answer in it."""
    coaching, calls = await coached(ASKED, bad, bad)

    assert calls == 2
    assert coaching.rewrite.writer == "offline"
    assert "The new part ships on Friday." in coaching.rewrite.text


async def test_an_answer_reaches_a_kind_draft_without_any_rewriting() -> None:
    """Whoever writes; the draft's own sentences stay as they are."""
    draft = Draft(text="It is here, Maria.\n\nBest, Lena", answers=("The box is blue.",))

    coaching, _ = await coached(draft, "Something quite different.")

    assert coaching.rewrite.text == "It is here, Maria. The box is blue.\n\nBest, Lena"
    assert coaching.changed


async def test_a_critique_is_of_the_draft_itself() -> None:
    """Nothing is written, answers or not."""
    built, _ = coach(MENDED)

    critique = await built.critique(ASKED)
    assert not critique.changed
    assert critique.heard.findings


KIND_ONE = "It is here, Maria."


class _Spoiler:
    """A writer that loses every answer."""

    name = "offline"

    async def write(self, brief: Brief) -> Rewrite:
        """Write what the guard refuses as soon as there are answers."""
        kind = brief.draft.text == KIND_ONE
        return Rewrite(text=KIND_ONE if kind else GOOD, writer=self.name)


async def test_an_answer_no_rewrite_holds_is_left_out_with_a_word() -> None:
    """The agent still gets the kinder draft, and is told that the answer is not in it."""
    built = Coach(Linter(app.principles()), offline=_Spoiler())
    draft = Draft(text=BLAMING.text, customer=BLAMING.customer, answers=("It costs €5.",))

    coaching = await built.coach(draft)

    assert coaching.rewrite.text == GOOD
    assert coaching.note == ANSWER_ASIDE
    assert coaching.draft == draft


async def test_a_kind_draft_with_an_unkind_answer_is_given_back_as_it_was() -> None:
    """Where not even a cleaned answer can stand."""
    built = Coach(Linter(app.principles()), offline=_Spoiler())
    draft = Draft(text=KIND_ONE, answers=("You idiot, it costs €5.",))

    coaching = await built.coach(draft)

    assert coaching.rewrite.text == draft.text
    assert coaching.note == ANSWER_ASIDE
