"""Surgery on one sentence: cut words out cleanly, and speak in the agent's own voice. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching import sentences
from bot.coaching.memory import remembered
from bot.coaching.sifted import sifted

_EXPANSIONS = (
    ("can't", "cannot"), ("won't", "will not"), ("n't", " not"), ("I'm", "I am"), ("'re", " are"),
    ("'ve", " have"), ("'ll", " will"), ("that's", "that is"), ("it's", "it is"),
    ("there's", "there is"), ("what's", "what is"), ("here's", "here is"), ("let's", "let us"),
)  # fmt: skip
_CONTRACTED = re.compile(
    r"\b\w+(?:n['’]t|['’](?:re|ve|ll|m|d))\b|\b(?:it|that|there)['’]s\b", re.IGNORECASE
)
_UNCONTRACTED = sifted(
    r"\b(?:do|does|did|is|are|was|has|have|could|would) not\b|\bI (?:am|have|will)\b"
    r"|\b(?:we|you|they) (?:are|have|will)\b|\bit is\b|\bthat is\b",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"https?://\S+|\S+@\S+|\{\{?[^}]*\}?\}|<[@#!][^>]*>|`[^`]+`|(?<!\w)[#@/]\w[\w.-]*"
    r"|\w+(?:\.\w+)+/\S*"
    r"|\b\w[\w-]*\.(?:pdf|docx?|xlsx?|csv|jpe?g|png|zip|txt|pptx?|html?|mp[34])\b"
    r"|[^\s,;:!?()]*\d[^\s;:!?()]*|%\w+%|\[[A-Z_ ]+\]|[€£$¥₹]"
)
_NAME = re.compile(r"(?<=[a-z,] )(?!God\b)[A-Z][a-z]\w+")
_DELIMITER = re.compile(
    r"[,;:…](?=\s)|\s?[—–(]|\.\.\.|\s-\s|\s[:;]-?[)D](?=\s)"
    r"|\s(?=(?:and|but|so|because|although|though|while|which)\s)"
    r"|\s(?=or (?:we|you|i['’]?|it|they|the|else|our|us)\b)"
    r"|[\U0001f300-\U0001faff\u2600-\u27bf]\s+(?=[A-Z])"
)
GREETS = re.compile(r"(?:hi|hiya|hello|hey|dear|good \w+)\b", re.IGNORECASE)
"""How a sentence begins that greets."""
POINTS_BACK = re.compile(
    r"\b(?:how|where|what|why) (?:that|this|it) (?:ends|goes|leads|means|is|was)\b"
    r"|^(?:and |so |but )?(?:that|this)(?:['’]s|['’]ll| is| was| will) (?:why|how|what|all|it)\b",
    re.IGNORECASE,
)
"""What points to what was said before: "how that ends", "that's why"."""
_JOINED = re.compile(r"(?:and|or|but|so)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:dear|hi|hiya|hello|hey|good \w+)\b[^,.!?]{0,40}, ", re.IGNORECASE)
_HANGING = re.compile(
    r"(?:(?:and|but|so) )?(?:(?:precisely|exactly|mainly|simply) )?(?:which|who|that|because"
    r"|since|if"
    r"|when|although|though|while"
    r"|unless|until|before|after|as"
    r"|once|in case|so that|so you|to)\b",
    re.IGNORECASE,
)
_JOINERS = (
    "and", "but", "so", "or", "yet", "because", "since", "as", "although", "though", "while",
    "which", "who", "that", "if", "when", "plus", "otherwise", "nor", "then", "also", "frankly",
    "honestly", "well", "right", "anyway", "besides", "too",
)  # fmt: skip
_LEADING = re.compile(
    rf"^(?:[\s,;:—–…)\]-]+|(?:{'|'.join(_JOINERS)})\b(?=[\s,]|$))+", re.IGNORECASE
)
_TRAILING = re.compile(
    rf"(?:[\s,;:—–…(-]+|(?<!\w)(?:{'|'.join(_JOINERS[:16])}|the|a|an|of|with|for|to|by|in|on|at"
    rf"|from"
    r"|is|are|was|your|our|my)(?=[\s,;:—–(-]*$))+$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|shall|should"
    r"|may|might|must|cannot|let|sorry|thanks?|hear|see|know|hope|think|need|want|get|got|gone|went"
    r"|sent|left|made|put|paid|takes?|comes?|came|goes|gives?|gave|starts?|costs?|opens?|closes?"
    r"|ships?|arrives?|pay|bring|return|call|check|open|use|try|ask|write|choose|runs?|works?"
    r"|keeps?|means?|says?|said|looks?|shows?|stays?|lies|go|needs?|begins?|ends?|includes?"
    r"|covers?|belongs?|applies|apply"
    r"|lasts?|sits?|stands?|holds?|carry|carries|leaves?|happens?|finds?|fits?|counts?"
    r"|reports?|follows?|handles?|answers?|sells?|buys?|delivers?|measures?|prints?|expires?"
    r"|offers?|moves?|stops?|changes?|replies|adds?|builds?|waits?|requires?|supports?|bears?"
    r"|consists?|depends?|allows?|accepts?|contains?|leads?|remains?|falls?|brings?|sends?|helps?"
    r"|appears?|serves?|suits?|meets?|reach(?:es)?|love|\w+ed)\b"
    r"|\w['’](?:s|re|ll|ve|m|d|t)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?<!\w)(?:(?:to|be|just|and|but|or|the|a|an|of|because|so|that|which|when|while|than|will"
    r"|would"
    r"|could|should|must(?: not)?|cannot|(?<!\d )may|might|your|our|my|is|are|if|with)"
    r"|so \w+ly|\w+['’](?:ve|re|ll|m)|(?:it|that|there|he|she)['’]s)(?=[,.;!?]*$)"
    r"|, (?:it|we|i|they|he|she|there)(?=[,.;!?]*$)|\b\w+['’](?:ve|re|ll|m),"
    r"|\b(?:i['’]ll|we['’]ll) do,|^['’]s\b|\bso (?:id|i['’]d|i would)(?=[,.;!?]|$)"
    r"|\band (?:says?|said|shows?|states?|tells?)(?=[,.;!?]*$)"
    r"|\b(?:be|is|are|was|to|and|or|but) (?:and|but|or)\b"
    r"|^(?:please|pls|kindly),? (?:as|for|at|on|in|with|and|or)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|www\.")
_ASKS = re.compile(
    r"(?:^|[,;] )(?:(?:and|so|but) )?(?:shall|should|would|could|can|may|do|did|does|is|are|have"
    r"|has"
    r"|will|what|which|how|when|where|why|who|want me)\b[^,;]*$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*$")
_ACRONYM = re.compile(r"(?:I\b|I['’]|[A-Z]{2}|[A-Z]\w*[A-Z]|\W*\d)")


@dataclass(frozen=True, slots=True)
class Voice:
    """How this agent writes.

    Args:
        lower: Sentences begin small, as in chat.
        formal: Never contracts ("do not", never "don't").
        seed: What wordings are chosen by.
    """

    lower: bool = False
    formal: bool = False
    seed: str = ""

    def fit(self, words: str, *, first: bool = True) -> str:
        """Say words the way the agent would.

        Args:
            words: Our wording, written with capitals and contractions.
            first: Whether they begin a sentence.
        """
        if self.formal:
            for short, full in _EXPANSIONS:
                words = words.replace(short, full).replace(
                    short[:1].upper() + short[1:], full[:1].upper() + full[1:]
                )
        if self.lower:
            words = re.sub(r"\bI\b(?=['’ ])", "i", words)
            words = re.sub(r"(?<=[.?] )[A-Z]", lambda match: match.group().lower(), words)
        return self.begin(words) if first else small(words)

    def begin(self, words: str) -> str:
        """Begin a sentence with a capital, unless the agent does not."""
        return small(words) if self.lower else capital(words)


def voice(text: str) -> Voice:
    """Hear how a draft is written."""
    starts = [sentence.text[:1] for sentence in sentences.split(text)]
    letters = [start for start in starts if start.isalpha()]
    lower = sum(letter.islower() for letter in letters)
    formal = bool(_UNCONTRACTED.search(text)) and not _CONTRACTED.search(text)
    return Voice(lower=lower * 2 > len(letters), formal=formal, seed=text)


def capital(words: str) -> str:
    """Begin with a capital."""
    return words if _LINK.match(words) else words[:1].upper() + words[1:]


def small(words: str) -> str:
    """Begin with a small letter, except where the word is always written large."""
    return words if _ACRONYM.match(words) else words[:1].lower() + words[1:]


def ending(sentence: str) -> str:
    """Give a sentence's closing marks, "" when it has none."""
    match = _END.search(sentence)
    return match.group() if match else ""


def body(sentence: str) -> str:
    """Give a sentence without its closing marks."""
    return sentence[: len(sentence) - len(ending(sentence))]


def ended(sentence: str) -> str:
    """Close a sentence that has no mark of its own, so that another may follow."""
    return sentence if ending(sentence) or not sentence[-1:].isalnum() else f"{sentence}."


@remembered
def facts_of(text: str) -> tuple[str, ...]:
    """Find the pieces of a sentence that no cut may carry away: figures, links, fields, code."""
    found = (match.group().rstrip(".,") for match in _HARD.finditer(text))
    return tuple(fact for fact in found if not re.fullmatch(r"1\d*0+%?", fact))


@remembered
def names_of(text: str) -> tuple[str, ...]:
    """Find what is written large in the middle of a sentence: people, places, products."""
    return tuple(match.group() for match in _NAME.finditer(text))


def cut(sentence: str, start: int, end: int) -> str:
    """Cut words out of a sentence together with the clause they stand in.

    Args:
        sentence: One sentence.
        start: Where the words begin in it.
        end: One past where they end.

    Returns:
        What is left, whole and clean, or "" when nothing worth saying is left.
    """
    close = ending(sentence)
    core = sentence[: len(sentence) - len(close)]
    begins = start if _JOINED.match(core, start) else _clause_start(core, start)
    left, right = core[:begins], core[_clause_end(core, min(end, len(core))) :]
    head = _TRAILING.sub("", left.rstrip(" .…"))
    tail = right.strip()
    rest = _LEADING.sub("", tail)
    hangs = _HANGING.match(tail.lstrip(",;:—– "))
    if not stands(head):
        head = head if _greets(head) else ""
    if not stands(rest) or hangs or (not head and POINTS_BACK.search(rest)):
        rest, tail = "", ""
    if head and rest:
        gap = "" if tail[:1] in ",;:—–" else (" " if tail != rest else ", ")
        joined = f"{head}{gap}{tail if tail != rest else rest}"
    else:
        joined = head or capital(rest)
    if not joined:
        return ""
    if head and not rest and _greets(head) and not stands(head):
        return f"{head}{',' if head.lower().startswith('dear') else '.'}"
    asks = rest or _ASKS.search(joined)
    return tidy(joined + (close if asks or not close.startswith("?") else "."))


def dangles(sentence: str) -> bool:
    """Tell whether a sentence stops in the middle of a thought."""
    return bool(_DANGLING.search(sentence))


def tidy(sentence: str) -> str:
    """Put right what a cut may leave: doubled spaces and marks, a mark with nothing before it."""
    sentence = re.sub(r"[ \t]{2,}", " ", sentence)
    sentence = re.sub(r"[ \t]+(?=[,;.!?](?:\s|$))", "", sentence)
    sentence = re.sub(r"[,;:](?:\s*[,;:])+", lambda match: match.group()[-1], sentence)
    sentence = re.sub(r"[,;:—–-]\s*(?=[.!?]+$)", "", sentence)
    return re.sub(r"^[\s,;:.!?—–]+(?=\w)", "", sentence).strip()


def _clause_start(core: str, start: int) -> int:
    ends = [match.end() for match in _DELIMITER.finditer(core) if match.end() <= start]
    return ends[-1] if ends else 0


def _clause_end(core: str, end: int) -> int:
    after = _DELIMITER.search(core, end)
    return after.start() if after else len(core)


_TWO_WORDS = re.compile(r"(?:it|he|she|they|we|i)\s\w{3,20}(?:ed|ent|eft|one|ook)", re.IGNORECASE)
"""The shortest sentence there is, such as "it shipped"; what it tells must not be lost."""


def stands(words: str) -> bool:
    """Tell whether words can stand as a sentence by themselves: enough of them, and a verb."""
    words = _ADDRESS.sub("", words)
    hangs = _HANGING.match(words) and ", " not in words
    if _TWO_WORDS.fullmatch(words.strip(" .!")):
        return True
    return (
        len(words.split()) >= 3
        and not hangs
        and bool(_VERB.search(words))
        and not _unbalanced(words)
    )


def _greets(words: str) -> bool:
    return (
        bool(
            re.match(
                r"(?:hi|hey|hello|hiya|dear|good (?:morning|afternoon|evening|day)"
                r"|thanks?|thank you"
                r"|sorry|yes|ok|okay|of course)\b",
                words,
                re.IGNORECASE,
            )
        )
        and len(words.split()) <= 6
    )


def _unbalanced(words: str) -> bool:
    return words.count("(") != words.count(")") or words.count('"') % 2 == 1
