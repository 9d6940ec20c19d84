"""The word lists behind the fact patterns: numbers, days, months, units, currencies, domains."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

RELATIVE_DAYS: Final = (
    "today", "tomorrow", "tonight", "yesterday", "heute", "morgen", "gestern", "aujourd'hui",
    "aujourd’hui", "demain", "hier", "hoy", "mañana", "ayer", "imorgon", "idag",
)  # fmt: skip
WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag",
    "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi",
    "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles",
    "jueves", "viernes", "sábado", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag",
    "söndag", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì",
)  # fmt: skip
SHORT_DAYS: Final = ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun")
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "januar", "februar", "märz", "mai", "juni", "juli", "oktober",
    "dezember", "janvier", "février", "fevrier", "mars", "avril", "juin", "juillet", "août",
    "aout", "septembre", "octobre", "novembre", "décembre", "enero", "febrero", "marzo", "abril",
    "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre",
    "dicembre", "janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro",
    "novembro", "dezembro", "januari", "februari", "maart", "mei", "augustus", "maj", "augusti",
)  # fmt: skip
# Months that are also plain words or verbs stand alone only after a word of time.
MONTHS_ALONE: Final = (
    "January", "February", "April", "June", "July", "August", "September", "October", "November",
    "December", "Januar", "Februar", "Oktober", "Dezember", "janvier", "février", "septembre",
)  # fmt: skip
VALUES: Final = MappingProxyType(
    {
        "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
        "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
        "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90, "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000,
        "million": 10**6, "millions": 10**6, "dozen": 12, "dozens": 12, "half": -2, "twice": 2,
        "thrice": 3, "double": 2, "triple": 3, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
        "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "deux": 2, "trois": 3,
        "quatre": 4, "cinq": 5, "huit": 8, "neuf": 9, "dos": 2, "tres": 3, "cuatro": 4,
        "cinco": 5, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "två": 2, "tre": 3, "fyra": 4,
        "fem": 5,
    }
)  # fmt: skip
TIME_UNITS: Final = (
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr",
    "hrs", "h", "day", "days", "night", "nights", "week", "weeks", "fortnight", "fortnights",
    "month", "months", "quarter", "quarters", "year", "years", "yr", "yrs", "werktage",
    "werktagen", "arbeitstage", "arbeitstagen", "tage", "tagen", "stunden", "stunde", "wochen",
    "woche", "monate", "monaten", "minuten", "jours", "jour", "semaines", "semaine", "mois",
    "heures", "heure", "días", "dias", "día", "semanas", "semana", "meses", "mes", "horas",
    "hora", "dagar", "timmar", "veckor", "giorni", "settimane", "ore", "dagen", "weken", "uur",
)  # fmt: skip
UNITS: Final = (
    "kg", "g", "mg", "lb", "lbs", "oz", "km", "cm", "mm", "m", "mi", "mile", "miles", "ft",
    "feet", "inch", "inches", "metre", "metres", "meter", "meters", "litre", "litres", "liter",
    "liters", "l", "ml", "cl", "kb", "mb", "gb", "tb", "gib", "mib", "kwh", "kw", "kva", "w", "v",
    "mah", "c", "f", "degree", "degrees", "mbps", "gbps", "px", "point", "points", "item",
    "items", "pcs", "piece", "pieces", "adult", "adults", "child", "children", "people",
    "person", "persons", "guest", "guests", "seat", "seats", "license", "licenses", "licence",
    "licences", "ticket", "tickets", "photo", "photos", "email", "emails", "attempt", "attempts",
    "time", "times", "user", "users", "room", "rooms", "box", "boxes", "bag", "bags", "parcel",
    "parcels", "order", "orders", "copy", "copies", "page", "pages", "star", "stars", "tablet",
    "tablets", "cup", "cups",
)  # fmt: skip
CURRENCY_CODES: Final = (
    "AED", "ARS", "AUD", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK",
    "EGP", "EUR", "GBP", "GHS", "HKD", "HUF", "IDR", "ILS", "INR", "JOD", "JPY", "KES", "KRW",
    "KWD", "LKR", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PEN", "PHP", "PKR", "PLN",
    "QAR", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "TZS", "UAH", "UGX",
    "USD", "VND", "XAF", "XOF", "ZAR", "ZMW",
)  # fmt: skip
CURRENCY_SIGNS: Final = "$€£¥₹₽₩₺₴₪₫฿₦₱₵₡₲₸"
CURRENCY_NAMES: Final = (
    "dollar", "dollars", "euro", "euros", "pound", "pounds", "cent", "cents", "pence", "rupee",
    "rupees", "naira", "shilling", "shillings", "rand", "peso", "pesos", "reais", "yen", "yuan",
    "franc", "francs", "kronor", "kroner", "krona", "krone", "zloty", "bucks", "quid", "dirham",
    "dirhams", "cedis", "lakh", "lakhs", "crore", "crores", "baht", "ringgit",
)  # fmt: skip
TOP_LEVELS: Final = (
    "com", "org", "net", "io", "co", "ai", "app", "dev", "me", "shop", "store", "in", "de", "fr",
    "es", "it", "nl", "uk", "eu", "us", "ca", "au", "nz", "jp", "ch", "at", "be", "pl", "se",
    "no", "dk", "fi", "br", "mx", "za", "ng", "ke", "sg", "my", "ph", "pk", "tr", "cz", "ro",
    "hu", "gr", "pt", "ie", "info", "biz", "online", "site", "xyz", "cloud", "edu", "gov",
    "help", "support", "test", "local", "example", "invalid",
)  # fmt: skip
