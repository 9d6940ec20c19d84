"""What can be said back to a customer in their own words: a noun, a clause, a feeling, a question.

Everything returned stands in the customer's message, turned towards them ("my" to "your"). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.coaching import offline_occasion
from bot.coaching.memory import remembered
from bot.coaching.offline_echo import answered, echo, scrap
from bot.coaching.sifted import sifted
from bot.coaching.wordings import Wording

_HURT = (
    "fed up|at (?:my|our) wits['’] end|freaking out|beside myself|in tears|angry|furious|livid"
    "|fuming"
    "|annoyed|frustrated|upset|disappointed|gutted|devastated|heartbroken|disgusted|insulted"
    "|humiliated|embarrassed|ashamed|worried sick|scared stiff|scared|afraid(?! to ask)|terrified"
    "|frightened|worried|nervous|anxious"
    "|panicking|stressed|desperate|shaking|overwhelmed|exhausted|confused|shocked|mortified"
    "|sick of it|at the end of (?:my|our) (?:tether|patience|rope)|gobsmacked|sick of (?:ringing"
    "|calling|waiting|chasing)|dreading it|appalled|distraught"
)
_GLAD = "over the moon|delighted|thrilled|excited|grateful|chuffed|proud|relieved|happy"
_SOFTER = {
    "freaking out": "worried",
    "worried sick": "worried",
    "scared stiff": "scared",
    "panicking": "worried",
    "shaking": "shaken",
}
"""What is said of oneself and not to another."""
_FEELINGS = f"{_HURT}|{_GLAD}"


def _felt(feelings: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:i['’]?m|i|we|me)\b[^.!?;\n]{{0,40}}?\b(?P<feeling>{feelings})\b"
        r"|(?:^|[.!?;,\n]\s*|\b(?:and|but) (?=(?:i['’]?m|im|am) ))"
        r"(?:(?:so|very|really|kinda|super|just|pretty|beyond|absolutely|honestly|totally"
        rf"|quite|a bit|bit|im|i['’]m|and|am|too) )*(?P<bare>{feelings})"
        r"(?=\s*(?:[.!?,;\n]|$|right now|tbh|rn|to\b))",
        re.IGNORECASE,
    )


_FELT_HURT, _FELT_GLAD = _felt(_HURT), _felt(_GLAD)
_NEGATED = re.compile(
    r"\b(?:not|n['’]?t|never|no longer|to be|if|got|get)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_SAYS_NO = sifted(
    r"\b(?:no,? thank\w*|not (?:interested|going ahead|be going ahead|going to (?:renew|buy|book)"
    r"|for (?:me|us))|won['’]t be|decided against|(?:found|gone with|going with|go with) (?:someone"
    r"|something|another|a different)|(?:don['’]?t|do not) (?:want|need)|said no|stay out"
    r"|(?:stop|quit) (?:calling|ringing|writing|e-?mailing|texting|messaging)"
    r"|(?:cancel|end|close|stop) (?:my|our|the|this) (?:\w+ ){0,3}(?:subscription|contract|account"
    r"|membership|plan|policy|trial|addon|add-on|order|insurance|cover)"
    r"|(?:please|pls|plz) cancel|downgrade (?:me|us|my|our)|cancel (?:it|me|please|pls)"
    r"|i(?:['’]?m| am) (?:leaving|done)"
    r"|unsubscribe)\b",
    re.IGNORECASE,
)
_DISPUTES = sifted(
    r"\b(?:records?|gps|cctv|logs? show|tracking|scan|delivered|you agreed|you signed|agree to"
    r"|(?:is|are|was|were) (?:right|fine|accurate|as (?:it|they) should)\b"
    r"|handed over|signed for|was correct|were correct|in line with|not (?:a|our) (?:fault|error)"
    r"|no fault|(?:drivers?|crew|fitters?|technicians?|engineers?|staff|team|colleagues?|courier"
    r"|riders?|reports?|photos?|pictures?) (?:all )?(?:says?|said|tells? me|told me|shows?"
    r"|reckons?) (?:that )?(?:it|they|the|you|your|nothing|no|there)"
    r"|was (?:already )?(?:there|cracked|broken|damaged|scratched|torn|stained|faulty"
    r"|dented) before)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|felt)\b", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?P<det>my|our|the|your|this|that|these|those)\s+"
    r"(?P<noun>(?:[a-z][a-z-]*\s+){0,2}?(?P<head>[a-z][a-z-]+))(?=[\s.,!?;:)]|$)",
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
_QUESTION = re.compile(r"(?!@\w|\d+[,.])(?:[^.!?\n]|(?<=\d)\.(?=\d)){6,140}\?")
_BEGINS = re.compile(r"(?:^|[.!?\n] ?)$")
_NOW = re.compile(
    r"^(?!.*\b(?:one|it|them|that)$).*(?:\b(?:can['’]?t|cannot|is|are|isn['’]t|aren['’]t|don['’]t"
    r"|doesn['’]t|won['’]t|still|hasn['’]t|haven['’]t|keeps?)\b|['’]re\b)"
)
_ABOUT = re.compile(r"(?:about|that|this) ")
_NAMED = re.compile(
    r"\b(?:my name is|i am called|this is)\s+(?P<name>[A-Z][a-z]+)\b"
    r"|(?:^|[.!,\n] ?)(?:(?:Hi|Hello|Hey|Good \w+)[,!]? )?(?P<here>[A-Z][a-z]+) here\b"
)
# What a draft alone tells of what happened.
_SORRY_FOR = re.compile(
    r"\b(?:sorry|apologise|apologize) (?:that|about|for|to hear)\b[^.!?\n]+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the customer told, ready to be said back; "" for what they did not tell.

    Args:
        noun: The thing it is about with its article, e.g. `your parcel`.
        clause: What happened, e.g. `your parcel never arrived` or `about the hour on hold`.
        feeling: How they say they feel, e.g. `fed up`.
        felt: The same said to them, e.g. `you're fed up` or `you were humiliated`.
        question: Their last question, word for word.
        name: What they call themselves.
        told: The clause where it is a whole sentence, e.g. `your parcel never arrived`.
        now: The same where it is so still, e.g. `you can't log in`.
        loss: Whom they lost, e.g. `your husband`.
        event: The day they have ahead, e.g. `your sister's wedding tomorrow`.
        joy: Their good news, e.g. `the jacket is perfect`.
        feat: The same where it calls for a congratulation, e.g. `you passed your test`.
        cause: What could be asked about it, e.g. `Could you send me a photo of it?`.
        shame: What they call themselves for asking, e.g. `silly`.
        scene: What happened where it is told in scraps, e.g. `three hours on the tarmac`.
        door: What could be asked after a no, e.g. `What would you like to use it for?`.
    """

    noun: str = ""
    clause: str = ""
    feeling: str = ""
    felt: str = ""
    question: str = ""
    name: str = ""
    told: str = ""
    loss: str = ""
    event: str = ""
    joy: str = ""
    feat: str = ""
    cause: str = ""
    now: str = ""
    shame: str = ""
    scene: str = ""
    door: str = ""

    def slots(self) -> dict[str, str]:
        """Give the slots that wordings may use."""
        return {name: getattr(self, name) for name in self.__slots__}


@remembered
def declines(customer: str) -> bool:
    """Tell whether a customer has said no, or is leaving."""
    return bool(_SAYS_NO.search(customer))


def hear(
    customer: str,
    draft: str,
    nouns: Collection[str],
    *,
    echoes: Sequence[Wording] = (),
    causes: Sequence[Wording] = (),
    doors: Sequence[Wording] = (),
    glad: bool = False,
) -> Told:
    """Take from a customer's message what may be said back.

    Args:
        customer: The customer's words; "" when nobody knows them.
        draft: The agent's draft, to tell what it is about.
        nouns: Things a customer may speak of, singular or plural, in small letters.
        echoes: What is known of how customers tell what happened.
        causes: What may be asked about what happened.
        doors: What may be asked after a no.
        glad: Listen for joy instead of hurt.
    """
    if not customer:
        sorry = _SORRY_FOR.search(draft)
        return Told(cause=answered(sorry.group(), causes, draft) if sorry else "")
    questions = [match.group().strip() for match in _QUESTION.finditer(customer)]
    named = _NAMED.search(customer)
    clause = echo(customer, draft, words=echoes, nouns=nouns, feelings=_FEELINGS)
    # Where the draft disputes what happened, the customer's telling is not ours to say.
    disputed = bool(_DISPUTES.search(draft)) and not clause.startswith(("about", "that no"))
    feeling, felt = _feeling(customer, _FELT_GLAD if glad else _FELT_HURT)
    clause = "" if disputed or glad else clause
    scene = "" if disputed or glad else scrap(customer, draft)
    # A scrap is said back only where no clause says more.
    scene = scene if scene.startswith(clause.removeprefix("about ")) else ""
    clause = "" if scene else clause
    loss = offline_occasion.loss(customer)
    clause = "" if loss and offline_occasion.loss(clause.replace("your ", "my ")) else clause
    joy, feat = offline_occasion.joy(customer) if glad else ("", "")
    return Told(
        noun=_noun(customer, draft, nouns),
        clause=clause,
        told="" if _ABOUT.match(clause) else clause,
        now=clause if _NOW.search(clause) and not _ABOUT.match(clause) else "",
        loss=loss,
        event=offline_occasion.event(customer),
        joy=joy,
        feat=feat,
        scene=scene,
        shame=offline_occasion.shame(customer),
        cause="" if glad else answered(customer, causes, draft),
        door=answered(customer, doors, draft),
        feeling=feeling,
        felt=felt,
        question=questions[-1] if questions else "",
        name=(named["name"] or named["here"]) if named else "",
    )


def _feeling(customer: str, felt: re.Pattern[str]) -> tuple[str, str]:
    for match in felt.finditer(customer):
        name = "feeling" if match["feeling"] else "bare"
        if not _NEGATED.search(customer[: match.start(name)]):
            words = re.sub(r"\b(?:my|our)\b", "your", match[name].lower())
            words = _SOFTER.get(words, words.replace("myself", "yourself"))
            past = _PAST.search(match.group()[: match.start(name) - match.start()])
            said = f"you were {words}" if past else f"you're {words}"
            return "" if "your" in words else words, said
    return "", ""


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
        owned = _article(match["det"]) == "your" or _BEGINS.search(customer[: match.start()])
        if not owned or (rank and not _GOES_ON.match(customer, match.start("noun") + len(said))):
            continue
        place = _PLACE.match(customer, match.start("noun") + len(said))
        where = place.group() if place and place["name"] in draft else ""
        found.append((rank, f"{_article(match['det'])} {said}{where}"))
    found.sort(key=lambda pair: pair[0])
    return found[0][1] if found else ""


def _article(determiner: str) -> str:
    return "your" if determiner.lower() in ("my", "our") else "the"
