"""The shipped embedder: one vector for each token, averaged. Made by `training/static_embedder`.

It needs numpy and tokenizers, no model runtime and no network. The weights lie in `agent/models`, each
folder with a card; what is read is checked against the sums in its `config.json` first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.errors import ConfigurationError
from agent.providers.weights import REMEDY, intact, model_config

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
MAX_PIECES = 200_000
"""Pieces between blanks whose tokens are remembered: running text repeats most of them, and looking one up
takes a tenth of the time of cutting it up."""
_WORD = re.compile(r"\w+|[^\w\s]")
"""What the tokenizer gets at a time. It knows no capitals, and joins nothing over blanks or punctuation, but
would join the sign of a currency to its number."""


Tokens = dict[str, tuple[int, ...]]
"""Tokens of pieces."""


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
        self._tokens: Tokens = {}

    @cached_property
    def name(self) -> str:
        """Id and dimension of the model, such as `static-en-v1-256`."""
        return str(self._config["name"])

    def load(self) -> None:
        """Read the model's files now, rather than for the first text."""
        _ = self._weights

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length one for each text, in their order; shape (texts, dimensions)."""
        import numpy as np

        weights = self._weights
        rows = np.zeros((len(texts), weights.matrix.shape[1]), dtype=np.float32)
        held = [text[:MAX_CHARACTERS].lower().split() for text in texts]
        tokens = self._tokens_of(set(chain.from_iterable(held)))
        which, counts, ends = _counted(held, tokens, len(weights.matrix))
        weighed = np.power(counts, REPEATS, dtype=np.float32)
        for row, (first, last) in zip(rows, pairwise([0, *ends]), strict=True):
            row += weighed[first:last] @ weights.matrix.take(which[first:last], axis=0)
        return _unit(rows)

    def question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, to be compared with those of passages; shape (dimensions,)."""
        row: NDArray[np.float32] = self.passages([text])[0]
        return row

    def _tokens_of(self, pieces: set[str]) -> Tokens:
        """Return the tokens of these pieces at least; when too many are known, begin afresh.

        What was given to another thread stays whole: it is added to, and put aside, but never emptied.
        """
        if len(self._tokens) + len(pieces) > MAX_PIECES:
            self._tokens = {}
        known = self._tokens
        words = {piece: _WORD.findall(piece) for piece in pieces if piece not in known}
        fresh = sorted(set(chain.from_iterable(words.values())))
        encoded = self._weights.tokenizer.encode_batch_fast(fresh, add_special_tokens=False)
        tokens = {word: one.ids for word, one in zip(fresh, encoded, strict=True)}
        for piece, parts in words.items():
            known[piece] = tuple(chain.from_iterable(tokens[word] for word in parts))
        return known

    @cached_property
    def _config(self) -> dict[str, Any]:
        return model_config(self._folder)

    @cached_property
    def _weights(self) -> _Weights:
        import numpy as np
        from tokenizers import Tokenizer

        files = dict(intact(self._folder, self._config["sha256"]))
        try:
            tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
            rows = np.load(BytesIO(files["vectors.npy"]), allow_pickle=False)
            scales = np.load(BytesIO(files["scales.npy"]), allow_pickle=False)
        except Exception as error:  # tokenizers raises a bare Exception
            raise ConfigurationError(
                str(self._folder), f"the model cannot be read: {error}", REMEDY
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return _Weights(tokenizer, rows.astype(np.float32) * scales.astype(np.float32)[:, None])


def _counted(
    held: list[list[str]], known: Tokens, size: int
) -> tuple[NDArray[np.int64], NDArray[np.float32], list[int]]:
    """Return the tokens of the pieces of all texts, how often each stands in its text, and where texts end.

    Both rows are as long as all texts have different tokens, text by text. All texts at once take half the
    time of one after the other.

    Args:
        held: The pieces of each text.
        known: Their tokens.
        size: Tokens there are.
    """
    import numpy as np

    pieces = list(map(known.__getitem__, chain.from_iterable(held)))
    tokens = np.fromiter(chain.from_iterable(pieces), dtype=np.int64)
    lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    texts = np.arange(len(held))
    text_of = np.repeat(np.repeat(texts, list(map(len, held))), lengths)
    keys, counts = np.unique(text_of * size + tokens, return_counts=True)
    ends = np.searchsorted(keys, (texts + 1) * size)
    return keys % size, counts.astype(np.float32), ends.tolist()


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
