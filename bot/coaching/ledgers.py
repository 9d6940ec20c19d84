"""Facts, promises and the guard's verdict as frozen values; `domain.py` passes them on.

Only shapes live here, as in `domain.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FactKind = Literal[
    "address",
    "amount",
    "card",
    "channel",
    "code",
    "date",
    "duration",
    "email",
    "handle",
    "iban",
    "id",
    "ip",
    "link",
    "name",
    "negation",
    "number",
    "number word",
    "percentage",
    "phone",
    "quantity",
    "quote",
    "template",
    "time",
    "version",
]

PromiseKind = Literal[
    "access",
    "act",
    "admission",
    "call-back",
    "cancellation",
    "cause",
    "credit",
    "deadline",
    "discount",
    "done",
    "escalation",
    "exception",
    "freebie",
    "guarantee",
    "make-good",
    "refund",
    "replacement",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One piece of a text that every rewrite must keep to the letter.

    Args:
        kind: What it is; decoration for people, the text is what counts.
        text: The exact characters.
        start: Where it begins in its text, in characters from 0.
        end: One past where it ends.
    """

    kind: FactKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedFact:
    """A fact that left together with a removed insult, pitch, reproach or brag.

    Args:
        text: The fact's exact characters.
        slug: The principle whose finding carried it away.
    """

    text: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLedger:
    """The facts of a draft beside those of a rewrite.

    Args:
        kept: In both, unchanged.
        missing: In the draft, not in the rewrite, and nothing allowed it.
        added: In the rewrite, in neither draft nor what may be repeated.
        moved: Kept, but standing in another fact's place (two amounts that changed places).
        removed_with: Gone with words that a principle removes.
    """

    kept: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()
    added: tuple[Fact, ...] = ()
    moved: tuple[Fact, ...] = ()
    removed_with: tuple[RemovedFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something a text binds us to, or denies.

    Args:
        kind: What is promised.
        text: The words that promise it.
        start: Where they begin, in characters from 0.
        end: One past where they end.
        denied: True for "we can't refund": named, but refused.
    """

    kind: PromiseKind
    text: str
    start: int
    end: int
    denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLedger:
    """The promises of a draft beside those of a rewrite.

    Args:
        kept: Promised (or denied) in both.
        added: Promised by the rewrite alone.
        lost: Promised by the draft, denied or gone in the rewrite.
    """

    kept: tuple[Promise, ...] = ()
    added: tuple[Promise, ...] = ()
    lost: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing the guard found wrong with a rewrite.

    Args:
        code: A stable lower-case code such as `fact-missing`; documented in docs/guard.md.
        words: The exact words concerned, or "".
        plain: One plain sentence for the agent.
        hard: True refuses the rewrite; False is shown as "please check".
    """

    code: str
    words: str
    plain: str
    hard: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The guard's word on a rewrite.

    Args:
        problems: Everything found, hard ones first.
        facts: The fact ledger.
        promises: The promise ledger.
    """

    problems: tuple[Problem, ...] = ()
    facts: FactLedger = field(default_factory=FactLedger)
    promises: PromiseLedger = field(default_factory=PromiseLedger)

    @property
    def accepted(self) -> bool:
        """Tell whether the rewrite may reach the agent."""
        return not any(problem.hard for problem in self.problems)
