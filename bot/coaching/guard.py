"""The guard: a draft and its rewrite in, a verdict out. No rewrite reaches an agent without it.

Hard problems refuse: the writer gets one more try, then the offline rewrite stands in, and it
passes through the same guard. Soft ones are shown as "please check". Prompts are hopes; this is
code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.coaching import (
    answers,
    facts,
    guard_limits,
    guard_shape,
    guard_warnings,
    guard_words,
    language,
    promises,
)
from bot.coaching.casing import lowered
from bot.coaching.domain import (
    Draft,
    Fact,
    FactLedger,
    Finding,
    Heard,
    Problem,
    Promise,
    PromiseLedger,
    Verdict,
)
from bot.coaching.fact_ledger import REMOVERS
from bot.coaching.fact_repeats import stands_in
from bot.coaching.guard_codes import problem
from bot.coaching.memory import remembered, remembering
from bot.coaching.promise_words import SOFT_ACTS, UNMISSED
from bot.coaching.sifted import sifted

_LETTING_GO: Final = REMOVERS | {"dignity"}
_GRANTED: Final = ("refund", "replacement", "credit", "discount", "freebie", "exception")
_SOFT_PROMISES: Final = re.compile(
    r"\b(?:right away|immediately|as soon as possible|shortly|straight away|in a "
    r"moment|at once|in no time)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|these|those|you|your|his|her|their|my|us|all|both|other|once or|one or|or)\s+"
    r"(?:other |last |first )?$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s+of (?:you|them|these|those|us)\b", re.IGNORECASE)
_DENIAL = sifted(
    r"\b(?:i|we|you|it|this|that|they)(?: (?:really|simply|currently|still))? "
    r"(?:can(?:n['’]t|['’]t| not|not)|could(?:n['’]t| not)|won['’]t|will not)\b"
    r"(?! (?:apologi[sz]e|thank you|express|stress|believe|wait to|conjure|say how sorry))|"
    r"\b(?:i|we) (?:don['’]t|do not|never) (?:offer|do|ship|refund|accept|provide|"
    r"have|sell|give|allow|"
    r"make|deliver|cover|support|take|exchange|issue|sponsor|store|share)\b|"
    r"\b(?:cannot|can['’]t|won['’]t|will not) be\b|\b(?:is|are|was)(?:n['’]t| not) "
    r"(?:possible|available|"
    r"eligible|allowed|permitted|covered|offered|included|refundable|able)\b|\bno refunds?\b|"
    r"\bimpossible\b|\bunable to\b|(?:\A|[.!?]\s)no[.,!]",
)
_LIMIT = re.compile(
    r"\b(?:not|no|never|cannot|unable|nothing|none|nobody|neither|nor|without|"
    r"unfortunately|only|unless|until|instead|"
    r"rather|afraid|closed|sold out|discontinued|gone|ended|past|outside|beyond|expired|too late|"
    r"excluded|impossible|stays?|remains?|refuse|rejected|declined?|limit\w*|"
    r"members|reserved|ne|pas|"
    r"nicht|kein\w*|inte|niet|nie|não|non)\b|n['’]t\b",
)


@remembering()
def check(draft: Draft, answer: str, heard: Heard, *, secrets: tuple[str, ...] = ()) -> Verdict:
    """Judge a rewrite.

    Args:
        draft: What the agent wrote; its answers count as part of its text.
        answer: The rewrite, facts restored.
        heard: Mood and findings; findings say which words may leave.
        secrets: Texts the rewrite may not repeat: a canary, the prompt.

    Returns:
        The verdict, hard problems first. A rewrite that is the draft itself is always accepted.
    """
    told = tuple(answers.unfaulted(draft, heard))
    if draft.answers:
        draft, heard = answers.as_one(draft, heard)
    return _judged(draft, answer, replace(heard, in_answers=(), needless=()), told, secrets)


def accepts(draft: Draft, answer: str, heard: Heard) -> bool:
    """Tell whether `check` would accept a rewrite."""
    return (answer == draft.text and not draft.answers) or check(draft, answer, heard).accepted


@remembered
def _judged(
    draft: Draft, answer: str, heard: Heard, told: tuple[str, ...], secrets: tuple[str, ...]
) -> Verdict:
    """Judge a rewrite of a draft whose answers stand in it, once however often it is asked."""
    ledger = facts.compare(draft, answer, heard.findings)
    bound = promises.compare(draft, answer)
    if answer == draft.text:
        return Verdict(facts=ledger, promises=bound)
    if not answer.strip():
        return Verdict(problems=(problem("empty"),), facts=ledger, promises=bound)
    found = [
        *_placeholders(draft, answer),
        *_facts(draft, ledger, answer),
        *_denials(draft, answer, heard.findings),
        *_promises(answer, bound, heard.findings),
        *_language(draft, answer),
        *guard_limits.check(draft, answer, heard.findings),
        *(problem("limit-lost", words) for words in guard_warnings.lost(draft.text, answer)),
        *guard_shape.check(draft, answer, heard.findings),
        *guard_words.check(draft, answer, heard, secrets=secrets),
        *(problem("answer-lost", words) for words in told if not answers.told(words, answer)),
    ]
    unique = dict.fromkeys(found)
    return Verdict(
        problems=tuple(sorted(unique, key=lambda one: not one.hard)), facts=ledger, promises=bound
    )


def _placeholders(draft: Draft, answer: str) -> Iterator[Problem]:
    for mark in facts.leftovers(answer):
        if mark not in draft.text:
            yield problem("placeholder-left", mark)


def _facts(draft: Draft, ledger: FactLedger, answer: str) -> Iterator[Problem]:
    recounted = _counts(ledger.missing) and _counts(ledger.added)  # "your two" became "your three"
    for fact in ledger.missing:
        if fact.kind == "negation":
            yield problem("denial-lost", fact.text)
        elif fact.kind == "number word" and recounted:
            yield problem("fact-missing", fact.text)
        elif _vague(fact, draft.text) or (_worded(fact) and stands_in(fact.text, answer)):
            yield problem("fact-fewer", fact.text)
        else:
            yield problem("fact-missing", fact.text)
    for fact in ledger.added:
        if fact.kind == "negation":
            yield problem("denial-added", fact.text)
        else:
            yield problem("fact-doubt" if _vague(fact, answer) else "fact-added", fact.text)
    if ledger.moved:
        yield problem("fact-moved", " / ".join(fact.text for fact in ledger.moved))


def _counts(facts_found: tuple[Fact, ...]) -> bool:
    return any(fact.kind == "number word" for fact in facts_found)


def _worded(fact: Fact) -> bool:
    return not any(sign.isdigit() for sign in fact.text)


def _vague(fact: Fact, text: str) -> bool:
    """Tell whether a word of a text is a way of speaking rather than a fact: "the two of you"."""
    if fact.kind == "number word":
        before, after = text[max(0, fact.start - 20) : fact.start], text[fact.end :]
        return bool(_DEFINITE.search(before) or _OF_THEM.match(after))
    if fact.kind == "date" and fact.text.lower() in ("today", "tonight"):
        return not promises.committed(text, fact.start, fact.end)
    return False


def _denials(draft: Draft, answer: str, findings: tuple[Finding, ...]) -> Iterator[Problem]:
    """Refuse a rewrite without any "no" for a draft that has one outside of reproaches."""
    if _LIMIT.search(lowered(answer)):
        return
    for match in _DENIAL.finditer(lowered(draft.text)):
        if not _inside(match.start(), findings, REMOVERS):
            faulty = any(f.start <= match.start() < f.end for f in findings)
            words = draft.text[match.start() : match.end()].strip()
            yield problem("denial-doubt" if faulty else "denial-gone", words)
            return


def _promises(
    answer: str, bound: PromiseLedger, findings: tuple[Finding, ...]
) -> Iterator[Problem]:
    for promise in bound.added:
        yield problem(_code(promise), promise.text)
    theirs = promises.find(answer)
    for promise in bound.lost:
        if promise.kind in UNMISSED or _inside(promise.start, findings, _LETTING_GO):
            continue
        hard = promises.turned(promise, theirs) or promise.kind in _GRANTED
        yield problem("promise-lost" if hard else "promise-fewer", promise.text)


def _code(promise: Promise) -> str:
    if promise.kind == "done":
        return "claim-added"
    if promise.kind == "cause":
        return "cause-added"
    if promise.kind == "admission":
        return "admission-added"
    soft = promise.kind == "deadline" and bool(_SOFT_PROMISES.search(promise.text))
    if promise.kind == "act" and promise.text.lower().split()[-1] in SOFT_ACTS:
        soft = True
    return "promise-doubt" if soft else "promise-added"


def _inside(position: int, findings: tuple[Finding, ...], slugs: frozenset[str]) -> bool:
    return any(f.slug in slugs and f.start <= position < f.end for f in findings)


def _language(draft: Draft, answer: str) -> Iterator[Problem]:
    if not language.same(draft.text, answer):
        yield problem("language-changed")
