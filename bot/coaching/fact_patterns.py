"""What a hard fact looks like: one shape a kind, tried in order, std-lib `re` only.

Every quantifier is bounded or runs over a class that its neighbours cannot match, so that hostile
text costs linear time. A kind is decoration for people: what no shape names is still caught by
the safety net in `fact_finding`, which takes any token that holds a digit.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from typing import Final

from bot.coaching import fact_words as listed
from bot.coaching.fact_shape import Shape, shape


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_MONTH = f"(?:{_either(listed.MONTHS)})"
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’]\d+)*)"
_WORD_NUMBER = (
    r"(?:half an?|an? (?:hundred|thousand|dozen|million)|a couple of|a few|several|one|"
    rf"{_either(listed.VALUES)})(?:[- ](?:one|{_either(listed.VALUES)}))?"
)
_SIGN = f"[{re.escape(listed.CURRENCY_SIGNS)}]"
_LETTERS = (
    r"(?:Rs\.?|RM|KSh|Ksh|GH₵|zł|K[cč]|kr\.?|TL|lei|Ft|лв|R\$|R(?=\s?\d)|"
    rf"{_either(listed.CURRENCY_CODES)})"
)
_CURRENCY = rf"(?:(?:US|CA|AU|NZ|HK|[ACSR])?{_SIGN}|(?<![^\W\d_]){_LETTERS}(?![^\W\d_]))"
_PERIOD = (
    r"(?:\s?(?:/|per |an? |each |every )\s?(?:month|mo|year|yr|week|wk|day|night|hour|hr|user|"
    r"seat|item|unit|person|head|kg|piece)\b)?"
)
_SCALE = r"(?:\s?(?:k|m|bn|million|billion|thousand|lakhs?|crores?)\b)?"
_TIME_UNIT = rf"(?:(?:business |working |calendar |school )?(?:{_either(listed.TIME_UNITS)}))"
_UNIT = rf"(?:°\s?[cCfF]|{_either(listed.UNITS)})"
_ZONE = (
    r"(?:\s?(?:UTC|GMT|EST|EDT|PST|PDT|PT|ET|CT|CET|CEST|BST|IST|WAT|EAT|SAST)"
    r"(?:[+-]\d{1,2})?\b)?"
)
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.m\.|[ap]m\b)|\d{1,2}(?::\d{2}){1,2}(?!\d)|"
    r"\d{1,2}\s?(?:[ap]\.m\.|[ap]m\b)|\d{1,2}\s?(?:Uhr\b|h\d{2}\b|o['’]clock\b))"
)
_NO_DAY = r"(?<!\d (?-i:may)(?=\s(?:also|apply|be|fit|have|need|not|still|take|vary)\b))"
"""A verb follows: “size 12 may fit” names no day. The number stays a fact."""
_DATES = (
    r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?\b",
    r"\d{4}/\d{1,2}/\d{1,2}\b",
    r"\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})\b",
    r"(?:0?[1-9]|1[0-2])/20\d\d\b",
    (
        rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?{_MONTH}\b{_NO_DAY}"
        r"(?:\.?,?\s(?:de\s)?(?:19|20)\d\d\b)?"
    ),
)
_HOST = r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}"
_TOP = f"(?:{_either(listed.TOP_LEVELS)})"
_URL_BODY = r"[^\s<>|\"“”«»\x00]"


_AFTER_SIGN = (
    rf"{_NUMBER}(?:\.-|,-|/-)?{_SCALE}(?:\s(?:{_either(listed.CURRENCY_CODES)})\b)?{_PERIOD}"
)
_EXTENSION = r"(?:\s?(?:ext\.?|x)\s?\d{1,6})?(?![\w-])"
_PERCENT = r"(?:percent|per cent|pct|percentage points?|Prozent|pour cent|por ciento|procent)"
_SHORT_CURRENCIES = ("rs", "rm", "ksh", "gh", "zł", "kc", "kč", "kr", "tl", "lei", "ft", "лв", "r")
_COUNTED = (*listed.VALUES, "one", "a", "an", "half", "several")
_DAYS = (*listed.WEEKDAYS, *listed.RELATIVE_DAYS)


SHAPES: Final[tuple[Shape, ...]] = (
    shape(
        "code",
        r"```(?:(?!```).){1,20000}```|``?[^`\n]{1,2000}`{1,2}",
        marks="`",
        exact=True,
        spanning=True,
    ),
    shape(
        "template",
        r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\$?\{[A-Za-z_][\w .-]{0,40}\}",
        marks="{",
    ),
    shape("template", r"%[A-Z][A-Z0-9_]{1,40}%|%%[A-Za-z_]\w{0,40}%%", marks="%", exact=True),
    shape(
        "template",
        r"<a?:\w{1,40}:\d{1,25}>|(?<![\w:]):[a-z+-][a-z0-9_+'-]{1,40}:(?![\w:])",
        at_signs=":",
        lead="<a",
        exact=True,
    ),
    shape("channel", r"<#\w{1,40}(?:\|[^>\n]{0,100})?>|<id:\w{1,20}>", marks="<"),
    shape("time", r"<t:-?\d{1,15}(?::[a-z])?>|<!date\^[^>\n]{1,200}>", marks="<"),
    shape("code", r"</[^>:\n]{1,100}:\d{1,25}>", marks="<"),
    shape(
        "handle",
        r"<@[!&]?\w{1,40}(?:\|[^>\n]{0,100})?>",
        r"<!(?:here|channel|everyone|subteam\^\w{1,40})(?:\|[^>\n]{0,100})?>",
        marks="<",
    ),
    shape(
        "link",
        r"<(?:https?|mailto|tel|ftp):[^>\s]{1,2000}(?:\|[^>\n]{0,300})?>",
        rf"\b(?:https?|hxxps?|ftp|sftp|ssh|slack|discord|file)://{_URL_BODY}{{1,2000}}",
        rf"\b(?:mailto|tel):{_URL_BODY}{{1,300}}",
        marks=("://", "mailto:", "tel:"),
    ),
    shape(
        "email",
        r"(?<![\w.%+'-])[\w.%+'-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?!\w)",
        marks="@",
    ),
    shape(
        "link",
        rf"(?<![\w.@-])www\.{_URL_BODY}{{1,2000}}",
        rf"(?<![\w.@/-]){_HOST}{_TOP}(?::\d{{1,5}})?(?:/{_URL_BODY}{{0,2000}}|(?![\w@.-]|\.\w))",
        rf"(?<![\w.@/-]){_HOST}{_TOP}(?=[.-](?!\w))",
        when=rf"\.(?:{_TOP}(?![^\W_])|(?<=www\.))",
    ),
    shape("handle", r"(?<![\w@.])@[^\W\d][\w.-]{0,60}\w", marks="@"),
    shape("channel", r"(?<![\w&#/])#(?=[a-z])[a-z_-]{2,60}\b(?![\w-])", marks="#", exact=True),
    shape(
        "quote",
        r"“[^“”\n]{1,400}”|„[^„“”\n]{1,400}[“”]|\"[^\"\n]{1,400}\"|«[^«»\n]{1,400}»",
        r"(?<![\w'’])['‘](?=[^\W\d_])[^'’‘\n]{2,80}['’](?!\w)",
        at_signs="“„\"«'‘",
    ),
    shape(
        "id",
        r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b0x[0-9a-f]{1,64}\b",
        r"\b(?=[a-f]{0,31}\d)[0-9a-f]{32,64}\b",
        token_chars=32,
    ),
    shape(
        "iban",
        r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,4})?\b",
        at_digits=True,
        lead=string.ascii_uppercase,
        exact=True,
    ),
    shape("card", r"(?<![\w+-])\d(?:[ -]?\d){12,18}(?![\w-])", at_digits=True),
    shape("ip", r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?!\w|\.\d)", at_digits=True),
    # “£20 may take a week” is an amount and a verb, no date.
    shape("date", rf"(?<!\w)(?<!{_SIGN})(?<!{_SIGN}\s)(?:{'|'.join(_DATES)})", at_digits=True),
    shape(
        "date",
        rf"{_MONTH}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?![:.]\d)(?:,?\s(?:19|20)\d\d\b)?",
        rf"{_MONTH}\s(?:19|20)\d\d\b|Q[1-4]\s(?:19|20)\d\d\b",
        at_words=(*listed.MONTHS, "q"),
    ),
    shape("date", r"(?<!\w)\d{1,2}(?:st|nd|rd|th)\b", at_digits=True),
    shape(
        "date",
        rf"(?:{_either(listed.MONTHS_ALONE)})\b",
        r"(?:(?<=\bin )|(?<=\bsince ))(?:March|May|Feb|Aug|Sept|Oct|Nov|Dec)\b",
        at_words=listed.MONTHS,
        exact=True,
    ),
    shape(
        "date",
        rf"(?:{_either((*listed.WEEKDAYS, *listed.RELATIVE_DAYS))})s?\b",
        at_words=(*_DAYS, *(f"{day}s" for day in _DAYS), "aujourd"),
    ),
    shape(
        "date",
        rf"(?:{_either(listed.SHORT_DAYS)})\b(?=[\s,.]{{1,2}}\d|\s?[-–]|[,.]?\s(?:at|by|or)\b)",
        at_words=listed.SHORT_DAYS,
    ),
    shape(
        "date",
        r"(?:EOD|COB)\b|end of (?:the )?(?:day|week|month|year)\b",
        r"(?:next|this coming) (?:week|month|year|weekend)\b",
        at_words=("eod", "cob", "end", "next", "this"),
    ),
    shape("time", rf"(?<![\w.:])(?:\d{{1,2}}\s?[-–]\s?)?{_CLOCK}{_ZONE}", at_digits=True),
    shape("time", r"(?:noon|midday|midnight)\b", at_words=("noon", "midday", "midnight")),
    shape(
        "phone",
        r"(?<![\w#/.-])\+\d{1,3}(?:[ .\-/]?(?:\(\d{1,5}\)|\d{1,5})){2,6}" + _EXTENSION,
        r"(?<![\w#/.,-])(?:\(0\d{1,5}\)|0\d{1,5})(?:[ .\-/]\d{2,5}){1,5}" + _EXTENSION,
        r"(?<![\w#/.,-])(?:\(\d{3}\)|\d{3})[ .-]?\d{3}[ .-]\d{4}" + _EXTENSION,
        r"(?<!\w)\*\d{2,4}(?:\*\d{1,6}){0,3}#?",
        at_digits=True,
        lead="+(*",
    ),
    shape(
        "amount",
        rf"[-−]?(?:US|CA|AU|NZ|HK|[ACSR])?{_SIGN}{{1,3}}\s?[-−]?{_AFTER_SIGN}",
        at_signs=listed.CURRENCY_SIGNS,
        lead="-−USCANZHKR",
        exact=True,
    ),
    shape(
        "amount",
        rf"(?<![^\W\d_]){_LETTERS}(?![^\W\d_])\s?[-−]?{_AFTER_SIGN}",
        at_words=(*listed.CURRENCY_CODES, *_SHORT_CURRENCIES),
        exact=True,
    ),
    shape(
        "amount",
        rf"(?<![\w.,]){_NUMBER}{_SCALE}\s?{_CURRENCY}(?!\w){_PERIOD}",
        at_digits=True,
        exact=True,
    ),
    shape(
        "amount",
        rf"(?<![\w.,]){_NUMBER}{_SCALE}\s(?:{_either(listed.CURRENCY_NAMES)})\b{_PERIOD}",
        at_digits=True,
    ),
    shape(
        "amount",
        rf"{_WORD_NUMBER}\s(?:{_either(listed.CURRENCY_NAMES)})\b{_PERIOD}",
        at_words=_COUNTED,
    ),
    shape(
        "percentage",
        rf"(?<![\w.,]){_NUMBER}(?:\s?[-–]\s?{_NUMBER})?[\s\u00a0]?[%‰]",
        rf"(?<![\w.,]){_NUMBER}[\s-]{_PERCENT}\b",
        at_digits=True,
    ),
    shape("percentage", rf"{_WORD_NUMBER}[\s-]{_PERCENT}\b", at_words=_COUNTED),
    shape(
        "duration",
        r"24/7\b",
        rf"(?<![\w.,/:-]){_NUMBER}(?:\s?(?:-|–|to|or)\s?{_NUMBER})?[\s-]?{_TIME_UNIT}\b",
        at_digits=True,
    ),
    shape(
        "duration",
        (
            r"(?:(?<=\bin )|(?<=\bwithin )|(?<=\bfor )|(?<=\bafter )|(?<=\bevery )|(?<=\bonce )|"
            r"(?<=\btakes )|(?<=\bleast )|(?<=\babout )|(?<=\bthan )|(?<=\bunder )|(?<=\btimes ))"
            r"(?:an?|one) (?:hour|day|week|fortnight|month|year|quarter)(?![\w-])(?! (?:like|of)\b)"
        ),
        rf"(?!one\b|an?\b){_WORD_NUMBER}(?: (?:or|to) {_WORD_NUMBER})?[ -]{_TIME_UNIT}\b",
        rf"(?:an? (?:dozen|hundred|couple of|few)|one (?:or|to) {_WORD_NUMBER}) {_TIME_UNIT}\b",
        at_words=_COUNTED,
    ),
    shape(
        "quantity",
        rf"(?<![\w.,]){_NUMBER}\s?[x×]\s?{_NUMBER}(?:\s?[x×]\s?{_NUMBER})?(?:\s?{_UNIT}\b)?",
        rf"(?<![\w.,/:-]){_NUMBER}(?:\s?[-–]\s?{_NUMBER})?[\s\u00a0-]?{_UNIT}(?!\w)",
        r"(?<![\w.,])\d{1,4}\s?[x×](?!\w)|(?<![\w/])\d{1,2}/[2-9]\b(?!/)",
        at_digits=True,
    ),
    shape(
        "version",
        r"(?<![\w.])v\d{1,5}(?:\.\d{1,6}){0,4}\b",
        r"(?<![\w.])\d{1,5}(?:\.\d{1,6}){2,4}(?:[-.]\w{1,20})?\b",
        at_digits=True,
        lead="vV",
    ),
    shape("number", rf"(?<![\w.,/:#-]){_NUMBER}(?![\w/#:-]|[.,]\w)", at_digits=True),
    shape(
        "number word",
        rf"(?:{_either(listed.VALUES)})\b|one (?=hundred|thousand|million)",
        at_words=(*listed.VALUES, "one"),
    ),
)
