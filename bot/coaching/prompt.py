"""What an LLM is sent, and how its answer is read. Pure: the boundary is an argument.

    principles + prose ──head()──▶ the same beginning for every letter
    head + brief ──render()──▶ Letter: system, user, vault ──▶ LLM ──▶ read(raw, letter) ──▶ Rewrite

Draft and customer message leave as locked text only, between lines that carry a random boundary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, repeat

from bot.coaching import names, prose
from bot.coaching.domain import Brief, Draft, Finding, Heard, Mood
from bot.coaching.fact_ledger import REMOVERS
from bot.coaching.letter import Head, Letter
from bot.coaching.principle import Example, Principle, Principles
from bot.coaching.prompt_answer import read_answer
from bot.coaching.prompt_lock import Disarmer, LockBox, LockedText, nonce_for
from bot.coaching.prose import Prose, fill
from bot.coaching.voice import AS_THEY_SPEAK, HouseVoice

EXAMPLES_EACH = 2
CANARY_LETTERS = "bcdfghjklmnpqrstvwxz"

read = read_answer


def head(
    principles: Principles, *, texts: Prose | None = None, house: HouseVoice = AS_THEY_SPEAK
) -> Head:
    """Render the beginning of every letter.

    Args:
        principles: All of them.
        texts: The prose; the bot's own when None.
        house: The voice of the house; it is told once, in the same words in every letter.
    """
    texts = texts if texts is not None else prose.load()
    taught = "\n\n".join(_taught(principle) for principle in principles.values())
    told = house.told()
    body = fill(texts.system, principles=taught, voice=f"{told}\n\n" if told else "")
    # Not random: a beginning that changes with every start would never be found in a cache.
    digest = hashlib.sha256(body.encode()).digest()[:12]
    canary = "".join(CANARY_LETTERS[byte % len(CANARY_LETTERS)] for byte in digest)
    return Head(system=fill(body, mark=canary), canary=canary, prose=texts, principles=principles)


def render(
    principles: Principles, brief: Brief, *, boundary: str, beginning: Head | None = None
) -> Letter:
    """Render the letter for one draft.

    Args:
        principles: All of them.
        brief: The draft and what was heard in it; with problems, the letter asks for a repair.
        boundary: A random word of letters, new for every letter.
        beginning: A `head` made earlier from the same principles, to save its making.
    """
    beginning = beginning if beginning is not None else head(principles)
    draft, heard = brief.draft, brief.heard
    nonce = nonce_for(draft.text, draft.customer or "", *draft.answers, brief.last_try)
    box, disarmer = LockBox(_everybody(draft), nonce), Disarmer(boundary)
    locked = box.lock(draft.text)
    told = [box.lock(" ".join(answer.split())) for answer in draft.answers]
    required = _required([(locked, heard.findings), *zip(told, _each(heard), strict=False)])
    customer = box.lock(draft.customer) if draft.customer else None
    said = _Said(locked, customer, disarmer)
    found = [_found(finding, said, box) for finding in heard.findings]
    found += [_told(one, box, disarmer) for faults in heard.in_answers for one in faults]
    user = fill(
        beginning.prose.request,
        language=heard.language if heard.language != "und" else "the draft's own",
        mood=_mood(heard.mood, said),
        findings="\n".join(found)
        or "- nothing; when it is kind in your eyes too, return it unchanged",
        placeholders=" ".join(required) or "none",
        customer=_block("CUSTOMER", customer.text, disarmer) if customer else "",
        draft=_block("DRAFT", locked.text, disarmer),
        answers=_block("ANSWERS", "\n".join(one.text for one in told), disarmer) if told else "",
        repair=_repair(brief, beginning.prose, box, disarmer),
    )
    return Letter(
        head=beginning,
        user=f"{user}\n\n{beginning.prose.reminder}",
        vault=box.vault,
        required=required,
        undo=disarmer.undo,
        draft=draft,
    )


def _everybody(draft: Draft) -> tuple[str, ...]:
    """Name all whom any of the texts names, so that each is hidden in both."""
    found = dict.fromkeys(draft.names)
    for text in (draft.text, draft.customer or "", *draft.answers):
        found.update(dict.fromkeys(text[start:end] for start, end in names.spans(text)))
    return tuple(found)


def _taught(principle: Principle) -> str:
    flagged = [example for example in principle.examples if not example.fine and example.kinder]
    shortest = sorted(flagged, key=lambda example: len(example.draft + (example.kinder or "")))
    lines = [f"#### {principle.slug}", principle.rule, f"Instead: {principle.kinder_move}"]
    lines += [_example(example) for example in shortest[:EXAMPLES_EACH]]
    return "\n".join(" ".join(line.split()) for line in lines)


def _example(example: Example) -> str:
    # Locked like a draft, so that no number of an example can turn up in anybody's answer.
    box = LockBox()
    draft, kinder = box.lock(example.draft).text, box.lock(example.kinder or "").text
    customer = f"“{box.lock(example.customer).text}” " if example.customer else ""
    line = f"Example: {customer}Not “{draft}” but “{kinder}”"
    for token, value in box.vault.items():
        if not any(sign.isdigit() for sign in value):
            line = line.replace(token, value)
    return line


def _required(texts: Iterable[tuple[LockedText, tuple[Finding, ...]]]) -> tuple[str, ...]:
    staying: list[str] = []
    for locked, findings in texts:
        leaving = [(found.start, found.end) for found in findings if found.slug in REMOVERS]
        staying += (
            token
            for token, start, end in locked.tokens()
            if not any(low <= start and end <= high for low, high in leaving)
        )
    return tuple(dict.fromkeys(staying))


def _each(heard: Heard) -> Iterable[tuple[Finding, ...]]:
    """Give what was found in each answer, nothing where none was listened to."""
    return chain(heard.in_answers, repeat(()))


@dataclass(frozen=True, slots=True)
class _Said:
    draft: LockedText
    customer: LockedText | None
    disarmer: Disarmer

    def words(self, words: str) -> str:
        """Quote words of either text, locked; "" when they stand in neither."""
        cut = self.customer.cut_words(words) if self.customer else ""
        return self.quote(cut or self.draft.cut_words(words))

    def quote(self, locked_words: str) -> str:
        line = " ".join(self.disarmer.disarm(locked_words).split())
        return f"“{line}”" if line else ""


def _mood(mood: Mood, said: _Said) -> str:
    words = said.words(mood.evidence)
    return f"{mood.label} ({words})" if words else mood.label


def _found(finding: Finding, said: _Said, box: LockBox) -> str:
    why = box.mask(finding.why)
    if finding.missing:
        heard = said.words(finding.evidence)
        because = f" (the customer wrote {heard})" if heard else ""
        return f"- {finding.slug}: left out{because}. {why}"
    words = said.quote(said.draft.cut(finding.start, finding.end))
    return f"- {finding.slug}: {words}. {why}"


def _told(finding: Finding, box: LockBox, disarmer: Disarmer) -> str:
    words = " ".join(disarmer.disarm(box.mask(finding.quote)).split())
    return f"- {finding.slug}: “{words}”, in an answer. {box.mask(finding.why)}"


def _block(label: str, text: str, disarmer: Disarmer) -> str:
    line = f"{label} {disarmer.boundary}"
    return f"<<<{line}>>>\n{disarmer.disarm(text)}\n<<<END {line}>>>\n"


def _repair(brief: Brief, texts: Prose, box: LockBox, disarmer: Disarmer) -> str:
    if not brief.problems:
        return ""
    lines: list[str] = []
    for problem in brief.problems:
        words = " ".join(disarmer.disarm(box.mask(problem.words)).split())
        # Masked around the words: quotation marks would hide even a placeholder the LLM knows.
        around = problem.plain.split(problem.words) if problem.words else [problem.plain]
        plain = words.join(disarmer.disarm(box.mask(part)) for part in around)
        told = f" (“{words}”)" if words and len(around) == 1 else ""
        lines.append(f"- {problem.code}: {plain}{told}")
    last = _block("LAST", box.mask(brief.last_try), disarmer) if brief.last_try else ""
    return fill(texts.repair, problems="\n".join(lines), last_try=last)
