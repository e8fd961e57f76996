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
    " cut with a saw. The union has still to ratify the"
    " contract in a vote in June."
)
MILL = (
    "Detectives are seeking two men suspected of taking cash from the Elm Street bank."
    " The mill fire and the bank"
    " robbery have no link, they said. Ostmark accused Norland of moving guns to the"
    " border; Norland denied it and"
    " invited observers to inspect the border. Observers found no guns. The regulator said it had opened"
    " proceedings that could end in a fine of up to 4 percent of sales; Pell Mobile had"
    " lost its customers' names."
)
LEADER = (
    "She has said that she will keep the finance minister, Ole Brandt, but has not named"
    " a prime minister. The"
    " president takes office in May."
)
VERDICT = "Prosecutors had accused Mr Rehn, 52. Judge Ida Morel will sentence him on 9 May."
ROCKS = (
    "Geologists at the Quay Institute dug up the samples. A team led by Ines Dorn spotted"
    " them. Ruth Ansel of Port"
    " Lisle University, who was not involved, called the samples convincing."
)
HEAT = (
    "Last year was the second warmest since records began in 1902. Only 2021, with a mean of 9.4 degrees, was"
    " warmer."
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
        ("The judge is to sentence Rehn on 9 May.", VERDICT),
        ("Divers have found a whaler that lies 40 metres down.", SHIP),
        ("The mayor said the wreck ought never to have been touched.", SHIP),
        ("An outside geologist, Ruth Ansel, called the samples convincing.", ROCKS),
        ("The robbery at the Elm Street bank has no link with the mill fire.", MILL),
        (
            "Norland rejected the charge that it had moved guns to the border, and observers later reported"
            " finding none there.",
            MILL,
        ),
        ("Except for 2021, no year has been warmer than last year since 1902.", HEAT),
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
        (
            "The proceedings opened by the regulator will end in a fine for Pell Mobile.",
            MILL,
            Reason.SUPPORT_MODALITY,
        ),
        ("In a vote the union ratified the contract that it proposed.", SHIP, Reason.SUPPORT_MODALITY),
        ("The president has chosen Ole Brandt as her prime minister.", LEADER, Reason.SUPPORT_NEGATION),
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
