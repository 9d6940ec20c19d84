"""The principle files themselves: all are there, whole, and every example in them holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.coaching import principles
from bot.coaching.domain import Draft
from bot.coaching.linter import Linter
from bot.coaching.principle import Example

PRINCIPLES = principles.load()
LINTER = Linter(PRINCIPLES)
SLUGS = (
    "no-hard-sell",
    "no-upsell-when-unhappy",
    "happy-over-right",
    "sincere-apology",
    "never-insult-or-threaten",
    "ask-permission",
    "reassure",
    "only-customer",
    "core-problem",
    "feel-with-them",
    "take-it-seriously",
    "root-not-bandaid",
    "about-them",
    "always-personal",
    "own-it",
    "give-value",
    "dignity",
    "leave-door-open",
)
FLAGGED, FINE = (
    [
        pytest.param(slug, example, id=f"{slug}: {example.title}")
        for slug, principle in PRINCIPLES.items()
        for example in principle.examples
        if example.fine is fine
    ]
    for fine in (False, True)
)


def _slugs(text: str, customer: str | None) -> set[str]:
    return {finding.slug for finding in LINTER.listen(Draft(text=text, customer=customer)).findings}


def test_all_eighteen_principles_stand_in_the_order_of_their_numbers() -> None:
    """The numbers are those the sources are counted by."""
    assert tuple(PRINCIPLES) == SLUGS
    assert [principle.number for principle in PRINCIPLES.values()] == list(range(1, 19))


@pytest.mark.parametrize(("slug", "example"), FLAGGED)
def test_the_draft_of_an_example_is_flagged(slug: str, example: Example) -> None:
    """The principle itself must be among what was found."""
    assert slug in _slugs(example.draft, example.customer)


@pytest.mark.parametrize(("slug", "example"), FLAGGED)
def test_the_kinder_text_of_an_example_is_clean_under_all_principles(
    slug: str, example: Example
) -> None:
    """A kinder text that breaks another principle would teach the wrong thing."""
    assert slug in PRINCIPLES
    assert example.kinder is not None
    assert _slugs(example.kinder, example.customer) == set()


@pytest.mark.parametrize(("slug", "example"), FINE)
def test_a_near_miss_is_not_flagged(slug: str, example: Example) -> None:
    """An innocent look-alike keeps the phrases honest."""
    assert slug not in _slugs(example.draft, example.customer)


@pytest.mark.parametrize(("slug", "example"), FLAGGED)
def test_the_kinder_text_keeps_every_number_of_its_draft(slug: str, example: Example) -> None:
    """A kinder text that loses a date is no better than the draft."""
    kinder = example.kinder or ""
    tokens = [word.strip(".,!?;:()“”") for word in example.draft.split()]
    facts = [token for token in tokens if any(char.isdigit() for char in token)]
    dropped = [fact for fact in facts if fact not in kinder]

    # A pitch, a vow or an insult may take its number along; everything else stays.
    assert slug in {"no-upsell-when-unhappy", "dignity", "about-them"} or dropped == []


def test_every_swap_leaves_a_sentence_it_does_not_concern_as_it_is() -> None:
    """The offline writer may only touch what a swap is about."""
    sentence = "Your lamp left on 3 May and should be with you on Friday."
    for principle in PRINCIPLES.values():
        for swap in principle.swaps:
            assert swap.pattern.sub(swap.put, sentence) == sentence


def test_a_tip_has_an_id_of_its_own_and_reads_as_one_or_two_sentences() -> None:
    """Ids are stable keys, and a tip fits on a phone."""
    tips = PRINCIPLES.all_tips

    assert len({tip.id for tip in tips}) == len(tips)
    assert len({tip.text for tip in tips}) == len(tips)
    assert all(20 <= len(tip.text) <= 220 for tip in tips)
    assert len(PRINCIPLES.teachings) >= 16
    assert len(PRINCIPLES.stories) >= 9


def test_the_same_folder_is_read_once() -> None:
    """Reading costs time, so one process reads once."""
    assert principles.load() is principles.load()
    assert principles.load(principles.folder()) is principles.load()


def test_an_unknown_slug_is_a_key_error() -> None:
    """The mapping has no defaults."""
    with pytest.raises(KeyError):
        PRINCIPLES["be-nice"]


def test_the_prompts_of_a_wheel_come_before_those_of_a_checkout(tmp_path: Path) -> None:
    """An installed coach must not read a checkout beside it."""
    packaged, checkout = tmp_path / "bot" / "_prompts", tmp_path / "prompts"
    checkout.mkdir()
    assert principles.folder(tmp_path / "bot") == checkout

    packaged.mkdir(parents=True)
    assert principles.folder(tmp_path / "bot") == packaged
