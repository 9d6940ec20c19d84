"""Every problem the guard can name: its code, whether it refuses, and what the agent reads.

Codes are stable; docs/guard.md lists them all. `{words}` stands for the words concerned.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.coaching.domain import Problem

_SHOWN_CHARS = 80


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem.

    Args:
        plain: The agent's sentence, saying what to do.
        hard: Whether it refuses the rewrite.
    """

    plain: str
    hard: bool = True


CODES: Final = MappingProxyType(
    {
        "empty": Code("The rewrite is empty; send your own draft."),
        "placeholder-left": Code("“{words}” stands where a fact belongs; put the fact back."),
        "fact-missing": Code("“{words}” is in your draft and not in the rewrite; put it back."),
        "fact-fewer": Code(
            "“{words}” stands less often than in your draft; see that nothing is lost.", hard=False
        ),
        "fact-added": Code("“{words}” is not in your draft; take it out."),
        "fact-moved": Code(
            "“{words}” changed its place with another fact; put both back where they were."
        ),
        "denial-lost": Code(
            "Your draft says “{words}” and the rewrite turns that into a yes; say it as you did."
        ),
        "denial-gone": Code(
            "Your draft says no and the rewrite never does; say it in your own words."
        ),
        "denial-doubt": Code(
            "Your draft says no (“{words}”); see that the rewrite still does.", hard=False
        ),
        "fact-doubt": Code(
            "“{words}” is not in your draft; keep it only if it is true.", hard=False
        ),
        "denial-added": Code(
            "The rewrite says “{words}” where your draft says yes; take the no out."
        ),
        "answer-lost": Code(
            "Your answer “{words}” is not in the rewrite; put it in, in your own words."
        ),
        "limit-lost": Code(
            "“{words}” limits what your draft says and the rewrite leaves it out; put it back."
        ),
        "limit-added": Code("“{words}” limits or widens what your draft says; take it out."),
        "limit-turned": Code(
            "“{words}”: the rewrite turns this round; say it the way your draft does."
        ),
        "condition-lost": Code(
            "Your draft says “{words}” under a condition and the rewrite without; put it back."
        ),
        "promise-added": Code("“{words}” promises something your draft does not; take it out."),
        "promise-doubt": Code(
            "“{words}” may bind you to something new; keep it only if you will do it.", hard=False
        ),
        "promise-lost": Code("Your draft grants “{words}” and the rewrite does not; put it back."),
        "promise-fewer": Code(
            "“{words}” from your draft is not in the rewrite; put it back if you meant it.",
            hard=False,
        ),
        "claim-added": Code(
            "“{words}” says something was done that your draft does not say; take it out."
        ),
        "cause-added": Code("“{words}” gives a reason that your draft does not give; take it out."),
        "admission-added": Code(
            "“{words}” takes a blame that your draft does not take; take it out."
        ),
        "language-changed": Code("The rewrite is in another language than your draft; keep yours."),
        "paragraphs-lost": Code(
            "The rewrite has fewer paragraphs than your draft; put the breaks back."
        ),
        "paragraphs-added": Code(
            "The rewrite has more paragraphs than your draft; see whether you like it so.",
            hard=False,
        ),
        "list-lost": Code("A list of your draft lost points in the rewrite; put them back."),
        "list-added": Code(
            "The rewrite has list points that your draft has not; write it as plain text."
        ),
        "markup-added": Code("“{words}” is markup that your draft has not; take it out."),
        "markup-broken": Code("“{words}” is opened and never closed; close it or take it out."),
        "emoji-added": Code("“{words}” is an emoji that your draft has not; take it out."),
        "cut-off": Code("The rewrite stops in the middle (“{words}”); send your own draft."),
        "too-long": Code("The rewrite is much longer than your draft; cut it down."),
        "too-short": Code(
            "The rewrite is much shorter than your draft; see that nothing is lost.", hard=False
        ),
        "greeting-added": Code(
            "The rewrite greets with “{words}” and your draft does not; take it out."
        ),
        "greeting-lost": Code(
            "Your draft greets with “{words}” and the rewrite does not; put it back.", hard=False
        ),
        "sign-off-added": Code(
            "The rewrite closes with “{words}” and your draft does not; take it out."
        ),
        "sign-off-lost": Code(
            "Your draft closes with “{words}” and the rewrite does not; put it back."
        ),
        "subject-added": Code("“{words}” is a subject line that your draft has not; take it out."),
        "quote-changed": Code("The quoted line “{words}” changed; put it back to the letter."),
        "signature-changed": Code("What stands below “-- ” changed; put it back to the letter."),
        "stock-phrase": Code(
            "“{words}” reads like a machine; say it in your own words or leave it out."
        ),
        "cheer": Code("“{words}” sounds cheerful to somebody who is hurting; leave it out."),
        "exclamation-added": Code(
            "An exclamation mark more than your draft has; a full stop is kinder here."
        ),
        "apology-doubt": Code(
            "“{words}” apologises where nobody seems hurt; keep it only if you mean it.", hard=False
        ),
        "word-avoided": Code("“{words}” is a word that your house avoids; say it otherwise."),
        "invisible": Code("The rewrite holds characters that nobody can see; take them out."),
        "template-blank": Code("“{words}” is a blank that nobody filled; fill it or take it out."),
        "preamble": Code("“{words}” speaks to you instead of the customer; take it out."),
        "refusal": Code("“{words}” declines to write anything; send your own draft."),
        "prompt-leak": Code("“{words}” is about how the rewrite was made; take it out."),
        "link-spoken": Code("“{words}” spells a link that your draft has not; take it out."),
        "off-topic": Code("The rewrite speaks of something else than your draft; send your own."),
        "step-added": Code(
            "“{words}” is a step that your draft does not name; keep it only if it is right.",
            hard=False,
        ),
    }
)


def problem(code: str, words: str = "") -> Problem:
    """Make one problem of a kind.

    Args:
        code: One of `CODES`.
        words: The exact words concerned.
    """
    kind = CODES[code]
    shown = " ".join(words.split())
    if len(shown) > _SHOWN_CHARS:
        shown = shown[: _SHOWN_CHARS - 1] + "…"
    plain = kind.plain.replace("{words}", shown)
    return Problem(code=code, words=words, plain=plain, hard=kind.hard)
