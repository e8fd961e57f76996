"""A sentence's words stand in its source, or words that mean the same; an invention stands nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.check.support import THRESHOLD
from agent.errors import ConfigurationError
from agent.providers.likeness import LikenessChecker

SOURCE = (
    "The council of Lomvik turned down the licence for a new quarry on Tuesday. Neighbours had"
    " complained of dust."
    " The company that wanted to dig there will appeal. Fishing off the coast goes on as before."
)


def score(claim: str, source: str = SOURCE) -> float | None:
    return LikenessChecker().support([(source, claim)])[0]


@pytest.mark.parametrize(
    "claim",
    [
        "The council of Lomvik turned down the licence for a new quarry.",
        "Lomvik's councillors rejected the permit for the new quarry.",
        "The firm behind the mine intends to appeal.",
    ],
)
def test_words_of_the_same_sense_carry_a_sentence(claim: str) -> None:
    assert (score(claim) or 0) >= THRESHOLD


@pytest.mark.parametrize(
    "claim",
    [
        "The hospital in Ostby hired forty nurses.",
        "Fishing off the coast was subsidised by the national museum.",
        "A singer opened the theatre with songs from the opera.",
    ],
)
def test_what_the_source_does_not_speak_of_is_not_carried(claim: str) -> None:
    assert (score(claim) or 0) < THRESHOLD


def test_three_telling_words_that_stand_nowhere_are_an_invention() -> None:
    claim = "The council of Lomvik turned down the licence for a new quarry"
    assert (score(f"{claim}.") or 0) > 0.9
    assert (score(f"{claim}, as astronauts juggling violins applauded.") or 0) < THRESHOLD


FERRY = "The ferry Kelso ran aground on Sunday. Helen Okoro ordered a review of the route."


@pytest.mark.parametrize("claim", ["The ferry sank.", "Helen Okoro resigned.", "The route was lengthened."])
def test_a_short_sentence_does_not_stand_on_its_subject_alone(claim: str) -> None:
    assert (score(claim, FERRY) or 0) < THRESHOLD


@pytest.mark.parametrize("claim", ["The ferry ran aground.", "Helen Okoro ordered a review."])
def test_a_short_sentence_whose_predicate_stands_there_passes(claim: str) -> None:
    assert (score(claim, FERRY) or 0) >= THRESHOLD


def test_a_claim_without_words_cannot_be_told() -> None:
    assert LikenessChecker().support([(SOURCE, "12."), ("", "The quarry.")]) == [None, 0.0]


def test_a_pair_scores_the_same_alone_and_among_others() -> None:
    pairs = [(SOURCE, "Neighbours complained."), (SOURCE, "The company will appeal.")]
    assert LikenessChecker().support(pairs) == [LikenessChecker().support([p])[0] for p in pairs]


def test_missing_vectors_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"config\.json"):
        LikenessChecker(tmp_path).support([(SOURCE, "The quarry.")])
