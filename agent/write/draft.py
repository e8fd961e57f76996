"""The model writer: a chat model composes from numbered sentences, and mends once what did not hold.

It sees sentences and labels and returns words and labels. Whatever goes wrong ends as a draft with nothing in
it: what to do then is not its to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from agent.text.fence import fenced, foreign
from agent.types import (
    ChatModel,
    Claim,
    Draft,
    Evidence,
    Meter,
    ModelCall,
    Plan,
    Prompt,
    Record,
    Repair,
    RepairedClaim,
    Reply,
    Request,
    Verdict,
)
from agent.write.offer import asked_for, offered, shown

T = TypeVar("T", bound=Record)

Fill = Callable[[str, Mapping[str, str]], Prompt]
"""Fills the prompt of a name with values."""
Count = Callable[[str], int]
"""Counts the tokens of a text, or more."""

EVIDENCE_TOKENS = 6_500
"""Most tokens of evidence in one call. With the instructions, and a repair of a fifth of the sentences, a
briefing stays below 12,000 tokens sent."""
REPAIR_TOKENS = 3_000
"""The same for a repair."""
OVERHEAD = 1_800
"""Tokens of a prompt beside its evidence, counted generously."""
MOST_CALLS, MOST_TOKENS = 3, EVIDENCE_TOKENS + OVERHEAD
"""Calls for one briefing: two halves, and a repair. Tokens that one of them sends."""
VARIABLES = ("question", "as_of", "words", "sections", "guidance", "evidence")
"""Of the prompt that asks for a briefing."""
NOTHING = Draft(sections=(), complete=True)


class ModelWriter:
    """Fills a plan with sentences that a chat model composes."""

    def __init__(self, model: ChatModel, meter: Meter, fill: Fill, count: Count, context: int) -> None:
        """Name the parts.

        Args:
            model: Answers in a schema.
            meter: Reserves and settles every call, and keeps the record.
            fill: Fills a prompt's file.
            count: Counts tokens.
            context: Most tokens that the model takes in and gives out in one call.
        """
        self._model = model
        self._meter = meter
        self._fill = fill
        self._count = count
        self._context = context

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        return f"model {self._model.name}"

    def draft(self, request: Request, plan: Plan, evidence: Sequence[Evidence], now: datetime) -> Draft:
        """Return what the model would print; nothing where it could not be had.

        One call asks for all sections. Where they do not fit the context, or the answer was too long, two
        calls ask for half of them each.

        Args:
            request: What was asked.
            plan: The sections to fill.
            evidence: Numbered sentences.
            now: The moment the briefing describes.
        """
        room = min(EVIDENCE_TOKENS, self._context // 2 - OVERHEAD)
        offer = offered(evidence, request.whole, plan.language, now, room, self._count)
        if not offer:
            return NOTHING
        fence = fenced(shown(offer, now))

        def ask(part: Plan) -> Reply[Draft]:
            values = {
                "question": foreign(request.whole),
                "as_of": f"{now:%d %B %Y}".lstrip("0"),
                "words": str(part.max_words),
                "sections": "\n".join(asked_for(part)),
                "guidance": part.guidance.strip(),
                "evidence": fence,
            }
            return self._ask("write", values, Draft)

        if self._fits(fence):
            whole = ask(plan)
            if whole.state != "too_long":
                return whole.value or NOTHING
        parts = [reply.value for half in _halves(plan) if (reply := ask(half)).value is not None]
        return Draft(sections=tuple(s for part in parts for s in part.sections), complete=True)

    def repair(
        self, failed: Sequence[tuple[Claim, Verdict]], evidence: Sequence[Evidence], now: datetime
    ) -> tuple[RepairedClaim, ...]:
        """Return the failed sentences written anew, in one call; nothing where the model could not be had."""
        lines: list[str] = []
        near: dict[int, Evidence] = {}
        room = REPAIR_TOKENS
        for claim, verdict in failed:
            own = _cited(claim, evidence)
            fresh = [e for e in own if e.label not in near]
            line = _failing(claim, verdict, own)
            cost = self._count("\n".join((line, *(e.text for e in fresh))))
            if cost > room:
                break
            room -= cost
            lines.append(line)
            near.update({e.label: e for e in fresh})
        if not lines:
            return ()
        values = {"failed": "\n".join(lines), "evidence": fenced(shown(list(near.values()), now))}
        reply = self._ask("repair", values, Repair)
        return tuple(s for s in reply.value.sentences if s.text.strip()) if reply.value else ()

    def _ask(self, name: str, values: Mapping[str, str], schema: type[T]) -> Reply[T]:
        prompt = self._fill(name, values)
        reply = self._model.complete(prompt, schema, self._meter)
        self._meter.note(ModelCall(prompt=name, hash=prompt.hash, state=reply.state, detail=reply.detail))
        return reply

    def _fits(self, fence: str) -> bool:
        answer = self._fill("write", dict.fromkeys(VARIABLES, "")).answer_tokens
        return self._count(fence) + OVERHEAD + answer <= self._context


def _halves(plan: Plan) -> list[Plan]:
    """Return the plan in two, about the same number of sentences in each."""
    total, before, cut = sum(s.max for s in plan.sections), 0, 1
    for n, section in enumerate(plan.sections, 1):
        before += section.max
        cut = n
        if 2 * before >= total:
            break
    cut = min(cut, len(plan.sections) - 1)
    return [
        plan.model_copy(update={"sections": part, "max_words": plan.max_words // 2})
        for part in (plan.sections[:cut], plan.sections[cut:])
        if part
    ]


def _cited(claim: Claim, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence that a claim cites."""
    places = {(c.article_id, c.start, c.end) for c in claim.citations}
    return [
        e
        for e in evidence
        if any(e.article.id == name and e.start <= start and end <= e.end for name, start, end in places)
    ]


def _failing(claim: Claim, verdict: Verdict, cited: Sequence[Evidence]) -> str:
    labels = ", ".join(str(e.label) for e in cited) or "none"
    wrong = " ".join(foreign(f.message) for f in verdict.findings if f.passed is not True and f.message)
    return f"{claim.id}: {foreign(claim.text)}\n  kind: {claim.kind}; labels: {labels}; wrong: {wrong}"
