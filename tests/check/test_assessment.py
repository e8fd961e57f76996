"""An assessment says what may follow from what is cited, and nothing as fact that is not."""

from __future__ import annotations

import pytest

import agent.check.claims as claims_module
from agent.check.assessment import check_kind
from agent.check.cited import cite
from agent.check.claims import check_claims
from agent.types import Claim, ClaimKind, Verdict
from tests.fakes.lexical import LexicalChecker
from tests.makers import make_article

SOURCE = (
    "The council voted on Tuesday to close the harbour bridge for 14 weeks. Ferry operators said that they "
    "have 3 spare boats. Mayor Ines Calder called the closure “a bitter but needed step”."
)


def judged(text: str, kind: ClaimKind = "assessment") -> Verdict:
    article = make_article("bridge", SOURCE)
    claim = Claim(id="c", text=text, kind=kind, citations=(cite(article),))
    return check_claims([claim], {article.id: article}, LexicalChecker())[0]


def reasons(text: str) -> list[str]:
    return [f.reason.value for f in judged(text).findings if f.passed is False]


@pytest.mark.parametrize(
    "text",
    [
        "The closure of the harbour bridge could strain the 3 spare boats of the ferry operators.",
        "Closing the bridge for 14 weeks may push commuters onto ferries, and queues are likely.",
        "Whether the ferry operators can cope while the bridge is closed remains to be seen.",
        "The vote to close the bridge risks a quarrel with shopkeepers.",
    ],
)
def test_a_judgement_on_cited_premises_is_supported(text: str) -> None:
    assert judged(text).label == "supported"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Closing the harbour bridge will ruin the ferry operators.", "assessment.modal"),
        ("After the bankruptcy of two hotels, closing the bridge could hurt trade.", "assessment.event"),
        ("The council dismissed its engineer, which could delay the bridge.", "assessment.event"),
        ("Snow may fall early on the northern pastures this winter.", "assessment.premises"),
        ("Closing the bridge for 15 weeks could strain ferry operators.", "figure.value"),
        ("The closure could become what Ines Calder called “a bitter pill”.", "quote.altered"),
        ("Mayor Tomas Brandt may regret the vote to close the bridge.", "name.not_found"),
    ],
)
def test_what_is_no_judgement_or_rests_on_nothing_is_refused(text: str, reason: str) -> None:
    assert reason in reasons(text)
    assert judged(text).label != "supported"


def test_without_the_check_an_invented_event_would_pass_as_a_judgement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "The council dismissed its engineer, which could delay the bridge."
    assert judged(text).label == "not_enough_info"
    monkeypatch.setattr(claims_module, "check_assessment", lambda *_: [])
    assert not [f for f in judged(text).findings if f.passed is False]


def test_a_source_sentence_told_as_fact_is_no_judgement_of_ours() -> None:
    copied = "Ferry operators said that they have 3 spare boats."
    assert reasons(copied) == ["assessment.modal"]
    assert judged(copied, "reported").label == "supported"


def test_a_modal_word_inside_quotation_marks_is_somebody_elses() -> None:
    said = "Mayor Ines Calder said: “The vote may cost us 14 weeks.”"
    article = make_article("bridge", f"{SOURCE} {said}")
    claim = Claim(id="c", text=said, kind="assessment", citations=(cite(article),))
    (verdict,) = check_claims([claim], {article.id: article}, LexicalChecker())
    assert [f.reason.value for f in verdict.findings if f.passed is False] == ["assessment.modal"]


def test_a_section_says_which_kinds_it_takes() -> None:
    claim = Claim(id="c", text="x", kind="assessment", citations=())
    facts: tuple[ClaimKind, ...] = ("reported",)
    counts: tuple[ClaimKind, ...] = ("measured",)
    views: tuple[ClaimKind, ...] = ("reported", "assessment")
    assert not check_kind(claim, views)
    assert [f.reason.value for f in check_kind(claim, facts)] == ["kind.not_allowed"]
    measured = claim.model_copy(update={"kind": "measured"})
    assert [f.reason.value for f in check_kind(measured, counts)] == ["kind.not_allowed"]
