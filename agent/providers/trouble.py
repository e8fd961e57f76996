"""What a service of vectors does instead of answering, in plain words, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agent.providers.faults import code_of, reason_of

_LATER = "Run the command again later: what was finished is kept, and it goes on from there."
_ADDRESS = "Correct `embedding_base_url`, which mostly ends in /v1."
_SPENT = "insufficient_quota"


@dataclass(frozen=True)
class Trouble:
    """Why there is no answer."""

    why: str
    """In plain words; nothing in them can be the key."""
    remedy: str = _LATER
    """What to do."""
    passing: bool = False
    """It may help to ask again."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the answer, their names in lower case."""


def late(seconds: float) -> Trouble:
    """Return the trouble with an answer that is not whole in time."""
    return Trouble(f"no answer within {seconds:.3g} seconds")


def trouble_of(error: Exception, secret: str) -> Trouble:
    """Return what an exception of the client means; `secret` never stands in it."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return Trouble("no answer in time")
    if isinstance(error, openai.APIConnectionError):
        remedy = "See whether the service runs, and whether `embedding_base_url` is its address."
        return Trouble("it cannot be reached, or broke off", remedy, passing=True)
    if isinstance(error, openai.APIStatusError):
        headers = {name.lower(): value for name, value in error.response.headers.items()}
        status = error.status_code
        if status == 429 or status >= 500:
            return _passing(status, code_of(error.body), headers)
        return Trouble(*_refused(status, reason_of(error.body, secret)))
    return Trouble("its answer is not that of a service of vectors", _ADDRESS)


def _passing(status: int, code: str, headers: Mapping[str, str]) -> Trouble:
    if code == _SPENT:
        return Trouble("it says that the account has nothing left (429)", "Fill the account up.")
    why = "it takes no more requests now (429)" if status == 429 else f"it has a fault of its own ({status})"
    return Trouble(why, passing=True, headers=headers)


def _refused(status: int, reason: str) -> tuple[str, str]:
    """Return why a request is not taken, and what to do."""
    if status in (401, 403):
        remedy = "Set the environment variable OPENAI_API_KEY to a key of that service."
        return f"it does not take the key ({status})", remedy
    if status == 404:
        return "it knows no such model or address (404)", f"Correct `embedder`. {_ADDRESS}"
    if status < 400:
        return f"it sends elsewhere ({status}), which is not followed", _ADDRESS
    remedy = "Correct `embedder`, `embedding_dimensions` or `embedding_base_url`."
    return f"it does not take the request ({status}{': ' + reason if reason else ''})", remedy
