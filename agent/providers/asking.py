"""One request to a chat model, and how it ended: a value, whatever the server does."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

import httpx2
from pydantic import SecretStr

from agent.endpoints import OPENAI
from agent.providers.faults import Fault, by_finish, by_status, code_of, fault, reason_of
from agent.providers.wire import Wire, within
from agent.text.safe import one_line

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_openai import ChatOpenAI

Method = Literal["json_schema", "json_mode"]

TRACING = ("LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING", "LANGSMITH_TRACING_V2")
"""Switches that make LangChain send every prompt to a third party."""
OTHERS = ("LANGCHAIN_HANDLER", "LANGSMITH_GATEWAY", "LANGSMITH_OTEL_ENABLED", "LANGSMITH_RUNS_ENDPOINTS")
"""Switches to the same end; the first makes every call fail."""
BROKEN = (httpx2.ReadError, httpx2.WriteError, httpx2.CloseError, httpx2.RemoteProtocolError)


@dataclass(frozen=True)
class Endpoint:
    """Whom to ask, and how."""

    model: str
    """Name of the model, as the server knows it."""
    key: SecretStr
    """What the server wants to see; some word where it wants none."""
    base_url: str = OPENAI
    """Address of the interface, up to `/v1`."""
    method: Method = "json_schema"
    """`json_schema`: the server holds the model to the form. `json_mode`: the form is told in the prompt."""
    context: int = 128_000
    """Most tokens of question and answer together."""


@dataclass(frozen=True)
class Question:
    """What is sent."""

    system: str
    """What the model is told to do."""
    user: str
    """What it is told to do it with."""
    response_format: dict[str, Any]
    """As OpenAI's interface writes it."""
    answer_tokens: int
    """Most tokens the answer may have."""


@dataclass(frozen=True)
class Ended:
    """How one request ended."""

    fault: Fault | None = None
    """What went wrong; None where there is an answer to be read."""
    text: str = ""
    """The answer, not read yet."""
    usage: tuple[int, int] | None = None
    """Tokens in and out, where the server told them."""
    free: bool = False
    """The server did no work for it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of an answer that is no success, their names in lower case."""


def ask(
    endpoint: Endpoint, question: Question, seconds: float, given_up: Callable[[], bool] = lambda: False
) -> Ended:
    """Send one request, and wait for its whole answer so many seconds at most, or till it is given up."""
    load()
    wire = Wire(seconds)
    ended = within(seconds, wire, lambda: _ask(endpoint, question, seconds, wire), given_up)
    return ended or Ended(fault=fault("timed_out", f"it had {seconds:.3g} seconds"))


@cache
def load() -> None:
    """Load the vendors' code, which takes two seconds that belong to no call's time."""
    for name in ("langchain_openai", "langsmith.run_helpers"):
        import_module(name)
    for name in ("httpcore2", "httpx2", "openai"):  # they can be made to write down headers and addresses
        logging.getLogger(name).setLevel(logging.WARNING)


def _ask(endpoint: Endpoint, question: Question, seconds: float, wire: Wire) -> Ended:
    import openai

    try:
        message = _invoke(_model(endpoint, question, seconds, wire), question)
    except openai.APIStatusError as error:
        return _refused(error, endpoint.key.get_secret_value())
    except openai.APITimeoutError:
        return Ended(fault=fault("timed_out", f"it had {seconds:.3g} seconds"))
    except openai.APIConnectionError as error:
        return _broken(error)
    except Exception as error:
        # The vendors read what the server sent before we do, and trip over odd bodies in many ways: their
        # errors have no root in common. The kind is told, the words are not: they may quote the answer.
        return Ended(fault=fault("malformed", f"{type(error).__name__} while it was read"))
    return _answered(message)


def _model(endpoint: Endpoint, question: Question, seconds: float, wire: Wire) -> ChatOpenAI:
    from langchain_openai import ChatOpenAI

    # Servers that speak as OpenAI does know the older name, OpenAI's newer models only the other.
    longest = "max_completion_tokens" if endpoint.base_url == OPENAI else "max_tokens"
    # The format goes in as it is: passed by its own name, the vendor would parse the answer before anyone
    # has looked at the reason why it ended.
    body = {"response_format": question.response_format, longest: question.answer_tokens}
    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=endpoint.key,
        max_retries=0,  # repeats are counted and paid for, so there is one layer of them: ours
        timeout=seconds,
        use_responses_api=False,
        cache=False,
        extra_body=body,
        http_client=wire.client,
        http_async_client=_nobody(),
        http_socket_options=(),
    )


def _invoke(model: ChatOpenAI, question: Question) -> BaseMessage:
    from langchain_core.messages import HumanMessage, SystemMessage
    from langsmith.run_helpers import tracing_context

    for name in (*TRACING, *OTHERS):
        os.environ.pop(name, None)
    warnings.filterwarnings("ignore", module=r"langchain_openai\.")  # what they warn of ends in a state
    with tracing_context(enabled=False):
        return model.invoke([SystemMessage(question.system), HumanMessage(question.user)])


@cache
def _nobody() -> httpx2.AsyncClient:
    """Return the client for calls of a kind we never make: without it, one that heeds proxies is made."""
    return httpx2.AsyncClient(transport=httpx2.MockTransport(lambda _: httpx2.Response(503)))


def _answered(message: BaseMessage) -> Ended:
    finish = message.response_metadata.get("finish_reason")
    wrong = by_finish(finish, message.additional_kwargs.get("refusal"), message.content)
    usage = _usage(getattr(message, "usage_metadata", None))
    text = message.content if isinstance(message.content, str) else ""
    return Ended(fault=wrong, text=text, usage=usage)


def _usage(told: Any) -> tuple[int, int] | None:
    """Return what a server says it used; None where it says nothing or nonsense, for a bill rests on it."""
    try:
        used = told["input_tokens"], told["output_tokens"]
    except (TypeError, KeyError):
        return None
    return used if all(type(count) is int and count > 0 for count in used) else None


def _refused(error: Any, key: str) -> Ended:
    """Return what a status means that is no success; the server did no work that it would charge for."""
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    wrong = by_status(error.status_code, code_of(error.body), reason_of(error.body, key))
    return Ended(fault=wrong, headers=headers, free=True)


def _broken(error: BaseException) -> Ended:
    """Return what broke, from the error at the bottom of those that were raised from one another."""
    for cause in _causes(error):
        if isinstance(cause, httpx2.ConnectError):
            return Ended(fault=fault("unreachable", one_line(str(cause))[:120]), free=True)
        if isinstance(cause, httpx2.DecodingError):
            return Ended(fault=fault("malformed", one_line(str(cause))[:120]))
        if isinstance(cause, BROKEN):
            return Ended(fault=fault("cut_off"))
    return Ended(fault=fault("unreachable", "the address cannot be asked"), free=True)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
