from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.clauses import clauses
from agent.text.stance import Reality, told
from agent.text.words import key, stem, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("detected", "detection"),
        ("resumption", "resumed"),
        ("recommended", "recommends"),
        ("fell", "falling"),
        ("injuries", "injured"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("plant", "factory"), ("ship", "vessel"), ("bought", "acquired")])
def test_near_synonyms_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_different_words_do_not_share_a_key() -> None:
    assert len({key(w) for w in ("harbour", "bakery", "teacher", "music", "granite")}) == 5


def test_stop_words_carry_nothing_and_units_little() -> None:
    found = terms("The bakery is 40 kilometres from here")
    assert [t.text for t in found] == ["bakery", "40", "kilometres"]
    assert found[2].weight < found[0].weight


def test_a_cut_keeps_a_relative_clause_apart() -> None:
    text = "The mayor, who lives in Ost, resigned but her deputy stayed."
    pieces = [text[s.start : s.end] for s in clauses(text)]
    assert any(p.startswith("who lives in Ost") for p in pieces)
    assert any(p.startswith("but her deputy") for p in pieces)


def test_negation_reaches_to_the_end_of_its_clause() -> None:
    words = {w.term.text: w for w in told("The board did not approve the loan, but praised the plan.")}
    assert words["approve"].negated
    assert words["loan"].negated
    assert not words["praised"].negated


def test_two_negations_make_none() -> None:
    words = {w.term.text: w for w in told("He did not rule out closing the mine.")}
    assert words["closing"].negations == 2
    assert not words["closing"].negated


def test_what_is_considered_is_only_possible() -> None:
    words = {w.term.text: w for w in told("Ostia is considering a ferry tax.")}
    assert words["ferry"].reality is Reality.POSSIBLE


def test_an_accusation_marks_its_words() -> None:
    words = {w.term.text: w for w in told("Neighbours accuse the baker of burning rubbish.")}
    assert words["rubbish"].alleged
    assert not words["Neighbours"].alleged


@given(st.text(max_size=200))
def test_any_text_is_read_within_its_bounds(text: str) -> None:
    assert all(0 <= w.term.start < w.term.end <= len(text) for w in told(text))
    assert all(0 <= s.start < s.end <= len(text) for s in clauses(text))
