"""Counts what became of every draft that Slack was told we have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tests.peers.slack_envelopes import Kept, Shown
from tests.peers.slack_keeping import KeepingSlack


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of the drafts.

    Args:
        sent: Drafts sent to the coach.
        acked: Those it acknowledged.
        answered: Acknowledged ones that were answered.
        doubted: Acknowledged ones whose agent was told that the answer may be missing, and is.
        doubted_in_vain: Notes of that kind whose answer stands there all the same.
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
    """Count what became of the drafts so far."""
    plain = [one for one in slack.shown if not is_doubt(one) and not is_refusal(one)]
    answers = Counter(name for one in plain for name in _answered(one))
    marks = Counter(one.mark for one in slack.shown if one.mark)
    acked = {kept.name: kept for kept in slack.kept.values() if kept.acked_at}
    open_ = {name: _thread(kept) for name, kept in acked.items() if not answers[name]}
    doubted = _assigned(open_, [one for one in slack.shown if is_doubt(one)])
    told = _assigned(open_, [one for one in slack.shown if is_refusal(one)])
    told += _assigned(open_, [one for one in plain if one.private and one.thread])
    twice = [name for name in acked if answers[name] > 1 and name.count(":") == 1]
    twice += [mark for mark, times in marks.items() if times > 1]
    return Account(
        sent=len({kept.name for kept in slack.kept.values()}),
        acked=len(acked),
        answered=sum(1 for name in acked if answers[name]),
        doubted=doubted,
        doubted_in_vain=sum(map(is_doubt, slack.shown)) - doubted,
        told=told,
        lost=tuple(sorted(open_)),
        twice=tuple(sorted(twice)),
    )


def _assigned(open_: dict[str, str], notes: list[Shown]) -> int:
    """Take from the open drafts one for each note in its thread or at its URL; count them."""
    found = 0
    for note in notes:
        names = set(_at_url(note))
        thread = f"{note.channel}:{note.thread}"
        for name, where in open_.items():
            if name in names or (note.thread and where == thread):
                del open_[name]
                found += 1
                break
    return found


def _thread(kept: Kept) -> str:
    event = kept.payload.get("event") or {}
    return f"{event.get('channel')}:{event.get('thread_ts') or event.get('ts')}"


def is_refusal(shown: Shown) -> bool:
    """Tell whether it says that the draft was not taken in."""
    return "cannot take anything in" in str(shown.body.get("text"))


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
