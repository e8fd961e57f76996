"""How often the right one of two twins is put above the wrong one; 0.5 is chance.

`python -m training.support_model.rank --encoder MINILM_FOLDER --weights weights.pt`

Asked are the pairs of the stories that are kept back from training (`twins.py`), and those of
`evals/data/twins.jsonl`, which somebody else wrote: each against the passages it cites.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from agent.text.excerpt import excerpt
from training.support_model.measure import scores
from training.support_model.network import load_network
from training.support_model.train import read_tokenizer
from training.support_model.twins import is_kept_back, pairs_of, read_stories

ROOT = Path(__file__).resolve().parents[2]
WORDS = 130
"""Of a cited text that are read, as where the product reads with it."""

Twin = tuple[str, str, str, int]
"""What makes two claims twins, the premise, the claim, and 1 for the right one."""


def kept_back(stories: Path) -> list[Twin]:
    """Return the claims of the stories that no training saw."""
    held = [story for story in read_stories(stories) if is_kept_back(str(story["id"]))]
    return [(f"{one.doc_id} {one.premise}", one.premise, one.claim, one.label) for one in pairs_of(held)]


def by_others(file: Path) -> list[Twin]:
    """Return the claims of the set that is measured by."""
    rows: Iterable[Mapping[str, Any]] = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        (row["id"][:-1], excerpt(_cited(row), row["claim"], WORDS), row["claim"], row["label"] == "supported")
        for row in rows
    ]


def _cited(row: Mapping[str, Any]) -> str:
    return " ".join(one["text"] for one in row["passages"] if one["id"] in row["cites"])


def right_above(twins: Iterable[tuple[str, int, float]]) -> tuple[float, int]:
    """Return the share of twins of which the right one has the higher score, and their number."""
    of: dict[str, dict[int, float]] = defaultdict(dict)
    for name, label, score in twins:
        of[name][int(label)] = score
    whole = [scored for scored in of.values() if len(scored) == 2]
    return sum(scored[1] > scored[0] for scored in whole) / len(whole), len(whole)


def main() -> None:
    """Print the share for both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with all-MiniLM-L6-v2")
    parser.add_argument("--weights", type=Path, required=True)
    args = parser.parse_args()
    network, tokenizer = load_network(args.encoder, args.weights), read_tokenizer(args.encoder)
    for name, twins in {
        "kept back": kept_back(ROOT / "training" / "data" / "twins.jsonl.gz"),
        "by others": by_others(ROOT / "evals" / "data" / "twins.jsonl"),
    }.items():
        found = scores(network, tokenizer, [(premise, claim) for _, premise, claim, _ in twins])
        share, count = right_above(
            (twin[0], twin[3], score) for twin, score in zip(twins, found, strict=True)
        )
        print(f"{name}: {share:.3f} of {count}")


if __name__ == "__main__":
    main()
