"""A chat model that answers what a test tells it to, and complains when asked too often or left unused."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from pydantic import BaseModel

from agent.types import Meter, ModelState, Prompt, Reply

T = TypeVar("T", bound=BaseModel)
Answer = BaseModel | ModelState | Callable[[Prompt], BaseModel | ModelState]


class ScriptedModel:
    """Answers in order: a value, a state it ended in, or what a function makes of the prompt."""

    name = "scripted:test"

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.prompts: list[Prompt] = []
        """What it was asked, as delivered."""

    def complete(self, prompt: Prompt, schema: type[T], meter: Meter) -> Reply[T]:
        assert self._answers, f"asked too often: {prompt.name}"
        if denied := meter.reserve(len(prompt.user) // 3, prompt.answer_tokens):
            return Reply[T](state="denied", detail=denied)
        meter.settle(len(prompt.user) // 3, 100, 0.5)
        self.prompts.append(prompt)
        answer = self._answers.pop(0)
        made = answer(prompt) if callable(answer) and not isinstance(answer, BaseModel) else answer
        if isinstance(made, schema):
            return Reply[T](state="ok", value=made)
        assert isinstance(made, str), f"no answer in {schema.__name__}"
        return Reply[T](state=made, detail="it was told to")

    def __enter__(self) -> ScriptedModel:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        assert kind or not self._answers, f"{len(self._answers)} answers were never asked for"
