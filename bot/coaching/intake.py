"""How an agent gives a draft, the same at every door: an optional quoted customer, then the draft.

    > Where is my parcel? I asked on Monday!
    It shipped on 3 May.

Lines that begin with `>` *above* the draft are the customer's message; `>` lines further down
belong to the draft and stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.coaching.domain import Draft
from bot.errors import BotError

MAX_CHARS = 20_000
HOW_TO = (
    "Send me the reply you are about to send, and I will send back a kinder one with every fact "
    "kept. To add what the customer wrote, put it above your draft on lines that begin with “>”."
)

ONLY_CUSTOMER = (
    "I have the customer's words. Could you send them once more with your draft below them, on "
    "lines without “>”?"
)

MAX_ANSWER_CHARS = 1_000
MAX_ANSWERS = 6
_NO_ANSWER = re.compile(
    r"(?:(?:i )?(?:do ?n['’]?o?t|don['’]?t) know(?: yet)?|(?:i['’]?m )?not sure|no (?:idea|clue)"
    r"|idk|dunno|n/?a|none|nothing|skip|pass|later|tbc|tbd)?[\W_]*",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"[\"“](?P<words>[^\"“”]+)[\"”]")

# Whole messages that nobody sends to a customer, but sends to a coach on the first day.
_CALLS_FOR_HELP = re.compile(
    r"(?:help(?: me)?(?: please)?|(?:hi|hello|hey)?,? ?how (?:do|can) (?:i|we) use (?:this|it|you)"
    r"|how (?:does|do) (?:this|it|you|the coach|the bot) work|what (?:can|do) you do"
    r"|what(?: i|['’])s this(?: bot| app)?|who are you)[?! ]*",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_QUOTE_MARK = re.compile(r"^[ \t]*> ?")


class IntakeError(BotError):
    """There is no draft to coach; the message tells the agent what to do next."""


def read(text: str, *, names: tuple[str, ...] = (), locale: str = "", id: str = "") -> Draft:  # noqa: A002 - the draft's own word
    """Read one draft from what an agent typed.

    Args:
        text: Plain text, already decoded from any platform's markup.
        names: People the platform names.
        locale: The platform's locale, or "".
        id: The caller's key, or "".

    Raises:
        IntakeError: There is no draft, it calls for help, or it has over `MAX_CHARS` characters.
    """
    quoted, draft = _parted(text.replace("\r\n", "\n").replace("\r", "\n"))
    if quoted and not draft:
        raise IntakeError(ONLY_CUSTOMER)
    if not quoted and calls_for_help(draft):
        raise IntakeError(HOW_TO)
    check(draft)
    return Draft(text=draft, customer=quoted or None, names=names, locale=locale, id=id)


def calls_for_help(text: str) -> bool:
    """Tell whether there is nothing to coach, but a question about the coach."""
    return not text.strip() or bool(_CALLS_FOR_HELP.fullmatch(text.strip()))


def check(draft: str) -> None:
    """Refuse what cannot be coached.

    Raises:
        IntakeError: Nothing but white space and invisible characters, or too long.
    """
    if not _INVISIBLE.sub("", draft).strip():
        raise IntakeError(HOW_TO)
    if len(draft) > MAX_CHARS:
        raise IntakeError(
            f"That draft has {len(draft):,} characters and I can read {MAX_CHARS:,}. "
            "Could you send me the part the customer will read first?"
        )


def answered(draft: Draft, *texts: str) -> Draft:
    """Add what an agent told when asked to a draft.

    Args:
        draft: The draft that was coached, as it was, with earlier answers.
        texts: As the agent typed them; one that says nothing ("idk") leaves the question open.

    Raises:
        IntakeError: One of them is longer than `MAX_ANSWER_CHARS`, or there are too many.
    """
    answers = list(draft.answers)
    for text in texts:
        words = " ".join(_INVISIBLE.sub("", text).split())
        wrapped = _WRAPPED.fullmatch(words)
        words = wrapped["words"].strip() if wrapped else words
        if len(words) > MAX_ANSWER_CHARS:
            raise IntakeError(
                f"That answer has {len(words):,} characters and one or two sentences are enough. "
                "Could you send me the part the customer needs?"
            )
        if not _NO_ANSWER.fullmatch(words) and words not in answers:
            answers.append(words)
    if len(answers) > MAX_ANSWERS:
        raise IntakeError(
            f"That makes {len(answers)} answers and I can place {MAX_ANSWERS}. "
            "Could you put the rest into the draft itself?"
        )
    return replace(draft, answers=tuple(answers))


def _parted(text: str) -> tuple[str, str]:
    lines = text.strip("\n").split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    count = 0
    for line in lines:
        if not _QUOTE_MARK.match(line):
            break
        count += 1
    if not count:
        return "", text.strip()
    quoted = "\n".join(_QUOTE_MARK.sub("", line) for line in lines[:count])
    return quoted.strip(), "\n".join(lines[count:]).strip()
