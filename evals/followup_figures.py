"""Turns that were judged, and the figures made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from evals.followup_rows import Asked
from evals.result import Miss, SuiteResult
from evals.wilson import wilson


@dataclass(frozen=True)
class Judged:
    """A turn, and what is not as it should be."""

    case: str
    """The conversation, and the number of the turn."""
    asked: Asked
    words: tuple[str, ...]
    """What was said in the conversation up to this turn."""
    got: str
    """What came back."""
    misread: tuple[str, ...]
    """What was understood wrongly, a plain sentence each."""
    missing: tuple[str, ...]
    """What is wrong with the evidence."""
    wrong: tuple[str, ...]
    """Sentences that must not be delivered."""
    refused: bool
    """It was refused."""
    unsaid: tuple[str, ...] = ()
    """What should be told, or refused, and is not."""

    @property
    def right(self) -> bool:
        """Nothing is wrong with it."""
        return not (self.misread or self.missing or self.wrong or self.unsaid)


def figured(judged: Sequence[Judged], further: Sequence[Judged]) -> SuiteResult:
    """Return the figures of the turns, and after `further.` those of a second set that are told apart."""
    counts = _counts(judged) | {f"further.{name}": of for name, of in _counts(further).items()}
    return SuiteResult(
        suite="followups",
        metrics={
            **{name: k / max(1, n) for name, (k, n) in counts.items()},
            "wrong": _wrong(judged),
            "further.wrong": _wrong(further),
            "conversations": _conversations(judged),
            "further.conversations": _conversations(further),
        },
        intervals={name: wilson(k, n) for name, (k, n) in counts.items()},
        n=len(judged) + len(further),
        misses=tuple(_miss(one) for one in (*judged, *further) if not one.right),
    )


def _wrong(judged: Sequence[Judged]) -> float:
    return float(sum(len(one.wrong) for one in judged))


def _conversations(judged: Sequence[Judged]) -> float:
    return float(len({one.case.split(".")[0] for one in judged}))


def _counts(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Return how many of how many turns are right, by what is asked of them."""
    counts: dict[str, tuple[int, int]] = {
        "turns_right": _share([one.right for one in judged]),
        "understood": _share([not one.misread for one in judged]),
        "evidence": _share([not one.missing for one in judged if one.asked.expect.evidence]),
        "refusals": _share([one.refused for one in judged if one.asked.expect.refused]),
        "false_refusals": _share([one.refused for one in judged if one.asked.expect.answerable]),
    }
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        by_kind["refuse" if one.asked.expect.refused else one.asked.expect.kinds[0]].append(one.right)
    counts |= {f"right.{kind}": _share(some) for kind, some in sorted(by_kind.items())}
    return counts


def _share(right: Sequence[bool]) -> tuple[int, int]:
    return sum(right), len(right)


def _miss(one: Judged) -> Miss:
    return Miss(
        case=one.case,
        group="refuse" if one.asked.expect.refused else one.asked.expect.kinds[0],
        passages=one.words,
        claim=one.asked.words,
        expected=one.asked.expect.model_dump_json(exclude_unset=True),
        got=one.got,
        findings=(
            *one.misread,
            *one.missing,
            *one.unsaid,
            *(f"must not be told: {text}" for text in one.wrong),
        ),
    )
