"""What a hard fact looks like: one pattern a kind, tried in order, std-lib `re` only.

Every quantifier is bounded or runs over a class that its neighbours cannot match, so that hostile
text costs linear time. A kind is decoration for people: what no pattern names is still caught by
the safety net in `fact_finding`, which takes any token that holds a digit.
"""

from __future__ import annotations

import re
from typing import Final

from bot.coaching.domain import FactKind

_MONTH = (
    r"(?:jan(?:uary|vier|uari|uar)?|feb(?:ruary|rero|ruari|ruar)?|f[ée]vrier|mar(?:ch|s|zo|t)?|m[äa]rz|"
    r"maart|apr(?:ile?|il)?|avril|abril|may(?:o)?|maio|mai|maj|mei|june?|juin|junio|juni|july?|"
    r"juillet|julio|juli|aug(?:ust[io]?|usti)?|ao[uû]t|agosto|sept?(?:ember|embre|iembre)?|"
    r"oct(?:ober|obre|ubre)?|okt(?:ober)?|nov(?:ember|embre|iembre)?|de[cz](?:ember|embre)?|"
    r"d[ée]cembre|diciembre|janeiro|fevereiro|mar[çc]o|junho|julho|setembro|outubro|novembro|"
    r"dezembro|enero|gennaio|febbraio|maggio|giugno|luglio|settembre|ottobre|dicembre)"
)
_MONTH_ALONE = (
    r"(?:January|February|April|June|July|August|September|October|November|December|"
    r"(?<=in )March|(?<=in )May|(?<=since )March|(?<=since )May|(?<=since )Feb|(?<=in )Feb)"
)
_WEEKDAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|"
    r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)s?|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
)
_SHORT_DAY = r"\b(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b(?=[\s,.]{1,2}\d|\s?[-–]|[,.]?\s(?:at|by|or)\b)"
RELATIVE_DAYS: Final = (
    "today", "tomorrow", "tonight", "yesterday", "heute", "morgen", "gestern", "aujourd'hui",
    "aujourd’hui", "demain", "hier", "hoy", "mañana", "ayer",
)  # fmt: skip
_ZONE = (
    r"(?:\s?(?:UTC|GMT|EST|EDT|PST|PDT|PT|ET|CT|CET|CEST|BST|IST|WAT|EAT|SAST)(?:[+-]\d{1,2})?\b)?"
)
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’]\d+)*)"
NUMBER_WORDS: Final = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds",
    "thousand", "thousands", "million", "dozen", "dozens", "half", "twice", "thrice", "double",
    "triple", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "deux",
    "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "dos", "tres", "cuatro", "cinco",
    "siete", "ocho", "nueve", "diez",
)  # fmt: skip
_WORD_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"half an?|half|a hundred|hundred|a thousand|a dozen|a couple of|a few|several)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand))?"
)
_ISO = (
    "AED|ARS|AUD|BGN|BHD|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|GHS|HKD|HUF|IDR|ILS|INR|JOD|"
    "JPY|KES|KRW|KWD|LKR|MAD|MXN|MYR|NGN|NOK|NZD|OMR|PEN|PHP|PKR|PLN|QAR|RON|RUB|SAR|SEK|SGD|THB|"
    "TND|TRY|TWD|TZS|UAH|UGX|USD|VND|XAF|XOF|ZAR|ZMW"
)
_CURRENCY = (
    r"(?:(?:US|CA|AU|NZ|HK|[ACSR])?\$|[€£¥₹₽₩₺₴₪₫฿₦₱₵₡₲₸]|"
    rf"(?<![A-Za-z])(?:Rs\.?|RM|KSh|Ksh|GH₵|zł|K[cč]|kr\.?|lei|Ft|лв|{_ISO})(?![A-Za-z]))"
)
_CURRENCY_WORD = (
    r"(?:dollars?|euros?|pounds?|cents?|pence|rupees?|naira|shillings?|rand|pesos?|reais|yen|yuan|"
    r"francs?|kron(?:or|er|a|e)|kroner|zloty|bucks|quid|dirhams?|cedis|lakhs?|crores?)"
)
_PERIOD = (
    r"(?:\s?(?:/|per |an? |each |every )\s?(?:month|mo|year|yr|week|wk|day|night|hour|hr|user|seat|"
    r"item|unit|person|head|kg|piece)\b)?"
)
_SCALE = r"(?:\s?(?:k|m|bn|million|billion|thousand|lakhs?|crores?)\b)?"
_TIME_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|(?:business |working |calendar )?days?|nights?|"
    r"(?:business |working )?weeks?|fortnights?|months?|quarters?|years?|yrs?|(?:Werk|Arbeits)?tagen?|"
    r"(?:Werk|Arbeits)?tage|Stunden?|Wochen?|Monaten?|Monate|jours?(?: ouvr[ée]s)?|semaines?|mois|heures?|"
    r"d[ií]as?(?: h[áa]biles)?|semanas?|meses|horas?|dagar|timmar|veckor)"
)
_UNIT = (
    r"(?:kg|g|mg|lbs?|oz|km|cm|mm|m|mi|miles?|ft|feet|in|inch(?:es)?|metres?|meters?|litres?|liters?|"
    r"l|ml|cl|kb|mb|gb|tb|gib|mib|kwh|kw|kva|w|v|mah|°\s?[cf]|degrees?|mbps|gbps|px|points?|items?|"
    r"pcs|pieces?|adults?|child(?:ren)?|people|persons?|guests?|seats?|licen[sc]es?|tickets?|"
    r"photos?|emails?|attempts?|times|users?|rooms?|boxes|bags?|parcels?|orders?|copies|pages?|"
    r"stars?|tablets?|cups?)"
)
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.m\.|[ap]m\b)|\d{1,2}(?::\d{2}){1,2}(?!\d)|"
    r"\d{1,2}\s?(?:[ap]\.m\.|[ap]m\b)|\d{1,2}\s?(?:Uhr\b|h\d{2}\b|o['’]clock\b))"
)
_TLD = (
    r"(?:com|org|net|io|co|ai|app|dev|me|shop|store|in|de|fr|es|it|nl|uk|eu|us|ca|au|nz|jp|ch|at|be|"
    r"pl|se|no|dk|fi|br|mx|za|ng|ke|sg|my|ph|pk|tr|cz|ro|hu|gr|pt|ie|info|biz|online|site|xyz|cloud|"
    r"edu|gov|test|local|example|invalid)"
)
_URL_BODY = r"[^\s<>|\"“”«»\x00]"


def _words(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


def _any(*alternatives: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), flags)


PATTERNS: Final[tuple[tuple[FactKind, re.Pattern[str]], ...]] = (
    ("code", _any(r"```(?:(?!```).){1,20000}```|``?[^`\n]{1,2000}`{1,2}", flags=re.DOTALL)),
    (
        "template",
        _any(
            r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\$?\{[A-Za-z_][\w .-]{0,40}\}",
            r"%[A-Z][A-Z0-9_]{1,40}%|%%[A-Za-z_]\w{0,40}%%|<a?:\w{1,40}:\d{1,25}>",
            r"(?<![\w:]):[a-z+-][a-z0-9_+'-]{1,40}:(?![\w:])",
            flags=0,
        ),
    ),
    ("channel", _any(r"<#\w{1,40}(?:\|[^>\n]{0,100})?>|<id:\w{1,20}>")),
    ("time", _any(r"<t:-?\d{1,15}(?::[a-z])?>|<!date\^[^>\n]{1,200}>")),
    ("code", _any(r"</[^>:\n]{1,100}:\d{1,25}>")),
    (
        "handle",
        _any(
            r"<@[!&]?\w{1,40}(?:\|[^>\n]{0,100})?>",
            r"<!(?:here|channel|everyone|subteam\^\w{1,40})(?:\|[^>\n]{0,100})?>",
        ),
    ),
    (
        "link",
        _any(
            r"<(?:https?|mailto|tel|ftp):[^>\s]{1,2000}(?:\|[^>\n]{0,300})?>",
            rf"\b(?:https?|hxxps?|ftp|sftp|ssh|slack|discord|file)://{_URL_BODY}{{1,2000}}",
            rf"\b(?:mailto|tel):{_URL_BODY}{{1,300}}",
        ),
    ),
    (
        "email",
        _any(
            r"(?<![\w.%+'-])[\w.%+'-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?!\w)",
        ),
    ),
    (
        "link",
        _any(
            rf"(?<![\w.@-])www\.{_URL_BODY}{{1,2000}}",
            rf"(?<![\w.@/-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,5}}{_TLD}"
            rf"(?::\d{{1,5}})?(?:/{_URL_BODY}{{0,2000}}|(?![\w@.-]|\.\w))",
            rf"(?<![\w.@/-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,5}}{_TLD}(?=[.-](?!\w))",
        ),
    ),
    ("handle", _any(r"(?<![\w@.])@[^\W\d][\w.-]{0,60}\w")),
    ("channel", _any(r"(?<![\w&#/])#(?=[a-z])[a-z0-9][a-z_-]{1,60}\b(?![\w-])", flags=0)),
    (
        "quote",
        _any(
            r"“[^“”\n]{1,400}”|„[^„“”\n]{1,400}[“”]|\"[^\"\n]{1,400}\"|«[^«»\n]{1,400}»",
            r"(?<![\w'’])['‘](?=[^\W\d_])[^'’‘\n]{2,80}['’](?!\w)",
        ),
    ),
    (
        "id",
        _any(
            r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b0x[0-9a-f]{1,64}\b|\b[0-9a-f]{32,64}\b",
        ),
    ),
    (
        "iban",
        _any(
            r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,4})?\b", flags=0
        ),
    ),
    ("card", _any(r"(?<![\w+-])\d(?:[ -]?\d){12,18}(?![\w-])")),
    (
        "ip",
        _any(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?![\w]|\.\d)"),
    ),
    (
        "date",
        _any(
            r"\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?\b",
            r"\b\d{4}/\d{1,2}/\d{1,2}\b|\b\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})\b",
            r"\b(?:0?[1-9]|1[0-2])/20\d\d\b",
            rf"\b{_MONTH}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?![:.]\d)(?:,?\s(?:19|20)\d\d\b)?",
            rf"\b\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?{_MONTH}\b(?:\.?,?\s(?:de\s)?(?:19|20)\d\d\b)?",
            rf"\b{_MONTH}\s(?:19|20)\d\d\b|\bQ[1-4]\s(?:19|20)\d\d\b",
            r"\b\d{1,2}(?:st|nd|rd|th)\b",
        ),
    ),
    ("date", re.compile(rf"\b{_MONTH_ALONE}\b|\b(?:{_WEEKDAY})\b|{_SHORT_DAY}")),
    (
        "date",
        _any(
            rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:{_words(RELATIVE_DAYS)})\b|\b(?:EOD|COB)\b",
            r"\bend of (?:the )?(?:day|week|month|year)\b",
            r"\b(?:next|this coming) (?:week|month|year|weekend)\b",
        ),
    ),
    (
        "time",
        _any(
            rf"(?<![\w.:])(?:\d{{1,2}}\s?(?:-|–)\s?)?{_CLOCK}{_ZONE}",
            r"\b(?:noon|midday|midnight)\b",
        ),
    ),
    (
        "phone",
        _any(
            r"(?<![\w#/.-])\+\d{1,3}(?:[ .\-/]{0,1}\(?\d{1,5}\)?){2,6}(?:\s?(?:ext\.?|x)\s?\d{1,6})?(?![\w-])",
            r"(?<![\w#/.,-])\(?0\d{1,5}\)?(?:[ .\-/]\d{2,5}){1,5}(?:\s?(?:ext\.?|x)\s?\d{1,6})?(?![\w-])",
            r"(?<![\w#/.,-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?:\s?(?:ext\.?|x)\s?\d{1,6})?(?![\w-])",
            r"(?<![\w#/.,-])1?[ -]?\(?[2-9]\d{2}\)?[ -]\d{3}[ -]?\d{4}(?![\w-])|(?<!\w)\*\d{2,4}(?:\*\d{1,6}){0,3}#?",
            r"(?<![\w#/.,-])0[89]00[ -]?\d{2,4}(?:[ -]?\d{2,4}){0,3}(?![\w-])",
        ),
    ),
    (
        "amount",
        re.compile(
            rf"[-−]?{_CURRENCY}\s?[-−]?{_NUMBER}(?:\.-|,-|/-)?{_SCALE}(?:\s(?:{_ISO})\b)?{_PERIOD}|"
            rf"(?<![\w.,]){_NUMBER}{_SCALE}\s?{_CURRENCY}(?!\w){_PERIOD}|"
            rf"(?<![\w.,]){_NUMBER}{_SCALE}\s{_CURRENCY_WORD}\b{_PERIOD}|"
            rf"(?i:\b{_WORD_NUMBER}\s{_CURRENCY_WORD}\b)"
        ),
    ),
    (
        "percentage",
        _any(
            rf"(?<![\w.,]){_NUMBER}(?:\s?[-–]\s?{_NUMBER})?[\s\u00a0]?[%‰]",
            rf"(?<![\w.,])(?:{_NUMBER}|{_WORD_NUMBER})[\s-](?:percent|per cent|pct|percentage points?|Prozent|pour cent|por ciento)\b",
        ),
    ),
    (
        "duration",
        _any(
            r"\b24/7\b",
            rf"(?<![\w.,/:-]){_NUMBER}(?:\s?(?:-|–|to|or)\s?{_NUMBER})?[\s-]?{_TIME_UNIT}\b",
            rf"\b{_WORD_NUMBER}(?: (?:or|to) {_WORD_NUMBER})?[ -]{_TIME_UNIT}\b",
            r"\ban? (?:hour|day|week|fortnight|month|year|quarter)(?![\w-])",
        ),
    ),
    (
        "quantity",
        _any(
            rf"(?<![\w.,]){_NUMBER}\s?[x×]\s?{_NUMBER}(?:\s?[x×]\s?{_NUMBER})?(?:\s?{_UNIT}\b)?",
            rf"(?<![\w.,/:-]){_NUMBER}(?:\s?[-–]\s?{_NUMBER})?[\s\u00a0-]?{_UNIT}(?![\w])",
            r"(?<![\w.,])\d{1,4}\s?[x×](?!\w)|(?<![\w/])\d{1,2}/[2-9]\b(?!/)",
        ),
    ),
    ("version", _any(r"(?<![\w.])v\d{1,5}(?:\.\d{1,6}){0,4}\b|(?<![\w.])\d{1,5}(?:\.\d{1,6}){2,4}(?:[-.]\w{1,20})?\b")),
    ("number", _any(rf"(?<![\w.,/:#-]){_NUMBER}(?![\w/#:-]|[.,]\w)")),
    ("number word", _any(rf"\b(?:{_words(NUMBER_WORDS)})\b|\bone (?=hundred|thousand|million)|\bhalf\b")),
)  # fmt: skip
NEGATION: Final = re.compile(
    r"\b(?:not|no|never|cannot|unable|nobody|nothing|nowhere|neither|nor|without|none|"
    r"nicht|keine?[nrsm]?|niemals|sans|jamais|aucune?|ningun[ao]?|nunca|inte|non)\b|"
    r"\b(?:ne|n['’])(?=\s?\w{1,20}\s(?:pas|plus|jamais)\b)|"
    r"\b\w{2,8}n['’]t\b|\b(?:cant|wont|dont|doesnt|didnt|isnt|arent|wasnt|couldnt|wouldnt)\b",
    re.IGNORECASE,
)
