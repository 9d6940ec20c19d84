"""Counts what became of every draft that Slack was told we have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tests.peers.slack_envelopes import Shown
from tests.peers.slack_keeping import KeepingSlack
from tests.peers.slack_server import TEAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of the drafts.

    Args:
        sent: Drafts sent to the coach.
        acked: Those it acknowledged as taken in.
        answered: Acknowledged ones that were answered.
        doubted: Acknowledged ones whose agent was told that the answer may be missing, and is.
        doubted_in_vain: The same, and the answer stands there all the same.
        told: Acknowledged ones whose agent was told that there is no answer.
        lost: Acknowledged ones about which nobody was told anything.
        twice: Answers that stand there twice.
    """

    sent: int
    acked: int
    answered: int
    doubted: int
    doubted_in_vain: int
    told: int
    lost: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Tell whether nothing was lost and nothing shown twice."""
        return not self.lost and not self.twice


def account(slack: KeepingSlack) -> Account:
    """Count; commands that were refused in the acknowledgement itself count as not taken."""
    doubts = [one for one in slack.shown if is_doubt(one)]
    answers = Counter(name for one in slack.shown if not is_doubt(one) for name in _answered(one))
    marks = Counter(one.mark for one in slack.shown if one.mark)
    acked = {kept.name for kept in slack.kept.values() if kept.acked_at and not kept.told}
    answered = acked & set(answers)
    doubted = {name for one in doubts for name in (_named(one), *_at_url(one))}
    notes = [one for one in slack.shown if one.private and one.thread]
    told = {_named(one) for one in notes} - doubted
    twice = [name for name in acked if answers[name] > 1 and name.count(":") == 1]
    twice += [mark for mark, times in marks.items() if times > 1]
    return Account(
        sent=len({kept.name for kept in slack.kept.values()}),
        acked=len(acked),
        answered=len(answered),
        doubted=len(acked & doubted - answered),
        doubted_in_vain=len(doubted & answered),
        told=len(acked & told - answered),
        lost=tuple(sorted(acked - answered - doubted - told)),
        twice=tuple(sorted(twice)),
    )


def is_doubt(shown: Shown) -> bool:
    """Tell whether it says that the answer may be missing."""
    return "cannot see whether" in str(shown.body.get("text"))


def _answered(shown: Shown) -> Iterable[str]:
    if shown.mark:
        return (shown.mark[:-2],) if shown.mark.endswith(".0") else ()
    return _at_url(shown)


def _at_url(shown: Shown) -> Iterable[str]:
    """Name command and press, which `slack_envelopes` numbers in one row."""
    if not shown.channel.startswith("respond/"):
        return ()
    number = shown.channel.removeprefix("respond/")
    return f"slack:1.2.{number}", f"slack:1.3.{number}"


def _named(note: Shown) -> str:
    return f"slack:{TEAM}:{note.channel}:{note.thread}"
