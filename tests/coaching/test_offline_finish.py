"""A finished rewrite keeps nothing that a good coach would leave out, and stays as it is."""

from __future__ import annotations

import pytest

from bot import app
from bot.coaching import wordings
from bot.coaching.domain import Brief, Draft, Finding, Heard, Mood
from bot.coaching.offline import OfflineWriter
from bot.coaching.offline_pitch import edits
from bot.coaching.offline_stand import Stand
from bot.coaching.offline_text import Voice
from bot.coaching.offline_wording import Ground
from tests.coaching.weighing import weighed

LINTER = app.linter()
WRITER = OfflineWriter(app.principles(), listen=LINTER.listen)


def rewritten(customer: str, text: str) -> str:
    """Write a draft anew."""
    draft = Draft(text=text, customer=customer)
    return WRITER.rewrite(Brief(draft=draft, heard=LINTER.listen(draft))).text


def cuts(text: str, pitch: str, *, calm: bool) -> list[str]:
    """Give what leaves a text in which a piece is heard as a pitch that a coach would leave out."""
    start = text.index(pitch)
    found = Finding(
        slug="no-hard-sell", start=start, end=start + len(pitch), quote=pitch, why="", move=""
    )
    words = weighed(text, pitch, within=1.0, beside=-9.0)
    heard = Heard(language="en", mood=Mood(), findings=(found,), needless=words)
    made = edits(text, heard, Ground(wordings.load(), Voice(), {}, calm))
    return [text[edit.start : edit.end] for edit in made]


def test_a_pitch_to_somebody_hurt_leaves_with_its_price() -> None:
    """The guard lists what it took along."""
    text = "The works end on the 22nd. Our ritual is now only €110, treat yourself."

    assert cuts(text, "Our ritual is now only €110, treat yourself.", calm=True) == [
        "Our ritual is now only €110, treat yourself."
    ]


def test_whoever_may_want_it_still_hears_the_price() -> None:
    """They are calm and have not said no."""
    text = "The works end on the 22nd. Our ritual is now only €110, treat yourself."

    assert not cuts(text, "Our ritual is now only €110, treat yourself.", calm=False)


@pytest.mark.parametrize(
    "text",
    [
        "I've put a free month on your account.",
        "You won't pay for Tuesday's cut either way.",
        "We can't ship it abroad.",
        "Hi Tom,",
        "Best wishes,",
    ],
)
def test_gifts_decisions_and_greetings_stay(text: str) -> None:
    """However much the ear would leave them out."""
    assert not cuts(text, text, calm=True)


def test_a_vow_leaves_and_the_worried_customer_is_cared_for() -> None:
    """What is left is written on: nobody is left with a bare fact."""
    text = rewritten(
        "I'm so nervous about Thursday, the piano was my grandmother's. Will it be safe?",
        "Dear Ms Iwu,\nI can see you're nervous, so let me say it: I 100% guarantee that nothing "
        "whatsoever can happen to your piano, you have my word of honour, and if there is so much "
        "as a scratch you can have the whole move for nothing! The crew of 3 arrives on Thursday "
        "at 7:30 with blankets and a stair climber.",
    )

    assert "guarantee" not in text
    assert "nothing!" not in text
    assert "crew of 3 arrives on Thursday at 7:30" in text
    assert "nervous" in text


def test_a_reproach_heard_only_in_the_rewrite_may_take_its_day_along() -> None:
    """The draft's own sentence is at fault too, though an edit has changed a word of it."""
    text = rewritten(
        "My bill went from £92 to £310. Nobody here has used more. I'm furious.",
        "Dear Mr Hallett, there is nothing wrong with the bill. It is simply an estimated reading; "
        "you should have submitted your actual reading by the 25th. Submit it now at "
        "readings.lumoenergy.example and a corrected bill will follow in 5 working days. "
        "Account 4400 2917.",
    )

    assert "you should have" not in text
    assert "furious" in text
    assert "readings.lumoenergy.example" in text


def test_joy_is_shared_once() -> None:
    """Coaching goes in steps, and each of them would like to share it."""
    text = rewritten(
        "The cake was perfect, she actually squealed! We're thrilled, thank you!!",
        "Dear Karin,\nThank you for your purchase. With 14 national awards, quality of this kind "
        "is standard for our master bakers. Book your next cake today: only 3 slots left in "
        "October, so don't miss out!",
    )

    assert text.count("perfect") == 1


def test_a_dare_does_not_become_a_request() -> None:
    """Nobody is asked to open another account."""
    text = rewritten(
        "I got banned for nothing, this is humiliating",
        "You were banned cos you broke the rules. Open another account and we report your device. "
        "Case closed.",
    )

    assert "another account" not in text


def test_what_is_offered_for_staying_is_not_given_to_whoever_leaves() -> None:
    """Half of a bribe would be a gift that nobody gave."""
    text = rewritten(
        "Hi please cancel my box from next month, thanks",
        "Are you sure?? Most people who leave regret it and come back paying more. Stay and I'll "
        "put you on the small box, 12.50 instead of 19. If you still insist on leaving reply "
        "CANCEL and it ends 31 March.",
    )

    assert "small box" not in text
    assert "31 March" in text


def test_words_that_stand_elsewhere_nearly_alike_are_found_there() -> None:
    """A finding in an edited sentence tells of the sentence it came from."""
    draft = Draft(text="Hi. It is simply an estimated reading by the meter.")
    later = "It is an estimated reading by the meter."
    finding = Finding(slug="dignity", start=0, end=len(later), quote=later, why="", move="")
    first = Stand(draft, Heard(language="en", mood=Mood()))
    stand = Stand(Draft(text=later), Heard(language="en", mood=Mood(), findings=(finding,)))

    assert not first.told(stand)
    told = first.told(stand, nearly=True)
    assert [one.quote for one in told] == ["It is simply an estimated reading by the meter."]
    assert not Stand(Draft(text="No."), first.heard).told(stand, nearly=True)
    assert first.needless("Somebody else.") == 0.0


@pytest.mark.parametrize(
    ("text", "gone", "kept"),
    [
        (
            "Batching q's go to enterprise support, which needs a contract. Public docs are public",
            "Public docs are public",
            "needs a contract",
        ),
        (
            "im only tech, billing is a different team. cant help with that here",
            "different team",
            "the right people for this",
        ),
    ],
)
def test_shrugs_leave_and_somebody_else_is_named_warmly(text: str, gone: str, kept: str) -> None:
    """Who only looks around, and who asked the wrong desk, are both told where to turn."""
    customer = "evaluating your SDK on a hobby project, how do I batch requests?"
    other = "can I get a copy of invoice 2207 with our VAT number on it"

    said = rewritten(customer if "Batching" in text else other, text)

    assert gone not in said
    assert kept in said
