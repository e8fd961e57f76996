"""Different measures: figures of one kind that are no rivals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.check.counts import counts
from agent.check.disagree import Contests, contests
from agent.check.measure import Measure, differ, measure
from tests.fakes.library import evidence_of
from tests.makers import NOW, make_article


def read(sentence: str) -> Measure:
    return measure(sentence, counts(sentence)[0].figure)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The ministry has counted 24 suspected cases of cholera.", "suspected"),
        ("The ministry has counted 12 laboratory-confirmed cholera cases.", "confirmed"),
        ("The blast left 60 people killed and wounded.", "killed and injured"),
        ("The raid killed 20 civilians.", "civilians"),
        ("Measles has infected 300 people this year.", "this year"),
        ("Measles infected 120 people in January.", "in January"),
        ("The storm killed 40 people on January 3.", ""),
        ("The storm has killed 40 people nationwide.", "nationwide"),
        ("Measles has infected 110 people in Texas so far.", "in Texas"),
        ("The storm has killed 40 people across the state.", "in one region"),
        ("At least 52 people were killed and 60 injured.", ""),
        ("Strikes on boats suspected of smuggling have killed 126 people.", ""),
        ("The floods in Orrin killed 40 people in Monday's storm.", ""),
    ],
)
def test_a_sentence_says_what_its_figure_measures(sentence: str, told: str) -> None:
    assert read(sentence).told == told


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (Measure(certainty="suspected"), Measure(certainty="confirmed"), True),
        (Measure(certainty="suspected"), Measure(), True),
        (Measure(certainty="confirmed"), Measure(), False),
        (Measure(who="killed and injured"), Measure(), True),
        (Measure(who="children"), Measure(who="children"), False),
        (Measure(time="in January"), Measure(time="this year"), True),
        (Measure(time="in January"), Measure(), False),
        (Measure(area="in Texas"), Measure(area="nationwide"), True),
        (Measure(area="in Texas"), Measure(area="in United States"), True),
        (Measure(area="in U.S."), Measure(area="nationwide"), False),
        (Measure(area="in U.S."), Measure(area="in United States"), False),
        (Measure(area="in Orrin"), Measure(area="in Vellmark"), False),
        (Measure(area="in Orrin"), Measure(), False),
    ],
)
def test_measures_differ_where_both_say_so_or_one_is_never_the_plain_count(
    one: Measure, other: Measure, apart: bool
) -> None:
    assert differ(one, other) == differ(other, one) == apart


CONFIRMED = "The health ministry has confirmed 12 cases of cholera in the harbour quarter of Port Marren."
SUSPECTED = "Port Marren's health ministry counts 30 suspected cases of cholera in the harbour quarter."


def told(*texts: str) -> Contests:
    return contests(
        evidence_of(
            [
                make_article(f"{n}", text, publisher=f"Outlet {n}", published=NOW - timedelta(days=n))
                for n, text in enumerate(texts)
            ]
        )
    )


def test_confirmed_and_suspected_cases_are_shown_beside_each_other_and_neither_loses() -> None:
    found = told(CONFIRMED, SUSPECTED)
    (row,) = found.disagreements
    assert row.type == "different measure"
    assert {(v.value, v.measure) for v in row.values} == {("12", ""), ("30", "suspected")}
    assert (found.lost, found.stale, found.unsettled) == (frozenset(), (), ())


def test_the_dead_of_a_blast_are_not_its_casualties() -> None:
    dead = "The blast at the grain silo in Port Marren killed 20 people, the coastguard said."
    hit = "The blast at the grain silo left 31 people killed and wounded in Port Marren."
    (row,) = told(dead, hit).disagreements
    assert (row.type, {v.measure for v in row.values}) == ("different measure", {"", "killed and injured"})


def test_a_month_is_no_older_state_of_a_year() -> None:
    month = "Pirates off Port Marren killed 20 sailors in January, the coastguard said."
    year = "Pirates off Port Marren have killed 34 sailors so far this year, the coastguard said."
    (row,) = told(year, month).disagreements
    assert row.type == "different measure"


def test_values_of_one_measure_are_still_in_conflict() -> None:
    other = SUSPECTED.replace("30", "36").replace("counts", "knows of")
    (row,) = told(SUSPECTED, other).disagreements
    assert row.type == "conflict"


def test_measures_that_one_article_tells_apart_itself_are_no_entry() -> None:
    assert told(f"{CONFIRMED} {SUSPECTED}").disagreements == ()


def test_one_figure_told_as_two_measures_is_no_entry() -> None:
    assert told(SUSPECTED, SUSPECTED.replace("suspected ", "")).disagreements == ()
