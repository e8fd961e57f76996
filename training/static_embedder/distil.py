"""Distil all-MiniLM-L6-v2 into one vector for each token of its vocabulary, and write the shipped files."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from pathlib import Path

from training.static_embedder.write import write_model

TEACHER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Sum of the published weights of all-MiniLM-L6-v2 (`model.safetensors`, Apache-2.0)."""


def check_teacher(folder: Path) -> None:
    """Stop when the weights are not the published ones, byte for byte."""
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != TEACHER_SHA256:
        raise SystemExit(f"{folder / 'model.safetensors'} is not all-MiniLM-L6-v2: its sha-256 is {found}.")


def distil(teacher: Path, out: Path, dimensions: int, sif: float, model_id: str) -> None:
    """Run the teacher on every token, keep the leading components, weight by rank, and write the files."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from model2vec.distill import distill  # type: ignore[import-not-found]  # only where we distil

    check_teacher(teacher)
    model = distill(str(teacher), pca_dims=dimensions, sif_coefficient=sif, quantize_to="float32")
    write_model(out, model.embedding, json.loads(model.tokenizer.to_str()), model_id)


def main() -> None:
    """Read the command line and distil."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="folder with model.safetensors")
    parser.add_argument("--out", type=Path, default=Path("agent/models/static-en-v1"))
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--sif", type=float, default=1e-4, help="smaller makes frequent tokens lighter")
    parser.add_argument("--id", default="static-en-v1")
    args = parser.parse_args()
    distil(args.teacher, args.out, args.dimensions, args.sif, args.id)


if __name__ == "__main__":
    main()
