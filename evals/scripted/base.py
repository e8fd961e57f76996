"""What both scripted models share: the contract of a chat model, kept without a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from agent.types import Meter, Prompt, Reply
from evals.scripted.composing import Part, Written
from evals.scripted.reading import Delivered, read_prompt

T = TypeVar("T", bound=BaseModel)


def bytes_in_threes(text: str) -> int:
    """Return an upper bound of a text's tokens, from its length in UTF-8."""
    return -(-len(text.encode()) // 3)


class ScriptedModel:
    """A chat model that answers by rule: writes a draft, or mends the sentences it is shown."""

    name = "scripted"

    def __init__(self, count: Callable[[str], int] = bytes_in_threes) -> None:
        """Begin with nothing asked.

        Args:
            count: Counts the tokens of a text.
        """
        self.count = count
        """Counts the tokens of a text."""
        self.prompts: list[Prompt] = []
        """What it was asked, in order."""

    def complete(self, prompt: Prompt, schema: type[T], meter: Meter) -> Reply[T]:
        """Return an answer in the schema: a draft where it has sections, else what became of sentences."""
        sent = self.count(prompt.system) + self.count(prompt.user)
        if why := meter.reserve(sent, prompt.answer_tokens):
            return Reply(state="denied", detail=why)
        self.prompts.append(prompt)
        given = read_prompt(prompt.user)
        fields = schema.model_fields
        answer = (
            draft_of(self.write(given))
            if "sections" in fields
            else repair_of(self.mend(given), "sentences" in fields)
        )
        try:
            value = schema.model_validate({**answer, "complete": True})
        except ValidationError as problem:
            meter.settle(sent, 0, 0.0)
            return Reply(state="wrong_schema", detail=str(problem.errors()[0]["msg"]))
        meter.settle(sent, self.count(value.model_dump_json()), 0.0)
        return Reply(state="ok", value=value)

    def write(self, given: Delivered) -> list[Part]:
        """Return the sections it writes."""
        raise NotImplementedError

    def mend(self, given: Delivered) -> list[tuple[str, Written]]:
        """Return the failed sentences by their ids, written anew."""
        raise NotImplementedError


def draft_of(parts: list[Part]) -> dict[str, Any]:
    """Return sections as a model answers with them."""
    return {
        "sections": [
            {"key": part.key, "heading": part.heading, "claims": [_claim(s) for s in part.sentences]}
            for part in parts
        ]
    }


def repair_of(mended: list[tuple[str, Written]], known: bool) -> dict[str, Any]:
    """Return mended sentences as a model answers with them; nothing where the form has no place for them."""
    return {"sentences": [{"id": name, **_claim(s)} for name, s in mended]} if known else {}


def _claim(sentence: Written) -> dict[str, Any]:
    return {"text": sentence.text, "kind": sentence.kind, "labels": list(sentence.labels)}
