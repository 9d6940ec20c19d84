"""The error tree, named for what the caller does next.

    BotError
    ├── ConfigError              stop; the message lists everything that is missing
    │   └── VoiceFileError       the voice file; each line names file and line
    ├── PrincipleFileError       stop; the message names file and line
    ├── EarError                 carry on with phrases alone
    ├── WriterError              this writer has no rewrite
    │   ├── WriterBusyError      the same request may work later
    │   ├── WriterRefusedError   it will not: do not ask again
    │   └── BadRewriteError      ask once more, saying what was wrong
    ├── StoreError               the store cannot be read or written
    │   └── SealedError          this one row needs a secret that is not set; others do not
    └── DeliveryError            a platform did not take what we posted

No message ever holds a draft, a rewrite, a customer's word or a token: each is fit for a log line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coaching.domain import Problem


class BotError(Exception):
    """Anything this project raises on purpose."""


class ConfigError(BotError):
    """Settings are missing or wrong; the message lists all of them with the next step."""


class VoiceFileError(ConfigError):
    """The voice file cannot be used; each line of the message starts with `file:line`."""


class PrincipleFileError(BotError):
    """A file under prompts/ breaks the format; the message starts with `file:line`."""


class EarError(BotError):
    """The ear's model is missing or broken; phrases alone still work."""


class WriterError(BotError):
    """A writer has no rewrite to give."""


class WriterBusyError(WriterError):
    """The LLM is slow, throttling or down; the same request may work later.

    Args:
        problem: One short sentence, fit for a log line.
        retry_after_s: What the server asked for, in seconds; 0 when it asked nothing.
    """

    def __init__(self, problem: str, *, retry_after_s: float = 0.0) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s


class WriterRefusedError(WriterError):
    """The LLM will not do it: wrong key, no quota, unknown model, content refused."""


class BadRewriteError(WriterError):
    """The LLM answered, but not with a rewrite that can be used.

    Args:
        problems: What was wrong, fit to be told to the writer.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class StoreError(BotError):
    """The store cannot be opened, read or written."""


class SealedError(StoreError):
    """This one row was sealed with a secret that is not set; trying again is pointless."""


class DeliveryError(BotError):
    """A platform did not take what we posted.

    Args:
        problem: The platform's own error code or one short sentence.
        gone: True when trying again is pointless (channel deleted, no permission).
        unsure: True when it may have been posted all the same (the connection broke under it).
    """

    def __init__(self, problem: str, *, gone: bool = False, unsure: bool = False) -> None:
        super().__init__(problem)
        self.gone = gone
        self.unsure = unsure
