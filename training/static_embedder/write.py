"""Write a matrix of token vectors as the files that `agent/providers/static.py` reads."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def write_model(out: Path, vectors: NDArray[np.float32], tokenizer: dict[str, Any], model_id: str) -> None:
    """Write whole numbers from -127 to 127 with one scale a row, the tokenizer, and the sums of all files.

    One scale a row keeps the ratio between frequent and rare tokens, whose lengths differ a hundredfold.
    """
    vectors = vectors.copy()
    vectors[[tokenizer["model"]["vocab"][token] for token in ("[PAD]", "[UNK]")]] = 0.0
    scales = (np.abs(vectors).max(axis=1) / 127.0).astype(np.float16)
    scales[scales == 0] = np.finfo(np.float16).tiny
    rows = np.clip(np.rint(vectors / scales.astype(np.float32)[:, None]), -127, 127).astype(np.int8)
    out.mkdir(parents=True, exist_ok=True)
    np.save(out / "vectors.npy", rows, allow_pickle=False)
    np.save(out / "scales.npy", scales, allow_pickle=False)
    plain = tokenizer | {"truncation": None, "padding": None}
    (out / "tokenizer.json").write_text(
        json.dumps(plain, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    files = ("scales.npy", "tokenizer.json", "vectors.npy")
    config = {
        "name": f"{model_id}-{rows.shape[1]}",
        "dimensions": rows.shape[1],
        "tokens": rows.shape[0],
        "pooling": "sum of token vectors, weights included, repeats damped",
        "normalisation": "length one",
        "sha256": {file: hashlib.sha256((out / file).read_bytes()).hexdigest() for file in files},
    }
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
