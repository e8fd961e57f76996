"""Vectors through OpenAI's interface, from OpenAI or any service that speaks it.

Texts go to one address and nowhere else: no redirect is followed, nothing is traced, nothing is downloaded.
Every batch has a deadline that covers its repeats, and these repeats are the only ones.
"""

from __future__ import annotations

import json
import time
import warnings
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.errors import EmbedderFailed
from agent.providers.trouble import Trouble, late, trouble_of
from agent.providers.waiting import seconds_to_wait
from agent.providers.wire import LARGEST_ANSWER, Wire, within

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pydantic import SecretStr

TRIAL = "A word."
"""What is embedded to learn the size of a model's vectors."""
MAX_BYTES = 8_000
"""UTF-8 bytes of a text that are sent. No tokenizer makes more tokens than bytes, and models take some 8,000
tokens; a passage of English has about 1,300 bytes."""
QUESTIONS = 64
"""Questions whose vectors are remembered: a command asks the same one several times."""
BYTES_A_NUMBER = 32
"""Bytes that a number of a vector takes in an answer, at most."""
_KEYLESS = "none"


@dataclass(frozen=True)
class Limits:
    """How much is asked at once, and for how long."""

    batch: int = 256
    """Texts in one request."""
    seconds: float = 120.0
    """For a batch, repeats and pauses included."""
    question_seconds: float = 20.0
    """For a question, while somebody waits."""
    repeats: int = 2
    """Requests that may repeat a failed one."""


class OpenAIEmbedder:
    """Turns texts into vectors of length one, over the network.

    Every public member may raise EmbedderFailed, which says what happened and what to do.
    """

    def __init__(
        self,
        model: str,
        key: SecretStr | None,
        base_url: str,
        *,
        dimensions: int | None = None,
        sizes: Path | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Name the model and where it is; nothing is sent yet.

        Args:
            model: Name of the model, as the service calls it.
            key: Sent to that service alone; a machine of one's own may need none.
            base_url: Address of the service.
            dimensions: Size to ask for; None: the model's own.
            sizes: File that remembers the sizes of models between runs; None remembers nothing.
            limits: How much is asked at once, and for how long.
        """
        self._model = model
        self._key = key
        self._base_url = base_url
        self._dimensions = dimensions
        self._sizes = sizes
        self._limits = limits or Limits()
        self._asked: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._size = dimensions or _remembered(sizes, model)

    @property
    def size(self) -> int | None:
        """Numbers in a vector; None before the first answer of a model whose size nobody named."""
        return self._size

    @property
    def name(self) -> str:
        """Provider, model and size, such as `openai:text-embedding-3-small-512`.

        A size that nobody named and nothing remembers is learned by embedding one word.
        """
        if self._size is None:
            self.question(TRIAL)
        return f"openai:{self._model}-{self._size}"

    @property
    def batch(self) -> int:
        """Texts that go in one request: their vectors must fit an answer that is read."""
        return max(1, min(self._limits.batch, LARGEST_ANSWER // (BYTES_A_NUMBER * (self._size or 1))))

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length one for each text, in their order; shape (texts, dimensions)."""
        import numpy as np

        batch = self.batch
        parts = [
            self._vectors(texts[first : first + batch], self._limits.seconds)
            for first in range(0, len(texts), batch)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, self._size or 0), dtype=np.float32)

    def question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, to be compared with those of passages; shape (dimensions,)."""
        if text not in self._asked:
            self._asked[text] = self._vectors([text], self._limits.question_seconds)[0]
            if len(self._asked) > QUESTIONS:
                self._asked.popitem(last=False)
        return self._asked[text]

    # --- asking ------------------------------------------------------------------------------------------

    def _vectors(self, texts: Sequence[str], seconds: float) -> NDArray[np.float32]:
        answer = self._answer([_sendable(text) for text in texts], seconds)
        try:
            rows = unit_rows(answer, len(texts))
        except ValueError as problem:
            raise self._failed(f"its answer cannot be used: {problem}", "Ask another model.") from None
        if self._size is None:
            self._size = rows.shape[1]
            _remember(self._sizes, self._model, self._size)
        if rows.shape[1] != self._size:
            raise self._other_size(rows.shape[1])
        return rows

    def _answer(self, texts: list[str], seconds: float) -> object:
        """Return what the service answers, asking again where that may help and time is left."""
        until = time.monotonic() + seconds
        for repeat in range(1 + self._limits.repeats):
            found = self._once(texts, max(until - time.monotonic(), 0.001))
            if not isinstance(found, Trouble):
                return found
            if not found.passing or repeat == self._limits.repeats:
                break
            pause = seconds_to_wait(found.headers, time.time(), repeat)
            if pause >= until - time.monotonic():
                why = f"{found.why}, and a repeat would have to wait {pause:.3g} seconds"
                raise self._failed(why, found.remedy)
            time.sleep(pause)
        assert isinstance(found, Trouble)
        raise self._failed(found.why, found.remedy)

    def _once(self, texts: list[str], seconds: float) -> object:
        """Return the answer to one request, or the trouble with it, within so many seconds."""
        import langchain_openai  # noqa: F401 - two seconds that belong to no request's time

        wire = Wire(seconds)
        found = within(seconds, wire, lambda: self._embedded(texts, wire))
        return late(seconds) if found is None else found

    def _embedded(self, texts: list[str], wire: Wire) -> object:
        warnings.filterwarnings("ignore", "Pydantic serializer")  # an odd answer is refused, not remarked on
        try:
            return self._client(wire.client).embed_documents(texts)
        except Exception as error:  # an answer that is none makes the vendors raise almost anything
            return trouble_of(error, self._secret())

    def _client(self, connection: Any) -> Any:
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        return OpenAIEmbeddings(
            model=self._model,
            openai_api_key=self._key or SecretStr(_KEYLESS),
            openai_api_base=self._base_url,
            dimensions=self._dimensions,
            chunk_size=self._limits.batch,
            max_retries=0,
            check_embedding_ctx_length=False,  # it would download a table, and send numbers instead of words
            model_kwargs={"encoding_format": "float"},  # not every service knows the packed form
            http_client=connection,
            async_client=object(),  # never used; its own would open a second set of certificates
            openai_proxy=None,
        )

    def _secret(self) -> str:
        return self._key.get_secret_value() if self._key is not None else ""

    def _failed(self, why: str, remedy: str) -> EmbedderFailed:
        return EmbedderFailed(f"openai:{self._model}", why, remedy)

    def _other_size(self, found: int) -> EmbedderFailed:
        if self._dimensions is not None:
            why = f"asked for vectors of {self._dimensions} numbers, it sends {found}"
            return self._failed(why, f"Set `embedding_dimensions` to {found}, or leave it unset.")
        why = f"its vectors had {self._size} numbers and now have {found}"
        _remember(self._sizes, self._model, None)
        return self._failed(
            why, "Run the command again: the index is built anew, and says first at what cost."
        )


def unit_rows(answer: object, count: int) -> NDArray[np.float32]:
    """Return vectors as rows of length one.

    Raises:
        ValueError: they are not `count` vectors of one size, or one holds what is no number, or only zeros.
    """
    import numpy as np

    try:
        rows = np.asarray(answer, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError("it holds no vectors of one size") from None
    if rows.ndim != 2 or rows.shape[0] != count or rows.shape[1] == 0:
        raise ValueError(f"not {count} vectors of one size")
    with np.errstate(over="ignore"):
        lengths = np.linalg.norm(rows, axis=1)
    if not np.isfinite(lengths).all():
        raise ValueError("a vector holds what is no number")
    if not lengths.all():
        raise ValueError("a vector holds nothing but zeros")
    unit: NDArray[np.float32] = (rows / lengths[:, None]).astype(np.float32)
    return unit


def _sendable(text: str) -> str:
    """Return what is sent of a text: whole characters of its first bytes; services refuse empty ones."""
    sent = text.encode("utf-8", "replace")[:MAX_BYTES].decode("utf-8", "ignore")
    return sent if sent.strip() else "."


def _remembered(file: Path | None, model: str) -> int | None:
    found = _sizes_in(file).get(model)
    return found if isinstance(found, int) and found > 0 else None


def _remember(file: Path | None, model: str, size: int | None) -> None:
    """Keep the size of a model's vectors for the next run; None forgets it."""
    if file is None:
        return
    known = {name: known for name, known in _sizes_in(file).items() if name != model}
    if size is not None:
        known[model] = size
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
    fresh.replace(file)


def _sizes_in(file: Path | None) -> dict[str, object]:
    try:
        known = json.loads(file.read_text(encoding="utf-8")) if file is not None else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}
