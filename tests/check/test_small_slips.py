"""One word exchanged in a copied sentence is seen; what is only written another way is no slip."""

from __future__ import annotations

import pytest

from agent.types import Reason
from tests.check.test_edits import reasons
from tests.check.test_figures import failed as figures_failed
from tests.check.test_names import failed as names_failed
from tests.check.test_quotes import check as quotes_of
from tests.check.test_support import findings

COPIED = (
    "Its director, Amparo Soto, used to run a bakery in Leira. The hosts could win by noon on Sunday."
    " The tenants of the mill may appeal. She lost the longest day of the race by two minutes."
    " The clause binds any member that the council has not admitted."
)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Its adviser, Amparo Soto, used to run a bakery in Leira.", Reason.SUPPORT_LOW),
        ("She won the longest day of the race by two minutes.", Reason.SUPPORT_DIRECTION),
        ("The tenants of the mill appeal.", Reason.SUPPORT_MODALITY),
        ("The clause binds any member that the council has admitted.", Reason.SUPPORT_NEGATION),
    ],
)
def test_one_word_exchanged_or_dropped_in_a_copied_sentence_is_seen(claim: str, reason: Reason) -> None:
    assert reason in reasons(claim, COPIED)


def test_who_retells_may_use_another_word() -> None:
    assert reasons("Amparo Soto, its director, once managed a bakery in Leira.", COPIED) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("A study of Leira University found it.", "A study of the University of Leira found it."),
        ("He was held in Salem, MA, on Friday.", "He was held in Salem, Massachusetts, on Friday."),
        ("It happened in Washington, DC, on Friday.", "It happened in Washington on Friday."),
        ("He was held in Salem, Mass., on Friday.", "He was held in Salem, Massachusetts, on Friday."),
        (
            "Ana Dill had a son named Ruben, becoming the first mother in the family.",
            "Ana Dill, the first mother in the family, had a son named Ruben, cousin Ines said.",
        ),
    ],
)
def test_a_name_that_is_written_another_way_is_found(claim: str, source: str) -> None:
    assert names_failed(claim, source) == []


def test_another_state_is_not_found() -> None:
    assert names_failed("He was held in Salem, OH, on Friday.", "He was held in Salem, Massachusetts.")
    assert names_failed(
        "A study of Leira University found it.", "A study of the University of Oslo found it."
    )


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The judges decided “Rask v. Board of Ostby, Norland”.",
            "In Norland they decided Rask v. Board of Ostby.",
        ),
        ("It was sold as “Carex flava minor”, a grass.", "The grass Carex flava minor was sold."),
        (
            "The find was described as “grim” by the harbour master.",
            "“It was a grim find,” harbour master Jo Lund said.",
        ),
    ],
)
def test_names_between_marks_and_passive_sentences_are_no_wrong_quotations(claim: str, source: str) -> None:
    assert [f.message for f in quotes_of(claim, source) if not f.passed] == []


def test_a_passive_sentence_that_names_another_speaker_is_seen() -> None:
    (found,) = quotes_of(
        "The find was described as “grim” by mayor Eva Holt.", "“It was grim,” said Jo Lund."
    )
    assert found.reason is Reason.QUOTE_SPEAKER


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The president has not yet accepted the resignation.",
            "He stays until the president accepts the resignation.",
        ),
        (
            "The bank closed after the ministry cut its loans.",
            "It is no wonder that the bank closed after the ministry cut its loans.",
        ),
    ],
)
def test_what_is_awaited_or_no_wonder_is_not_denied(claim: str, source: str) -> None:
    assert Reason.SUPPORT_NEGATION not in {f.reason for f in findings(claim, source)}


def test_what_has_happened_may_not_be_denied() -> None:
    told = findings(
        "The president has not accepted the resignation.", "The president accepted the resignation."
    )
    assert Reason.SUPPORT_NEGATION in {f.reason for f in told}


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("elle roan , 51 , runs daily .", "Elle Roan, who turned 51 last month, runs daily.", True),
        ("Elle Roan, 51, runs daily.", "AGE: 51 CLUBS two. Elle Roan runs daily.", True),
        ("Young people aged 10-24 came.", "It works with 10-24 year olds.", True),
        ("Elle Roan, 52, runs daily.", "Elle Roan, who turned 51 last month, runs daily.", False),
    ],
)
def test_an_age_is_an_age_however_it_is_written(claim: str, source: str, right: bool) -> None:
    assert (figures_failed(claim, source) == []) is right


REFUSAL = "The harbour master, Ida Roos, refused to resign. No ferry has run since the storm."


@pytest.mark.parametrize(
    "claim",
    [
        "Ida Roos, who runs the harbour, has not refused to resign.",
        "Since the storm there has never been no ferry.",
    ],
)
def test_a_denial_that_is_denied_again_says_the_opposite(claim: str) -> None:
    assert Reason.SUPPORT_NEGATION in {f.reason for f in findings(claim, REFUSAL)}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Ida Roos, who runs the harbour, would not resign.", REFUSAL),
        ("Roos did not deny having met the firm.", "Roos could not deny that she had met the firm."),
    ],
)
def test_one_denial_in_other_words_is_the_same_denial(claim: str, source: str) -> None:
    assert Reason.SUPPORT_NEGATION not in {f.reason for f in findings(claim, source)}
