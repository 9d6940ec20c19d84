"""What sounds like an order and is none: a fact, a notice, something handed over. Pure."""

from __future__ import annotations

import re

from bot.coaching.offline_text import capital, stands

# "Order #4821 shipped on 3 May." tells of an order and gives none.
_TELLS = re.compile(
    r"^(?:answer|book|change|check|claim|copy|file|label|list|log|note|order|post|record|reply"
    r"|report"
    r"|request|return|review|scan|transfer|update|upgrade|visit)"
    r"(?!\s+(?:the|an?|your|this|that|these|those|me|us|it|them|my|our|to|on|in|at|for|with"
    r"|from)\b)"
    r"(?:(?:\s+(?:number|no\.?))?(?:\s+[\w#.-]+){1,2}?\s+(?:is|are|was|were|has|had|have|will|can"
    r"|cannot"
    r"|should|went|came|left|shows?|ships?|leaves?|arrives?|goes|comes|[a-z]{2,}ed)"
    r"|(?:\s+(?!(?:that|which|who|when|where|if|and|or|it|they|before|after|until|as|because|so|once"
    r"|while|what|how|the|an?)\b)[\w#.-]+){1,5}?\s+(?:departs|runs|starts|ends|begins|costs|takes"
    r"|opens|closes|expires|includes|applies|requires|needs|works|covers|lasts|contains|means|says"
    r"|leaves|arrives))\b",
    re.IGNORECASE,
)
# An order has no "is" of its own: "Clear photos of the clasp are all I need" tells.
_IS = re.compile(
    r"^(?:(?!\b(?:that|which|who|whose|what|where|when|whenever|if|while|how|why|as|until|till|once"
    r"|because|since|so|before|after|whether|unless|and|or|but|you|it|they|we|there|this|i)\b)"
    r"[^,;:()–—])+?\s(?:is|are|was|were)\b",
    re.IGNORECASE,
)
# "Wear and tear" is worn by nobody.
_PAIR = re.compile(
    r"(?:wear and tear|post(?:age)? and pack\w+|returns? and (?:refunds?|exchanges?)"
    r"|change and cancell?ation \w+)\b",
    re.IGNORECASE,
)
_POLITE = r"(?:please |pls |plz |kindly )*"
# What is attached, given or told needs nobody to find it.
_HANDED = re.compile(
    rf"{_POLITE}find (?:attached|enclosed|below|herewith)(?:,? please)?,? "
    r"(?P<thing>(?:the|an?|your|our|my|\d+)\b.+)$"
    rf"|{_POLITE}find (?P<near>(?:the|an?|your|our|my) (?:[^\s.;!?]+ ){{1,6}}?"
    r"(?:attached|enclosed|below)\b.*)$"
    r"|(?:please |pls |plz |kindly )+find (?P<given>(?:an?|your|our|my) (?:[^\s.;!?]+ ){0,4}?"
    r"(?:vouchers?|coupons?|discounts?|gift|credit|refund|code)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_MANY = re.compile(r"(?:the|your|our|my|\d+) (?:[\w-]+ ){0,2}?[a-z]{2,}[^s\W]s\b", re.IGNORECASE)
_NOTICE = re.compile(
    r"(?:please|pls|plz|kindly) (?:also )?(?:(?:take )?note|be (?:advised|informed|aware|reminded"
    r"|notified|noted))(?:,? that\b|[:,])? (?!(?:of|down|your|it|this|if|whether|how|what)\b)"
    r"(?P<told>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def tells(core: str) -> bool:
    """Tell whether a sentence's first word names a thing, though it could be a verb."""
    return bool(_TELLS.match(core) or _IS.match(core) or _PAIR.match(core))


def noticed(core: str) -> str:
    """Say plainly what a sentence hands over or makes known in the form of an order.

    Args:
        core: A sentence without greeting and closing marks.

    Returns:
        "Here is the form" for "Please find attached the form", the notice alone for "Please note
        that ..."; "" where the sentence is neither.
    """
    notice = _NOTICE.fullmatch(core)
    if notice:
        return capital(notice["told"]) if stands(notice["told"]) else ""
    handed = _HANDED.fullmatch(core)
    if not handed:
        return ""
    thing: str = handed["thing"] or handed["near"] or handed["given"]
    return f"Here {'are' if _MANY.match(thing) else 'is'} {thing}"
