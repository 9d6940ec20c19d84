"""What a cut leaves behind that leaned on it: "but", a lead-in, a smile, a stock closing. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.coaching.domain import Finding, Needless
from bot.coaching.guard_warnings import WARNS
from bot.coaching.needless import likely
from bot.coaching.offline_quiet import CHEER, CLOSING
from bot.coaching.offline_sales import BINDING, PRICE
from bot.coaching.offline_text import GREETS, ended
from bot.coaching.offline_wording import Ground
from bot.coaching.sentences import Sentence
from bot.coaching.sifted import sifted

_EMOJI = r"[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]"
_SMILES = re.compile(rf"(?:{_EMOJI}|[:;]-?[)DP](?=\s|$)|\s)+")
_SMILE = re.compile(rf"(?<=[\w.!?])(?: ?(?:{_EMOJI}|[:;]-?[)DP](?=[.!?\s]|$)))+(?P<end>[.!?]*)$")
# "Thanks ^T", "ready at 2 x": the sign is no part of what is said.
_SIGNED = re.compile(rf"(?:\s*{_EMOJI})*\s+(?:[\^~]\w{{1,12}}|(?<!\d )x{{1,3}})$")
_MARK = re.compile(r"[ \t]*[-*•–][ \t]+")
_HINGE = re.compile(
    r"(?:(?:but|and|or|yet),? |(?:also|plus|besides|still|anyway|that said|having said that"
    r"|however|on top of that|then again), |otherwise,? (?=(?:\w+ ){1,5}would\b))(?=\w)",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"(?:(?:and |but )?(?:(?:good|great|exciting|brilliant|big) news|guess what|by the way|btw"
    r"|one (?:more|last|other|final) thing|look|listen|get this|hear me out|imagine|p\.?s"
    r"|(?:between (?:us|you and me))|here(?:['’]s| is) the (?:thing|deal|good news)"
    r"|a few (?:things|corrections|facts)|let me (?:explain|be clear|tell you))[^\w]*"
    r"|(?!(?:hi|hiya|hello|hey|dear|good)\b)[^.!?\n]*:)",
    re.IGNORECASE,
)
_INTEREST = (
    r"(?:thank you|thanks|many thanks)(?: so much| very much)? for (?:your interest|stopping by"
    r"|being (?:such|with us)|thinking of us|considering us)[^.!?]{0,60}"
)
THANKS = re.compile(rf"{_INTEREST}[.!]+\s*", re.IGNORECASE)
"""Thanks out of habit, which nobody needs beside thanks of ours."""
HOLLOW = re.compile(
    rf"(?:(?:dear|hi|hiya|hello|hey)\b[^.!?,]{{0,40}}?(?:, | and ))?(?:{_INTEREST}"
    r"|words fail me|i could (?:sink|die|weep|cry)\b[^.!?]*|a+h+ n+o+|(?:aww?|oh) [A-Z]\w+, relax"
    r"|(?:what a )?(?:lovely|charming|nice) (?:number|find|idea|thought)|pity|a shame)",
    re.IGNORECASE,
)
"""What tells nothing: thanks for the interest, a cry."""
_CRUMB = re.compile(
    r"(?:(?:and |but )?(?:it|that|they)(?:['’]s|['’]re| is| are| costs?)|only|just"
    r"|for (?:only|just)|[^\w\s]?\d+)\b.*",
    re.IGNORECASE,
)
_SORRY = re.compile(r"\b(?:sorry|apolog\w+|regret)\b", re.IGNORECASE)
_SINCERE = sifted(
    r"\b(?:i['’]?m|i am|we['’]re|we are) (?:so |very |terribly |truly |really )*sorry\b"
    r"(?! (?:if|but|you feel|that you feel|for any|to hear))",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\b\d+\.\d\d\b")
_CRUMB_WORDS = 9
_ECHO_WORDS = 3
_FEW = 4
_PITCHES = frozenset({"no-hard-sell", "no-upsell-when-unhappy"})
_UNANSWERED = frozenset({"core-problem", "leave-door-open", "give-value", "sincere-apology"})
"""Beside these a stock wish for the day is an answer that is none."""
_HELLO = re.compile(r"(?:hello|hi)(?:, (?=\w)|,?$)", re.IGNORECASE)
_SPILT = 0.1
"""What a good coach would leave out less likely than this is not what was found."""


def unsigned(whole: Sequence[Sentence]) -> list[Sentence]:
    """End each sentence before the sign of whoever wrote it.

    Args:
        whole: The draft's sentences.
    """
    return [_unsigned(sentence) for sentence in whole]


def _unsigned(sentence: Sentence) -> Sentence:
    may_sign = sentence.text.endswith("x") or "^" in sentence.text or "~" in sentence.text
    sign = _SIGNED.search(sentence.text) if may_sign else None
    if not sign or not sign.start():
        return sentence
    text = sentence.text[: sign.start()]
    return replace(sentence, end=sentence.start + len(text), text=text)


def row(text: str, start: int, end: int) -> int | None:
    """Find where the line of a list begins that leaves with all it says.

    Args:
        text: The draft.
        start: Where what leaves begins, in characters from 0.
        end: One past where it ends.

    Returns:
        Where its mark begins; None when something stays in the line, or it is no line of a list.
    """
    line = text.rfind("\n", 0, start) + 1
    marked = _MARK.fullmatch(text, line, start) and text[end : end + 1] in ("\n", "")
    return line if marked else None


def unspilt(
    text: str, whole: Sequence[Sentence], said: Sequence[Finding], needless: Sequence[Needless]
) -> list[Finding]:
    """End what was found with its sentence, where it spills into one that is needed.

    Args:
        text: The draft.
        whole: Its sentences.
        said: What was found in its words.
        needless: The draft's words, as the ear heard them.
    """
    return [_unspilt(text, whole, finding, needless) for finding in said]


def _unspilt(
    text: str, whole: Sequence[Sentence], finding: Finding, needless: Sequence[Needless]
) -> Finding:
    for before, sentence in pairwise(whole):
        spills = finding.start < before.end and sentence.start < finding.end < sentence.end
        if spills and needless and likely(needless, sentence.start, finding.end) < _SPILT:
            return replace(finding, end=before.end, quote=text[finding.start : before.end])
    return finding


def _unecho(whole: Sequence[Sentence], put: dict[int, str]) -> None:
    """Take "Other gyms?" along with the pressure it leads into."""
    for number, sentence in enumerate(whole[:-1]):
        few = sentence.text.endswith("?") and len(sentence.text.split()) <= _ECHO_WORDS
        if few and number not in put and put.get(number + 1) == "":
            put[number] = ""


def unlean(
    text: str,
    whole: Sequence[Sentence],
    put: dict[int, str],
    found: Sequence[Collection[str]],
    ground: Ground,
) -> None:
    """Take along what only leaned on a sentence that goes.

    Args:
        text: The draft.
        whole: Its sentences.
        put: What replaces a sentence, by its number; changed in place.
        found: What was found in each.
        ground: What is known about draft and customer.
    """
    _unecho(whole, put)
    _crumbs(whole, put, found, ground)
    for number in _lone(text, whole, put):
        put[number] = ""
    for number, sentence in enumerate(whole[1:], start=1):
        smile = _SMILES.match(sentence.text)
        if smile and smile.group().strip() and number not in put and put.get(number - 1) == "":
            put[number] = sentence.text[smile.end() :]


def unstock(
    whole: Sequence[Sentence], put: dict[int, str], slugs: Collection[str], ground: Ground
) -> None:
    """Leave out the stock closing where there is something to put right.

    Args:
        whole: The draft's sentences.
        put: What replaces a sentence, by its number; changed in place.
        slugs: What was found in the draft or is missing from it.
        ground: What is known about draft and customer.
    """
    cheerless = ground.calm or not _UNANSWERED.isdisjoint(slugs)
    for number, sentence in enumerate(whole):
        if number in put or not number or ground.glad:
            continue
        words = sentence.text.strip()
        if CLOSING.fullmatch(words) or (cheerless and CHEER.fullmatch(words)):
            put[number] = ""


def mend(text: str, whole: Sequence[Sentence], put: dict[int, str], ground: Ground) -> None:
    """Let what stays begin well, greet once, and raise its voice nowhere to somebody hurting.

    Args:
        text: The draft.
        whole: Its sentences.
        put: What replaces a sentence, by its number; changed in place.
        ground: What is known about draft and customer.
    """
    _unhinge(text, whole, put, ground)
    _greet_once(whole, put, ground)
    _calm(whole, put, ground)
    _still_sorry(whole, put, ground)


def _still_sorry(whole: Sequence[Sentence], put: dict[int, str], ground: Ground) -> None:
    """Say a grovelled apology plainly where it would leave and no better one is at hand."""
    if any(map(ground.told.get, ("clause", "noun", "loss", "feeling"))):
        return
    said = [number for number, one in enumerate(whole) if _SINCERE.search(one.text)]
    left = " ".join(put.get(number, one.text) for number, one in enumerate(whole))
    if said and not _SORRY.search(left):
        put[said[0]] = ground.voice.fit("I'm sorry.")


def _unhinge(text: str, whole: Sequence[Sentence], put: dict[int, str], ground: Ground) -> None:
    """Take "but" and "also" from a sentence when the one it leaned on goes."""
    for number, sentence in enumerate(whole[1:], start=1):
        joiner = _HINGE.match(sentence.text)
        before = text[whole[number - 1].end : sentence.start]
        if joiner and put.get(number - 1) == "" and number not in put and "\n" not in before:
            put[number] = ground.voice.begin(sentence.text[joiner.end() :])


def _calm(whole: Sequence[Sentence], put: dict[int, str], ground: Ground) -> None:
    """Let a reply to somebody hurting that changes anyhow raise its voice nowhere."""
    if not ground.calm or not put:
        return
    for number, sentence in enumerate(whole):
        words = put.get(number, sentence.text)
        smile = _SMILE.search(words)
        if smile:
            words = f"{words[: smile.start()]}{smile['end']}"
            words = put[number] = words if ground.voice.lower else ended(words)
        loud = words.endswith("!") and len(words.split()) > _FEW
        if loud and not (WARNS.search(words) or GREETS.match(words)):
            put[number] = words.rstrip("!") + ("" if words.rstrip("!")[-1:] in "?." else ".")


def _greet_once(whole: Sequence[Sentence], put: dict[int, str], ground: Ground) -> None:
    """Let no greeting of ours stand behind the agent's own."""
    if not whole or not GREETS.match(whole[0].text) or not put.get(0, whole[0].text):
        return
    for number, words in list(put.items()):
        hello = _HELLO.match(words) if 0 < number <= _FEW else None
        if hello:
            put[number] = ground.voice.begin(words[hello.end() :])


def _crumbs(
    whole: Sequence[Sentence],
    put: dict[int, str],
    found: Sequence[Collection[str]],
    ground: Ground,
) -> None:
    """Take "Only 7.99 more." along with the pitch it priced."""
    if not (ground.calm or ground.declined):
        return
    for number, sentence in enumerate(whole[1:], start=1):
        pitched = put.get(number - 1) == "" and not _PITCHES.isdisjoint(found[number - 1])
        words = sentence.text
        crumb = _CRUMB.match(words) and len(words.split()) <= _CRUMB_WORDS
        priced = PRICE.search(words) or _AMOUNT.search(words)
        if pitched and crumb and priced and not BINDING.search(words):
            put[number] = ""


def _lone(text: str, whole: Sequence[Sentence], put: dict[int, str]) -> Iterator[int]:
    """Find what only leads into sentences that go, the last first."""
    for number in range(len(whole) - 2, -1, -1):
        sentence = whole[number]
        if number in put or not _LEADS_IN.fullmatch(sentence.text):
            continue
        led = list(_led(text, whole, number))
        if led and all(put.get(at) == "" for at in led):
            yield number


def _led(text: str, whole: Sequence[Sentence], number: int) -> Iterator[int]:
    """Give what a sentence leads into: the list under it, or what follows in its line."""
    colon = whole[number].text.endswith(":")
    for at in range(number + 1, len(whole)):
        gap = text[whole[at - 1].end : whole[at].start]
        if "\n" in gap and not (colon and (whole[at].listed or at == number + 1)):
            return
        yield at
        if not colon:
            return
