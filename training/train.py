"""`make ear`: train, export, calibrate. One command, a fixed seed."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training import calibrate, cases, export, needless
from training.batches import Batch, Row, row, shuffled, tokenizer
from training.network import Network

ROOT = Path(__file__).parents[1]
DEVELOPMENT = ROOT / "tests" / "cases" / "dev.jsonl"
BATCH = 16
BODY_RATE = 8e-5
HEAD_RATE = 1e-3
EVERYDAY = ("E1-", "E2-", "E5-", "E6-", "E7-", "E13-", "E15-", "E16-")
"""Plain turns of live service, seen twice as often: most real messages sound like these."""
NEWEST = ("E15-", "E16-", "E17-", "E18-")
"""What every second pair of runs does not see: runs that differ more err less together."""
PAIR = 2
SOFT = 0.02
"""Label smoothing: how far from 0 and 1 a label is taken."""
WORD_WEIGHT = 3.0


def main() -> None:
    """Train the ear and write it where the package looks for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--runs",
        type=int,
        default=2 * PAIR if fast() else PAIR,
        help="trainings whose weights are averaged; the shipped ear is of four",
    )
    parser.add_argument(
        "--bfloat16",
        action=argparse.BooleanOptionalAction,
        default=fast(),
        help="multiply in bfloat16; the default on GPUs and on CPUs with AMX, where it is faster",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "bot" / "_ear")
    parser.add_argument("--card", type=Path, default=ROOT / "training" / "MODEL_CARD.md")
    given = parser.parse_args()
    everything = cases.read(sorted(cases.DATA.glob("*.jsonl")))
    cases.check(everything, cases.read([DEVELOPMENT]))
    training, validation = cases.split(everything)
    training += cases.examples()
    training += [case for case in training if case.id.startswith(EVERYDAY)]
    print(f"{len(training)} cases to train on, {len(validation)} held out")
    started = time.monotonic()
    network = averaged(
        [
            train(
                seen(training, run),
                epochs=given.epochs,
                seed=given.seed,
                run=run % PAIR,
                bfloat16=given.bfloat16,
            )
            for run in range(given.runs)
        ]
    )
    needless.learn(network, training, tokenizer(), seed=given.seed)
    minutes = (time.monotonic() - started) / 60
    export.write(network, given.out)
    facts = {
        "cases": len(everything),
        "trained_on": len(training),
        "epochs": given.epochs,
        "seed": given.seed,
        "runs": given.runs,
        "minutes": round(minutes, 1),
        "device": str(device()),
    }
    calibrate.write(given.out, given.card, validation, cases.read([DEVELOPMENT]), facts)
    print(json.dumps(facts))


def fast() -> bool:
    """Tell whether bfloat16 makes training several times faster here."""
    flags = Path("/proc/cpuinfo")
    amx = flags.exists() and "amx_bf16" in flags.read_text(encoding="utf-8")
    return amx or torch.cuda.is_available()


def seen(training: Sequence[cases.Case], run: int) -> Sequence[cases.Case]:
    """Give the cases that one of the runs sees."""
    if run // PAIR % 2 == 0:
        return training
    return [case for case in training if not case.id.startswith(NEWEST)]


def averaged(runs: Sequence[Network]) -> Network:
    """Average the weights of trainings that began with the same ones.

    Such an average errs less than any one of them and costs no more to run. Source: Wortsman and
    others, Model soups, 2022.
    """
    weights = [run.state_dict() for run in runs]
    first = weights[0]
    mean = {name: sum(one[name] for one in weights) / len(weights) for name in first}
    runs[0].load_state_dict({name: mean[name].to(first[name].dtype) for name in first})
    return runs[0]


def fix(number: int) -> None:
    """Fix everything that throws dice."""
    random.seed(number)
    np.random.seed(number)
    torch.manual_seed(number)


def device() -> torch.device:
    """A GPU where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def train(
    training: Sequence[cases.Case],
    *,
    epochs: int,
    seed: int = 0,
    run: int = 0,
    bfloat16: bool = False,
) -> Network:
    """Train a network on cases.

    Args:
        training: The cases.
        epochs: How often each is seen.
        seed: Where the weights begin.
        run: Orders the cases; runs of one seed differ in nothing else.
        bfloat16: Whether to multiply in bfloat16; weights stay in 32 bits.
    """
    fix(seed)
    dice = random.Random(seed + run)
    cut = tokenizer()
    rows = [row(case, cut) for case in training]
    network = Network().to(device())
    rarity = _rarity(rows).to(device())
    heads = [part for name, part in network.named_parameters() if not name.startswith("encoder")]
    groups = [
        {"params": list(network.encoder.parameters()), "lr": BODY_RATE},
        {"params": heads, "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = epochs * sum(1 for _ in shuffled(rows, BATCH, random.Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=[BODY_RATE, HEAD_RATE],
        total_steps=steps,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    for epoch in range(epochs):
        network.train()
        total, count = 0.0, 0
        for batch in shuffled(rows, BATCH, dice):
            with torch.autocast(device().type, torch.bfloat16, enabled=bfloat16):
                loss = _loss(network, batch.to(device()), rarity)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
        print(f"epoch {epoch + 1} of {epochs}: loss {total / count:.3f}", flush=True)
    return network.eval().cpu()


def _rarity(rows: Sequence[Row]) -> Tensor:
    """Weigh a positive label by the square root of how rare it is."""
    positives = np.stack([one.breaches for one in rows]).sum(0)
    rarity = np.sqrt((len(rows) - positives) / np.maximum(positives, 1))
    return torch.tensor(rarity, dtype=torch.float32)


def _loss(network: Network, batch: Batch, rarity: Tensor) -> Tensor:
    breaches, mood, words = (
        logits.float() for logits in network(batch.ids, batch.mask, batch.types)
    )
    cross = nn.functional.binary_cross_entropy_with_logits
    soft = batch.breaches * (1 - 2.5 * SOFT) + SOFT
    per_label = cross(breaches, soft, pos_weight=rarity, reduction="none") * batch.counts
    weight = torch.tensor(WORD_WEIGHT, device=words.device)
    seen = (batch.mask * batch.types).unsqueeze(-1) * batch.counts.unsqueeze(1)
    per_word = cross(words, batch.words, pos_weight=weight, reduction="none") * seen
    return (
        per_label.sum() / len(batch.ids) / 2
        + nn.functional.cross_entropy(mood, batch.mood) / 2
        + 4 * per_word.sum() / seen.sum()
    )


if __name__ == "__main__":
    sys.exit(main())
