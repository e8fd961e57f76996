"""The shipped score: words decide in a passage, and both models together in a long text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from agent.check.support import THRESHOLD
from agent.providers.entailment import Entailment
from agent.providers.support import SupportChecker
from tests.providers.test_entailment import ARTICLE, TOLD


@dataclass
class Reader(Entailment):
    """Gives the same answer to everything, and keeps what it was asked."""

    told: float
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def logits(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        self.asked += pairs
        return [self.told for _ in pairs]


def checker(told: float) -> tuple[SupportChecker, Reader]:
    reader = Reader(told)
    return SupportChecker(entailment=reader), reader


def test_a_passage_is_left_to_its_words() -> None:
    score, reader = checker(-9.0)
    (found,) = score.support([(TOLD, TOLD)])
    assert found is not None
    assert found >= THRESHOLD
    assert reader.asked == []


def test_a_long_text_is_read_and_its_reading_weighs() -> None:
    sure, reader = checker(9.0)
    doubtful, _ = checker(-9.0)
    pair = (ARTICLE, "Councillors in Lomvik turned down a new quarry.")
    (high,), (low,) = sure.support([pair]), doubtful.support([pair])
    assert reader.asked == [pair]
    assert (low or 0.0) < THRESHOLD <= (high or 0.0)


def test_what_cannot_be_compared_has_no_score_however_long_the_text() -> None:
    score, reader = checker(9.0)
    assert score.support([(ARTICLE, "126")]) == [None]
    assert reader.asked == []


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        (TOLD, True),
        ("The prime minister of Ostland was arrested at the airport over a bribe from an arms maker.", False),
    ],
)
def test_the_shipped_models_tell_told_from_untold(claim: str, passes: bool) -> None:
    (found,) = SupportChecker().support([(ARTICLE, claim)])
    assert found is not None
    assert (found >= THRESHOLD) is passes
