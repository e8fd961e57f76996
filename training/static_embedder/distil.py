"""Distil all-MiniLM-L6-v2 into one vector for each token of its vocabulary, and write the shipped files."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.static_embedder.write import write_model

TEACHER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Sum of the published weights of all-MiniLM-L6-v2 (`model.safetensors`, Apache-2.0)."""


@dataclass(frozen=True)
class Recipe:
    """What is done to the teacher's vectors."""

    dimensions: int
    """Components that are kept."""
    sif: float
    """The smooth inverse frequency's constant; smaller makes frequent tokens lighter."""
    whiten: float
    """0 leaves the variances of the components as they are, 1 makes them equal."""


def check_teacher(folder: Path) -> None:
    """Stop when the weights are not the published ones, byte for byte."""
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != TEACHER_SHA256:
        raise SystemExit(f"{folder / 'model.safetensors'} is not all-MiniLM-L6-v2: its sha-256 is {found}.")


def distil(teacher: Path, out: Path, recipe: Recipe, model_id: str) -> None:
    """Run the teacher on every token, condense and weigh the vectors, and write the files."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from model2vec.distill import distill  # type: ignore[import-not-found]  # only where we distil

    check_teacher(teacher)
    model = distill(str(teacher), pca_dims=None, sif_coefficient=None, quantize_to="float32")
    vectors = condensed(model.embedding, recipe) * rank_weights(len(model.embedding), recipe.sif)[:, None]
    write_model(out, vectors.astype(np.float32), json.loads(model.tokenizer.to_str()), model_id)


def condensed(vectors: NDArray[np.float32], recipe: Recipe) -> NDArray[np.float64]:
    """Return the leading principal components, the strong ones damped (partial whitening).

    Undamped, a few directions that all tokens share drown what tells one from another.
    """
    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    variances, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    leading = np.argsort(-variances)[: recipe.dimensions]
    damped: NDArray[np.float64] = centred @ axes[:, leading] * variances[leading] ** (-recipe.whiten / 2)
    return damped


def rank_weights(tokens: int, sif: float) -> NDArray[np.float64]:
    """Return a weight for each token by its place in the vocabulary, which stands for its frequency.

    Smooth inverse frequency (Arora and others 2017) on Zipf's law: a / (a + p), p falling as 1 / rank.
    """
    share = 1.0 / np.arange(2, tokens + 2)
    weights: NDArray[np.float64] = sif / (sif + share / share.sum())
    return weights


def main() -> None:
    """Read the command line and distil."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="folder with model.safetensors")
    parser.add_argument("--out", type=Path, default=Path("agent/models/static-en-v1"))
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--sif", type=float, default=3e-5, help="smaller makes frequent tokens lighter")
    parser.add_argument(
        "--whiten", type=float, default=0.75, help="0 leaves the components as they are, 1 evens them"
    )
    parser.add_argument("--id", default="static-en-v1")
    args = parser.parse_args()
    distil(args.teacher, args.out, Recipe(args.dimensions, args.sif, args.whiten), args.id)


if __name__ == "__main__":
    main()
