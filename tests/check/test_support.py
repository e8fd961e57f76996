from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.check.cited import Cited, cite
from agent.check.support import THRESHOLD, check_support, threshold_of
from agent.types import Article, Claim, Finding, Reason
from tests.fakes.lexical import LexicalChecker

SOURCE = (
    "The council is considering a toll on the harbour bridge. Repairs began in spring and sales of ferry "
    "tickets rose by a tenth. No inspector had recommended closing the bridge. Residents accuse the "
    "contractor of hiding cracks; the firm denies it. The lighthouse was painted. Traffic on the "
    "causeway slowed."
)


def findings(claim: str, source: str = SOURCE) -> list[Finding]:
    article = Article(
        id="a", publisher="p", retrieved=datetime(2025, 1, 2, tzinfo=UTC), text=source, content_hash="h"
    )
    citation = cite(article)
    made = Claim(id="c", text=claim, kind="reported", citations=(citation,))
    score = LexicalChecker().support([(source, claim)])[0]
    return check_support(made, [Cited(citation, article)], score, "lexical")


def reasons(claim: str) -> set[Reason]:
    return {f.reason for f in findings(claim) if f.passed is False}


@pytest.mark.parametrize(
    "claim",
    [
        "No inspector had recommended closing the bridge.",
        "The council may introduce a toll on the harbour bridge.",
        "Residents say the contractor was hiding cracks.",
        "Ferry ticket sales rose by a tenth.",
        "No inspector recommended that the bridge be closed.",
    ],
)
def test_a_faithful_sentence_passes(claim: str) -> None:
    assert [f.reason for f in findings(claim)] == [Reason.OK]


@pytest.mark.parametrize(
    ("claim", "reason", "refutes"),
    [
        ("Inspectors had recommended closing the bridge.", Reason.SUPPORT_NEGATION, True),
        ("The lighthouse was not painted.", Reason.SUPPORT_NEGATION, True),
        ("The council has introduced a toll on the harbour bridge.", Reason.SUPPORT_MODALITY, True),
        ("Sales of ferry tickets fell by a tenth.", Reason.SUPPORT_DIRECTION, True),
        ("The contractor hid cracks.", Reason.SUPPORT_ATTRIBUTION, False),
        ("Traffic on the causeway slowed because the lighthouse was painted.", Reason.SUPPORT_CAUSE, False),
        ("The lighthouse was painted by volunteers from overseas universities.", Reason.SUPPORT_LOW, False),
        ("Penguins juggle violins underground.", Reason.SUPPORT_LOW, False),
    ],
)
def test_a_bent_sentence_fails(claim: str, reason: Reason, refutes: bool) -> None:
    found = [f for f in findings(claim) if f.reason is reason]
    assert found
    assert found[0].passed is False
    assert found[0].refutes is refutes


def test_a_double_negation_is_not_a_denial() -> None:
    source = "The minister did not rule out sending engineers to the island."
    claim = "The minister ruled out sending engineers to the island."
    assert Reason.SUPPORT_NEGATION in {f.reason for f in findings(claim, source) if f.passed is False}


def test_a_cause_that_the_source_gives_passes() -> None:
    source = "The causeway was closed because waves had damaged the railing."
    assert [f.reason for f in findings("Damaged railing led to the closure of the causeway.", source)] == [
        Reason.OK
    ]


def test_the_score_lies_between_nought_and_one_and_is_none_without_words() -> None:
    scores = LexicalChecker().support(
        [(SOURCE, "The lighthouse was painted."), (SOURCE, "Violins."), (SOURCE, "It is.")]
    )
    assert scores[0] == 1.0
    assert scores[1] is not None
    assert scores[1] < THRESHOLD
    assert scores[2] is None


def test_a_sentence_without_words_is_unchecked_not_passed() -> None:
    assert [f.passed for f in findings("It is so.")] == [None]


def test_a_text_about_something_else_does_not_refute() -> None:
    source = "Officials plan to open the northern harbour to ferries next spring, if the council agrees."
    claim = "The consequences of this harbour dispute reach far beyond two neighbouring villages."
    assert not any(finding.refutes for finding in findings(claim, source))


def test_sanctions_lifted_are_not_sanctions_imposed() -> None:
    source = "The council imposed sanctions on the shipping firm in October over its unpaid fines."
    claim = "The council lifted sanctions on the shipping firm in October over its unpaid fines."
    assert any(finding.refutes for finding in findings(claim, source))


def test_what_a_passage_is_found_to_give_sets_how_much_of_the_rest_it_must_say() -> None:
    found = {check: Finding(check=check, passed=True, reason=Reason.OK) for check in ("figures", "names")}
    assert threshold_of([found["figures"], found["names"]], "A passage.") < THRESHOLD
    assert threshold_of([found["names"]], "A passage.") == threshold_of([], "A passage.") == THRESHOLD
    assert threshold_of([found["figures"]], "A long text tells much by chance. " * 120) == THRESHOLD
