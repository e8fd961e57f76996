"""What went wrong with a call, as one of the named states and one plain sentence. Pure.

A server's own words are foreign: they are cut to one printable line, and left out where the key stands in
them.
"""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

from agent.text.safe import one_line
from agent.types import ModelState, Record

REPEATED: frozenset[ModelState] = frozenset(
    {"rate_limited", "server_error", "unreachable", "timed_out", "cut_off"}
)
"""States that may be over when the same request is made again. All others would end the same way."""
LONGEST_REASON = 200
"""Characters of a server's reason that are kept."""
SENTENCES: dict[ModelState, str] = {
    "rate_limited": "The server asks to slow down",
    "server_error": "The server failed",
    "unreachable": "The server cannot be reached",
    "timed_out": "The server did not answer in time",
    "cut_off": "The connection broke while the answer came",
    "malformed": "The answer is not what the interface promises",
    "wrong_schema": "The answer does not have the form that was asked for",
    "empty": "The answer is empty",
    "refused": "The model refused",
    "filtered": "The server's filter withheld the answer",
    "too_long": "The answer reached its greatest length and is not whole",
    "rejected": "The server does not take the request",
    "denied": "The budget does not allow the call",
}


class Fault(Record):
    """How a call ended that has no answer."""

    state: ModelState
    """Never `ok`."""
    detail: str
    """One plain sentence."""


def fault(state: ModelState, reason: str = "") -> Fault:
    """Return a fault with its sentence and what is known of the reason."""
    sentence, reason = SENTENCES[state], reason.rstrip(". ")
    return Fault(state=state, detail=f"{sentence}: {reason}." if reason else f"{sentence}.")


def by_status(status: int, code: str, reason: str) -> Fault:
    """Return what an HTTP status means that is no success.

    Args:
        status: Of the answer.
        code: OpenAI's `error.code` or `error.type`, empty where there is none.
        reason: What `reason_of` made of the body.
    """
    told = f"HTTP {status}, {reason}" if reason else f"HTTP {status}"
    if 300 <= status < 400:
        return fault("rejected", f"HTTP {status}, it sends elsewhere, which is not followed")
    if code == "content_filter":
        return fault("filtered", told)
    if status == 429:
        # A used-up account answers 429 as well; waiting does not fill it.
        return fault("rejected" if code == "insufficient_quota" else "rate_limited", told)
    if status in (408, 504):
        return fault("timed_out", told)
    return fault("server_error" if status >= 500 else "rejected", told)


def by_finish(finish: object, refusal: object, content: object) -> Fault | None:
    """Return why an answer must not be read; None where it may. To be asked before anything is parsed.

    Args:
        finish: `finish_reason`: only `stop` says that the model came to the end of what it had to say.
        refusal: The model's own words, where it refused.
        content: The answer.
    """
    if finish == "length":
        return fault("too_long")
    if finish == "content_filter":
        return fault("filtered")
    if refusal:
        return fault("refused", _cut(str(refusal)))
    if finish != "stop":
        return fault("malformed", f"it does not say that it is whole (finish_reason {_cut(str(finish), 30)})")
    if content is None or content == "":
        return fault("empty")
    if not isinstance(content, str):
        return fault("malformed", "its content is no text")
    return None if content.strip() else fault("empty")


def code_of(body: object) -> str:
    """Return `code` or else `type` of an error as OpenAI writes it; empty where there is none."""
    error = _error(body)
    found = error.get("code") or error.get("type") or ""
    return found if isinstance(found, str) else ""


def reason_of(body: object, key: str) -> str:
    """Return a server's reason in one short printable line that cannot hold the key.

    Args:
        body: Of the answer: JSON as it was read, or text.
        key: What must not be repeated; empty where there is none.
    """
    if isinstance(body, str):
        return "" if not body.strip() else "without a reason that could be read"
    error = _error(body)
    told = error.get("message") or error.get("detail") or error.get("error") or ""
    if not isinstance(told, str):
        return ""
    if key and any(form in "".join(told.split()) for form in _forms(key)):
        return "with a reason that is left out, for it holds the key"
    return _cut(told)


def _error(body: object) -> dict[str, object]:
    if not isinstance(body, dict):
        return {}
    inner = body.get("error")
    return inner if isinstance(inner, dict) else body


def _forms(key: str) -> tuple[str, ...]:
    """Return the ways in which a key is commonly written."""
    encoded = b64encode(key.encode()).decode().rstrip("=")
    return key, quote(key, safe=""), encoded[: max(8, len(encoded) - 2)]


def _cut(text: str, longest: int = LONGEST_REASON) -> str:
    line = one_line(text)
    return line if len(line) <= longest else line[: longest - 1] + "…"
