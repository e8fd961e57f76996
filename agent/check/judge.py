"""A chat model as the checker: asked in one call whether passages say what sentences say.

It sees numbered pairs and returns numbers and words of a short list. What it does not answer, answers twice
or cannot tell has no score, and without a score nothing passes. The rules on negation, attribution and the
like run beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from agent.text.fence import fenced, foreign
from agent.types import ChatModel, Meter, ModelCall, Prompt, Record

Pair = tuple[str, str]
"""A premise and a sentence."""
Fill = Callable[[str, Mapping[str, str]], Prompt]
"""Fills the prompt of a name with values."""
Count = Callable[[str], int]
"""Counts the tokens of a text, or more."""

SCORES: dict[str, float | None] = {"supported": 1.0, "contradicted": 0.0, "not_stated": 0.25, "unsure": None}
"""What a verdict is worth on a checker's scale."""
OVERHEAD = 1_000
"""Tokens of a prompt beside its pairs, counted generously."""
MOST_PAIRS = 120
"""Pairs in one call; their verdicts fit the answer that the prompt's file allows."""
MOST_TOKENS = 16_000
"""Tokens that one call sends, even where a model would take more."""
MOST_CALLS = 4
"""Calls for one briefing: one for what was written and one for what was mended, each in two parts at most."""


class Judgement(Record):
    """What a passage says about one sentence."""

    number: int
    """The pair."""
    verdict: Literal["supported", "contradicted", "not_stated", "unsure"]
    """`supported` only where the passage says all of it."""


class Judgements(Record):
    """A verdict for every pair."""

    judgements: tuple[Judgement, ...]
    """One for each number."""
    complete: Literal[True]
    """Written last, when every number has its verdict."""


class ModelJudge:
    """Scores by asking a chat model, once for all pairs where they fit one call."""

    def __init__(
        self,
        model: ChatModel,
        meter: Meter,
        fill: Fill,
        count: Count,
        context: int,
        most_calls: int | None = MOST_CALLS,
    ) -> None:
        """Name the parts.

        Args:
            model: Answers in a schema.
            meter: Reserves and settles every call, and keeps the record.
            fill: Fills a prompt's file.
            count: Counts tokens.
            context: Most tokens that the model takes in and gives out in one call.
            most_calls: After so many nothing more is asked and there are no scores; None sets no limit.
        """
        self._model = model
        self._meter = meter
        self._fill = fill
        self._count = count
        self._context = context
        self._calls_left = most_calls

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        return f"judge:{self._model.name}"

    def support(self, pairs: Sequence[Pair]) -> list[float | None]:
        """Return, for each (premise, claim), 1 where it is supported, less where not, None: no telling."""
        answer = self._fill("judge", {"pairs": ""}).answer_tokens
        room = min(MOST_TOKENS, self._context - answer) - OVERHEAD
        known: dict[Pair, float | None] = {}
        for some in batches(list(dict.fromkeys(pairs)), room, self._count):
            known.update(zip(some, self._asked(some), strict=True))
        return [known.get(pair) for pair in pairs]

    def _asked(self, pairs: Sequence[Pair]) -> list[float | None]:
        if self._calls_left is not None:
            if self._calls_left == 0:
                return [None] * len(pairs)
            self._calls_left -= 1
        prompt = self._fill("judge", {"pairs": fenced(shown(pairs))})
        reply = self._model.complete(prompt, Judgements, self._meter)
        self._meter.note(ModelCall(prompt="judge", hash=prompt.hash, state=reply.state, detail=reply.detail))
        if reply.state != "ok" or reply.value is None:
            return [None] * len(pairs)
        return scores(reply.value, len(pairs))


def shown(pairs: Sequence[Pair]) -> list[str]:
    """Return the pairs as a model sees them, numbered from 1; every line begins with words of ours."""
    return [
        line
        for n, (premise, claim) in enumerate(pairs, 1)
        for line in (f"[{n}] passage: {foreign(premise)}", f"[{n}] sentence: {foreign(claim)}")
    ]


def scores(answer: Judgements, count: int) -> list[float | None]:
    """Return a score for each number from 1 to `count`; None where it is missing or answered twice."""
    times = Counter(j.number for j in answer.judgements)
    told = {j.number: SCORES[j.verdict] for j in answer.judgements if times[j.number] == 1}
    return [told.get(number) for number in range(1, count + 1)]


def batches(pairs: Sequence[Pair], room: int, count: Count) -> Iterator[list[Pair]]:
    """Yield the pairs in as few parts as fit so many tokens; one that fits nowhere is left out."""
    part: list[Pair] = []
    used = 0
    for pair in pairs:
        cost = count("\n".join(shown([pair])))
        if cost > room:
            continue
        if part and (used + cost > room or len(part) == MOST_PAIRS):
            yield part
            part, used = [], 0
        part.append(pair)
        used += cost
    if part:
        yield part
