"""Values of JSON → one way of writing them, and the digests of that.

Pure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

PARTS = ("briefing", "plan", "articles", "copies", "made_by", "verdicts")
"""Parts of a pack that have a digest each."""


class NotJson(Exception):
    """A text is not JSON that means the same to every reader."""


def canonical(value: Any) -> bytes:
    """Return the one way we write a value: keys sorted, no white space, ASCII only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def digest(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digests_of(pack: Mapping[str, Any]) -> dict[str, str]:
    """Return the digest of each part of a pack."""
    return {part: digest(pack.get(part)) for part in PARTS}


def fingerprint_of(pack: Mapping[str, Any]) -> str:
    """Return the digest of a whole pack but for the place where it stands."""
    return digest({name: value for name, value in pack.items() if name != "fingerprint"})


def strict_json(text: str) -> Any:
    """Return the value a text holds; a name that stands twice in an object is refused, and so are no numbers.

    Raises:
        NotJson: it is not JSON, or readers may differ on what it means.
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_float)
    except RecursionError:
        raise NotJson("it is nested too deeply") from None
    except ValueError as problem:  # what json raises, whole numbers of endless length included
        raise NotJson(f"it is not JSON ({str(problem)[:80]})") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NotJson("a name stands twice in one object")
    return made


def _no_number(name: str) -> Any:
    raise NotJson(f"{name} is no number of JSON")


def _float(written: str) -> float:
    value = float(written)
    if value in (float("inf"), float("-inf")):
        raise NotJson(f"{written[:20]} is too large for a number")
    return value
