"""The trained network as one int8 ONNX file beside its tokenizer."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.network import Likelihoods, Network, base

NAMES = ("ids", "mask", "types")


def write(network: Network, folder: Path) -> None:
    """Write `ear.onnx` and `tokenizer.json`.

    Args:
        network: Trained, on the CPU.
        folder: Where; made when it is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1_000, 2_000, (1, 40))
    types = torch.cat([torch.zeros(1, 20), torch.ones(1, 20)], dim=1).long()
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "ear.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # the exporter warns of shapes that are fixed on purpose
            torch.onnx.export(
                Likelihoods(network).eval(),
                (ids, torch.ones_like(ids), types),
                str(exact),
                input_names=list(NAMES),
                output_names=["breaches", "mood", "words", "needless"],
                dynamic_axes={name: {0: "cases", 1: "tokens"} for name in NAMES},
                opset_version=17,
                dynamo=False,
            )
        quantize_dynamic(exact, folder / "ear.onnx", weight_type=QuantType.QInt8)
    shutil.copyfile(base() / "tokenizer.json", folder / "tokenizer.json")
