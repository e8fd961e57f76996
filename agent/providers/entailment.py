"""The shipped support model: does a passage say what a sentence says? Made by `training/support_model`.

A small cross-encoder reads passage and sentence together, through onnxruntime on the CPU; no key, no network.
Of a long text it reads the sentences that bear on the claim. Nothing is loaded before the first use.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.errors import ConfigurationError
from agent.providers.weights import REMEDY, intact, model_config
from agent.text.excerpt import excerpt
from agent.text.sentences import sentences

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]  # it ships no types
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent.parent / "models" / "support-en-v1"
"""The weights that come with the program."""
WORDS = 110
"""Words of a source that are read for one sentence; the model was trained on up to so many."""
_LEAST_ROOM = 16
"""Tokens that a source keeps, however long the claim."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class _Loaded:
    tokenizer: Tokenizer
    session: InferenceSession


class Entailment:
    """Tells how far a text supports a claim, on an open scale: the more above zero, the surer."""

    def __init__(self, folder: Path = SHIPPED, threads: int = 0) -> None:
        """Use the model of a folder. Raise ConfigurationError on first use if it is missing or damaged.

        Args:
            folder: Where its files lie.
            threads: Pairs that are read at once; 0 for as many as there are cores.
        """
        self._folder = folder
        self._threads = threads or os.cpu_count() or 1

    @cached_property
    def config(self) -> dict[str, Any]:
        """What its description says: name, limits, how its scores are weighed, sums of its files."""
        return model_config(self._folder)

    def logits(self, pairs: Sequence[Pair]) -> list[float | None]:
        """Return the least of each claim's sentences against its premise; None where it holds no sentence."""
        if not pairs:
            return []
        loaded = self._loaded  # once, before the threads
        premises, claims = [premise for premise, _ in pairs], [claim for _, claim in pairs]
        with ThreadPoolExecutor(self._threads) as readers:
            return list(readers.map(partial(self._least, loaded), premises, claims))

    def _least(self, loaded: _Loaded, premise: str, claim: str) -> float | None:
        said = [claim[span.start : span.end] for span in sentences(claim)]
        return min((self._logit(loaded, excerpt(premise, text, WORDS), text) for text in said), default=None)

    def _encoded(self, tokenizer: Tokenizer, source: str, sentence: str) -> tuple[list[int], list[int]]:
        """Return token ids, and 1 for those of the claim; the premise is cut where both are too long."""
        limit = int(self.config["tokens"])
        claim = tokenizer.encode(sentence, add_special_tokens=False).ids[: limit - _LEAST_ROOM - 3]
        premise = tokenizer.encode(source, add_special_tokens=False).ids[: limit - len(claim) - 3]
        start, end = (int(tokenizer.token_to_id(name) or 0) for name in ("[CLS]", "[SEP]"))
        ids = [start, *premise, end, *claim, end]
        return ids, [0] * (len(premise) + 2) + [1] * (len(claim) + 1)

    def _logit(self, loaded: _Loaded, premise: str, sentence: str) -> float:
        """Return the model's answer on one pair.

        Each pair runs by itself: the weights are whole numbers, and what runs together is rounded together,
        so that an answer would hang on its neighbours.
        """
        import numpy as np

        ids, kinds = self._encoded(loaded.tokenizer, premise, sentence)
        feed = {
            "input_ids": np.array([ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
            "token_type_ids": np.array([kinds], dtype=np.int64),
        }
        return float(loaded.session.run(["supported"], feed)[0][0])

    @cached_property
    def _loaded(self) -> _Loaded:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        files = dict(intact(self._folder, self.config["sha256"]))
        options = SessionOptions()
        options.intra_op_num_threads = 1  # two pairs on a core each are faster than one on two
        options.log_severity_level = 3
        try:
            tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
            session = InferenceSession(files["model.onnx"], options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both raise errors of their own kinds, derived from Exception alone
            raise ConfigurationError(
                str(self._folder), f"the model cannot be read: {error}", REMEDY
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return _Loaded(tokenizer, session)
