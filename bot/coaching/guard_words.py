"""What a rewrite may not say: stock phrases, cheer, preambles, blanks, leaks, hidden signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.coaching.casing import lowered
from bot.coaching.domain import Draft, Heard, Problem
from bot.coaching.guard_codes import problem
from bot.coaching.sifted import sifted

_STOCK = sifted(
    r"\bi (?:completely |fully |totally |truly |certainly |can )?understand "
    r"(?:your|how|the) (?:frustrat|disappoint|concern|anger|feel)\w*|"
    r"\brest assured\b|\bany inconvenience\b|\bvalued (?:customer|client|member|guest)s?\b|"
    r"\byour (?:satisfaction|business|call|patience and understanding) is (?:very "
    r")?important\b|\bis important to us\b|"
    r"\bwe (?:value|appreciate) your (?:business|feedback|loyalty|patronage)\b|"
    r"\bthank you for reaching out\b|"
    r"\bthank you for bringing this to our attention\b|\bwe strive to\b|\bour top priority\b|"
    r"\bi know exactly how you feel\b|\bi (?:can only|can't even) imagine how\b|"
    r"\bplease (?:do not|don['’]t) hesitate\b|"
    r"\bat your earliest convenience\b|\bwe apologi[sz]e for the inconvenience\b|"
    r"\bsorry for the inconvenience\b|"
    r"\bhow (?:may|can) i (?:assist|help) you today\b|\bi hope this (?:email|"
    r"message) finds you well\b|\bdue to (?:a )?high volume\b|"
    r"\bsorry (?:if you|that you|you) feel\b|\bsorry if\b",
)
_CHEER = sifted(
    r"\b(?:(?:i['’]?(?:d|m| am| would be| will be|['’]ll be)?|we['’]?(?:d|re| are| "
    r"would be)?) ?(?:be )?(?:more than |so |very |absolutely )?(?:happy|delighted|"
    r"thrilled|excited|pleased) to (?:help|assist|be|hear|say|tell|see)|"
    r"happy to (?:help|assist)|glad to hear|great (?:news|question|to hear)|"
    r"wonderful(?: news)?|awesome|fantastic|amazing|yay|hooray|woohoo|hurray|"
    r"absolutely|perfect|exciting|have a (?:great|wonderful|lovely|fantastic|nice|"
    r"fabulous|good) (?:day|one|evening|weekend|week)|enjoy|no worries|cheers|my "
    r"pleasure|good news)\b(?=[\s!.,:;—–-]|$)",
)
_APOLOGY = sifted(
    r"\b(?:i['’]m|we['’]re|i am|we are|so|very|really)? ?(?:sorry|apologi[sz]e|apologies)\b",
)
_REGRET = re.compile(r"\bsorry to (?:say|hear)|\bafraid\b|\bunfortunately\b")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c\u115f\u1160\u180e\u3164\U000e0000-\U000e007f]"
)
_BLANK = re.compile(
    r"\[(?:your|my|the|agent|customer|client|company|insert|name|first|last|date|"
    r"amount|order|link|number|reason|product|team|sender|signature|"
    r"x+)\b[^\]\n]{0,60}\]|"
    r"\{\{?\s?[a-z_ ]{2,40}\s?\}?\}|<(?:name|your|insert|customer|agent|date|"
    r"amount)[^>\n]{0,40}>|\b[xx]{3,}\b|_{4,}|\btbd\b|\[\s*\]",
)
_PREAMBLE = sifted(
    r"\A\s*(?:(?:sure|certainly|of course|absolutely|okay|ok|got it|"
    r"understood)[^.\n]{0,20}[!,.:]?\s*)?(?:here(?:['’]s| is| are| you go)|this is|"
    r"below is|i(?:['’]ve| have) (?:re)?(?:written|phrased|worded))[^.\n]{0,60}"
    r"\b(?:rewrite|rewritten|version|reply|response|message|draft|revision|text)\b|"
    r"\A\s*(?:rewrite|rewritten|kinder version|revised|draft|answer|output|response)[^\n:]{0,30}:|"
    r"\b(?:let me know if you(?:['’]d| would) like (?:me to|any) (?:adjust|chang|"
    r"tweak|anoth)|(?:i|this version) (?:kept|removed|softened|changed|rewrote|"
    r"avoids|keeps) )|"
    r"\A\s*[\[{]\s*\"?(?:rewrite|text|answer)\"?\s*:|\A\s*\{\s*\"",
)
_REFUSAL = sifted(
    r"\bas an? (?:ai|language model|assistant|llm)\b|\blanguage model\b|"
    r"\bi(?:['’]m| am) (?:an ai|a (?:chat)?bot|an assistant|not able to (?:assist|"
    r"comply))|"
    r"\bi (?:cannot|can['’]t|am unable to|won['’]t) (?:assist|help|comply|fulfil|"
    r"fulfill|do) (?:with )?(?:that|this)(?: request)?\b(?=[.!]|$)|\bi cannot "
    r"comply\b|\bcontent polic",
)
_LEAK = sifted(
    r"\bsystem (?:prompt|message|instruction)|\b(?:my|these|the|your|previous|"
    r"prior|above|initial|hidden) (?:instructions?|prompt|guidelines) (?:say|are|"
    r"is|were|tell|follow|below|above)|\byou (?:rewrite|are rewriting|are asked "
    r"to)\b[^.\n]{0,40}\bdraft|"
    r"\b(?:rewrite|the) (?:a |the )?(?:support |agent['’]s "
    r")?draft\b[^.\n]{0,60}\b(?:kinder|facts?|promise)|\bno[- ]hard[- ]sell\b|"
    r"\bhappy-over-right\b|\bplaceholders?\b|\bevery fact (?:stays|must)\b|"
    r"\b(?:ignore|disregard|forget) (?:all |any )?(?:previous|prior|above|earlier) "
    r"(?:instructions|text)|\b(?:begin|end) (?:of )?(?:draft|customer|system)\b|"
    r"\bprinciples? (?:i|we) follow\b|\bnothing new is promised\b|<\|[a-z_]+\|>|"
    r"\b(?:assistant|system)\s*:\s|\bdeveloper mode\b|\bdan mode\b|\bjailbreak\w*|"
    r"\b(?:hacked|pwned)\b",
)
# Without one of these the slow patterns need not be tried.
_LEAK_SIGNS: Final = (
    "system", "instruction", "prompt", "guideline", "draft", "hard sell", "hard-sell",
    "happy-over", "placeholder", "every fact", "begin customer", "begin of", "end customer",
    "end of customer", "principle", "nothing new", "<|", "assistant", "developer mode", "dan mode",
    "jailbreak", "hacked", "pwned",
)  # fmt: skip
_STOCK_SIGNS: Final = (
    "understand", "assured", "inconvenience", "valued", "important", "we value", "appreciate",
    "reaching out", "attention", "strive", "priority", "how you feel", "imagine", "hesitate",
    "convenience", "you today", "finds you well", "volume", "sorry",
)  # fmt: skip
_PREAMBLE_SIGNS: Final = (
    "rewrite", "rewritten", "version", "reply", "response", "message", "draft", "revision",
    "revised", "text", "answer", "output", "let me know if you", "i kept", "i removed",
    "i softened", "i changed", "i rewrote", "i avoids", "i keeps", "{",
)  # fmt: skip
_REFUSAL_SIGNS: Final = (
    "as a", "language model", " ai", "bot", "assist", "comply", "help", "fulfil", " do ",
    "content polic",
)  # fmt: skip
_BLANK_SIGNS: Final = ("[", "{", "<", "xxx", "____", "tbd")
_SPOKEN_SIGNS: Final = ("dot", "(at)", "[at]", "at sign")
_SPOKEN = re.compile(
    r"\b[\w-]{2,40}\s?(?:\(dot\)|\[dot\]|\bdot\b)\s?(?:com|net|org|io|co|info|biz|"
    r"example|xyz|app|site|online|shop)\b|\b\w{2,40}\s?(?:\(at\)|\[at\]|\bat "
    r"sign\b)\s?\w{2,40}",
)
_STEP = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=\n))(?:then |next,? |also,? |first,? |please |just |"
    r"and )?(?P<verb>restart|reboot|unplug|clear|reinstall|uninstall|install|"
    r"download|update|upgrade|open|click|press|tap|reset|turn|switch|log|sign|go|"
    r"visit|delete|remove|disable|enable|select|choose|plug|hold|connect|"
    r"disconnect|scan|fill|upload|print)\b[^.!?\n]{0,80}",
)
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_KIND: Final = sifted(
    r"\b(?:sorry|apolog\w+|thank\w*|could you|would you|may i|i hear|i can see|i "
    r"see|i know|happy to|glad|understand\w*|hope|please|"
    r"désolée?|merci|leider|danke|bitte|gracias|siento|tack|tyvärr)\b",
)
_OFF = sifted(
    r"\b(?:arrr+|ahoy|matey|pirate|haiku|once upon "
    r"a time|roses are red|lorem ipsum)\b",
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
    mine, theirs = lowered(draft.text), lowered(answer)
    for code, pattern, signs in (
        ("stock-phrase", _STOCK, _STOCK_SIGNS),
        ("template-blank", _BLANK, _BLANK_SIGNS),
        ("preamble", _PREAMBLE, _PREAMBLE_SIGNS),
        ("refusal", _REFUSAL, _REFUSAL_SIGNS),
        ("prompt-leak", _LEAK, _LEAK_SIGNS),
        ("link-spoken", _SPOKEN, _SPOKEN_SIGNS),
    ):
        if not any(map(theirs.__contains__, signs)):
            continue
        for match in pattern.finditer(theirs):
            if match.group() not in mine:
                yield problem(code, answer[match.start() : match.end()])
    if any(secrets):
        yield from _leaks(draft.text, answer, secrets)
    if not answer.isascii() and _count(_INVISIBLE, answer) > _count(_INVISIBLE, draft.text):
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
        mine = lowered(draft.text)
        for match in _CHEER.finditer(lowered(answer)):
            if match.group() not in mine:
                yield problem("cheer", answer[match.start() : match.end()])
        if after > before:
            yield problem("exclamation-added", "!")
    elif after > max(before, 1):
        yield problem("exclamation-added", "!")
    elif not draft.customer or heard.mood.label in ("happy", "browsing"):
        apology = _APOLOGY.search(lowered(answer))
        regret = _REGRET.search(lowered(answer))
        if apology and not (heard.findings or regret or _APOLOGY.search(lowered(draft.text))):
            yield problem("apology-doubt", answer[apology.start() : apology.end()].strip())


def _topic(draft: Draft, answer: str) -> Iterator[Problem]:
    known_text = lowered(f"{draft.text} {draft.customer or ''}")
    said = lowered(answer)
    odd = _OFF.search(said)
    if odd and odd.group() not in known_text:
        yield problem("off-topic", answer[odd.start() : odd.end()])
        return
    if not _KIND.search(said) and _foreign(draft, known_text, said):
        yield problem("off-topic")
    for match in _STEP.finditer(said):
        if match["verb"][:5] not in known_text:
            yield problem("step-added", answer[match.start() : match.end()].strip())


def _foreign(draft: Draft, known_text: str, said: str) -> bool:
    """Tell whether an answer of some length shares not one word with what it answers."""
    theirs = _stems(said)
    if any(word in known_text for word in theirs):
        return False
    return len(theirs) >= 4 and len(_stems(lowered(draft.text))) >= 4


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _CONTENT.findall(text)}


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))
