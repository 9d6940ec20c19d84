"""What still presses or flatters in a rewrite and may leave with the figures it holds. Pure.

A pitch, a barb or a grovel may carry a fact with it, and the guard lists what it took along. So
what the ear surely would leave out leaves whole, where nothing in it was granted or decided.
"""

from __future__ import annotations

from typing import Final

from bot.coaching import sentences
from bot.coaching.domain import Heard
from bot.coaching.ear_company import IN_COMPANY
from bot.coaching.fact_finding import hard
from bot.coaching.needless import likely
from bot.coaching.offline_closing import Edit
from bot.coaching.offline_decides import decides
from bot.coaching.offline_needless import frames, tells
from bot.coaching.offline_sales import grants
from bot.coaching.offline_wording import Ground

_SLUGS: Final = IN_COMPANY - {"happy-over-right"}
"""What is broken by such words; an argument's figures are for the customer to know."""
_LIKELY: Final = 0.6
"""From which likelihood on such a sentence leaves."""
_SURELY: Final = 0.85
"""The same where it holds a figure that whoever is calm and may still want it could ask for."""


def edits(text: str, heard: Heard, ground: Ground) -> list[Edit]:
    """Give the cuts of what is said only to sell, to sting or to grovel.

    Args:
        text: The rewrite so far.
        heard: What is heard in it.
        ground: What is known about draft and customer.
    """
    wanted = not (ground.calm or ground.declined)
    figures = [fact.start for fact in hard(text)] if wanted else []
    cuts: list[Edit] = []
    for one in sentences.split(text):
        at_fault = any(
            found.slug in _SLUGS and found.start < one.end and found.end > one.start
            for found in heard.findings
            if not found.missing
        )
        needed = grants(one.text) or tells(one.text) or decides(one.text, "no-hard-sell")
        if not at_fault or frames(one.text) or needed:
            continue
        told = any(one.start <= place < one.end for place in figures)
        least = _SURELY if told else _LIKELY
        if likely(heard.needless, one.start, one.end) >= least:
            cuts.append(Edit(one.start, one.end, ""))
    return cuts
