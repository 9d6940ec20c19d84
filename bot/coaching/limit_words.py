"""The words that limit what a text says: "up to", "usually", "only on", "if", and their opposites.

English alone; every pattern is read against lower-cased text.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final, NamedTuple

from bot.coaching.sifted import sifted


class Bound(NamedTuple):
    """One way to bound a figure, by the words just before or just after it.

    Args:
        telling: A text without any of these words does not bound a figure so.
        before: Words that end where the figure begins.
        after: Words that begin where it ends.
        kept: Any of these in the rewrite's sentence says the same.
    """

    telling: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    kept: re.Pattern[str]


class Hedge(NamedTuple):
    """Words that make a sentence less than certain, and those of which one must be left.

    Args:
        telling: A text without any of these words does not hedge so.
        said: What hedges.
        kept: Any of these in the rewrite's sentence says the same.
    """

    telling: frozenset[str]
    said: re.Pattern[str]
    kept: re.Pattern[str]


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\s+(?:the |a |an |another |only )?\Z")


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{words})\b")


_MOST_WORDS: Final = "up most more longer later max maximum less fewer under below capped"
MOST: Final = Bound(
    frozenset(_MOST_WORDS.split()),
    _before(
        r"up to|at most|(?:no|not) (?:more|longer|later) than|(?:a )?max(?:imum)?(?: of)?|"
        r"less than|fewer than|under|below|capped at"
    ),
    _after(r"or (?:less|fewer|under|below)|at (?:the )?(?:very )?most|max(?:imum)?"),
    re.compile(
        r"\bup to\b|\bmost\b|\b(?:more|longer|later|less|fewer) than\b|\bmax|\bunder\b|\bbelow\b|"
        r"\bcapped\b|\bwithin\b|\bor (?:less|fewer|under)\b|\blimit|\bas (?:much|many) as\b|"
        r"\bwhen\b|\bbeyond\b|\bover\b|\babove\b"
    ),
)
_LEAST_WORDS: Final = (
    "least less fewer sooner earlier min minimum more over above starts start starting upwards "
    "longer older up"
)
LEAST: Final = Bound(
    frozenset(_LEAST_WORDS.split()),
    _before(
        r"at least|(?:no|not) (?:less|fewer|sooner|earlier) than|(?:a )?min(?:imum)?(?: of)?|"
        r"more than|over|above|starts? (?:at|from)|starting (?:at|from)|upwards of"
    ),
    _after(
        r"or (?:more|over|above|longer|older)|and (?:up|over|above)|at (?:the )?(?:very )?least"
    ),
    re.compile(
        r"\bat (?:the )?(?:very )?least\b|\b(?:less|fewer|sooner|earlier|more|longer|older) than\b|"
        r"\bmin(?:imum)?\b|\bover\b|\babove\b|\bstart(?:s|ing)?\b|\bupwards\b|\bfrom\b|\bexceed|"
        r"\bor (?:more|over|longer|older)\b|\bonwards\b|\band up\b|\bbeyond\b|\bpast\b|\buntil\b"
    ),
)
_ABOUT_WORDS: Final = (
    "about around roughly approximately approx circa nearly almost some so thereabouts"
)
ABOUT: Final = Bound(
    frozenset(_ABOUT_WORDS.split()),
    _before(r"about|around|roughly|approximately|approx\.?|circa|nearly|almost|some"),
    _after(r"or so|or thereabouts|approximately"),
    re.compile(
        r"\babout\b|\baround\b|\broughly\b|\bapprox|\bcirca\b|\bnearly\b|\balmost\b|\bor so\b|"
        r"\busually\b|\bexpect|\bestimate|\bsome\b|\bsomething like\b|\bthereabouts\b|\btypical|"
        r"\baverage\b|\bmay\b|\bmight\b|\bcould\b|\bprobably\b|\bshould\b|\bup to\b|\bnormally\b"
    ),
)
BOUNDS: Final = (MOST, LEAST, ABOUT)
ADDED_BOUND: Final = re.compile(
    r"\b(?:up to|at most|at least|no (?:more|less|fewer) than|(?:more|less|fewer) than|roughly|"
    r"approximately)\s+(?:the |a |an )?\Z"
)
ADDED_TELLING: Final = frozenset(("up", "most", "least", "than", "roughly", "approximately"))
# On which side of a day or an hour something lies.
EARLIER: Final = re.compile(r"\b(?:before|by|until|till|no later than|ahead of)\s+(?:the )?\Z")
LATER: Final = re.compile(r"\b(?:after|from|since|as of|no earlier than)\s+(?:the )?\Z")

_MAYBE_LEFT = (
    r"\b(?:may|might|could|can|perhaps|possibly|possible|probably|likely|should|maybe|if|whether|"
    r"hope|expect|would|chance|think|seems?|looks?|usually|often|sometimes|normally|aim|plan|try|"
    r"suspect|guess|about|around)\b"
)
_MAYBE: Final = frozenset(
    ("may", "might", "perhaps", "possibly", "probably", "likely", "maybe", "should", "could")
)
_OFTEN: Final = frozenset(
    (
        *("usually", "normally", "often", "typically", "generally", "mostly", "sometimes"),
        *("occasionally", "cases", "rule", "tend", "tends"),
    )
)
_ONLY: Final = frozenset(("only",))
_EXCEPT: Final = frozenset(("except", "excluding", "apart", "other", "exception"))
_SOME: Final = frozenset(("most", "many", "some", "several", "few"))
HEDGES: Final = (
    Hedge(
        _MAYBE,
        re.compile(
            r"(?<!\d )(?<!in )(?<!of )(?<!by )(?<!until )(?<!from )\bmay\b(?! ?\d)(?! i\b)|"
            r"\b(?:might|perhaps|possibly|probably|likely|maybe)\b|"
            r"\bshould (?:be|arrive|reach|work|take|get|come|fix|stop|help|do it|go)\b|"
            r"\bcould (?:be|have|take|need|cost|mean|arrive|happen|get)\b"
        ),
        re.compile(_MAYBE_LEFT),
    ),
    Hedge(
        _OFTEN,
        re.compile(
            r"\b(?:usually|normally|often|typically|generally|mostly|sometimes|occasionally|"
            r"in most cases|as a rule|tends? to)\b"
        ),
        re.compile(
            r"\b(?:usual|usually|normal|normally|often|typical|typically|general|generally|mostly|"
            r"most|sometimes|occasionally|tends?|rule|average|in most|some|many|times)\b|"
            + _MAYBE_LEFT
        ),
    ),
    Hedge(
        _ONLY,
        re.compile(
            r"\Aonly (?!if\b)|\bonly (?:the|our|your|those|on|in|at|for|with|if|when|after|via|"
            r"through|"
            r"by|between|from|until)\b|\b(?:valid|available|open|works?|possible|refundable|sold|ships?|apply|"
            r"applies) only\b"
        ),
        re.compile(
            r"\b(?:only|just|solely|no|not|never|cannot|except|unless|outside|closed|limit\w*|"
            r"until|alone|once|neither|nothing|without|reserved|restricted|rather|instead)\b|"
            r"n['’]t\b"
        ),
    ),
    Hedge(
        _EXCEPT,
        re.compile(r"\b(?:except|excluding|apart from|other than|with the exception)\b"),
        re.compile(
            r"\b(?:except\w*|exclud\w*|apart from|other than|without|not|no|closed|save|only|"
            r"outside|besides|never|cannot|all but|aside)\b|n['’]t\b"
        ),
    ),
    Hedge(
        frozenset(("most",)),
        re.compile(
            r"\Amost (?!of (?:all|you))(?=[a-z])|\bmost (?:of )?(?:our|the|people|orders)\b"
        ),
        re.compile(r"\b(?:most|mostly|usually|often|majority|many|some|not|generally)\b|n['’]t\b"),
    ),
    Hedge(
        _SOME,
        re.compile(r"\b(?:most|many|some|several|a few) (?!of (?:all|you))(?=[a-z])"),
        re.compile(
            r"\b(?:most|many|some|several|few|mostly|usually|often|lots?|majority|others?|not)\b|"
            r"n['’]t\b|\A(?!.*\b(?:all|every|each|always|any)\b)",
            re.DOTALL,
        ),
    ),
)
CERTAIN: Final = sifted(
    r"\b(?:always(?! (?:welcome|free|here))|every (?:single )?time|in all cases|without exception|"
    r"at any time|guaranteed)\b"
)
CONDITION: Final = re.compile(
    r"\b(?:if|unless|provided|as long as|subject to|once|when|only after|depending|in case|"
    r"as soon as)\b"
)
CONDITION_KEPT: Final = re.compile(
    r"\b(?:if|unless|provided|as long as|subject to|once|when|after|depend\w*|in case|until|"
    r"as soon as|should|then|whether|where|with (?:the|a|an|your)|with that|would|could|can|"
    r"needs?|first|before|from there|on receipt|either way|in that case)\b|n['’]t\b|\bnot\b"
)
# (said in the draft, said in the rewrite): with each other's words the sentence turns around.
_OPPOSITES: Final = (
    "first / last", "more than / less than, fewer than", "over / under", "above / below",
    "include, includes, included, including, incl / exclude, excludes, excluded, excluding, excl",
    "minimum, min / maximum, max", "at least / at most, up to", "earliest / latest",
    "left / right", "weekday, weekdays / weekend, weekends", "always / never", "before / after",
    "inside / outside", "increase, increases, increased / decrease, decreases, decreased",
    "higher / lower", "longer / shorter", "larger, bigger / smaller", "earlier, sooner / later",
    "faster / slower", "cheaper / dearer, more expensive",
    "turn on, switch on / turn off, switch off",
    "turn it on, switch it on / turn it off, switch it off", "on / off",
    "morning / afternoon, evening",
    "buy / sell", "arrival, arrivals / departure, departures", "with / without", "paid / unpaid",
    "required, mandatory / optional", "old / new", "both / either, neither", "all / none",
    "upstairs / downstairs", "hot / cold", "push / pull", "open / closed", "north / south",
    "east / west", "front / back", "top / bottom",
)  # fmt: skip


class Opposite(NamedTuple):
    """Two sayings of which one turns round what the other says, and the first words of each."""

    one: re.Pattern[str]
    two: re.Pattern[str]
    first: frozenset[str]
    second: frozenset[str]


def _opposite(one: str, two: str) -> Opposite:
    sayings = [side.split(", ") for side in (one, two)]
    patterns = [re.compile(rf"\b(?:{'|'.join(side)})\b") for side in sayings]
    firsts = [frozenset(saying.split()[0] for saying in side) for side in sayings]
    return Opposite(patterns[0], patterns[1], firsts[0], firsts[1])


# With each other's words a sentence turns round.
_PAIRS: Final = tuple(
    _opposite(*sides)
    for pair in _OPPOSITES
    for sides in (pair.split(" / "), pair.split(" / ")[::-1])
)
BY_WORD: Final = MappingProxyType(
    {
        word: tuple(pair for pair in _PAIRS if word in pair.first)
        for word in frozenset(word for pair in _PAIRS for word in pair.first)
    }
)
FROM_TO: Final = re.compile(
    r"\bfrom (?:the |your )?(?P<one>\w{1,30}(?: \d\w{0,9})?) to "
    r"(?:the |your )?(?P<two>\w{1,30}(?: \d\w{0,9})?)"
)
OR: Final = re.compile(
    r"\b(?P<left>[^\W\d_]{3,30}) or (?:a |an |the |your |my )?(?P<right>[^\W\d_]{3,30})"
)
