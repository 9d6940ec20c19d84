"""What is read is read once for each coaching or check, and nobody's words outlive it."""

from __future__ import annotations

from contextvars import copy_context

from bot.coach import Coach
from bot.coaching import principles
from bot.coaching.domain import Brief, Draft, Rewrite
from bot.coaching.linter import Linter
from bot.coaching.memory import remembered, remembering


def test_a_text_is_read_once_inside_and_afresh_outside() -> None:
    """Two readings without a memory, one within, and none is left behind."""
    read: list[str] = []

    @remembered
    def length(text: str) -> int:
        read.append(text)
        return len(text)

    assert [length("ab"), length("ab")] == [2, 2]
    with remembering():
        assert [length("abc"), length("abc")] == [3, 3]
        with remembering():
            assert length("abc") == 3
    assert length("abc") == 3

    assert read == ["ab", "ab", "abc", "abc"]


def test_a_context_that_lives_on_remembers_nothing() -> None:
    """A connection opened while a draft is coached keeps its context, and none of its words."""
    read: list[str] = []

    @remembered
    def length(text: str) -> int:
        read.append(text)
        return len(text)

    with remembering():
        length("abc")
        kept = copy_context()

    assert kept.run(length, "abc") == 3
    assert read == ["abc", "abc"]


class _Reader:
    """A writer that reads a draft in its own way, and notes each time that it does."""

    name = "offline"

    def __init__(self) -> None:
        self.read: list[str] = []

    @remembered
    def length(self, text: str) -> int:
        self.read.append(text)
        return len(text)

    async def write(self, brief: Brief) -> Rewrite:
        text = brief.draft.text
        return Rewrite(text=text[: min(self.length(text), self.length(text))], writer=self.name)


async def test_nothing_is_remembered_once_a_coaching_is_over() -> None:
    """Each of two coachings of one draft reads it once."""
    reader = _Reader()
    coach = Coach(Linter(principles.load()), offline=reader)
    draft = Draft(text="As I already told you, it shipped.")

    await coach.coach(draft, choice="offline")
    await coach.coach(draft, choice="offline")

    assert reader.read == [draft.text, draft.text]


def test_a_draft_is_heard_once_in_a_coaching_and_afresh_in_the_next() -> None:
    """The very same findings inside, and others like them afterwards."""
    linter = Linter(principles.load())
    draft = Draft(text="As I already told you, it shipped.")

    with remembering():
        heard = linter.listen(draft)
        assert linter.listen(Draft(text=draft.text)) is heard
    later = linter.listen(draft)

    assert later == heard
    assert later is not heard
