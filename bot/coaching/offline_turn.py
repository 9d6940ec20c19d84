"""A customer's words turned towards them: "my" to "your", small figures spelt out. Pure."""

from __future__ import annotations

import re

_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PLACES = {
    "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth",
    "7th": "seventh", "8th": "eighth", "9th": "ninth", "10th": "tenth",
}  # fmt: skip
# A figure before a word is counted ("2 hours"); an amount, a clock or a number of a house is not.
_COUNTED = re.compile(
    r"(?<![\w.,:€£$#-])(?<!no )(?<!no\. )(?P<count>[1-9]\d?)(?: ?(?=h\b|hrs?\b|min\b|mins\b)| )"
    r"(?!am\b|pm\b|of\b|and\b|euros?\b|eur\b|pounds?\b|quid\b|dollars?\b|usd\b|gbp\b"
    r"|cents?\b|percent\b|[gmkt]b\b|kwh\b|years? old\b|yo\b|jan|feb|mar(?:ch)?\b|apr|may\b|june?\b"
    r"|july?\b|aug|sep|oct|nov|dec)(?=[a-z]+)"
)
_NUMBERED = re.compile(r"\b(day|week|month|round) ([1-9])\b(?![.:,]?\d)", re.IGNORECASE)
_SHOUTED = re.compile(
    r"\b(?:[A-Z]{4,}|NOT|ALL|IN|ON|TWO|OUT|OFF|DAY|WAS|HAS|ARE|THE|AND|MY|NO|NEW|OLD|SIX|TEN|ONE|IS"
    r"|AT|TO|IT|GOT|GET|DID|CAN|HAD|OUR|NOW|TOO|SO|WE|HER|HIS|SHE|HE|FOR|BUT)\b"
)
_TURNS = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your",
    "mine": "yours", "ours": "yours", "myself": "yourself", "ourselves": "yourselves",
    "i've": "you've", "we've": "you've", "ive": "you've", "weve": "you've",
    "i'm": "you're", "we're": "you're", "im": "you're", "am": "are", "i'd": "you'd",
    "we'd": "you'd", "your": "the", "ur": "the", "yr": "the",
}  # fmt: skip
_SPELT = {
    "min": "minutes", "mins": "minutes", "hr": "hours", "hrs": "hours", "h": "hours",
    "wks": "weeks", "wk": "weeks", "mths": "months", "yrs": "years", "w/": "with",
    "bc": "because", "cause": "because", "cos": "because", "thats": "that's",
    "cant": "can't", "dont": "don't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't",
    "wasnt": "wasn't", "wont": "won't", "hasnt": "hasn't", "havent": "haven't",
    "arent": "aren't",
    "couldnt": "couldn't", "werent": "weren't", "wouldnt": "wouldn't", "thru": "through",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tomoz": "tomorrow", "nite": "night", "mum's": "mum's",
    "mums": "mum's", "moms": "mom's", "dads": "dad's", "nans": "nan's", "sisters": "sister's",
    "grans": "gran's",
}  # fmt: skip
_MONTHS = {
    month[:cut].lower(): month[:cut]
    for month in (
        "January", "February", "March", "April", "June", "July", "August", "September", "October",
        "November", "December",
    )
    for cut in (3, 4, 9)
} | {day.lower(): day for day in (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)}  # fmt: skip
_KIN = frozenset({"mums", "moms", "dads", "nans", "grans", "sisters"})


def turned(words: str) -> str:
    """Turn a customer's words towards them.

    Args:
        words: A clause or a thing of theirs, as they wrote it.

    Returns:
        The same said to them: "your mum waited two hours"; it begins small.
    """
    words = _SHOUTED.sub(lambda match: match.group().lower(), words.replace("’", "'"))
    words = _NUMBERED.sub(lambda match: f"{match[1]} {spelt(int(match[2]))}", words)
    words = _COUNTED.sub(lambda match: f"{spelt(int(match['count']))} ", words)
    told = words.split()
    said = [
        _PLACES.get(word.lower(), _word(word, told[at - 1 : at])) for at, word in enumerate(told)
    ]
    for at in range(len(said) - 1):
        if said[at] == "you" and told[at].lower() in ("i", "we") and said[at + 1] == "was":
            said[at + 1] = "were"
        if said[at] == "you" and said[at + 1] == "wasn't":
            said[at + 1] = "weren't"
        if said[at] == "one" and said[at + 1] in ("hours", "weeks", "months", "minutes", "years"):
            said[at + 1] = said[at + 1][:-1]
    if said and said[0].istitle() and said[0].lower() not in _MONTHS:
        said[0] = said[0].lower()
    return " ".join(said)


def _word(word: str, before: list[str]) -> str:
    """Turn one word; a comma it carries stays."""
    bare = word.rstrip(",")
    lower = bare.lower()
    if lower in _KIN and before[:1] not in (["my"], ["our"], ["My"], ["Our"]):
        return word
    if lower in _MONTHS and lower not in ("mar", "marc"):
        return _MONTHS[lower] + word[len(bare) :]
    return _TURNS.get(lower, _SPELT.get(lower, bare)) + word[len(bare) :]


def spelt(count: int) -> str:
    """Spell out a number up to twenty, and tens up to ninety; others stay figures."""
    if count < len(_ONES):
        return _ONES[count]
    tens, ones = divmod(count, 10)
    return str(count) if ones else _TENS[tens]
