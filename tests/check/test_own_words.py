"""Claims in a writer's own words: what says the same passes, and what only sounds alike does not."""

from __future__ import annotations

import pytest

from agent.check.align import align
from agent.check.rows import judge_all, read_row
from agent.check.senses import check_senses
from agent.providers.likeness import LikenessChecker
from agent.types import Reason

COURT = (
    "A court in Harl acquitted the former dock manager Otto Rehn of bribery on Tuesday but convicted him of"
    " forging two invoices. The maximum for each of the invoices is two years. Judge Ida Morel will sentence"
    " Rehn on 9 May. His partner, Lena Voss, pleaded guilty in January. Dock chief Arno Pihl offered his"
    " resignation, which the harbour board turned down. A cell named Blue Anchor has claimed responsibility"
    " for the fire on the quay, which detectives could not confirm."
)
SHIP = (
    "Divers have found what may be the oldest wreck in the bay, a whaler lying 40 metres down. The mayor said"
    " that the wreck should never have been touched. Police now assume that the seal on the hatch had been"
    " cut with a saw. The inquiry could end in a fine for the museum. The union has still to ratify the"
    " contract in a vote in June. The mayor denied it and invited divers to see the hatch. Geologists at the"
    " port took samples; Ruth Ansel of the Bay Institute, who was not there, called them precious."
    " The mayor will keep the harbour master, Ole Brandt, but has not named a deputy master."
)
HEAT = (
    "Last year was the second warmest since records began in 1902. Only 2021, with a mean of 9.4 degrees, was"
    " warmer. Police think that three men, who are suspected of robbing the Elm Street bank, have left Orby."
)


def judged(claim: str, source: str, published: str = "2026-04-22") -> set[Reason]:
    """Return why the claim does not pass; nothing where it does."""
    passage = {"id": "p", "publisher": "Harbour Post", "published": published, "text": source}
    row = read_row({"id": "1", "claim": claim, "passages": [passage], "cites": ["p"]})
    assert row is not None
    (verdict,) = judge_all([row], LikenessChecker())
    return {f.reason for f in verdict.findings if f.passed is not True}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Otto Rehn was cleared of bribery but convicted of forging two invoices.", COURT),
        ("For each of the invoices Rehn can get no more than two years.", COURT),
        ("The judge will sentence Rehn in May.", COURT),
        ("Divers have found a whaler that lies 40 metres down.", SHIP),
        ("The mayor said the wreck ought never to have been touched.", SHIP),
        ("A geologist, Ruth Ansel of the Bay Institute, called the samples precious.", SHIP),
        ("Except for 2021, no year has been warmer than last year since 1902.", HEAT),
        ("Three men are believed to have left Orby after the robbery at the Elm Street bank.", HEAT),
    ],
)
def test_what_says_the_same_in_other_words_passes(claim: str, source: str) -> None:
    assert judged(claim, source) == set()


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        ("Lena Voss, Rehn's partner, contested the charges.", COURT, Reason.SUPPORT_NEGATION),
        ("Arno Pihl has stepped down as dock chief.", COURT, Reason.SUPPORT_MODALITY),
        ("A cell named Blue Anchor set the fire on the quay.", COURT, Reason.SUPPORT_ATTRIBUTION),
        ("The seal on the hatch had been cut with a saw, police confirmed.", SHIP, Reason.SUPPORT_MODALITY),
        ("The inquiry will end in a fine for the museum.", SHIP, Reason.SUPPORT_MODALITY),
        ("In a vote the union ratified the contract that it proposed.", SHIP, Reason.SUPPORT_MODALITY),
        ("The mayor has named Ole Brandt as deputy master.", SHIP, Reason.SUPPORT_NEGATION),
    ],
)
def test_what_only_sounds_alike_does_not_pass(claim: str, source: str, reason: Reason) -> None:
    assert reason in judged(claim, source)


@pytest.mark.parametrize(
    "claim",
    [
        "Arno Pihl offered his resignation.",
        "Arno Pihl has not stepped down as dock chief.",
        "Lena Voss pleaded guilty.",
        "Blue Anchor claimed responsibility for the fire.",
    ],
)
def test_what_the_source_has_of_an_offer_a_plea_and_a_boast_passes(claim: str) -> None:
    assert judged(claim, COURT) == set()


def test_what_a_name_has_done_by_another_sentence_is_no_boast() -> None:
    source = COURT + " Prosecutors have proved that Blue Anchor set the fire."
    claim = "Blue Anchor set the fire on the quay."
    assert check_senses(claim, align(claim, COURT)) != []
    assert check_senses(claim, align(claim, source)) == []


def test_whom_the_source_accuses_is_not_told_as_the_doer() -> None:
    source = "A drone hit the tanker off Cape Rolf. The navy blamed the Tarn Front, which said nothing."
    assert Reason.SUPPORT_ATTRIBUTION in judged(
        "A drone of the Tarn Front hit the tanker off Cape Rolf.", source
    )
