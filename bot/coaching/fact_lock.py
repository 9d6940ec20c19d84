"""Taking facts out of a text and putting them back: what an LLM sees in their place.

A placeholder is opaque, typed and numbered, `[[ID1]]`; the same value gets the same one. On the
way back spelling is forgiven (case, brackets, a space), a number that was never given is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.coaching.domain import Fact
from bot.coaching.fact_finding import find, is_card
from bot.coaching.fact_words import RELATIVE_DAYS

_FREE: Final = ("negation", "number word")
_PLACEHOLDER = re.compile(r"\[\[(?:[a-z]{1,8}:)?[A-Z]{2,12}\d{1,4}\]\]")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,4})?\b")
_CARD = re.compile(r"(?<![\w+-])\d(?:[ -]?\d){12,18}(?![\w-])")
_ACCOUNT = re.compile(
    r"(?i:\b(?:account|acct|acc|a/c|ac|konto(?:nummer|nr)?|compte|cuenta|conto|"
    r"rekening(?:nummer)?)\.?(?:[ \t]\([^)\n]{1,20}\))?(?:[ \t](?:number|num|no|nr))?\.?"
    r"(?:[ \t]\([^)\n]{1,20}\))?[ \t]?[:#]?[ \t]{0,3}(?:is[ \t])?)"
    r"(?P<number>\d(?:[ -]?\d){6,17})(?![\w-])"
)
# Slack's and Discord's tokens name people, channels and emoji by numbers as long as a card's.
_TOKEN = re.compile(
    r"<(?:@[!&]?|#|a?:\w{1,40}:|/[^>:\n]{1,100}:|t:-?)\w{1,40}(?:[|:][^>\n]{0,100})?>"
)
KEPT_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Locked:
    """A text with its facts taken out.

    Args:
        text: Placeholders instead of facts; no digit of the original is left in it.
        vault: Placeholder to original, in the order in which they first appear.
    """

    text: str
    vault: Mapping[str, str]


def lock(
    text: str,
    names: Iterable[str] = (),
    nonce: str = "",
    *,
    known: Mapping[str, str] | None = None,
) -> Locked:
    """Replace every fact by a placeholder.

    Number words, negations and words such as "today" stay: a rewrite needs them, and the ledger
    compares them.

    Args:
        text: Any text.
        names: People to hide, in any case.
        nonce: Lower-case letters that mark this text's placeholders, `[[k:ID1]]`. When the text
            already holds something that looks like a placeholder, one is chosen.
        known: A vault made before, so that two texts share their placeholders.
    """
    nonce = nonce or _nonce(text, known or {})
    by_value = {value: mark for mark, value in (known or {}).items()}
    vault = dict(known or {})
    counts: dict[str, int] = {}
    for mark in vault:
        label = mark.strip("[]").split(":")[-1]
        kind = label.rstrip("0123456789")
        counts[kind] = max(counts.get(kind, 0), int(label[len(kind) :]))
    pieces: list[str] = []
    position = 0
    for fact in find(text, names):
        if not _hidden(fact):
            continue
        mark = by_value.get(fact.text, "")
        if not mark:
            label = fact.kind.replace(" ", "").upper()
            counts[label] = counts.get(label, 0) + 1
            mark = f"[[{nonce + ':' if nonce else ''}{label}{counts[label]}]]"
            by_value[fact.text] = mark
            vault[mark] = fact.text
        pieces += (text[position : fact.start], mark)
        position = fact.end
    return Locked("".join((*pieces, text[position:])), MappingProxyType(vault))


def restore(text: str, vault: Mapping[str, str]) -> str:
    """Put the facts back.

    Args:
        text: A text with placeholders; other case, lost or other brackets, and a space, hyphen or
            underscore before the number are forgiven.
        vault: As `lock` gave it.

    Returns:
        The text with every known placeholder replaced. Unknown ones stay, for the guard to refuse.
    """
    if not vault:
        return text
    by_label = {_label(mark): value for mark, value in vault.items()}
    nonces = {mark.strip("[]").split(":")[0] for mark in vault if ":" in mark}
    kinds = sorted({label.rstrip("0123456789") for label in by_label}, key=len, reverse=True)
    kind = "|".join(kinds)
    nonce = rf"(?:(?:{'|'.join(sorted(nonces))}):)?" if nonces else ""
    strict = "|".join(re.escape(mark) for mark in sorted(vault, key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<strict>{strict})|"
        rf"(?:\[\[|\[|<<|<|"
        rf"\{{\{{|\{{|«|⟦)\s?(?i:{nonce}(?P<kind>{kind})[ "
        rf"_:-]?(?P<number>\d{{1,4}}))(?!\d)\s?"
        rf"(?:\]\]|\]|>>|>|\}}\}}|\}}|»|⟧)?|"
        rf"(?<!\w){nonce}(?P<bare>{kind})_?(?P<count>\d{{1,4}})(?!\w)(?:\]\]|\])?"
    )

    def back(match: re.Match[str]) -> str:
        if match["strict"]:
            return vault[match["strict"]]
        label = (match["kind"] or match["bare"]).upper() + (match["number"] or match["count"])
        return by_label.get(label, match.group())

    return pattern.sub(back, text)


def leftovers(text: str) -> tuple[str, ...]:
    """Find placeholders that nobody put back."""
    return tuple(match.group() for match in _PLACEHOLDER.finditer(text))


def mask(text: str) -> str:
    """Hide all but the last four digits of full card, IBAN and account numbers.

    Mentions, channels and emoji of Slack and Discord stay as they are.
    """
    pieces: list[str] = []
    position = 0
    for token in _TOKEN.finditer(text):
        pieces += (_mask(text[position : token.start()]), token.group())
        position = token.end()
    return "".join((*pieces, _mask(text[position:])))


def _mask(text: str) -> str:
    text = _IBAN.sub(
        lambda match: _masked(match.group()) if _is_iban(match.group()) else match.group(), text
    )
    text = _CARD.sub(
        lambda match: _masked(match.group()) if is_card(match.group()) else match.group(), text
    )
    return _ACCOUNT.sub(
        lambda match: (
            match.group()[: match.start("number") - match.start()] + _masked(match["number"])
        ),
        text,
    )


def _hidden(fact: Fact) -> bool:
    return fact.kind not in _FREE and fact.text.lower() not in RELATIVE_DAYS


def _label(mark: str) -> str:
    return mark.strip("[]").split(":")[-1]


def _nonce(text: str, known: Mapping[str, str]) -> str:
    for mark in known:
        return mark.strip("[]").split(":")[0] if ":" in mark else ""
    if "[[" not in text:
        return ""
    nonce = "k"
    while f"[[{nonce}:" in text:
        nonce += "k"
    return nonce


def _masked(number: str) -> str:
    """Replace all but the last four letters and digits by dots, spaces kept."""
    shown = KEPT_DIGITS
    signs: list[str] = []
    for sign in reversed(number):
        if sign.isalnum() and shown > 0:
            shown -= 1
            signs.append(sign)
        else:
            signs.append("•" if sign.isalnum() else sign)
    return "".join(reversed(signs))


def _is_iban(text: str) -> bool:
    """Check an account number's sum. Source: ISO 13616-1 with ISO/IEC 7064, MOD 97-10."""
    plain = "".join(text.split())
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1
