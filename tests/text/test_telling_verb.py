from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.dates import dates
from agent.text.telling_verb import Verb, day_verb

TUESDAY = datetime(2026, 2, 3, 12, tzinfo=UTC)


def verbs(text: str) -> list[Verb | None]:
    """Return the verb of each date of a sentence, in order."""
    found = dates(text, TUESDAY)
    taken = [(m.start, m.end) for m in found]
    return [day_verb(text, m.start, m.end, taken) for m in found]


def only(text: str) -> str:
    (found,) = verbs(text)
    return found.sort if found else ""


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("On Monday, after the bank of Orrin had failed, the mayor locked it.", "locked"),
        ("The ferry, which had been overloaded, sank on Saturday.", "sank"),
        ("The man who led the mill resigned on Monday.", "resigned"),
        ("The report that shocked Orrin appeared on Monday.", "appeared"),
        ("About 90 miners — including 12 cooks — were arrested by guards on Monday.", "were arrested"),
        ("Released on Monday, the report summed up the findings.", "Released"),
        ("Nine miners were killed when the tunnel gave way on Monday.", "gave"),
        ("As the strike entered its third day on Monday, the mayor sought talks.", "entered"),
        ("Monday marked the first day of the strike.", "marked"),
        ("Divers raised the wreck and a court fined the owner on Monday.", "fined"),
        ("Vellmark's strained talks with Orrin collapsed on Monday, the mayor said.", "collapsed"),
        ("The mayor lost the vote; on Monday she resigned.", "resigned"),
    ],
)
def test_the_day_of_the_main_clause_goes_with_its_verb(text: str, verb: str) -> None:
    (found,) = verbs(text)
    assert found is not None
    assert (found.text, found.sort) == (verb, "event")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said Hale could pay for the clerk, feared dead after he entered the mill on Monday.",
        "The mayor looks forward to him testifying on Monday.",
        "Forty scholars have asked the two to speak about it when they meet this Friday.",
        "The committee voted to close the mill on Monday.",
        "The tape proves that the clerk was seized as soon as he entered the office, in Orrin, on Monday.",
        "The council passed a budget proposed on Monday.",
        "The firm lost its licence, one of the reasons the deal fell through on Monday.",
        "The mayor, speaking in Orrin on Monday, praised the miners.",
        "Farmers blocked the road that was opened on Monday.",
        "The judge said in a letter sent on Monday that the mill was unsafe.",
        "She lost Monday’s vote.",
        "“We left on Monday,” the pilot said.",
    ],
)
def test_a_day_of_another_clause_a_noun_or_a_quotation_is_not_that_of_the_main_verb(text: str) -> None:
    assert verbs(text) == [None]


def test_a_day_at_the_front_is_the_events_and_one_behind_which_is_not() -> None:
    front, behind = verbs("On Sunday, the clerk printed a letter, which was sent to him on January 22.")
    assert front is not None
    assert front.text == "printed"
    assert behind is None


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("The inquiry will open in Orrin on 9 February, the coastguard said.", "scheduled"),
        ("The palace has confirmed that the talks will be held at the mill on 9 February.", "scheduled"),
        ("The trial is scheduled to begin on 9 February.", "scheduled"),
        ("The vote falls on 9 February.", "scheduled"),
        ("The mayor had a light public schedule on Monday.", "state"),
        ("Monday will be the 24th day of the strike.", "state"),
        ("With the strike in its ninth day on Monday, some were less sure.", "state"),
        ("The envoy has drawn anger for his cheerful meeting on Monday.", "state"),
        ("Orr was the owner in January.", "state"),
        ("The mayor would resign on Monday.", "plan"),
        ("The mayor was due in court on Monday.", "plan"),
        ("“I never saw it,” the clerk told the Courier on Monday.", "remark"),
        ("The mayor said on Monday he was hopeful.", "remark"),
        ("A word had been added on Monday.", "event"),
    ],
)
def test_what_is_fixed_felt_planned_or_said_is_told_apart_from_what_was_done(text: str, sort: str) -> None:
    assert only(text) == sort


def test_what_somebody_is_said_to_tell_is_marked() -> None:
    (told,), (plain,) = verbs("The owner said the ferry sank on Monday."), verbs("The ferry sank on Monday.")
    assert told is not None
    assert plain is not None
    assert (told.text, told.reported) == ("sank", True)
    assert not plain.reported


PARTS = ("who", "to", "that", "said", "sank", ",", ";", "—", "Monday", "on", "the", "“", "”", "§")


@given(st.lists(st.sampled_from(PARTS), max_size=24))
def test_any_order_of_words_gives_a_verb_of_the_sentence_or_none(parts: list[str]) -> None:
    text = " ".join(parts)
    assert all(found is None or text[found.start :].startswith(found.text[:3]) for found in verbs(text))
