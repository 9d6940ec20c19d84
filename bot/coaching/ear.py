"""The ear: a small trained model that hears which principles a draft breaks, and the mood.

It reads the customer's message and the draft as one pair and gives the mood, for each principle how
likely the draft breaks it, and for each word of the draft how likely it carries that fault and how
much a good coach would rather leave it out. Its three files are read once; nothing else here
touches the outside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.coaching.domain import Draft, MoodLabel, Needless
from bot.coaching.memory import remembered
from bot.errors import EarError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = Path(__file__).resolve().parents[1] / "_ear"
MAX_CUSTOMER_TOKENS = 96
MAX_DRAFT_TOKENS = 157
MAX_PARTS = 8
"""Parts of a long draft that are heard, about 110 words each."""
START, PART = 101, 102
"""The tokenizer's [CLS] and [SEP]. Source: vocab.txt of all-MiniLM-L6-v2."""


@dataclass(frozen=True, slots=True)
class Word:
    """One piece of the draft as the model reads it.

    Args:
        start: Where it begins in the draft, in characters from 0.
        end: One past where it ends.
        faults: Slug → how likely it carries that fault, 0 to 1.
    """

    start: int
    end: int
    faults: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Impression:
    """What the ear makes of a draft.

    Args:
        breaches: Slug → how likely the draft breaks the principle, 0 to 1.
        plausible: Slug → how likely its likeliest part does; the same where there is one part.
        moods: Mood → how likely the customer feels so, 0 to 1, together 1.
        words: The draft's pieces in order; a draft too long for the model is heard in part.
        needless: The same pieces, with how much a good coach would rather leave each out.
    """

    breaches: Mapping[str, float]
    plausible: Mapping[str, float]
    moods: Mapping[MoodLabel, float]
    words: tuple[Word, ...]
    needless: tuple[Needless, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the model was trained for, and how its numbers are to be taken.

    Args:
        version: Which training it came from.
        slugs: The principles, in the order of the model's outputs.
        moods: The moods, likewise.
        certain: Slug → from which likelihood on the ear alone makes a finding.
        doubtful: Slug → below which likelihood it silences a phrase that was found.
        said: From which likelihood on a word carries a fault; with no such word it is an omission.
        plain: The same as `certain` where a routine turn is likely: a short draft to somebody calm,
            or a sentence of which a phrase has already spoken.
        asked: The same as `plain` for somebody who asks a question and may get no answer.
        plain_words: How many words such a short draft has at most.
        urgent: The same as `certain` for what such a draft leaves unsaid to somebody who hurts.
        left_out: Below which likelihood it silences a rule that misses something in a draft.
    """

    version: str
    slugs: tuple[str, ...]
    moods: tuple[MoodLabel, ...]
    certain: Mapping[str, float]
    doubtful: Mapping[str, float]
    said: float
    plain: float
    asked: float
    plain_words: int
    urgent: float
    left_out: float


class Ear:
    """A loaded model.

    Args:
        session: The network.
        tokenizer: Cuts texts into the model's pieces.
        card: How to take its numbers.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, card: Card) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.card = card

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Ear:
        """Read the model, its tokenizer and its card.

        Raises:
            EarError: A file is missing or broken.
        """
        try:
            import onnxruntime  # noqa: PLC0415 - slow to import, and only a working ear needs it
            from tokenizers import Tokenizer  # noqa: PLC0415 - as above

            given = json.loads((folder / "ear.json").read_text(encoding="utf-8"))
            card = Card(
                version=given["version"],
                slugs=tuple(given["slugs"]),
                moods=tuple(given["moods"]),
                certain=given["certain"],
                doubtful=given["doubtful"],
                said=given["said"],
                plain=given["plain"],
                asked=given["asked"],
                plain_words=given["plain_words"],
                urgent=given["urgent"],
                left_out=given["left_out"],
            )
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            tokenizer.no_truncation()
            tokenizer.no_padding()
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.log_severity_level = 3
            # Patterns are kept for every length ever seen: a third more memory, and no faster.
            options.enable_mem_pattern = False
            session = onnxruntime.InferenceSession(
                str(folder / "ear.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            # Each of the three libraries has a tree of its own, down to bare Exception.
            raise EarError(
                "The ear's model cannot be read, so phrases alone are heard; reinstall the package."
            ) from error
        return cls(session, tokenizer, card)

    @remembered
    def hear(self, draft: Draft) -> Impression:
        """Listen to a draft beside its customer's message.

        A long draft is heard part by part: what one part says counts as said, what every part
        leaves out counts as left out, and the first part tells the mood.

        Args:
            draft: An English draft of a few words at least.
        """
        customer = self._pieces(draft.customer or "")[0][:MAX_CUSTOMER_TOKENS]
        pieces, places = self._pieces(draft.text)
        starts = range(0, len(pieces), MAX_DRAFT_TOKENS)[:MAX_PARTS] or range(1)
        heard = [
            self._hear(customer, pieces[at : at + MAX_DRAFT_TOKENS], places[at:]) for at in starts
        ]
        parts = [part for part, _ in heard]
        return Impression(
            breaches={slug: _likely(slug, heard) for slug in self.card.slugs},
            plausible={slug: max(one.breaches[slug] for one in parts) for slug in self.card.slugs},
            moods=parts[0].moods,
            words=tuple(word for part in parts for word in part.words),
            needless=tuple(word for part in parts for word in part.needless),
        )

    def _hear(
        self, customer: list[int], pieces: list[int], places: list[tuple[int, int]]
    ) -> tuple[Impression, frozenset[str]]:
        """Hear one part; beside it the slugs of which some word carries a fault."""
        breaches, moods, words, needless = self._run([START, *customer, PART], [*pieces, PART])
        words = words[:-1]
        loudest = words.max(axis=0, initial=0.0).tolist()
        said = (
            slug
            for slug, loud in zip(self.card.slugs, loudest, strict=True)
            if loud >= self.card.said
        )
        likely = dict(zip(self.card.slugs, breaches.tolist(), strict=True))
        part = Impression(
            breaches=likely,
            plausible=likely,
            moods=dict(zip(self.card.moods, moods.tolist(), strict=True)),
            words=tuple(
                Word(start, end, dict(zip(self.card.slugs, row, strict=True)))
                for (start, end), row in zip(places, words.tolist(), strict=False)
            ),
            needless=tuple(
                Needless(start, end, weight)
                for (start, end), weight in zip(places, needless[:-1].tolist(), strict=False)
            ),
        )
        return part, frozenset(said)

    @remembered
    def _pieces(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return encoded.ids, encoded.offsets

    def _run(self, first: list[int], second: list[int]) -> tuple[npt.NDArray[np.float32], ...]:
        import numpy as np  # noqa: PLC0415 - only a working ear needs it

        ids = np.array([first + second], dtype=np.int64)
        types = np.array([[0] * len(first) + [1] * len(second)], dtype=np.int64)
        feed: dict[str, Any] = {"ids": ids, "mask": np.ones_like(ids), "types": types}
        breaches, moods, words, needless = self._session.run(None, feed)
        return breaches[0], moods[0], words[0, len(first) :], needless[0, len(first) :]


def _likely(slug: str, heard: list[tuple[Impression, frozenset[str]]]) -> float:
    """Tell how likely a draft breaks a principle, from its parts and what is said in each."""
    said = (part.breaches[slug] for part, slugs in heard if slug in slugs)
    return max(min(part.breaches[slug] for part, _ in heard), *said, 0.0)
