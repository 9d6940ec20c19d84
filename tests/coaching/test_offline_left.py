"""What leaned on a sentence that goes leaves with it; what stays reads as if nothing had gone."""

from __future__ import annotations

import pytest

from bot.coaching import wordings
from bot.coaching.domain import Finding, Needless
from bot.coaching.offline_apply import apply
from bot.coaching.offline_edits import plan
from bot.coaching.offline_text import voice
from bot.coaching.offline_wording import Ground

PITCH = "no-upsell-when-unhappy"


def found_in(slug: str, start: int, fault: str) -> Finding:
    """Name a piece of a draft as at fault."""
    return Finding(slug=slug, start=start, end=start + len(fault), quote=fault, why="", move="")


def written(
    text: str, fault: str, slug: str = PITCH, *, calm: bool = False, spare: bool = True
) -> str:
    """Rewrite a draft in which one piece is at fault, and which the ear would leave out."""
    start = text.index(fault)
    found = found_in(slug, start, fault)
    ground = Ground(wordings.load(), voice(text), {}, calm)
    words = (
        Needless(0, start, -5.0),
        Needless(start, start + len(fault), 5.0 if spare else -5.0),
        Needless(start + len(fault), len(text) + 1, -5.0),
    )
    return apply(text, plan(text, [found], ground, needless=words).edits)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (
            "We sent a new one today. Great news! Premium members wait less, want in?",
            "Premium members wait less, want in?",
        ),
        (
            "We sent a new one today. Premium members wait less, want in? 💪",
            "Premium members wait less, want in?",
        ),
        (
            "We sent a new one today. Have you thought of our Premium plan? Only 7.99 more.",
            "Have you thought of our Premium plan?",
        ),
        (
            "We sent a new one today. Premium members wait less, want in? Have a lovely day!",
            "Premium members wait less, want in?",
        ),
        (
            "We sent a new one today. Premium members wait less, want in? Anything else?",
            "Premium members wait less, want in?",
        ),
    ],
)
def test_nothing_stays_that_leaned_on_a_pitch(text: str, gone: str) -> None:
    """Neither what led into it, nor its smile, its price, or a stock closing."""
    assert written(text, gone, calm=True) == "We sent a new one today."


def test_what_went_on_from_a_jab_begins_anew() -> None:
    """A joiner goes with what it joined."""
    text = "The parcel is here. Anybody else would have seen it. Also, the desk is open until six."
    jab = "Anybody else would have seen it."
    said = written(text, jab, "never-insult-or-threaten")
    assert said == "The parcel is here. The desk is open until six."


def test_nobody_hurting_is_shouted_or_smiled_at() -> None:
    """A reply that changes anyhow is calm throughout; a warning keeps its voice."""
    text = (
        "Your refund of 20 is on its way today! Premium members wait less, want in? "
        "Please do not use the heater until then! We look into it now 🙂"
    )
    assert written(text, "Premium members wait less, want in?", calm=True) == (
        "Your refund of 20 is on its way today. Please do not use the heater until then! "
        "We look into it now."
    )


def test_agents_sign_is_no_part_of_the_request() -> None:
    """The question mark stands before it."""
    said = written("Restart the hub. ^T", "Restart the hub.", "ask-permission", spare=False)
    assert said == "Could you restart the hub, please? ^T"
    said = written("Restart the hub ^T", "Restart the hub", "ask-permission", spare=False)
    assert said == "Could you restart the hub, please? ^T"


def test_what_was_found_does_not_reach_into_the_next_sentence() -> None:
    """A condition that the ear would keep stays with what hangs on it."""
    text = "Our hall is the largest in town. If you tell me the number, I'll check the shaft."
    fault = "Our hall is the largest in town. If you tell me the number,"
    start = text.index("If you")
    found = found_in("about-them", 0, fault)
    words = (Needless(0, start, 5.0), Needless(start, len(text), -5.0))
    ground = Ground(wordings.load(), voice(text), {})
    made = plan(text, [found], ground, needless=words)
    assert apply(text, made.edits) == "If you tell me the number, I'll check the shaft."


def test_list_leaves_no_bare_marks_behind() -> None:
    """Nor the line that led into it."""
    text = "It ships today.\n\nMore for you:\n\n- Buy it now\n- Buy it twice\n\nAnn"
    pitch = "- Buy it now\n- Buy it twice"
    assert written(text, pitch) == "It ships today.\n\nAnn"


def test_an_apology_that_grovels_stays_a_plain_one() -> None:
    """Where nothing else says sorry."""
    text = "I am so sorry, so terribly sorry, please believe how sorry I am. It ships today."
    said = written(text, text[: text.index(" It ships")], "dignity")
    assert "sorry" in said
    assert said.endswith("It ships today.")


def test_a_threat_takes_what_points_back_to_it_along() -> None:
    """What nobody can place any more is not said."""
    text = "It ships today. Otherwise our lawyer writes to you, and we both know how that ends."
    said = written(text, "our lawyer writes to you", "never-insult-or-threaten")
    assert "how that ends" not in said or "lawyer" in said


@pytest.mark.parametrize(
    ("text", "slug", "said"),
    [
        ("No, food only.", "leave-door-open", "no, food only"),
        ("Rooms are assigned by the system.", "always-personal", "Rooms are assigned"),
        ("Our log shows a manual change at 23:12.", "happy-over-right", "is a manual change"),
        ("We only advise on bookings.", "give-value", "advise on bookings"),
        ("In return for the DJ matter we offer 20.", "root-not-bandaid", "the DJ matter we offer"),
        ("Your visa is 100 % sure, they said.", "dignity", "visa is sure"),
    ],
)
def test_customer_reads_whole_sentences_after_our_words(text: str, slug: str, said: str) -> None:
    """No wording leaves a verb without its subject, or a thing without its verb."""
    assert said in written(text, text, slug, spare=False)
