"""Where people are named: greetings, titles, signatures, introductions, and names we were given.

No model reads names, so an unusual name in the middle of a sentence stays unseen;
docs/privacy.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_PART = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{1,30}"
_NAME = rf"{_PART}(?:\s{_PART}){{0,2}}"
_NOBODY: Final = frozenset(
    "customer customers client clients sir madam valued team guest guests member members friend "
    "friends all everyone everybody there folks user users subscriber subscribers passenger "
    "patient parent parents resident tenant student applicant colleague colleagues reader partner "
    "again and or but the we our your you i thank thanks sorry good morning afternoon evening day "
    "welcome please hi hello hey dear kunde kundin kunden damen herren client cliente sehr "
    "geehrte geehrter to may it is this that what how support kind best warm many sincerely yours "
    "regards mr mrs ms miss mx dr prof madame monsieur herr frau im i'm i’m ok okay yes no not "
    "service services department desk office shop store helpdesk billing "
    "rider player learner leader supporter policyholder shopper traveller traveler foodie ladies "
    "gentlemen grandparents explorer gamer buyer seller driver owner homeowner occupier hunter "
    "neighbour neighbours neighbor neighbors sisters brothers heavens god lord applicants users "
    "claims administration hosting billing sales hr manager it editor doctor nurse teacher coach "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
# Words that open a sentence before a comma and name nobody.
_OPENERS: Final = frozenset(
    "ah aha oh ooh ouch oops ha haha hmm hm mm well right now still anyway otherwise however first "
    "second third next then also besides instead meanwhile finally lastly again sure sorry yes yep "
    "yeah nope no nah okay ok fine great good nice lovely wonderful perfect absolutely exactly "
    "indeed true correct noted understood agreed done thanks congratulations congrats annoying "
    "scary odd sad strange funny interesting fair so but and or if when once after before until "
    "since because while though although as in on at by for from with without under over up down "
    "today tomorrow yesterday tonight here there this that these those it he she they we you i "
    "your our my his her their its who what why how where which please kindly honestly frankly "
    "actually basically obviously clearly luckily sadly unfortunately regrettably naturally "
    "apparently generally usually normally currently recently personally additionally "
    "furthermore moreover therefore thus hence given look listen see wait hold call text write "
    "send go come take bring try check note remember dear hi hello hey morning afternoon evening "
    "yikes wow whoa gosh aw aww argh ugh meh cool awesome brilliant super amazing fantastic "
    "excellent cheers welcome bye goodbye boss mate man bro sis sir madam ma'am g'day friend "
    "cheaper better worse more less most least half two three four five six seven eight nine ten "
    "twenty thirty forty fifty sixty all both each every either neither some any many few several "
    "rain snow also ladies folks guys team everyone everybody anyone nobody something nothing "
    "whatever whenever wherever however whoever ideally legally technically physically".split()
)
_GREETED = re.compile(
    rf"(?:^|(?<=[\s,.!?>*_]))(?:(?i:hi|hello|hey|dear|hiya|hola|hallo|bonjour|salut|ciao|olá|hej|hei|"
    rf"moin|liebe[r]?|ch[eè]re?|estimad[oa]|querid[oa]|good (?:morning|afternoon|evening|day)|"
    rf"morning|afternoon|evening|thanks|thank you|cheers|sorry|"
    rf"welcome(?: back)?|guten (?:tag|morgen)|buenos d[ií]as)),?[ \t]+"
    rf"(?P<name>{_NAME})"
)
_VOCATIVE = re.compile(
    rf"^(?P<name>{_PART}),[ \t]+(?=(?:your|you|thank|thanks|I|we|it|the|this|that|here|please|sorry)\b)|"
    rf"(?<=[a-z]),[ \t](?P<last>{_PART})(?=[.!?](?:\s|$))",
    re.MULTILINE,
)
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Herrn?|Frau|Mme|Monsieur|Madame|Sra?|Señora?|"
    rf"Signora?|Sig|Mevrouw|Meneer|Pan|Pani|Mama|Aunty|Chief|Alhaji|Ustaz|Pastor)\.?[ \t](?P<name>{_NAME})"
)
_INTRODUCED = re.compile(
    rf"(?:\b(?:my name is|this is|my colleague|my manager|our manager|colleague|speak to|talk to|ask for|"
    rf"I['’]m|I am|ich heiße|je m['’]appelle|me llamo)[ \t])(?P<name>{_NAME})"
    rf"(?=\s(?:from|at|in|here|will|and|is|has|can|would|\(|about)\b|[.,!?\n]|$)"
)
_SIGNED = re.compile(
    rf"(?:^|\n)[ \t]*(?i:(?:kind|best|warm|warmest|many|with kind|with best)?[ \t]?(?:regards|wishes)|"
    rf"regards|sincerely|yours(?: sincerely| truly| faithfully)?|cheers|thanks|thank you|best|take care|"
    rf"mit freundlichen grüßen|viele grüße|cordialement|saludos|un saludo)[ \t]*[,!.]?[ \t]*\n+"
    rf"[ \t]*(?P<name>{_PART}\.?(?:[ \t](?:{_PART}|[A-Z]\.)){{0,3}})"
)
_DASHED = re.compile(rf"(?:\n|(?<=[.!?] ))[ \t]*[-–—~][ \t]?(?P<name>{_NAME})[ \t]*$")
_PATTERNS = (_GREETED, _TITLED, _INTRODUCED, _SIGNED, _DASHED, _VOCATIVE)


def spans(text: str, given: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
    """Find names in a text.

    Args:
        text: Any text.
        given: Names to look for anywhere, whole words, any case; each part of a full name counts.

    Returns:
        Spans in order, not overlapping.
    """
    seen: set[str] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for start, end in _people(text, match):
                seen.add(text[start:end])
    wanted = {*seen, *_parts(given)}
    if not wanted:
        return ()
    spelled = "|".join(
        re.escape(name) for name in sorted(wanted, key=lambda name: (-len(name), name))
    )
    ignore_case = "|".join(
        re.escape(name) for name in sorted(_parts(given), key=lambda name: (-len(name), name))
    )
    either = rf"(?<!\w)(?:{spelled}{'|(?i:' + ignore_case + ')' if ignore_case else ''})(?!\w)"
    return tuple(match.span() for match in re.finditer(either, text))


def _people(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Give each word of a matched name, up to the first that is nobody's name."""
    group = next(name for name, value in match.groupdict().items() if value is not None)
    offset = match.start(group)
    for word in re.finditer(r"[^\s]+", match[group]):
        bare = word.group().rstrip(".'’-")
        for tail in ("'s", "’s"):
            bare = bare.removesuffix(tail)
        if bare.lower() in _NOBODY or len(bare) < 2 or not _could_be(bare):
            return
        if match.re is _VOCATIVE and (bare.lower() in _OPENERS or bare.endswith(("ly", "ing", "ed"))):
            return
        yield offset + word.start(), offset + word.start() + len(bare)


def _could_be(word: str) -> bool:
    """Tell a name such as O'Brien from a contraction such as I'd."""
    _, mark, tail = word.replace("’", "'").partition("'")
    return not mark or tail[:1].isupper()


def _parts(given: Iterable[str]) -> set[str]:
    parts: set[str] = set()
    for name in given:
        parts.add(name.strip())
        parts.update(part for part in name.split() if len(part) > 1 and part.lower() not in _NOBODY)
    return {part for part in parts if part}
