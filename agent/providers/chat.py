"""A chat model behind OpenAI's interface, through LangChain: OpenAI itself, or whoever speaks as it does.

One call is one to three requests: the vendor's own repeats are off, ours are here and nowhere else. Every
request is reserved before and settled after. Whatever a server does ends in one of the named states, and in
time. Nothing here writes a log, and no sentence can hold the key.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel

from agent.providers.asking import Ended, Endpoint, Question, ask, load
from agent.providers.faults import REPEATED, Fault, fault
from agent.providers.schemas import failed, read_answer, strict_schema
from agent.providers.waiting import LONGEST_WAIT, seconds_to_wait
from agent.tokens import Count, Counter
from agent.types import Meter, Prompt, Reply

T = TypeVar("T", bound=BaseModel)

REPEATS = 2
"""Requests that may follow a failed one, within one call."""
LONGEST_CALL = 600.0
"""Seconds for one request where no deadline is set."""
AROUND = 32
"""Tokens that an interface puts around two messages and a schema; OpenAI's own takes about half."""


class LangChainModel:
    """Answers in a form, or says in which state the call ended."""

    def __init__(
        self,
        endpoint: Endpoint,
        counter: Counter,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], float] = time.time,
    ) -> None:
        """Prepare to ask; nothing is loaded or sent before the first call.

        Args:
            endpoint: Whom to ask.
            counter: Counts the model's tokens.
            sleep: Waits so many seconds.
            clock: Seconds that only go forward.
            today: Seconds since 1970, to which a server's date is compared.
        """
        self._endpoint = endpoint
        self._counter = counter
        self._sleep = sleep
        self._clock = clock
        self._today = today

    @property
    def name(self) -> str:
        """Provider and model, such as `openai:gpt-x`."""
        return f"openai:{self._endpoint.model}"

    @property
    def context(self) -> int:
        """Most tokens of question and answer together."""
        return self._endpoint.context

    def measure(self, prompt: Prompt, schema: type[BaseModel]) -> Count:
        """Return the tokens of a request as it is sent, its form and what is put around it included."""
        question = self._question(prompt, schema)
        form = json.dumps(question.response_format)
        counts = [self._counter.count(part) for part in (question.system, question.user, form)]
        return Count(sum(count.tokens for count in counts) + AROUND, any(count.estimated for count in counts))

    def complete(self, prompt: Prompt, schema: type[T], meter: Meter) -> Reply[T]:
        """Return the answer as a value of the schema; never raises for what a server does.

        Raises:
            ValueError: the schema is none that an answer can be held to; see `strict_schema`.
        """
        question, sent = self._question(prompt, schema), self.measure(prompt, schema)
        if (whole := sent.tokens + prompt.answer_tokens) > self.context:
            room = f"question and answer take {whole:,} tokens, the model has room for {self.context:,}"
            return failed(fault("rejected", room))
        load()
        wrong: Fault | None = None
        for repeat in range(1 + REPEATS):
            if denied := meter.reserve(sent.tokens, prompt.answer_tokens):
                return failed(_not_repeated(wrong, denied) if wrong else fault("denied", denied))
            if repeat:
                meter.retried()
            ended = self._request(question, sent, meter)
            wrong = ended.fault
            if wrong is None:
                return read_answer(ended.text, schema)
            if wrong.state not in REPEATED or repeat == REPEATS:
                break
            wait = seconds_to_wait(ended.headers, self._today(), repeat)
            if too_long := _too_long(wait, meter.seconds_left()):
                return failed(_not_repeated(wrong, too_long))
            self._sleep(wait)
        assert wrong is not None
        return failed(wrong)

    def _request(self, question: Question, sent: Count, meter: Meter) -> Ended:
        """Send one request that was reserved, and settle it by what it took, whatever happens."""
        left = meter.seconds_left()
        began = self._clock()
        used = (sent.tokens, question.answer_tokens)  # nobody knows what an interrupted request cost
        estimated = True
        try:
            seconds = LONGEST_CALL if left is None else min(left, LONGEST_CALL)
            ended = ask(self._endpoint, question, seconds, lambda: meter.seconds_left() == 0.0)
            used, estimated = self._used(ended, question, sent)
        finally:
            meter.settle(*used, self._clock() - began)
            if estimated:
                meter.estimate()
        return ended

    def _used(self, ended: Ended, question: Question, sent: Count) -> tuple[tuple[int, int], bool]:
        """Return the tokens a request took, and whether that is an upper bound."""
        if ended.free:
            return (0, 0), False
        if ended.usage is not None:
            return ended.usage, False
        if ended.text:
            came = self._counter.count(ended.text)
            return (sent.tokens, came.tokens), sent.estimated or came.estimated
        return (sent.tokens, question.answer_tokens), True

    def _question(self, prompt: Prompt, schema: type[BaseModel]) -> Question:
        form = strict_schema(schema)
        system = prompt.system
        wanted: dict[str, Any] = {"type": "json_object"}
        if self._endpoint.method == "json_schema":
            held = {"name": schema.__name__, "strict": True, "schema": form}
            wanted = {"type": "json_schema", "json_schema": held}
        else:
            system = f"{system}\n\nAnswer with one JSON object of this JSON schema:\n{json.dumps(form)}"
        return Question(system, prompt.user, wanted, prompt.answer_tokens)


def _too_long(wait: float, left: float | None) -> str:
    """Return why a wait is too long; empty where it is not."""
    if left is not None and wait >= left:
        return (
            f"a repeat would have to wait {wait:.3g} s, and {left:.3g} s are left" if left else "time is up"
        )
    return f"a repeat would have to wait {wait:.3g} s" if wait > LONGEST_WAIT else ""


def _not_repeated(wrong: Fault, why: str) -> Fault:
    return Fault(state=wrong.state, detail=f"{wrong.detail} It was not asked again: {why}.")
