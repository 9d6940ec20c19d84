"""What limits a sentence stays: "up to", "usually", "only on", "if", and which way round it is."""

from __future__ import annotations

import pytest

from bot.coaching import guard
from bot.coaching.domain import Draft, Finding, Heard, Mood

HEARD = Heard(language="en", mood=Mood())


def codes(draft: str, answer: str, *findings: Finding) -> list[str]:
    """Give the codes of what refuses a rewrite."""
    heard = Heard(language="en", mood=Mood(), findings=findings)
    return [
        problem.code
        for problem in guard.check(Draft(text=draft), answer, heard).problems
        if problem.hard
    ]


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("The pot holds up to 4 litres.", "The pot holds 4 litres."),
        ("Rooms are at least 20 m wide.", "Rooms are 20 m wide."),
        ("It weighs 5 kg or less.", "It weighs 5 kg."),
        ("The ride takes about 2 hours.", "The ride takes 2 hours."),
        ("The ride takes 2 hours or so.", "The ride takes 2 hours."),
        ("The glue may stain the wood.", "The glue will stain the wood."),
        ("The post usually comes at noon.", "The post comes at noon."),
        ("The pass works only on weekdays.", "The pass works on weekdays."),
        ("Every lift runs apart from the blue one.", "Every lift runs, the blue one too."),
        ("Most rooms have a desk and a lamp.", "All rooms have a desk and a lamp."),
    ],
)
def test_a_limit_that_left_is_missed(draft: str, answer: str) -> None:
    """Ten ways to say a little more than the agent did."""
    assert "limit-lost" in codes(draft, answer)


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("The ferry goes before noon on 3 May.", "The ferry goes after noon on 3 May."),
        ("Send the slip before 3 May.", "Could you send the slip after 3 May?"),
        ("The first tram leaves at 05:10.", "The last tram leaves at 05:10."),
        ("The fee is 9 € including tax.", "The fee is 9 € excluding tax."),
        ("You get a lens or a repair.", "You get a lens and a repair."),
        ("The bus runs from Pier 2 to Hall 9.", "The bus runs from Hall 9 to Pier 2."),
        ("Switch on the left valve.", "Could you switch on the right valve?"),
    ],
)
def test_a_sentence_that_turned_round_is_seen(draft: str, answer: str) -> None:
    """Seven opposites."""
    assert "limit-turned" in codes(draft, answer)


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("A cup costs 4 €.", "A cup costs up to 4 €."),
        ("Our drivers ring the bell twice.", "Our drivers always ring the bell twice."),
    ],
)
def test_a_limit_that_nobody_set_is_taken_out(draft: str, answer: str) -> None:
    """Neither narrower nor wider."""
    assert "limit-added" in codes(draft, answer)


def test_a_promise_keeps_its_condition() -> None:
    """A refund after a look is no refund yet."""
    draft = "If the lab finds the fault, we'll refund the kettle."

    assert "condition-lost" in codes(draft, "We'll refund the kettle.")
    assert codes(draft, "We'll refund the kettle once the lab finds the fault.") == []


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("The pot holds up to 4 litres.", "Your pot holds no more than 4 litres."),
        ("The pot holds up to 4 litres. It is red.", "It is red. The pot holds up to 4 litres."),
        ("The post usually comes at noon.", "The post most often comes at noon."),
        ("You may keep the box here.", "You can keep the box here."),
        ("It opens only on Mondays.", "It opens on Mondays, and not on other days."),
        ("It isn't open before 9.", "It is open after 9."),
        ("Send it by 3 May. Send it by 3 May.", "Could you send it by 3 May, and by 3 May again?"),
    ],
)
def test_a_limit_in_other_words_is_kept(draft: str, answer: str) -> None:
    """People may put it their own way."""
    assert not {"limit-lost", "limit-turned", "limit-added"} & set(codes(draft, answer))


def test_what_a_reproach_limits_may_go_with_it() -> None:
    """Its own words left."""
    draft = "You usually forget the form, as always. The form is here."
    reproach = Finding(
        slug="happy-over-right",
        start=0,
        end=29,
        quote=draft[:29],
        why="It blames.",
        move="Leave it.",
    )

    assert "limit-lost" in codes(draft, "You forget the form. The form is here.")
    assert "limit-lost" not in codes(draft, "You forget the form. The form is here.", reproach)
