"""A sentence that nearly stands in the source may differ from it by harmless edits only."""

from __future__ import annotations

import pytest

from agent.check.align import align
from agent.check.edits import check_edits
from agent.types import Reason

SOURCE = (
    "The harbour board of Lomvik said on Tuesday that it would close the northern quay for six"
    " weeks this spring,"
    " because divers allegedly found cracks in eleven piles. Mayor Ana Berg has not approved the"
    " plan, which was"
    " drawn up by director Olaf Strand in early March. Freight through the port rose by 4 percent"
    " last year to 2.1"
    " million tonnes."
)


def reasons(claim: str, source: str = SOURCE) -> list[Reason]:
    return [finding.reason for finding in check_edits(claim, align(claim, source))]


@pytest.mark.parametrize(
    "claim",
    [
        "Mayor Ana Berg has not approved the plan, which was drawn up by director Olaf Strand.",
        "Mayor Berg has not approved the plan, which director Olaf Strand drew up in early March.",
        "Freight through the port grew by four percent last year to 2.1m tonnes.",
        "Freight through the port of Lomvik rose by 4% last year, to 2,100,000 tonnes.",
        "The board said on Tuesday that it would close the northern quay for six weeks this spring.",
    ],
)
def test_harmless_edits_pass(claim: str) -> None:
    assert reasons(claim) == []


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (
            "Mayor Olaf Strand has not approved the plan, which was drawn up in early March.",
            Reason.NAME_OWNER,
        ),
        (
            "Mayor Olaf Strand has not approved the plan, which was drawn up by director Ana Berg"
            " in early March.",
            Reason.NAME_OWNER,
        ),
        ("Freight through the port rose by 4 percent last year to 1.2 million tonnes.", Reason.FIGURE_VALUE),
        ("Freight through the port rose by 4 percent last year to 2.1 billion tonnes.", Reason.FIGURE_VALUE),
        ("Freight through the port rose by 4 points last year to 2.1 million tonnes.", Reason.FIGURE_UNIT),
        (
            "Freight through the port fell by 4 percent last year to 2.1 million tonnes.",
            Reason.SUPPORT_DIRECTION,
        ),
        ("Freight through the port rose by 4 percent this year to 2.1 million tonnes.", Reason.DATE_WRONG),
        (
            "Mayor Ana Berg has approved the plan, which was drawn up by director Olaf Strand.",
            Reason.SUPPORT_NEGATION,
        ),
        (
            "Freight through the port has not risen by 4 percent last year to 2.1 million tonnes.",
            Reason.SUPPORT_NEGATION,
        ),
        (
            "The harbour board of Lomvik said on Thursday that it would close the northern quay"
            " for six weeks.",
            Reason.DATE_WRONG,
        ),
        (
            "The harbour board of Lomvik would close the southern quay for six weeks this spring.",
            Reason.NAME_PLACE,
        ),
        (
            "It closed the northern quay for six weeks this spring, because divers allegedly found cracks.",
            Reason.SUPPORT_MODALITY,
        ),
        (
            "It would close the northern quay for six weeks this spring, because divers found"
            " cracks in eleven piles.",
            Reason.SUPPORT_ATTRIBUTION,
        ),
        (
            "Freight through the port rose by 4 percent last year to 2.1 million tonnes of"
            " smuggled copper wire.",
            Reason.SUPPORT_LOW,
        ),
    ],
)
def test_an_edit_that_changes_the_sense_is_found(claim: str, reason: Reason) -> None:
    assert reason in reasons(claim)


def test_a_cause_that_was_put_between_two_facts_is_found() -> None:
    source = "Freight through the port of Lomvik rose by 4 percent last year. The crane was painted in May."
    claim = (
        "Freight through the port of Lomvik rose by 4 percent last year because the crane was painted in May."
    )
    assert Reason.SUPPORT_CAUSE in reasons(claim, source)


def test_the_message_names_what_the_source_has() -> None:
    claim = "Freight through the port rose by 4 percent last year to 1.2 million tonnes."
    (finding,) = check_edits(claim, align(claim, SOURCE))
    assert finding.message == "The source has 2.1 million tonnes where the sentence has 1.2 million tonnes."


def test_a_sentence_in_words_of_its_own_is_left_to_the_other_checks() -> None:
    assert (
        reasons("Shipments via Lomvik went down while the mayor hesitated over works proposed by Strand.")
        == []
    )


def test_what_is_quoted_is_left_to_the_quotations() -> None:
    source = "“We will not sell the old ferry this winter,” said Ana Berg, who runs the line."
    assert (
        reasons("“We will sell the old ferry this winter,” said Ana Berg, who runs the line.", source) == []
    )
