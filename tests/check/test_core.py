"""What a sentence tells, who says so, and what was done."""

from __future__ import annotations

import pytest

from agent.check.acts import act_of
from agent.check.core import core, other_speaker, same_speaker
from agent.check.counted import counted
from agent.text.figures import figures


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The dam broke at dawn, the county said.", "The dam broke at dawn"),
        ("According to the county, the dam broke at dawn.", "the dam broke at dawn"),
        ("The county said that the dam broke at dawn.", "the dam broke at dawn"),
        ("The dam broke at dawn, which nobody said.", "The dam broke at dawn, which nobody said."),
        ("The mill reported a loss.", "The mill reported a loss."),
    ],
)
def test_who_says_so_is_no_part_of_what_is_told(sentence: str, told: str) -> None:
    parted = core(sentence)
    assert len(parted.core) == len(sentence)
    assert " ".join(parted.core.split()).strip(" .,") == told.strip(" .,")


def test_a_source_that_speaks_twice_is_one_speaker() -> None:
    one, again = core("The dam broke, the county said."), core("According to the county, two dams broke.")
    other = core("The dam broke, a farmer said.")
    assert same_speaker(one, again)
    assert other_speaker(one, other)
    assert not same_speaker(core("The dam broke."), core("The dam broke."))


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("The court freed 40 dockers.", "freed"),
        ("Some 40 dockers took part in the rally.", "taking part"),
        ("The tug had 40 dockers aboard.", "aboard"),
        ("The yard will lay off 40 dockers.", "cut"),
        ("The pier will cost $40 million a year to maintain.", "to run"),
        ("The harbour has 40 dockers.", ""),
    ],
)
def test_the_verb_tells_what_was_done(sentence: str, act: str) -> None:
    assert act_of(sentence, figures(sentence)[0]) == act


def test_people_are_counted_where_the_verb_says_what_for() -> None:
    (found,) = counted("Tervia has massed 9,000 troops at the fords.")
    assert (found.shown, found.sort) == ("9,000", "people mass")
    assert counted("There were 9,000 people.") == ()


def test_an_earlier_value_without_its_noun_is_of_the_same_sort() -> None:
    now, before = counted("The coastguard rescued 51 passengers, revising the 44 of Friday.")
    assert (now.sort, before.sort) == ("people rescued", "people rescued")
    assert (now.denied, before.denied) == (False, True)


def test_people_charged_over_a_toll_road_are_not_dead() -> None:
    (found,) = counted("Prosecutors charged 52 people over the protest against the toll road.")
    assert found.sort == "people charged"
