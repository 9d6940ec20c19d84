"""What a rewrite may not do to a draft's shape: paragraphs, lists, markup, emoji, length, edges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bot.coaching.domain import Draft, Finding, Problem
from bot.coaching.guard_codes import problem

LENGTH_FACTOR: Final = 1.3
LENGTH_EXTRA_WORDS: Final = 40
_LAST_WORD_CHARS: Final = 16
_CLOSING_CHARS: Final = 320
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_LIST_MARK = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,3}[.)]|[a-z][.)])[ \t]+", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*(?:>|&gt;).*$", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?\n.*\Z", re.MULTILINE | re.DOTALL)
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2764\u231a\u231b\u23e9-\u23fa]"
    "|(?<!\\w)(?:[:;]-?[)D(P]|<3|\\^\\^)(?!\\w)"
)
_EMOJI_SIGN = re.compile(r"[^\x00-\u02ff]|[:;][-)D(P]|<3|\^\^")
# Each form of markup with the signs of which a text must hold one.
_MARKUP: Final = (
    ("#", re.compile(r"^[ \t]*#{1,6}[ \t]+\S.*$", re.MULTILINE)),
    ("|", re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)),
    ("<", re.compile(r"</?(?:a|b|i|u|br|p|div|span|img|script|iframe|h[1-6]|ul|ol|li|strong|em|"
        r"table|style|svg)\b[^>]*>", re.IGNORECASE)),
    ("]", re.compile(r"!?\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)")),
    ("*_~|", re.compile(r"\*\*[^*\n]{1,300}\*\*|__[^_\n]{1,300}__|~~[^~\n]{1,300}~~|"
        r"\|\|[^|\n]{1,300}\|\|")),
    ("*_", re.compile(r"(?<![\w*])\*[^\s*][^*\n]{0,200}(?<!\s)\*(?![\w*])|"
        r"(?<![\w_])_[^\s_][^_\n]{0,200}(?<!\s)_(?![\w_])")),
    ("-*=", re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|={3,})[ \t]*$", re.MULTILINE)),
)  # fmt: skip
_CUT_OFF = re.compile(
    r"(?:,|\b(?:with|and|the|an?|to|of|for|or|but|is|are|in|on|by|your|our|my|from|"
    r"that|because))\s*\Z"
)
_PAIRED: Final = ("```", "**", "~~", "||")
_GREETING = re.compile(
    r"\A[\s*_]*(?P<words>(?:hi|hello|hey|dear|hiya|good (?:morning|afternoon|"
    r"evening|day)|greetings|"
    r"hallo|guten (?:tag|morgen|abend)|liebe[r]?|sehr geehrte[r]?|bonjour|bonsoir|salut|cher|chère|"
    r"hola|buenos d[ií]as|buenas tardes|estimad[oa]|ciao|buongiorno|gentile|olá|"
    r"bom dia|hej|hei|beste|geachte)"
    r"\b[^\n,!.?:;]{0,40})",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:\n|(?<=[.!?] ))[ \t]*(?P<words>(?:(?:kind|best|warm|warmest|many|with "
    r"kind|with best|with warm)[ \t]+)?(?:regards|wishes)|"
    r"sincerely|yours(?: sincerely| truly| faithfully)?|cheers|best|take care|"
    r"warmly|all the best|many thanks|with thanks|"
    r"mit freundlichen grüßen|viele grüße|liebe grüße|beste grüße|cordialement|"
    r"bien à vous|saludos(?: cordiales)?|un saludo|cordiali saluti|"
    r"atenciosamente|vänliga hälsningar|met vriendelijke "
    r"groet(?:en)?)[ \t]*[,!.]?[ \t]*(?:\n[^\n]{0,60}){0,4}\s*\Z",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^[ \t*_]*(?:subject|betreff|objet|asunto|re)[*_]*:.*$", re.IGNORECASE | re.MULTILINE
)


def check(draft: Draft, answer: str, findings: tuple[Finding, ...]) -> Iterator[Problem]:
    """Compare the shapes of a draft and its rewrite.

    Args:
        draft: The draft.
        answer: The rewrite.
        findings: What was found in the draft; a whole paragraph of it may go.
    """
    yield from _paragraphs(draft.text, answer, findings)
    yield from _markup(draft.text, answer)
    yield from _length(draft.text, answer)
    yield from _edges(draft.text, answer)
    yield from _untouchable(draft.text, answer)
    end = _CUT_OFF.search(answer.rstrip()[-_LAST_WORD_CHARS:])
    if end and not _CUT_OFF.search(draft.text.rstrip()[-_LAST_WORD_CHARS:]):
        yield problem("cut-off", end.group())


def words(text: str) -> int:
    """Count words, the way T21 counts length."""
    return len(text.split())


def greeting(text: str) -> str:
    """Give the words with which a text greets, or ""."""
    match = _GREETING.search(text)
    return match["words"].strip() if match else ""


def sign_off(text: str) -> str:
    """Give the words with which a text closes, or ""."""
    match = _SIGN_OFF.search(text, max(0, len(text) - _CLOSING_CHARS))
    return match["words"].strip() if match else ""


def _paragraphs(draft: str, answer: str, findings: tuple[Finding, ...]) -> Iterator[Problem]:
    mine = _blocks(draft)
    faulty = sum(any(f.start < end and f.end > start for f in findings) for start, end in mine)
    before, after = len(mine), len(_blocks(answer))
    if after < before and (after < before - faulty or (after == 1 and before > 2)):
        yield problem("paragraphs-lost")
    elif after > before:
        yield problem("paragraphs-added")
    marks, kept = _LIST_MARK.findall(draft), _LIST_MARK.findall(answer)
    faulty_marks = sum(
        any(f.start <= match.end() < f.end for f in findings)
        for match in _LIST_MARK.finditer(draft)
    )
    if len(kept) < len(marks) - faulty_marks:
        yield problem("list-lost")
    elif len(kept) > len(marks):
        yield problem("list-added")


def _blocks(text: str) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    position = 0
    for match in (*_PARAGRAPH.finditer(text), None):
        end = match.start() if match else len(text)
        if text[position:end].strip():
            blocks.append((position, end))
        position = match.end() if match else end
    return blocks


def _markup(draft: str, answer: str) -> Iterator[Problem]:
    for signs, pattern in _MARKUP:
        if not any(sign in answer for sign in signs):
            continue
        have = len(pattern.findall(draft))
        for count, match in enumerate(pattern.finditer(answer), start=1):
            if count > have and match.group() not in draft:
                yield problem("markup-added", match.group().strip())
    for pair in _PAIRED:
        if answer.count(pair) % 2 and not draft.count(pair) % 2:
            yield problem("markup-broken", pair)
    if answer.count("`") % 2 and not draft.count("`") % 2:
        yield problem("markup-broken", "`")
    theirs = Counter(_EMOJI.findall(answer)) if _EMOJI_SIGN.search(answer) else Counter()
    mine = Counter(_EMOJI.findall(draft)) if theirs else theirs
    for emoji, count in theirs.items():
        if count > mine[emoji]:
            yield problem("emoji-added", emoji)


def _length(draft: str, answer: str) -> Iterator[Problem]:
    before, after = words(draft), words(answer)
    if after > max(LENGTH_FACTOR * before, before + LENGTH_EXTRA_WORDS):
        yield problem("too-long")
    elif before >= 12 and after < 0.3 * before:
        yield problem("too-short")


def _edges(draft: str, answer: str) -> Iterator[Problem]:
    mine, theirs = greeting(draft), greeting(answer)
    if theirs and not mine:
        yield problem("greeting-added", theirs)
    elif mine and not theirs:
        yield problem("greeting-lost", mine)
    mine, theirs = sign_off(draft), sign_off(answer)
    if theirs and not mine:
        yield problem("sign-off-added", theirs)
    elif mine and not theirs:
        yield problem("sign-off-lost", mine)
    subject = _SUBJECT.search(answer) if ":" in answer else None
    if subject and not _SUBJECT.search(draft):
        yield problem("subject-added", subject.group())


def _untouchable(draft: str, answer: str) -> Iterator[Problem]:
    mine, theirs = _quoted(draft), _quoted(answer)
    for line, count in mine.items():
        if theirs[line] < count:
            yield problem("quote-changed", line)
    for line in theirs:
        if line not in draft:
            yield problem("quote-changed", line)
    signature = _SIGNATURE.search(draft) if "-- " in draft or "--\n" in draft else None
    if signature and not answer.endswith(signature.group()):
        yield problem("signature-changed")


def _quoted(text: str) -> Counter[str]:
    return Counter(_QUOTED.findall(text) if ">" in text or "&gt;" in text else ())
