"""What a draft to somebody hurting says out of habit: stamps, cheer, stock closings. Pure."""

from __future__ import annotations

import re

from bot.coaching import sentences

_EMOJI = r"[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]"
# "Thanks for flagging!": a stamp where somebody has just been told that we are sorry.
STAMP = re.compile(
    r"(?:(?:(?:many )?thank(?:s| you)|thx|ty)(?: so much| very much| again)? for"
    r" (?:(?:your|the) (?:e-?mail|message|mail"
    r"|feedback|enquiry|inquiry|patience(?: and understanding)?|understanding|review"
    r"|comments?|note|letter|call|report|heads up)(?: (?:to|on|about) (?:us|this|it))?|flagging"
    r"(?: (?:this|it)(?: up)?)?|reaching out(?: to us)?|contacting us|getting in touch(?: with us)?"
    r"|writing(?: in| to us)?|bringing this to (?:our|my) attention|letting (?:us|me) know"
    r"|raising this|telling (?:us|me)|sharing(?: this)?(?: with us)?|being patient)"
    r"|(?:we|i) (?:completely |fully |totally |truly |really |do )*understand (?:your|how) "
    r"(?:concerns?|frustration|frustrat(?:ed|ing) (?:this|you|it) (?:is|are|must be)|feelings?"
    r"|disappointment)(?: about this)?"
    r"|(?:we|i) (?:really |do |very much |truly )*appreciate your (?:patience|understanding"
    r"|feedback|message)(?: and (?:patience|understanding))?|hope (?:you're|you are|all is) well"
    r"|(?:i )?hope this (?:e-?mail |message )?finds you well)"
    rf"(?:[.!]+|(?= ?{_EMOJI}))(?:{_EMOJI}| )*",
    re.IGNORECASE,
)
# "OMG no!!!", "Ewww": an outburst about us, where one calm sentence belongs.
OUTBURST = re.compile(
    r"(?:happy to help|glad you (?:asked|wrote)|(?:great|good) question|no worries|omg"
    r"|oh my (?:god|gosh)|ew+|yikes|whoa|wow|oops|ugh|eek|ouch|noo+|wait|(?:oh |aw+ )?bless"
    r"|awesome|haha|lol|whoops|silly us)\b"
    rf"[^.!?\n]{{0,24}}?(?:[.!?]+|(?={_EMOJI}))(?:{_EMOJI}| )*(?=\S|$)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:(?:is|was) there (?:anything|something) else|anything else|any other questions?"
    r"|can i help (?:you )?with anything else|will that be all)\b[^.!?\n]*\?+",
    re.IGNORECASE,
)
"""A stock question that closes a reply and asks nothing."""
CHEER = re.compile(
    rf"(?:{CLOSING.pattern}|(?:and )?(?:stay safe|keep smiling|stay (?:happy|positive)|cheer up"
    r"|happy (?!to\b)[a-z]+(?: [a-z]+)?|have (?:a|an) (?:great|fantastic|awesome|wonderful|super"
    r"|lovely|amazing|blessed|fabulous|sunny|pleasant|good|nice)"
    r" [^.!?\n]{2,30}|enjoy(?: it| (?:the rest of )?your [a-z]+)?"
    r"|(?:we wish|wishing) you an? [^.!?\n]{2,40}"
    rf"|thank(?:s| you) for your (?:patience|understanding)[^.!?\n]{{0,40}})[.!]*(?:{_EMOJI}| )*)",
    re.IGNORECASE,
)
"""The same, and what else ends a message out of habit."""


def quieted(text: str) -> str:
    """Leave out the stock closing and the cheer at the end of a text.

    Args:
        text: What is to be sent to somebody upset or anxious.

    Returns:
        The text without such a sentence; as it was where nothing else would be said.
    """
    whole = sentences.split(text)
    for at, one in enumerate(whole[1:], start=1):
        if CHEER.fullmatch(one.text.strip()):
            end = whole[at + 1].start if at + 1 < len(whole) else len(text)
            gap = text[one.end : end]
            begin = len(text[: one.start].rstrip(" \t"))
            if "\n" in gap and text[begin - 1 : begin] == "\n":
                return text[:begin] + text[end:]  # a paragraph of its own
            return (
                (text[:begin] + gap + text[end:]).rstrip()
                if "\n" in gap or not text[end:].strip()
                else text[: one.start] + text[end:]
            )
    return text
