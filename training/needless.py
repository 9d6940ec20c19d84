"""What a good coach leaves out: a head that learns it from the drafts beside their rewrites.

It is trained last, on what the finished network makes of each word, so nothing else that the ear
hears changes with it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.coaching import sentences
from bot.coaching.domain import Draft
from bot.coaching.ear import Ear
from bot.coaching.needless import likely
from bot.coaching.offline_closing import SIGN_OFF
from bot.coaching.offline_salvage import clauses
from bot.coaching.offline_text import GREETS, body
from training.batches import batch, row
from training.cases import Case
from training.network import Network, deep

EPOCHS = 8
RATE = 1e-3
BATCH = 128
READ = 48
"""Cases read together."""
GONE, STAYED = 0.25, 0.5
"""A sentence left if at most so many of its words are in the rewrite, stayed from so many on."""
DROPPED = 0.6
"""A sentence left, too, if so much of it is words that no rewrite may keep."""
PLAIN = 3
"""Every so many-th draft without fault is shown too."""
_ROOT = 5
_WORD = re.compile(r"[a-z0-9']{4,}|\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of a draft and whether it left.

    Args:
        start: Where it begins in the draft, in characters.
        end: One past where it ends.
        left: 1 where the rewrite leaves it out, 0 where it keeps it.
    """

    start: int
    end: int
    left: float


def said(case: Case) -> Iterator[Said]:
    """Give the sentences and clauses of a case of which it is clear whether the rewrite keeps them.

    Words that no rewrite may keep left for certain.
    """
    for one in sentences.split(case.draft):
        if SIGN_OFF.match(one.text) or (GREETS.match(one.text) and one.text.endswith((",", "!"))):
            continue
        if not case.breaches or one.text in case.rewrite:
            yield Said(one.start, one.end, 0)
            continue
        parts = clauses(body(one.text))
        spans = [(0, len(one.text)), *(parts if len(parts) > 1 else ())]
        for start, end in spans:
            left = _left(case, one.start + start, one.start + end)
            if left is not None:
                yield Said(one.start + start, one.start + end, left)
    for words in case.drop:
        at = case.draft.find(words)
        if at >= 0:
            yield Said(at, at + len(words), 1)


def _left(case: Case, start: int, end: int) -> float | None:
    """Tell whether the rewrite leaves a piece of the draft out; None where that is not clear."""
    there = set(_words(case.rewrite))
    roots = {word[:_ROOT] for word in there}
    words = _words(case.draft[start:end])
    share = sum(word in there or word[:_ROOT] in roots for word in words) / max(1, len(words))
    dropped = _dropped(case, start, end)
    if dropped >= DROPPED or (len(words) > 1 and share <= GONE):
        return 1.0
    return 0.0 if len(words) > 1 and share >= STAYED and dropped < DROPPED / 2 else None


def learn(network: Network, training: Sequence[Case], cut: Tokenizer, *, seed: int = 0) -> None:
    """Train the network's last head, and nothing else of it.

    Args:
        network: The finished network.
        training: The cases.
        cut: The tokenizer.
        seed: Orders the sentences.
    """
    torch.manual_seed(seed)
    dice = random.Random(seed)
    once = {case.id: case for case in training if case.rewrite}.values()
    chosen = [case for at, case in enumerate(once) if case.breaches or at % PLAIN == 0]
    known = list(_states(network, chosen, cut))
    head = network.needless.train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.05)
    for epoch in range(EPOCHS):
        dice.shuffle(known)
        total = 0.0
        for start in range(0, len(known), BATCH):
            some = known[start : start + BATCH]
            logits = torch.stack([head(states).mean() for states, _ in some])
            left = torch.tensor([left for _, left in some], dtype=torch.float32)
            loss = nn.functional.binary_cross_entropy_with_logits(logits, left)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(some)
        print(f"needless, epoch {epoch + 1} of {EPOCHS}: loss {total / len(known):.3f}", flush=True)
    head.eval()


def measured(ear: Ear, held: Sequence[Case]) -> str:
    """Say how well a shipped ear tells on cases it has not seen what their rewrites leave out."""
    told: list[tuple[float, bool]] = []
    for case in held:
        words = ear.hear(Draft(text=case.draft, customer=case.customer or None)).needless
        if case.breaches:
            told += [(likely(words, one.start, one.end), one.left > 0) for one in said(case)]
    lines: list[str] = []
    for least in (0.35, 0.6, 0.7, 0.9):
        flagged = [left for share, left in told if share >= least]
        right, all_left = sum(flagged), sum(left for _, left in told)
        precision, recall = right / max(1, len(flagged)), right / max(1, all_left)
        lines.append(f"from {least:.2f} on precision {precision:.2f}, recall {recall:.2f}")
    return f"{len(told)} sentences and clauses of drafts at fault: {'; '.join(lines)}"


@torch.no_grad()
def _states(
    network: Network, cases: Sequence[Case], cut: Tokenizer
) -> Iterator[tuple[Tensor, float]]:
    """Give for each sentence what the network makes of its words, shape (tokens, 1152)."""
    order = sorted(cases, key=lambda case: len(case.customer) + len(case.draft))
    for start in range(0, len(order), READ):
        some = order[start : start + READ]
        rows = [row(case, cut) for case in some]
        read = batch(rows)
        states = deep(network.states(read.ids, read.mask, read.types))
        for at, case in enumerate(some):
            begins = rows[at].types.index(1)
            places = cut.encode(case.draft, add_special_tokens=False).offsets
            places = places[: len(rows[at].ids) - begins - 1]
            for one in said(case):
                within = [
                    begins + number
                    for number, (first, last) in enumerate(places)
                    if first < one.end and last > one.start
                ]
                if within:
                    yield states[at, within], one.left


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _dropped(case: Case, start: int, end: int) -> float:
    """Give the share of a sentence that is words which no rewrite may keep, in 0–1."""
    places = [(at, at + len(words)) for words in case.drop if (at := case.draft.find(words)) >= 0]
    lost = sum(max(0, min(end, last) - max(start, first)) for first, last in places)
    return lost / max(1, end - start)
