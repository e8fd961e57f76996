"""What the product makes of a claim against a document: verdicts by its own path, and the bare support score.

The one place where an eval asks for both. A claim of several sentences is judged sentence by sentence, as the
product does, and is as good as its worst one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from agent.check.claims import Checker
from agent.check.rows import ClaimRow, judge_all, read_row
from agent.check.support import THRESHOLD
from agent.statements import statements
from agent.text.normalise import stands_in
from agent.types import Finding, Reason, Verdict

_BY_SCORE = (Reason.SUPPORT_LOW, Reason.SUPPORT_UNAVAILABLE)
_JUST_BELOW = 0.999
"""Keeps a sentence that fails below the threshold, however high its score."""


@dataclass(frozen=True)
class Pair:
    """A document and a claim about it."""

    doc: str
    """The document."""
    claim: str
    """One or more sentences."""
    published: str | None = None
    """When the document was published, as ISO date; None where nobody knows."""


@dataclass(frozen=True)
class Judged:
    """One sentence of a claim, judged."""

    text: str
    """The sentence."""
    verdict: Verdict
    """By the product's own path."""
    support: float | None
    """The checker's score alone; None where it could not tell."""
    verbatim: bool = False
    """It stands in the document word for word, and so needs no score."""

    @property
    def passed(self) -> bool:
        """Whether the product would deliver the sentence."""
        return self.verdict.label == "supported"

    @property
    def failed(self) -> tuple[Finding, ...]:
        """What speaks against it, or could not be told."""
        return tuple(f for f in self.verdict.findings if f.passed is not True)

    @property
    def by_rule(self) -> bool:
        """Whether something other than the score speaks against it."""
        by_score = [f for f in self.failed if f.reason in _BY_SCORE]
        # A detail found nowhere is told as too low a support as well.
        alone = int(self.support is None or self.support < THRESHOLD)
        return len(by_score) < len(self.failed) or len(by_score) > alone

    @property
    def score(self) -> float | None:
        """How far the product trusts the sentence, from 0 to 1; None where it could not tell."""
        return combined(self.verdict, self.support)


@dataclass(frozen=True)
class Told:
    """A whole claim, judged."""

    sentences: tuple[Judged, ...]
    """In their order; at least one."""

    @property
    def passed(self) -> bool:
        """Whether every sentence passes."""
        return all(one.passed for one in self.sentences)

    @property
    def against(self) -> tuple[str, ...]:
        """What speaks against it, a plain sentence each; with the sentence it is said of, of several."""
        several = len(self.sentences) > 1
        return tuple(
            f"{f.message or f.reason.value}" + (f" — “{one.text}”" if several else "")
            for one in self.sentences
            for f in one.failed
        )

    @property
    def worst(self) -> Judged:
        """The first sentence that fails; the one with the least trust where none does."""
        failing = [one for one in self.sentences if not one.passed]
        return failing[0] if failing else min(self.sentences, key=lambda one: one.score or 0.0)

    @cached_property
    def score(self) -> float | None:
        """The lowest trust among its sentences; None where that of none could be told."""
        return min((s for one in self.sentences if (s := one.score) is not None), default=None)

    @cached_property
    def support(self) -> float | None:
        """The lowest support score among its sentences; None where none could be told."""
        return min((one.support for one in self.sentences if one.support is not None), default=None)


def combined(verdict: Verdict, support: float | None) -> float | None:
    """Return how far a sentence is to be trusted, from its verdict and its support score.

    At least `THRESHOLD` exactly where the verdict is *supported*. A sentence that is refuted has 0; one
    that fails for another reason keeps its place among such by its score, in the part below the threshold.
    """
    if verdict.label == "unchecked":
        return None
    if verdict.label == "refuted":
        return 0.0
    told = 0.0 if support is None else support
    if verdict.label == "supported":
        return max(told, THRESHOLD)
    return _JUST_BELOW * THRESHOLD * told


def score_claim(doc: str, claim: str, checker: Checker) -> tuple[float | None, bool]:
    """Return how far the product trusts a claim, from 0 to 1, and whether it would deliver it."""
    (told,) = judge_pairs([Pair(doc, claim)], checker)
    return told.score, told.passed


def judge_pairs(pairs: Sequence[Pair], checker: Checker) -> list[Told]:
    """Return what becomes of each claim, in order; the checker is asked once, for all sentences together."""
    split = [_sentences(pair.claim) for pair in pairs]
    asked = [(pair.doc, text) for pair, texts in zip(pairs, split, strict=True) for text in texts]
    scores = checker.support(asked)
    rows = [_row(pair, text) for pair, texts in zip(pairs, split, strict=True) for text in texts]
    verdicts = judge_all(rows, _Known(checker.name, dict(zip(asked, scores, strict=True))))
    judged = iter(
        Judged(text, verdict, score, stands_in(text, doc))
        for (doc, text), verdict, score in zip(asked, verdicts, scores, strict=True)
    )
    return [Told(tuple(next(judged) for _ in texts)) for texts in split]


def _sentences(claim: str) -> list[str]:
    """Return what a claim states, as `aletheia check` reads it; all of it where that is nothing."""
    return [statement.text for statement in statements(claim)[0]] or [claim]


def _row(pair: Pair, text: str) -> ClaimRow:
    passage = {"id": "doc", "published": pair.published, "text": pair.doc}
    row = read_row({"id": "claim", "claim": text, "passages": [passage], "cites": ["doc"]})
    assert row is not None  # it has an id
    return row


@dataclass(frozen=True)
class _Known:
    """Gives the scores that another checker gave, so that it is asked once and not twice."""

    name: str
    scores: dict[tuple[str, str], float | None]

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        return [self.scores[pair] for pair in pairs]
