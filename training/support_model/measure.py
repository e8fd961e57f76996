"""How well weights do on labelled sets: balanced accuracy at some thresholds, area under the curve.

`python -m training.support_model.measure --encoder MINILM_FOLDER --weights weights.pt --data dev.jsonl.gz`
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found]  # only where we train
from numpy.typing import NDArray
from tokenizers import Tokenizer

from agent.text.excerpt import excerpt
from training.support_model.network import SupportNetwork, load_network
from training.support_model.rows import clean, pieces
from training.support_model.train import encode, read_tokenizer, tensors

MARKS = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Thresholds that are tried."""
BATCH = 32
"""Pairs in one run."""


def scores(network: SupportNetwork, tokenizer: Tokenizer, pairs: list[tuple[str, str]]) -> list[float]:
    """Return the chance that each premise supports its claim."""
    unlabelled = {"label": 0, "wrong": None, "doc_id": ""}
    examples = [encode(tokenizer, {"premise": p, "claim": c, **unlabelled}) for p, c in pairs]
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].ids))
    found = [0.0] * len(examples)
    with torch.inference_mode():
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            ids, mask, types, _, _ = tensors([examples[n] for n in some])
            for n, value in zip(some, torch.sigmoid(network(ids, mask, types)[0]).tolist(), strict=True):
                found[n] = value
    return found


def auc(values: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Return the share of (supported, unsupported) that are in the right order; ties count half."""
    good, bad = values[labels == 1], values[labels == 0]
    return float(((good[:, None] > bad) + 0.5 * (good[:, None] == bad)).mean())


def balanced(values: NDArray[np.float64], labels: NDArray[np.int64], threshold: float) -> float:
    """Return the mean of the shares of supported and unsupported that are told right, in percent."""
    told = values >= threshold
    return 50 * float(told[labels == 1].mean() + (~told[labels == 0]).mean())


def read_rows(data: Path, each: int) -> list[dict[str, Any]]:
    """Return the labelled rows, the first `each` of every set; 0 for all."""
    counts: dict[str, int] = defaultdict(int)
    picked: list[dict[str, Any]] = []
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            counts[row["set"]] += 1
            if not each or counts[row["set"]] <= each:
                picked.append(row)
    return picked


def by_sentence(
    network: SupportNetwork, tokenizer: Tokenizer, rows: list[dict[str, Any]], words: int
) -> list[list[float]]:
    """Return for each row the scores of the sentences of its claim, against `words` words of its document."""
    pairs: list[tuple[str, str]] = []
    owners: list[int] = []
    for number, row in enumerate(rows):
        doc = clean(row["doc"])
        for sentence in pieces(clean(row["claim"])):
            pairs.append((excerpt(doc, sentence, words), sentence))
            owners.append(number)
    each: list[list[float]] = [[] for _ in rows]
    for owner, value in zip(owners, scores(network, tokenizer, pairs), strict=True):
        each[owner].append(value)
    return each


def report(rows: list[dict[str, Any]], values: NDArray[np.float64]) -> None:
    """Print AUC and balanced accuracy by set at several thresholds."""
    print(f"{'set':24} {'n':>4}  auc   " + " ".join(f"ba@{m}" for m in MARKS))
    for name in sorted({r["set"] for r in rows}):
        chosen = [n for n, r in enumerate(rows) if r["set"] == name]
        labels = np.array([rows[n]["label"] for n in chosen])
        some = values[chosen]
        told = "  ".join(f"{balanced(some, labels, m):.1f}" for m in MARKS)
        print(f"{name:24} {len(chosen):4}  {auc(some, labels):.3f} {told}")


def main() -> None:
    """Print a line for each set; a claim is supported as far as the least of its sentences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--each", type=int, default=0, help="rows of each set, 0 for all")
    parser.add_argument("--words", type=int, default=110, help="words of a document that are read")
    parser.add_argument("--keep", type=Path, help="write set, label and scores of the sentences there")
    told = parser.parse_args()
    network = load_network(told.encoder, told.weights)
    rows = read_rows(told.data, told.each)
    each = by_sentence(network, read_tokenizer(told.encoder), rows, told.words)
    if told.keep:
        kept = [(r["set"], r["id"], r["label"], values) for r, values in zip(rows, each, strict=True)]
        told.keep.write_text(json.dumps(kept), encoding="utf-8")
    report(rows, np.array([min(values, default=1.0) for values in each]))


if __name__ == "__main__":
    main()
