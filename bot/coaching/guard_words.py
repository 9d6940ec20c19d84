"""What a rewrite may not say: stock phrases, cheer, preambles, blanks, leaks, hidden signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.coaching.domain import Draft, Heard, Problem
from bot.coaching.guard_codes import problem

_STOCK = re.compile(
    r"\bI (?:completely |fully |totally |truly |certainly |can )?understand (?:your|how|the) (?:frustrat|disappoint|concern|anger|feel)\w*|"
    r"\brest assured\b|\bany inconvenience\b|\bvalued (?:customer|client|member|guest)s?\b|"
    r"\byour (?:satisfaction|business|call|patience and understanding) is (?:very )?important\b|\bis important to us\b|"
    r"\bwe (?:value|appreciate) your (?:business|feedback|loyalty|patronage)\b|\bthank you for reaching out\b|"
    r"\bthank you for bringing this to our attention\b|\bwe strive to\b|\bour top priority\b|"
    r"\bI know exactly how you feel\b|\bI (?:can only|can't even) imagine how\b|\bplease (?:do not|don['’]t) hesitate\b|"
    r"\bat your earliest convenience\b|\bwe apologi[sz]e for the inconvenience\b|\bsorry for the inconvenience\b|"
    r"\bhow (?:may|can) I (?:assist|help) you today\b|\bI hope this (?:email|message) finds you well\b|\bdue to (?:a )?high volume\b|"
    r"\bsorry (?:if you|that you|you) feel\b|\bsorry if\b",
    re.IGNORECASE,
)
_CHEER = re.compile(
    r"\b(?:(?:I['’]?(?:d|m| am| would be| will be|['’]ll be)?|we['’]?(?:d|re| are| would be)?) ?(?:be )?(?:more than |so |very |absolutely )?(?:happy|delighted|thrilled|excited|pleased) to (?:help|assist|be|hear|say|tell|see)|"
    r"happy to (?:help|assist)|glad to hear|great (?:news|question|to hear)|wonderful(?: news)?|awesome|fantastic|amazing|yay|hooray|woohoo|hurray|"
    r"absolutely|perfect|exciting|have a (?:great|wonderful|lovely|fantastic|nice|fabulous|good) (?:day|one|evening|weekend|week)|enjoy|no worries|cheers|my pleasure|good news)\b(?=[\s!.,:;—–-]|$)",
    re.IGNORECASE,
)
_APOLOGY = re.compile(
    r"\b(?:I['’]m|we['’]re|I am|we are|so|very|really)? ?(?:sorry|apologi[sz]e|apologies)\b",
    re.IGNORECASE,
)
_REGRET = re.compile(r"\bsorry to (?:say|hear)|\bafraid\b|\bunfortunately\b", re.IGNORECASE)
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c\u115f\u1160\u180e\u3164\U000e0000-\U000e007f]"
)
_BLANK = re.compile(
    r"\[(?:your|my|the|agent|customer|client|company|insert|name|first|last|date|amount|order|link|number|reason|product|team|sender|signature|x+)\b[^\]\n]{0,60}\]|"
    r"\{\{?\s?[a-z_ ]{2,40}\s?\}?\}|<(?:name|your|insert|customer|agent|date|amount)[^>\n]{0,40}>|\b[Xx]{3,}\b|_{4,}|\bTBD\b|\[\s*\]",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"\A\s*(?:(?:sure|certainly|of course|absolutely|okay|ok|got it|understood)[^.\n]{0,20}[!,.:]?\s*)?(?:here(?:['’]s| is| are| you go)|this is|below is|i(?:['’]ve| have) (?:re)?(?:written|phrased|worded))[^.\n]{0,60}"
    r"\b(?:rewrite|rewritten|version|reply|response|message|draft|revision|text)\b|"
    r"\A\s*(?:rewrite|rewritten|kinder version|revised|draft|answer|output|response)[^\n:]{0,30}:|"
    r"\b(?:let me know if you(?:['’]d| would) like (?:me to|any) (?:adjust|chang|tweak|anoth)|(?:I|this version) (?:kept|removed|softened|changed|rewrote|avoids|keeps) )|"
    r"\A\s*[\[{]\s*\"?(?:rewrite|text|answer)\"?\s*:|\A\s*\{\s*\"",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\bas an? (?:ai|language model|assistant|llm)\b|\blanguage model\b|\bI(?:['’]m| am) (?:an ai|a (?:chat)?bot|an assistant|not able to (?:assist|comply))|"
    r"\bI (?:cannot|can['’]t|am unable to|won['’]t) (?:assist|help|comply|fulfil|fulfill|do) (?:with )?(?:that|this)(?: request)?\b(?=[.!]|$)|\bI cannot comply\b|\bcontent polic",
    re.IGNORECASE,
)
_LEAK = re.compile(
    r"\bsystem (?:prompt|message|instruction)|\b(?:my|these|the|your|previous|prior|above|initial|hidden) (?:instructions?|prompt|guidelines) (?:say|are|is|were|tell|follow|below|above)|\byou (?:rewrite|are rewriting|are asked to)\b[^.\n]{0,40}\bdraft|"
    r"\b(?:rewrite|the) (?:a |the )?(?:support |agent['’]s )?draft\b[^.\n]{0,60}\b(?:kinder|facts?|promise)|\bno[- ]hard[- ]sell\b|\bhappy-over-right\b|\bplaceholders?\b|\bevery fact (?:stays|must)\b|"
    r"\b(?:ignore|disregard|forget) (?:all |any )?(?:previous|prior|above|earlier) (?:instructions|text)|\bBEGIN (?:DRAFT|CUSTOMER)|\bEND (?:DRAFT|CUSTOMER)|\bprinciples? (?:i|we) follow\b|\bnothing new is promised\b|<\|[a-z_]+\|>|\b(?:assistant|system)\s*:\s",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b[\w-]{2,40}\s?(?:\(dot\)|\[dot\]|\bdot\b)\s?(?:com|net|org|io|co|info|biz|example|xyz|app|site|online|shop)\b|\b\w{2,40}\s?(?:\(at\)|\[at\]|\bat sign\b)\s?\w{2,40}",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=\n))(?:then |next,? |also,? |first,? |please |just |and )?(?P<verb>restart|reboot|unplug|clear|reinstall|uninstall|install|download|update|upgrade|open|click|press|tap|reset|turn|switch|log|sign|go|visit|delete|remove|disable|enable|select|choose|plug|hold|connect|disconnect|scan|fill|upload|print)\b[^.!?\n]{0,80}",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_KIND: Final = re.compile(
    r"\b(?:sorry|apolog\w+|thank\w*|could you|would you|may i|i hear|i can see|i see|i know|happy to|glad|understand\w*|hope|please|"
    r"désolée?|merci|leider|danke|bitte|gracias|siento|tack|tyvärr)\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:hacked|pwned|arrr+|ahoy|matey|pirate|bananas?|poem|haiku|joke|once upon a time|roses are red|developer mode|jailbreak\w*|DAN mode|lorem ipsum)\b",
    re.IGNORECASE,
)


def check(
    draft: Draft, answer: str, heard: Heard, *, secrets: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Look for words that no rewrite may add.

    Args:
        draft: The draft.
        answer: The rewrite.
        heard: Mood of the customer.
        secrets: Texts the rewrite may not repeat: a canary, the prompt itself.
    """
    for code, pattern in (
        ("stock-phrase", _STOCK),
        ("template-blank", _BLANK),
        ("preamble", _PREAMBLE),
        ("refusal", _REFUSAL),
        ("prompt-leak", _LEAK),
        ("link-spoken", _SPOKEN),
    ):
        for match in pattern.finditer(answer):
            if match.group().lower() not in draft.text.lower():
                yield problem(code, match.group())
    yield from _leaks(draft.text, answer, secrets)
    if _count(_INVISIBLE, answer) > _count(_INVISIBLE, draft.text):
        yield problem("invisible")
    yield from _mood(draft, answer, heard)
    yield from _topic(draft, answer)


def _leaks(draft: str, answer: str, secrets: tuple[str, ...]) -> Iterator[Problem]:
    """Find eight words in a row that a secret text holds and the draft does not."""
    said = re.findall(r"\w+", answer.lower())
    own = " ".join(re.findall(r"\w+", draft.lower()))
    for secret in secrets:
        if not secret:
            continue
        if len(secret.split()) < 8:
            if secret.lower() in answer.lower() and secret.lower() not in draft.lower():
                yield problem("prompt-leak", secret)
            continue
        whole = " ".join(re.findall(r"\w+", secret.lower()))
        for index in range(len(said) - 7):
            run = " ".join(said[index : index + 8])
            if f" {run} " in f" {whole} " and run not in own:
                yield problem("prompt-leak", run)
                break


def _mood(draft: Draft, answer: str, heard: Heard) -> Iterator[Problem]:
    before, after = draft.text.count("!"), answer.count("!")
    if heard.mood.hurting:
        for match in _CHEER.finditer(answer):
            if match.group().lower() not in draft.text.lower():
                yield problem("cheer", match.group())
        if after > before:
            yield problem("exclamation-added", "!")
    elif after > max(before, 1):
        yield problem("exclamation-added", "!")
    elif not draft.customer or heard.mood.label in ("happy", "browsing"):
        apology = _APOLOGY.search(answer)
        harm = heard.findings or _APOLOGY.search(draft.text) or _REGRET.search(answer)
        if apology and not harm:
            yield problem("apology-doubt", apology.group().strip())


def _topic(draft: Draft, answer: str) -> Iterator[Problem]:
    odd = _OFF.search(answer)
    if odd and odd.group().lower() not in f"{draft.text} {draft.customer or ''}".lower():
        yield problem("off-topic", odd.group())
        return
    mine, theirs = _stems(draft.text), _stems(answer)
    known = mine | _stems(draft.customer or "")
    if len(mine) >= 4 and len(theirs) >= 4 and not theirs & known and not _KIND.search(answer):
        yield problem("off-topic")
    known_text = f"{draft.text} {draft.customer or ''}".lower()
    for match in _STEP.finditer(answer):
        if match["verb"].lower()[:5] not in known_text:
            yield problem("step-added", match.group().strip())


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _CONTENT.findall(text.lower())}


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))
