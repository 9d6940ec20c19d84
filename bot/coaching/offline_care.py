"""The one sentence for a customer who said how they feel. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.coaching.domain import Heard, Mood
from bot.coaching.offline_insert import THANKED
from bot.coaching.offline_sorry import APOLOGISES
from bot.coaching.offline_wording import Ground
from bot.coaching.wordings import choose

OMISSIONS = frozenset({"sincere-apology", "feel-with-them", "reassure", "take-it-seriously"})
_BARBED = frozenset(
    {"take-it-seriously", "never-insult-or-threaten", "happy-over-right", "root-not-bandaid"}
)
_BRUSHED = frozenset({"take-it-seriously"})
_IDEA = ("thanks for an idea",)
_UNMOVED = frozenset({"feel-with-them", "take-it-seriously"})
_NO_CARE = frozenset(
    {"the open door", "the way back", "the open question", "the cause", "the page", "the free word"}
)
# The wordings of care.md for what is told, the nearest to the customer first.
_ANXIOUS = (
    "anxious: in scraps",
    "anxious: their worry",
    "anxious: their own word for it",
    "anxious",
)
_SORRY = (
    "sorry: their own word for it",
    "sorry: once more",
    "sorry: somebody with them",
    "sorry: and nothing more",
)
_OWN = ("worry", "hard", "joy", "feat")
"""What a draft that says it has answered already."""
_LONG_WORD = re.compile(r"[a-z]{5,}")
_CONDOLED = re.compile(
    r"\b(?:sorry (?:for your loss|to (?:hear|read)|about your)|condolence\w*|your loss|bereave\w*"
    r"|sad news|sympath\w+)\b",
    re.IGNORECASE,
)
_FELT_ALREADY = re.compile(
    r"\b(?:understand|no wonder|i can (?:see|imagine|hear)|i (?:see|hear) (?:that )?(?:you|how|why)"
    r"|that sounds|sounds like|(?:that|this|it|you) must (?:be|have)|must['’]ve been"
    r"|anyone would be|horrible|frightening"
    r"|you(?:['’]re| are| were) (?:right to|not alone))\b",
    re.IGNORECASE,
)
_GLAD_WORDS = re.compile(
    r"\b(?:thank\w*|thx|love\w*|great|perfect|brilliant|amazing|wonderful|fantastic|awesome|happy"
    r"|delighted|thrilled|excited|glad|best|passed|beautiful|gorgeous|chuffed|grateful|pleased"
    r"|gent|gentleman|legend|hero|angel|bless|no pain|came alive|cheers|thumbs up|what a \w+"
    r"|lovely|excellent|superb|kind|appreciate\w*|moon|yay|finally|nice|good|fab\w*|patient"
    r"|smil\w+|helpful|sweet\w*|sunshine|gem|star)\b|[❤😍🥰😊🎉]",
    re.IGNORECASE,
)
_CONGRATULATES = re.compile(
    r"!|\b(?:congrat\w*|well done|bravo|proud|delighted|happy (?:for|with)|lovely|wonderful"
    r"|brilliant"
    r"|great news|yay|hooray|what a|how (?:good|nice)|glad|cheer\w*|record)\b",
    re.IGNORECASE,
)
_CONGRATULATED = re.compile(r"\bcongrat", re.IGNORECASE)
_REACTS = re.compile(rf"{_GLAD_WORDS.pattern}|!|\b(?:haha|aww?|bravo|congrat\w*)\b", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:ashamed|silly|stupid|idiot|dumb|foolish)\b", re.IGNORECASE)
_ASHAMED = re.compile(
    r"\b(?:ashamed|embarrass\w+|mortified|silly|stupid|idiot|dumb|foolish)\b", re.IGNORECASE
)


def missing(heard: Heard, text: str, ground: Ground, *, owed: bool = True) -> frozenset[str]:
    """Tell what care a draft leaves out.

    Args:
        heard: What was heard in it; where nothing is at fault nothing is missing.
        text: The draft as it stands now.
        ground: What is known about draft and customer.
        owed: Whether what is owed to whoever told their story counts, found missing or not.

    Returns:
        Slugs of principles: those found missing, and those that whoever told their story is owed.
    """
    slugs = {one.slug for one in heard.findings if one.missing and one.slug in OMISSIONS}
    slugs |= {one.slug for one in heard.findings if one.slug == "sincere-apology"}
    brushed = any(one.slug == "take-it-seriously" for one in heard.findings)
    if brushed and ground.told.get("idea") and not (ground.calm or THANKED.search(text)):
        return _BRUSHED
    if heard.mood.label == "upset" and _CONGRATULATED.search(text):
        return frozenset()
    if heard.mood.label == "happy" and any(one.slug in _UNMOVED for one in heard.findings):
        slugs.add("feel-with-them")
    if not heard.findings or slugs or not owed:
        return frozenset(slugs)
    told, mood = ground.told, heard.mood.label
    if told.get("loss") and not (APOLOGISES.search(text) or _FELT_ALREADY.search(text)):
        slugs.add("feel-with-them")
    elif _owed(heard, text, ground):
        slugs.add("sincere-apology")
    elif mood == "anxious" and (told.get("event") or told.get("now")):
        slugs.add("reassure")
    elif mood == "happy" and _unshared(text, ground):
        slugs.add("feel-with-them")
    return frozenset(slugs)


def _unshared(text: str, ground: Ground) -> bool:
    """Tell whether good news that the customer told is passed over."""
    if ground.told.get("feat"):
        return not _CONGRATULATES.search(text)
    return bool(ground.told.get("joy")) and not _REACTS.search(text)


def _owed(heard: Heard, text: str, ground: Ground) -> bool:
    """Tell whether a trouble that the customer told is passed over.

    Who is calm is owed a word only where the draft has a barb besides.
    """
    if not ground.told.get("clause") or APOLOGISES.search(text):
        return False
    if heard.mood.label == "upset":
        return True
    barbed = any(one.slug in _BARBED and not one.missing for one in heard.findings)
    calm = heard.mood.label == "neutral" and not ground.declined
    return barbed and calm and "afraid" not in text


def choices(missing: Collection[str], mood: Mood, text: str, ground: Ground) -> tuple[str, ...]:
    """Choose the one caring sentence a draft lacks.

    Args:
        missing: Slugs of what was left out.
        mood: The customer's mood.
        text: The draft as it stands now; one that apologises already gets no second apology.
        ground: What is known about draft and customer.

    Returns:
        Sentences with their full stop, the most fitting first; none when none belongs there.
    """
    if (mood.label == "neutral" and not missing) or _cared_for(missing, mood, text, ground):
        return ()
    told = ground.told
    glad = any(map(told.get, ("feeling", "feat", "joy"))) or _GLAD_WORDS.search(mood.evidence)
    sour = bool(told.get("sour"))
    if mood.label == "happy" and (sour or not (glad or told.get("loss") or told.get("idea"))):
        return ()
    said: list[str] = []
    for title in _titles(missing, mood, text, ground):
        wording = ground.wordings.named("care", title)
        put = choose(wording.puts, ground.told, ground.voice.seed)
        if put and not ("sorry" in put and APOLOGISES.search(text)):
            words = ground.voice.fit(put)
            said.append(words if words.endswith((".", "?")) else f"{words}.")
    return tuple(said)


def _cared_for(missing: Collection[str], mood: Mood, text: str, ground: Ground) -> bool:
    """Tell whether a draft says already what could be said."""
    caring = (one for one in ground.wordings.of("care") if one.title not in _NO_CARE)
    if any(ground.says(wording, text) for wording in caring):
        return True
    clause = ground.told.get("clause", "")
    own = (ground.voice.fit(ground.told.get(slot, "")).lower() for slot in _OWN)
    if any(words and words in text.lower() for words in own):
        return True
    if clause and clause in text and mood.label != "upset":
        return True
    return mood.hurting and "sincere-apology" not in missing and bool(_FELT_ALREADY.search(text))


def _titles(missing: Collection[str], mood: Mood, text: str, ground: Ground) -> tuple[str, ...]:
    if ground.told.get("loss"):
        already = "; apologised" if APOLOGISES.search(text) else ""
        return () if _CONDOLED.search(text) else (f"someone they lost{already}",)
    match mood.label:
        case "upset":
            return _for_upset(missing, text, ground)
        case "anxious":
            return _for_anxious(mood, text, ground)
        case "happy":
            return _IDEA if missing == _BRUSHED else _for_happy(text, ground)
        case "neutral":
            return _IDEA if missing == _BRUSHED else _for_calm(missing, ground)
    return ()


def _for_calm(missing: Collection[str], ground: Ground) -> tuple[str, ...]:
    """Name what hangs on it where the ear alone hears that somebody is worried."""
    if "reassure" not in missing:
        return ("sorry: what happened",)
    ahead = ("anxious: a day ahead",) if ground.told.get("event") else ()
    asked = ("anxious: asked",) if ground.told.get("question") else ()
    return (*ahead, "anxious: what hangs on it", "anxious: their worry", *asked)


def _for_anxious(mood: Mood, text: str, ground: Ground) -> tuple[str, ...]:
    feeling = ground.told.get("feeling", "")
    asked = "anxious: asked" if ground.told.get("question") else "anxious: told"
    also = "; asked" if ground.told.get("question") else ""
    if ground.told.get("shame"):
        return (f"ashamed: by their own word{also}",)
    if _ASHAMED.search(feeling or mood.evidence):
        return (f"ashamed{also}",)
    ahead = ["anxious: a day ahead"] if ground.told.get("event") else []
    known = ["anxious: what hangs on it", "anxious: as it is"]
    if ground.told.get("felt") and not _repeats(ground.told.get("now", ""), text):
        known.reverse()
    return (*ahead, *known, *_ANXIOUS, asked)


def _repeats(told: str, text: str) -> bool:
    """Tell whether a draft says what the customer told in the same words."""
    return any(word in text.lower() for word in _LONG_WORD.findall(told))


def _for_happy(text: str, ground: Ground) -> tuple[str, ...]:
    feat = ("happy: an achievement",) if ground.told.get("feat") else ()
    if THANKED.search(text):
        return (*feat, "happy: thanked", "happy: thanked, and nothing more")
    joy = ("happy: what they love",) if ground.told.get("joy") else ()
    return (*feat, *joy, "happy", "happy: the thing", "happy: and nothing more")


def _for_upset(missing: Collection[str], text: str, ground: Ground) -> tuple[str, ...]:
    felt = "feel-with-them" in missing and not _SMALL.search(ground.told.get("feeling", ""))
    if APOLOGISES.search(text):
        return ("upset: the feeling",) if felt else ()
    both = felt and ground.told.get("felt")
    ahead = ("sorry, with a day ahead",) if ground.told.get("event") else ()
    return (
        *ahead,
        "sorry, with what hangs on it",
        *(("sorry and feeling",) if both else ()),
        "sorry: what happened",
        "sorry: in scraps",
        *(("sorry and feeling: what hangs on it",) if both else ()),
        "sorry: the thing",
        "sorry: what hangs on it",
        *(("sorry and feeling: and nothing more",) if both else ()),
        *_SORRY,
    )
