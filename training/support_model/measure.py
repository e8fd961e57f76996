"""How well weights do on labelled sets: balanced accuracy at one threshold, and the area under the curve.

    python -m training.support_model.measure --encoder MINILM_FOLDER --weights weights.pt --data dev.jsonl.gz
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from agent.text.excerpt import excerpt
from training.support_model.network import SupportNetwork
from training.support_model.rows import clean, pieces
from training.support_model.train import encode, tensors


def scores(network: SupportNetwork, tokenizer: Tokenizer, pairs: list[tuple[str, str]]) -> list[float]:
    """Return the chance that each premise supports its claim."""
    examples = [encode(tokenizer, {"premise": p, "claim": c, "label": 0, "wrong": None}) for p, c in pairs]
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].ids))
    found = [0.0] * len(examples)
    with torch.inference_mode():
        for at in range(0, len(order), 32):
            some = order[at : at + 32]
            ids, mask, types, _, _ = tensors([examples[n] for n in some])
            for n, value in zip(some, torch.sigmoid(network(ids, mask, types)[0]).tolist(), strict=True):
                found[n] = value
    return found


def auc(values: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> float:
    """Return the share of (supported, unsupported) that are in the right order; ties count half."""
    good, bad = values[labels == 1], values[labels == 0]
    return float(((good[:, None] > bad) + 0.5 * (good[:, None] == bad)).mean())


def balanced(values: np.ndarray[Any, Any], labels: np.ndarray[Any, Any], threshold: float) -> float:
    """Return the mean of the shares of supported and unsupported that are told right, in percent."""
    told = values >= threshold
    return 50 * float(told[labels == 1].mean() + (~told[labels == 0]).mean())


def main() -> None:
    """Print a line for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--each", type=int, default=0, help="rows of each set, 0 for all")
    parser.add_argument("--words", type=int, default=110)
    parser.add_argument("--keep", type=Path, help="write set, label and scores of the sentences there")
    told = parser.parse_args()
    network = SupportNetwork(told.encoder)
    state = torch.load(told.weights, weights_only=True)
    network.load_state_dict(state.get("network", state))
    network.eval()
    tokenizer = Tokenizer.from_file(str(told.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    rows = [json.loads(line) for line in gzip.open(told.data, "rt", encoding="utf-8")]
    counts: dict[str, int] = defaultdict(int)
    pairs, owners, picked = [], [], []
    for row in rows:
        counts[row["set"]] += 1
        if told.each and counts[row["set"]] > told.each:
            continue
        doc = clean(row["doc"])
        for sentence in pieces(clean(row["claim"])):
            pairs.append((excerpt(doc, sentence, told.words), sentence))
            owners.append(len(picked))
        picked.append(row)
    least = [1.0] * len(picked)
    each: list[list[float]] = [[] for _ in picked]
    for owner, value in zip(owners, scores(network, tokenizer, pairs), strict=True):
        least[owner] = min(least[owner], value)
        each[owner].append(value)
    if told.keep:
        told.keep.write_text(json.dumps([(r["set"], r["id"], r["label"], v) for r, v in zip(picked, each, strict=True)]))
    report(picked, np.array(least))


def report(rows: list[dict[str, Any]], values: np.ndarray[Any, Any]) -> None:
    """Print AUC and balanced accuracy by set at several thresholds."""
    marks = (0.3, 0.4, 0.5, 0.6, 0.7)
    print(f"{'set':24} {'n':>4}  auc   " + " ".join(f"ba@{m}" for m in marks))
    for name in sorted({r["set"] for r in rows}):
        chosen = [n for n, r in enumerate(rows) if r["set"] == name]
        labels = np.array([rows[n]["label"] for n in chosen])
        some = values[chosen]
        told = "  ".join(f"{balanced(some, labels, m):.1f}" for m in marks)
        print(f"{name:24} {len(chosen):4}  {auc(some, labels):.3f} {told}")


if __name__ == "__main__":
    main()
