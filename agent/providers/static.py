"""The shipped embedder: one vector for each token, averaged. Made by `training/static_embedder`.

It needs numpy and tokenizers, no model runtime and no network. The weights lie in `agent/models`, each
folder with a card; what is read is checked against the sums in its `config.json` first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.errors import ConfigurationError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent.parent / "models" / "static-en-v1"
"""The weights that come with the program."""
MAX_CHARACTERS = 20_000
"""Characters of a text that are read. A passage has about 1,200; the rest of a longer text is not seen."""
REPEATS = 0.7
"""A token that stands n times in a text counts n to this power: its tenth mention says less than its first.
Measured with the weights, see the table in their card."""
BATCH_TEXTS = 256
"""Texts that are embedded in one go. More fill the processor's cache and gain nothing."""
_REMEDY = "Install the program again; the model's files came with it."


@dataclass(frozen=True)
class _Weights:
    tokenizer: Tokenizer
    matrix: NDArray[np.float32]


class StaticEmbedder:
    """Turns texts into vectors of length one; near vectors mean texts about the same thing.

    The same text gives the same vector, alone or among others. Nothing is read before the first use.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Use the model of a folder. Raise ConfigurationError on first use if it is missing or damaged."""
        self._folder = folder

    @cached_property
    def name(self) -> str:
        """Id and dimension of the model, such as `static-en-v1-256`."""
        return str(self._config["name"])

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length one for each text, in their order; shape (texts, dimensions)."""
        import numpy as np

        rows = np.empty((len(texts), self._weights.matrix.shape[1]), dtype=np.float32)
        for first in range(0, len(texts), BATCH_TEXTS):
            part = texts[first : first + BATCH_TEXTS]
            rows[first : first + len(part)] = _sums(part, self._weights)
        return _unit(rows)

    def question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, to be compared with those of passages; shape (dimensions,)."""
        row: NDArray[np.float32] = self.passages([text])[0]
        return row

    @cached_property
    def _config(self) -> dict[str, Any]:
        path = self._folder / "config.json"
        try:
            config = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(config["name"], str) and isinstance(config["sha256"], dict):
                return dict(config)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigurationError(str(path), f"the model's description: {error}", _REMEDY) from error
        raise ConfigurationError(str(path), "the model's description is incomplete", _REMEDY)

    @cached_property
    def _weights(self) -> _Weights:
        import numpy as np
        from tokenizers import Tokenizer

        files = dict(_intact(self._folder, self._config["sha256"]))
        try:
            tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
            rows = np.load(BytesIO(files["vectors.npy"]), allow_pickle=False)
            scales = np.load(BytesIO(files["scales.npy"]), allow_pickle=False)
        except Exception as error:  # tokenizers raises a bare Exception
            raise ConfigurationError(
                str(self._folder), f"the model cannot be read: {error}", _REMEDY
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return _Weights(tokenizer, rows.astype(np.float32) * scales.astype(np.float32)[:, None])


def _intact(folder: Path, sums: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a model with their content; raise ConfigurationError when one is not as it was."""
    for file, expected in sums.items():
        path = folder / file
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ConfigurationError(str(path), f"a file of the model: {error.strerror}", _REMEDY) from error
        if hashlib.sha256(content).hexdigest() != expected:
            raise ConfigurationError(str(path), "a file of the model was changed or damaged", _REMEDY)
        yield file, content


def _sums(texts: Sequence[str], weights: _Weights) -> NDArray[np.float32]:
    """Return the weighted sum of the token vectors of each text."""
    import numpy as np

    tokenizer, matrix = weights.tokenizer, weights.matrix
    cut = [text[:MAX_CHARACTERS] for text in texts]
    ids = [one.ids for one in tokenizer.encode_batch_fast(cut, add_special_tokens=False)]
    sizes = np.fromiter(map(len, ids), dtype=np.int64, count=len(ids))
    rows = np.zeros((len(texts), matrix.shape[1]), dtype=np.float32)
    if sizes.sum():
        tokens = np.fromiter(chain.from_iterable(ids), dtype=np.int64, count=int(sizes.sum()))
        keys = np.repeat(np.arange(len(ids)), sizes) * len(matrix) + tokens
        once, counts = np.unique(keys, return_counts=True)
        owners, starts = np.unique(once // len(matrix), return_index=True)
        weighed = matrix[once % len(matrix)]
        weighed *= (counts.astype(np.float32) ** REPEATS)[:, None]
        rows[owners] = np.add.reduceat(weighed, starts, axis=0)
    return rows


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows with length one. A text without a known word gets the last axis, far from all others.

    A vector of zeros would have no cosine, and a vector index cannot find it again.
    """
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1)
    empty = lengths < 1e-9
    rows[empty, -1] = 1.0
    lengths[empty] = 1.0
    unit: NDArray[np.float32] = rows / lengths[:, None]
    return unit
