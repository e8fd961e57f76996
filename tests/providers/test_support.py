"""The shipped score: words decide in a passage, and both models together in a long text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from agent.check.support import THRESHOLD, THRESHOLDS
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


INVENTED = "The council of Lomvik turned down the quarry, and an orchestra rehearsed a symphony."
BRIEFLY = "The council of Lomvik turned down the quarry, and it has yodelled."
OTHER_WORDS = "The council of Lomvik turned down the quarry plan, and schoolchildren memorised limericks."
COUNCIL = "The council of Lomvik on Tuesday turned down a plan for a quarry. Nobody spoke for the plan."


@pytest.mark.parametrize("claim", [INVENTED, OTHER_WORDS])
def test_a_clause_that_stands_nowhere_is_an_invention_unless_the_model_finds_it_told(claim: str) -> None:
    unsure, reader = checker(0.0)
    sure, _ = checker(0.5)
    (refused,), (told,) = (score.support([(COUNCIL, claim)]) for score in (unsure, sure))
    assert reader.asked == [(COUNCIL, claim)]
    assert (refused or 0.0) < min(THRESHOLDS.values())
    assert (told or 0.0) > (refused or 0.0)


def test_a_short_sentence_whose_predicate_stands_nowhere_is_an_invention_whatever_the_model_says() -> None:
    (score,) = checker(9.0)[0].support([(COUNCIL, "The quarry yodelled.")])
    assert (score or 0.0) < min(THRESHOLDS.values())


def test_a_clause_of_one_word_that_stands_nowhere_needs_a_model_that_is_sure_of_it() -> None:
    (passed,), (refused,) = (checker(told)[0].support([(COUNCIL, BRIEFLY)]) for told in (-1.0, -4.0))
    assert (refused or 0.0) < min(THRESHOLDS.values()) <= (passed or 0.0)


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
