"""What can be said back to a customer in their own words: a noun, a clause, a feeling, a question.

Everything returned stands in the customer's message, turned towards them ("my" to "your"). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_HURT = (
    "fed up|at (?:my|our) wits['’] end|freaking out|beside myself|in tears|angry|furious|livid"
    "|fuming"
    "|annoyed|frustrated|upset|disappointed|gutted|devastated|heartbroken|disgusted|insulted"
    "|humiliated|embarrassed|ashamed|scared|afraid|terrified|frightened|worried|nervous|anxious"
    "|panicking|stressed|desperate|shaking|overwhelmed|exhausted|confused|shocked|mortified"
)
_GLAD = "over the moon|delighted|thrilled|excited|grateful|chuffed|proud|relieved|happy"
_FEELINGS = f"{_HURT}|{_GLAD}"


def _felt(feelings: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:i|we|me)\b[^.!?;\n]{{0,40}}?\b(?P<feeling>{feelings})\b"
        r"|(?:^|[.!?;,\n]\s*)(?:(?:so|very|really|just|pretty|beyond|absolutely|honestly|totally"
        rf"|quite|a bit|bit|im|and|am|too) )*(?P<bare>{feelings})"
        r"(?=\s*(?:[.!?,;\n]|$|right now|tbh|rn|to\b))",
        re.IGNORECASE,
    )


_FELT_HURT, _FELT_GLAD = _felt(_HURT), _felt(_GLAD)
_NEGATED = re.compile(
    r"\b(?:not|n['’]?t|never|no longer|to be|if|got|get)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_NOUN = re.compile(
    r"\b(?P<det>my|our|the|your|this|that|these|those)\s+"
    r"(?P<noun>(?:[a-z][a-z-]*\s+){0,2}?(?P<head>[a-z][a-z-]+))(?=[\s.,!?;:)]|$)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.!?;\n…(]+|\s[-–—]\s|,\s+(?:and|but|so|because)\s|,\s")
_CLAUSE_START = re.compile(
    r"(?:my|our|the)\s+[a-z]|(?:i|we)(?:['’]ve)?\s+"
    r"(?:was|were|have been|had to|had|been|waited|paid"
    r"|lost|missed|spent|still|never|am still|are still)\b|(?:nobody|no one|noone)\s+\w+",
    re.IGNORECASE,
)
_CLAUSE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|hasn['’]t|haven['’]t|isn['’]t|wasn['’]t|weren['’]t"
    r"|didn['’]t"
    r"|doesn['’]t|won['’]t|never|still|keeps?|came|arrived|broke|stopped|failed|fell|died|left"
    r"|leaked|snapped|crashed|vanished|disappeared|waited|paid|lost|missed|spent|went|cracked"
    r"|showed|answers?|answered|turned|drops?|dropped)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"n['’]t\b|\b(?:not|never|no|nobody|without|still|again|twice|wrong|late|broke\w*|dead|cold"
    r"|stuck"
    r"|missing|smashed|crack\w*|leak\w*|lost|on hold|cut off|wait\w*|cancel\w*|delay\w*|stopped"
    r"|fail\w*|fell|died|snapp\w*|crash\w*|vanish\w*|disappear\w*|missed|drop\w*|damaged|ruined"
    r"|charged|empty|torn|stain\w*|overcharged|locked|blocked|stolen|deleted|wiped|flooded|dirty"
    r"|down|off|out|gone|left|refused|ignored|spoilt|spoiled|burn\w*|mould\w*|scratch\w*)\b",
    re.IGNORECASE,
)
_CLAUSE_NEVER = re.compile(
    r"\b(?:you|your|u|ur|yours|wtf|lol|tbh|ngl|omg|pls|plz|idk|rn|damn|hell|shit|crap|fuck\w*|want"
    r"|think|know|need|would|should|could|can|hope|like|feel|love|please|guess|believe|told|said"
    r"|if|why|how|what|when|where|he|she|his|her|im|ive|dont|cant|hasnt|isnt|didnt|wasnt|wont|thats"
    r"|kids?|baby|wife|husband|died|death|funeral|sue|lawyer|scam\w*|thie\w+|liar\w*|great|perfect"
    r"|lovely|amazing|wonderful|" + _FEELINGS + r")\b|[^\w\s'’,.%€£$:/-]",
    re.IGNORECASE,
)
_TURNS = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your",
    "mine": "yours", "ours": "yours", "myself": "yourself", "i've": "you've", "we've": "you've",
    "i'm": "you're", "we're": "you're", "am": "are", "i'd": "you'd", "we'd": "you'd",
}  # fmt: skip
_SHOUTED = re.compile(r"\b(?:[A-Z]{4,}|NOT|ALL|TWO|OUT|OFF|DAY|WAS|HAS|ARE|THE|AND)\b")
_FIGURE = re.compile(
    r"\w*\d\w*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|dozen)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[ ]+(?:is|was|are|were|has|have|had|hasn|haven|isn|wasn|aren|doesn|didn|won|can|just"
    r"|never|still"
    r"|keeps?|came|arrived|broke|stopped|stops|fell|leaks?|leaked|drops?|says?|said|shows?|went"
    r"|died"
    r"|crash\w*|fail\w*|smells?|looks?|cost|got|again|with)\b|[ ]*[.!?]",
    re.IGNORECASE,
)
_PLACE = re.compile(r" (?:at|in|from|on) (?P<name>[A-Z][a-z]+)\b")
_QUESTION = re.compile(r"[^.!?\n]{6,140}\?")
_NAMED = re.compile(r"\b(?:my name is|i am called|this is)\s+(?P<name>[A-Z][a-z]+)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What the customer told, ready to be said back; "" for what they did not tell.

    Args:
        noun: The thing it is about with its article, e.g. `your parcel`.
        clause: What happened, e.g. `your parcel never arrived`.
        feeling: How they say they feel, e.g. `fed up`.
        question: Their last question, word for word.
        name: What they call themselves.
    """

    noun: str = ""
    clause: str = ""
    feeling: str = ""
    question: str = ""
    name: str = ""

    def slots(self) -> dict[str, str]:
        """Give the slots that wordings may use."""
        return {
            "noun": self.noun,
            "clause": self.clause,
            "feeling": self.feeling,
            "question": self.question,
            "name": self.name,
        }


def hear(customer: str, draft: str, nouns: Collection[str], *, glad: bool = False) -> Told:
    """Take from a customer's message what may be said back.

    Args:
        customer: The customer's words; "" when nobody knows them.
        draft: The agent's draft, to tell what it is about.
        nouns: Things a customer may speak of, singular or plural, in small letters.
        glad: Listen for joy instead of hurt.
    """
    if not customer:
        return Told()
    questions = [match.group().strip() for match in _QUESTION.finditer(customer)]
    named = _NAMED.search(customer)
    return Told(
        noun=_noun(customer, draft, nouns),
        clause=_clause(customer, draft),
        feeling=_feeling(customer, _FELT_GLAD if glad else _FELT_HURT),
        question=questions[-1] if questions else "",
        name=named["name"] if named else "",
    )


def _feeling(customer: str, felt: re.Pattern[str]) -> str:
    for match in felt.finditer(customer):
        name = "feeling" if match["feeling"] else "bare"
        if not _NEGATED.search(customer[: match.start(name)]):
            words = re.sub(r"\b(?:my|our)\b", "your", match[name].lower())
            return words.replace("myself", "yourself")
    return ""


def _noun(customer: str, draft: str, nouns: Collection[str]) -> str:
    answered = set(re.findall(r"[a-z-]+", draft.lower()))
    found: list[tuple[int, str]] = []
    for match in _NOUN.finditer(customer):
        words = match["noun"].lower().split()
        known = next((at for at, word in enumerate(words) if word in nouns), None)
        if known is None:
            continue
        rank = 0 if words[known] in answered else 1
        said = " ".join(words[: known + 1])
        if rank and not _GOES_ON.match(customer, match.start("noun") + len(said)):
            continue
        place = _PLACE.match(customer, match.start("noun") + len(said))
        where = place.group() if place and place["name"] in draft else ""
        found.append((rank, f"{_article(match['det'])} {said}{where}"))
    found.sort(key=lambda pair: pair[0])
    return found[0][1] if found else ""


def _article(determiner: str) -> str:
    return "your" if determiner.lower() in ("my", "our") else "the"


def _clause(customer: str, draft: str) -> str:
    for piece in _CLAUSE_END.split(customer):
        words = piece.strip()
        if (
            4 <= len(words.split()) <= 11
            and _CLAUSE_START.match(words)
            and _CLAUSE_VERB.search(words)
            and _TROUBLE.search(words)
            and not _CLAUSE_NEVER.search(words)
            and all(figure in draft for figure in _FIGURE.findall(words))
        ):
            return _turned(words)
    return ""


def _turned(words: str) -> str:
    words = _SHOUTED.sub(lambda match: match.group().lower(), words.replace("’", "'"))
    turned = [_TURNS.get(word.lower(), word) for word in words.split()]
    for at in range(len(turned) - 1):
        if turned[at] == "you" and turned[at + 1] == "was":
            turned[at + 1] = "were"
    first = turned[0]
    if first.istitle():
        turned[0] = first.lower()
    return " ".join(turned)
