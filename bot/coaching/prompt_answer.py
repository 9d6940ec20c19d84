"""What an LLM's answer means: facts put back and proven, findings and questions sifted.

Pure. Whatever arrives is treated as hostile: it becomes a `Rewrite` or a `BadRewriteError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.coaching import answers, facts, sentences
from bot.coaching.domain import Finding, Problem, Rewrite
from bot.coaching.fact_ledger import REMOVERS
from bot.coaching.letter import Letter
from bot.coaching.prompt_lock import rearm
from bot.coaching.prompt_parse import parse
from bot.errors import BadRewriteError

MAX_QUESTIONS = 2
MAX_QUESTION_CHARS = 160
RECITED_WORDS = 8

_TOKEN = re.compile(r"\[\[[^\[\]\n]{1,60}\]\]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_UNSAFE_IN_QUESTION = re.compile(r"[\d@<>`\[\]{}]|://|www\.|\w\.\w")


def read_answer(raw: str, letter: Letter, *, writer: str = "openai") -> Rewrite:
    """Read an LLM's answer to a letter.

    Args:
        raw: The answer's text, as it came.
        letter: The letter it answers.
        writer: The name the rewrite will carry.

    Raises:
        BadRewriteError: No rewrite in it, or one that lost a fact, invented a placeholder or
            recites the letter. Its problems are fit to be told to the LLM.
    """
    answer = parse(raw)
    if answer is None:
        problem = "The answer is not the JSON object that was asked for."
        raise BadRewriteError(_problem("answer-malformed", problem))
    if not answer.rewrite:
        raise BadRewriteError(_problem("answer-empty", "The answer holds no text."))
    if letter.canary in answer.rewrite or _recites(answer.rewrite, letter):
        raise BadRewriteError(_problem("prompt-leak", "It repeats the instructions."))
    restored = _restored(answer.rewrite, letter)
    problems = [*_unknown(restored, letter), *_missing(restored, letter)]
    if problems:
        raise BadRewriteError(*problems)
    # White space around a draft is its agent's own; an LLM trims it.
    unchanged = restored == letter.draft.text.strip()
    return Rewrite(
        text=letter.draft.text if unchanged else restored,
        writer=writer,
        questions=tuple(_questions(answer.questions, letter))[:MAX_QUESTIONS],
        findings=tuple(_findings(answer.findings, letter)),
    )


def _restored(text: str, letter: Letter) -> str:
    return facts.restore(rearm(text, letter.undo), letter.vault)


def _unknown(restored: str, letter: Letter) -> Iterator[Problem]:
    for token in dict.fromkeys(_TOKEN.findall(restored)):
        if token not in answers.text(letter.draft):
            yield _problem("placeholder-unknown", "It invents a placeholder.", token)


def _missing(restored: str, letter: Letter) -> Iterator[Problem]:
    for token in letter.required:
        value = letter.vault[token]
        if value not in restored:
            yield _problem("fact-missing", "A fact of the draft is gone.", value)


def _recites(text: str, letter: Letter) -> bool:
    prose = letter.head.prose
    recited = _runs(text) & _ours(prose.system, prose.request, prose.reminder)
    return bool(recited and recited - _runs(answers.text(letter.draft)))


@lru_cache(maxsize=2)
def _ours(*texts: str) -> frozenset[tuple[str, ...]]:
    """Give the runs of words of our own prose, which is the same for every letter."""
    return frozenset(run for text in texts for run in _runs(text))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return {tuple(words[at : at + RECITED_WORDS]) for at in range(len(words) - RECITED_WORDS + 1)}


def _findings(found: Iterable[tuple[str, str]], letter: Letter) -> Iterator[Finding]:
    """Keep what is true of the draft: a principle we know, words that stand in it.

    The words an agent reads about it are ours; and an LLM's finding is never a licence to remove
    a fact.
    """
    text = letter.draft.text
    for slug in dict.fromkeys(slug for slug, _ in found):
        principle = letter.head.principles.get(slug)
        quote = next(quote for other, quote in found if other == slug)
        words = _restored(quote.strip(), letter)
        start = text.find(words) if words else _first_sentence(text)
        if principle is None or start < 0:
            continue
        if slug in REMOVERS and (not words or facts.find(words, letter.draft.names)):
            continue
        yield Finding(
            slug=slug,
            start=start,
            end=start + len(words),
            quote=words,
            why=principle.rule,
            move=principle.kinder_move,
        )


def _first_sentence(text: str) -> int:
    return next((sentence.start for sentence in sentences.split(text)), 0)


def _questions(found: Iterable[str], letter: Letter) -> Iterator[str]:
    """Keep what a question to the agent may be: short, and with no fact that is not theirs."""
    for entry in found:
        question = entry.strip(" \t-*•")
        bare = question
        for token in letter.vault:
            bare = bare.replace(token, "")
        if (
            question.endswith("?")
            and 3 <= len(question) <= MAX_QUESTION_CHARS
            and "\n" not in question
            and letter.canary not in question
            and not _UNSAFE_IN_QUESTION.search(bare)
        ):
            yield facts.restore(question, letter.vault)


def _problem(code: str, plain: str, words: str = "") -> Problem:
    return Problem(code=code, words=words, plain=plain)
