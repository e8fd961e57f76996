"""Write trained weights as the files that the product reads: ONNX in 8 bits, tokenizer, settings, sums.

`python -m training.support_model.export --encoder MINILM_FOLDER --weights weights.pt --out FOLDER`, where
the folder is `agent/models/support-en-v1`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch  # type: ignore[import-not-found]  # only where we train
from onnxruntime.quantization import (  # type: ignore[import-untyped]  # it ships no types
    QuantType,
    quantize_dynamic,
)

from training.support_model.network import LIMIT, SupportNetwork, load_network

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("supported", "words")
UNWEIGHED = {"model": 1.0, "likeness": 1.0, "shift": 0.0}
"""How the product weighs scores until `config.json` says better, from measuring on labelled articles."""


def export(encoder: Path, weights: Path, out: Path) -> None:
    """Write `model.onnx`, `tokenizer.json` and `config.json`; what the config had besides sums is kept."""
    network = load_network(encoder, weights)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        _write(network, full)
        quantize_dynamic(
            full, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    tokenizer = json.loads((encoder / "tokenizer.json").read_text(encoding="utf-8"))
    plain = tokenizer | {"truncation": None, "padding": None}
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    (out / "tokenizer.json").write_text(text, encoding="utf-8")
    kept = out / "config.json"
    config = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {"weights": UNWEIGHED}
    files = ("model.onnx", "tokenizer.json")
    sums = {file: hashlib.sha256((out / file).read_bytes()).hexdigest() for file in files}
    config |= {"name": out.name, "tokens": LIMIT, "sha256": sums}
    kept.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _write(network: SupportNetwork, path: Path) -> None:
    """Write the network with any number of pairs and tokens, traced on two short pairs."""
    ids = torch.tensor([[101, 2023, 102, 2023, 102, 0], [101, 2023, 102, 2023, 2023, 102]])
    types = torch.tensor([[0, 0, 0, 1, 1, 0], [0, 0, 0, 1, 1, 1]])
    mask = (ids > 0).long()
    axes = {name: {0: "pairs", 1: "tokens"} for name in (*INPUTS, "words")} | {"supported": {0: "pairs"}}
    torch.onnx.export(
        network, (ids, mask, types), str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    """Read the options and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args()
    export(told.encoder, told.weights, told.out)


if __name__ == "__main__":
    main()
