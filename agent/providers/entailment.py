"""The shipped support model: does a passage say what a sentence says? Made by `training/support_model`.

A small cross-encoder reads passage and sentence together, through onnxruntime on the CPU; no key, no network.
Of a long text it reads the sentences that bear on the claim. Nothing is loaded before the first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.errors import ConfigurationError
from agent.providers.weights import REMEDY, intact, model_config
from agent.text.excerpt import excerpt
from agent.text.sentences import sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent.parent / "models" / "support-en-v1"
"""The weights that come with the program."""
WORDS = 110
"""Words of a source that are read for one sentence; the model was trained on up to so many."""
BATCH_TOKENS = 4096
"""Tokens in one run, padding included: enough to fill two cores, few enough to keep memory low."""
_LEAST_ROOM = 16
"""Tokens that a source keeps, however long the claim."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class _Loaded:
    tokenizer: Tokenizer
    session: InferenceSession


class EntailmentChecker:
    """Scores from 0 to 1 how far a text supports a claim; the least of its sentences where it has several."""

    def __init__(self, folder: Path = SHIPPED, threads: int = 0) -> None:
        """Use the model of a folder. Raise ConfigurationError on first use if it is missing or damaged.

        Args:
            folder: Where its files lie.
            threads: Cores to use; 0 leaves it to the runtime.
        """
        self._folder = folder
        self._threads = threads

    @cached_property
    def name(self) -> str:
        """Goes into the provenance, such as `support-en-v1`."""
        return str(self._config["name"])

    def support(self, pairs: Sequence[Pair]) -> list[float | None]:
        """Return, for each (premise, claim), a calibrated score; None where the claim holds no sentence."""
        asked: list[Pair] = []
        owners: list[int] = []
        for number, (premise, claim) in enumerate(pairs):
            for span in sentences(claim):
                sentence = claim[span.start : span.end]
                asked.append((excerpt(premise, sentence, WORDS), sentence))
                owners.append(number)
        least: list[float | None] = [None] * len(pairs)
        for owner, score in zip(owners, self._scores(asked), strict=True):
            known = least[owner]
            least[owner] = score if known is None else min(known, score)
        return least

    def _scores(self, pairs: Sequence[Pair]) -> list[float]:
        if not pairs:
            return []
        import numpy as np

        scale, shift = float(self._config["scale"]), float(self._config["shift"])
        encoded = [self._encoded(pair) for pair in pairs]
        logits = np.zeros(len(pairs), dtype=np.float32)
        for numbers in _batches([len(ids) for ids, _ in encoded]):
            logits[numbers] = self._run([encoded[n] for n in numbers])
        return [float(v) for v in 1.0 / (1.0 + np.exp(-(scale * logits + shift)))]

    def _encoded(self, pair: Pair) -> tuple[list[int], list[int]]:
        """Return token ids, and 1 for those of the claim; the premise is cut where both are too long."""
        limit = int(self._config["tokens"])
        tokenizer = self._loaded.tokenizer
        claim = tokenizer.encode(pair[1], add_special_tokens=False).ids[: limit - _LEAST_ROOM - 3]
        premise = tokenizer.encode(pair[0], add_special_tokens=False).ids[: limit - len(claim) - 3]
        start, end = (tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
        ids = [start, *premise, end, *claim, end]
        return ids, [0] * (len(premise) + 2) + [1] * (len(claim) + 1)

    def _run(self, batch: Sequence[tuple[list[int], list[int]]]) -> NDArray[np.float32]:
        import numpy as np

        width = max(len(ids) for ids, _ in batch)
        ids = np.zeros((len(batch), width), dtype=np.int64)
        types, mask = np.zeros_like(ids), np.zeros_like(ids)
        for row, (tokens, kinds) in enumerate(batch):
            ids[row, : len(tokens)], types[row, : len(kinds)], mask[row, : len(tokens)] = tokens, kinds, 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        found: NDArray[np.float32] = self._loaded.session.run(["supported"], feed)[0]
        return found

    @cached_property
    def _config(self) -> dict[str, Any]:
        return model_config(self._folder)

    @cached_property
    def _loaded(self) -> _Loaded:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        files = dict(intact(self._folder, self._config["sha256"]))
        options = SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        try:
            tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
            session = InferenceSession(files["model.onnx"], options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both raise errors of their own kinds, derived from Exception alone
            raise ConfigurationError(str(self._folder), f"the model cannot be read: {error}", REMEDY) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return _Loaded(tokenizer, session)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield numbers of texts of about equal length, so many that padding and all they keep to the limit."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[number] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
