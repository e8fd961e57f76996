"""A small world without weights: texts that share words are near, and nothing else is known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+")


class HashEmbedder:
    """Counts words into a few boxes, by the SHA-256 of the word: the same in every process."""

    def __init__(self, dimensions: int = 64) -> None:
        self.name = f"hash-{dimensions}"
        self._dimensions = dimensions

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        rows = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _WORD.findall(text.casefold()):
                digest = hashlib.sha256(word.encode()).digest()
                row[int.from_bytes(digest[:4], "big") % self._dimensions] += 1.0 if digest[4] % 2 else -1.0
            if not row.any():
                row[-1] = 1.0
            row /= np.linalg.norm(row)
        return rows

    def question(self, text: str) -> NDArray[np.float32]:
        row: NDArray[np.float32] = self.passages([text])[0]
        return row
