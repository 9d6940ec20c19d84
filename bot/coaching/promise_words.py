"""Which promises stand for each other, and which verbs bind nobody."""

from __future__ import annotations

from typing import Final

GESTURES: Final = frozenset(("credit", "discount", "freebie", "exception", "make-good"))
# Left unsaid, these take nothing from the customer; only their denial would.
UNMISSED: Final = frozenset(
    ("guarantee", "admission", "cause", "make-good", "done", "access", "escalation")
)
# Said of ourselves, these bind nobody to anything.
_HARMLESS_ACTS_WORDS = (
    "be have need see know understand hear say hope wish want love like stay listen gladly "
    "happily read mind remember appreciate miss admit stop leave agree feel happen never not "
    "find think let"
)
HARMLESS_ACTS: Final = frozenset(_HARMLESS_ACTS_WORDS.split())
# These may bind; the agent decides.
_SOFT_ACTS_WORDS = (
    "help assist explain walk show tell guide answer keep talk look try ask start begin go "
    "come make work take get compare put give wait read pick meet check hold"
)
SOFT_ACTS: Final = frozenset(_SOFT_ACTS_WORDS.split())
_DOING_WORDS = (
    "looking checking sending processing refunding arranging escalating investigating fixing "
    "shipping replacing crediting contacting cancelling raising forwarding passing "
    "opening adding applying chasing updating resetting"
)
DOING: Final = frozenset(_DOING_WORDS.split())
