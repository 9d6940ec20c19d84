"""A feeling is named once."""

from __future__ import annotations

from bot import app
from bot.coach import Coach
from bot.coaching.domain import Draft
from bot.coaching.offline import OfflineWriter

LINTER = app.linter()
COACH = Coach(LINTER, offline=OfflineWriter(app.principles(), listen=LINTER.listen))


async def test_a_feeling_heard_again_and_again_is_named_once() -> None:
    """The ear may miss the feeling in our own words; the writer does not say it twice."""
    draft = Draft(
        text="Hi there! Thanks for reaching out. We appreciate your patience as we look into this, "
        "and we're sorry for any trouble caused. Our help centre has great articles on imports: "
        "help.example/import.",
        customer="I'm exhausted. I moved our whole studio onto your tool and the import lost all "
        "the links. I spent Sunday redoing 340 tasks by hand. What happened?",
    )
    coaching = await COACH.coach(draft, choice="offline")

    assert coaching.rewrite.text.lower().count("exhausted") <= 1
