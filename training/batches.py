"""Cases as tensors: one pair of customer and draft, its labels, and which labels count."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from bot.coaching.ear import MAX_CUSTOMER_TOKENS, MAX_DRAFT_TOKENS, PART, START
from training.cases import Case
from training.network import MOODS, SLUGS, base

BUCKET = 256
"""Cases that are sorted by length together, so that little is padded."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case, cut into pieces.

    Args:
        ids: Token ids of customer and draft.
        types: 0 for the customer's side, 1 for the draft's.
        breaches: 18 labels, 0 or 1.
        counts: 18 weights: 0 where the label is a `maybe`.
        words: Labels of each token, shape (tokens, 18).
        mood: Index of the mood.
    """

    ids: list[int]
    types: list[int]
    breaches: npt.NDArray[np.float32]
    counts: npt.NDArray[np.float32]
    words: npt.NDArray[np.float32]
    mood: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to one length; see `Row` for the fields."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    breaches: Tensor
    counts: Tensor
    words: Tensor
    mood: Tensor

    def to(self, device: torch.device) -> Batch:
        """Move everything to a device."""
        return Batch(
            self.ids.to(device),
            self.mask.to(device),
            self.types.to(device),
            self.breaches.to(device),
            self.counts.to(device),
            self.words.to(device),
            self.mood.to(device),
        )


def tokenizer() -> Tokenizer:
    """Load the base model's tokenizer, without its cutting and padding."""
    loaded = Tokenizer.from_file(str(base() / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def row(case: Case, cut: Tokenizer) -> Row:
    """Turn a case into numbers, exactly as `bot.coaching.ear` reads a draft."""
    customer = cut.encode(case.customer, add_special_tokens=False).ids[:MAX_CUSTOMER_TOKENS]
    encoded = cut.encode(case.draft, add_special_tokens=False)
    pieces = encoded.ids[:MAX_DRAFT_TOKENS]
    first = [START, *customer, PART]
    ids = [*first, *pieces, PART]
    breaches = np.zeros(len(SLUGS), np.float32)
    counts = np.ones(len(SLUGS), np.float32)
    words = np.zeros((len(ids), len(SLUGS)), np.float32)
    for slug in case.breaches:
        breaches[SLUGS.index(slug)] = 1
    for slug in case.maybe - case.breaches:
        counts[SLUGS.index(slug)] = 0
    for slug, quote in case.quotes.items():
        start = case.draft.find(quote) if quote else -1
        if start < 0 or slug not in SLUGS:
            continue
        for at, (begin, end) in enumerate(encoded.offsets[:MAX_DRAFT_TOKENS]):
            if begin < start + len(quote) and end > start:
                words[len(first) + at, SLUGS.index(slug)] = 1
    types = [0] * len(first) + [1] * (len(pieces) + 1)
    return Row(ids, types, breaches, counts, words, MOODS.index(case.mood))


def batch(rows: Sequence[Row]) -> Batch:
    """Pad rows to the longest of them."""
    width = max(len(one.ids) for one in rows)
    ids = np.zeros((len(rows), width), np.int64)
    mask = np.zeros_like(ids)
    types = np.zeros_like(ids)
    words = np.zeros((len(rows), width, len(SLUGS)), np.float32)
    for at, one in enumerate(rows):
        length = len(one.ids)
        ids[at, :length] = one.ids
        mask[at, :length] = 1
        types[at, :length] = one.types
        words[at, :length] = one.words
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(types),
        torch.from_numpy(np.stack([one.breaches for one in rows])),
        torch.from_numpy(np.stack([one.counts for one in rows])),
        torch.from_numpy(words),
        torch.tensor([one.mood for one in rows]),
    )


def shuffled(rows: Sequence[Row], size: int, dice: random.Random) -> Iterator[Batch]:
    """Give all rows once, in batches of like length and random order."""
    order = list(range(len(rows)))
    dice.shuffle(order)
    groups: list[list[int]] = []
    for start in range(0, len(order), BUCKET):
        bucket = sorted(order[start : start + BUCKET], key=lambda at: len(rows[at].ids))
        groups += [bucket[at : at + size] for at in range(0, len(bucket), size)]
    dice.shuffle(groups)
    for group in groups:
        yield batch([rows[at] for at in group])
