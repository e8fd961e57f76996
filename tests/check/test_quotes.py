from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.check.cited import Cited, cite
from agent.check.quotes import check_quotes
from agent.types import Article, Claim, Finding, Reason

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
TALE = (
    "Ana Ruiz, the mayor of Port Ellis, saw the flood come. “The river was up, the lock was down, and "
    "we ran for the hill,” she told reporters. Engineer Carl Berg said the lock had never been "
    "tested. “It is not safe to return,” said Berg, “and it will not be for weeks.” The bridge was "
    "rated “poor” in 2024. The keeper said he would repair the gate himself."
)


def check(claim: str, text: str = TALE) -> list[Finding]:
    made = Article(id="a", publisher="Courier", published=NOON, retrieved=NOON, text=text, content_hash="a")
    cited = Cited(cite(made), made)
    return check_quotes(Claim(id="c", text=claim, kind="reported", citations=(cited.citation,)), [cited])


@pytest.mark.parametrize(
    "claim",
    [
        '"The river was up, the lock was down, and we ran for the hill," Ana Ruiz said.',
        "‘The river was up, the lock was down, and we ran for the hill’, said Mayor Ruiz.",
        "“The river was up … and we ran for the hill,” said Ruiz.",
        "“The river was up, [the lock] was down,” said Ruiz.",
        "The mayor recalled how “we ran for the hill”.",
        "“It is not safe to return and it will not be for weeks,” Berg said.",
        "Carl Berg warned it was “not safe to return”.",
        "The bridge had been found “poor”.",
        "“We ran for the hill,” the mayor of Port Ellis said.",
    ],
)
def test_the_same_words_pass_in_other_marks_and_with_marked_cuts(claim: str) -> None:
    found = check(claim)
    assert found
    assert all(f.passed is True for f in found), found


@pytest.mark.parametrize(
    "claim",
    [
        "“The river was up, the lock was down, and we walked to the hill,” said Ana Ruiz.",
        "“The river was up, the lock was up, and we ran for the hill,” said Ana Ruiz.",
        "“The lock was down, the river was up, and we ran for the hill,” said Ana Ruiz.",
        "“The river was up and we ran for the hill,” said Ana Ruiz.",
        "“And we ran for the hill … the river was up,” said Ana Ruiz.",
    ],
)
def test_a_quotation_with_changed_words_is_refuted(claim: str) -> None:
    found = check(claim)[0]
    assert (found.passed, found.reason, found.refutes) == (False, Reason.QUOTE_ALTERED, True)


def test_the_message_shows_the_edit() -> None:
    message = check("“The river was up, the lock was down, and we walked for the hill,” said Ana Ruiz.")[
        0
    ].message
    assert "“walked” where the source has “ran”" in message


def test_a_cut_that_drops_a_negation_is_refuted() -> None:
    assert check("“It is … safe to return,” said Berg.")[0].reason is Reason.QUOTE_ALTERED
    assert check("Berg called it “safe to return”.")[0].reason is Reason.QUOTE_ALTERED


@pytest.mark.parametrize(
    "claim",
    [
        "“The lock had never been tested,” said Carl Berg.",
        "“I will repair the gate myself,” the keeper said.",
        "The mayor saw “the flood come”.",
    ],
)
def test_reported_speech_in_marks_fails_without_refuting(claim: str) -> None:
    found = check(claim)[0]
    assert (found.passed, found.reason, found.refutes) == (False, Reason.QUOTE_PARAPHRASE, False)


def test_words_of_no_source_are_not_found() -> None:
    assert check("“Bananas are cheaper in winter,” said Berg.")[0].reason is Reason.QUOTE_NOT_FOUND


@pytest.mark.parametrize(
    "claim",
    [
        "“We ran for the hill,” said Carl Berg.",
        "Ana Ruiz warned that it was “not safe to return”.",
        "“It is not safe to return,” according to Mayor Ruiz.",
    ],
)
def test_true_words_in_the_wrong_mouth_are_refuted(claim: str) -> None:
    found = check(claim)[0]
    assert (found.passed, found.reason, found.refutes) == (False, Reason.QUOTE_SPEAKER, True)


def test_a_copied_sentence_passes() -> None:
    assert check("The bridge was rated “poor” in 2024.")[0].passed is True


def test_a_claim_without_quotations_has_no_findings() -> None:
    assert check("The mayor's house isn't safe.") == []


@pytest.mark.parametrize(
    ("claim", "halves"),
    [
        (
            "“The river was up, it is not safe to return,” said Ruiz.",
            "“The river was up” and “it is not safe to return”",
        ),
        (
            "“The lock was down, we ran for the hill,” said Ruiz.",
            "“The lock was down” and “we ran for the hill”",
        ),
    ],
)
def test_a_quotation_stitched_from_two_places_is_told_as_such(claim: str, halves: str) -> None:
    found = check(claim)[0]
    assert (found.passed, found.reason, found.refutes) == (False, Reason.QUOTE_ALTERED, True)
    assert found.message == f"The quotation is stitched from two places: {halves}."


@pytest.mark.parametrize(
    "claim",
    ["Her first film, titled “the lock had never been tested”, opens in May.", "The lock was “tested”."],
)
def test_the_name_of_a_work_and_a_single_term_are_nobodys_words(claim: str) -> None:
    assert check(claim)[0].passed is True
