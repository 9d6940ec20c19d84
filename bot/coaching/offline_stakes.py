"""What hangs on it for a customer: whom it touches, what it was for, how long it lasts. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.coaching.offline_echo import answered
from bot.coaching.wordings import Wording

_VAGUE = (" account", " address", " number", " service", " branch", " details", " profile", " name")
_CONTENT = re.compile(r"(?!your|with|about|look|after|think)[a-z]{4,}")
SLOTS = ("stake", "occasion", "whom", "span", "worry", "hard", "again", "trouble", "idea", "sour")
"""What the headings of `stakes.md` may begin with, and the slots they fill."""


def slots(customer: str, draft: str, words: Sequence[Wording]) -> dict[str, str]:
    """Take from a customer's message why it matters to them.

    Args:
        customer: The customer's message.
        draft: The agent's draft; figures that it has too may be said back.
        words: The wordings of `stakes.md`.

    Returns:
        By slot, e.g. `with your mum in hospital` for "stake"; "" for what they did not tell.
    """
    kinds: dict[str, list[Wording]] = {name: [] for name in SLOTS}
    for wording in words if customer else ():
        kinds[wording.title.partition(":")[0]].append(wording)
    return {name: answered(customer, every, draft) for name, every in kinds.items()}


def owed(found: Mapping[str, str]) -> dict[str, str]:
    """Fill what may follow "I'm sorry" for somebody upset.

    Args:
        found: What is known of the customer, by slot.
    """
    noun = "" if found["noun"].endswith(_VAGUE) else found["noun"]
    known = {**found, "noun": noun}
    said = found["clause"] or ("" if found["scene"] else clause(known))
    return unsaid({**known, "clause": said})


def clause(found: Mapping[str, str]) -> str:
    """Say what they are owed an apology for where no clause of theirs can be said back.

    Args:
        found: What is known of the customer, by slot.

    Returns:
        What may follow "I'm sorry", e.g. `about the mould, with a baby to look after`; "" where
        nothing of their own is known.
    """
    more = found["stake"] or found["occasion"]
    if more and not found["trouble"]:
        return f"about {found['noun'] or 'this'}, {more}"
    if found["trouble"]:
        return ", ".join(filter(None, (found["trouble"], more)))
    if found["again"]:
        return f"this has happened {found['again']}"
    return f"about this, for you and {found['whom']}" if found["whom"] else ""


def unsaid(found: Mapping[str, str]) -> dict[str, str]:
    """Leave out of what hangs on it that which the customer's own clause says already.

    Args:
        found: What is known of the customer, by slot.
    """
    told = set(_CONTENT.findall(found["clause"].lower()))
    said = {name for name in ("stake", "occasion") if told & {*_CONTENT.findall(found[name])}}
    return {name: "" if name in said else value for name, value in found.items()}
