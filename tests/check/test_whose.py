"""Who demands, offers, has or took a figure."""

from __future__ import annotations

import pytest

from agent.check.counts import counts
from agent.check.whose import Owner, owner_of, same_owner


def whose(text: str) -> Owner | None:
    return owner_of(text, counts(text)[0].figure)


@pytest.mark.parametrize(
    ("text", "name", "act"),
    [
        ("Dockers have offered about $2 million for the pier.", "dock", "offer"),
        ("Deputy Mayor Ada Roe had proposed $2 million in aid.", "roe", "offer"),
        ("The row is about the $2 million Ms. Roe wants for the pier.", "roe", "demand"),
        ("The row over Roe’s demand for roughly $2 million went on.", "roe", "demand"),
        ("The Harbour House’s latest request was $2 million for the pier.", "hous", "demand"),
        ("Roe is demanding more than $2 million for the pier.", "roe", "demand"),
        ("On Friday, the council approved $2 million for the pier.", "council", "law"),
        ("A deeply divided council voted to add $2 million to the plan.", "council", "law"),
        ("The council has passed a bill that includes $2 million for the pier.", "bill", "law"),
        ("Bo Linde, who met Roe at a camp, owned 10 percent of the ferry line.", "lind", "own"),
    ],
)
def test_a_figure_belongs_to_the_subject_of_its_own_clause(text: str, name: str, act: str) -> None:
    found = whose(text)
    assert found is not None
    assert (found.name, found.act) == (name, act)


@pytest.mark.parametrize(
    "text",
    [
        "They have offered $2 million for the pier.",
        "The dockers insist that they will not accept more than $2 million.",
        "The chamber reckons that it took 29 percent of sales.",
        "Mayor Roe did not want $2 million for the pier.",
        "In all, $2 million for the pier.",
    ],
)
def test_a_pronoun_is_nobody(text: str) -> None:
    assert whose(text) is None


def test_one_owner_and_one_act_make_one_sum() -> None:
    demand = whose("Roe is demanding $2 million for the pier.")
    assert same_owner(demand, whose("The row is about the $3 million Ada Roe wants."))
    assert not same_owner(demand, whose("Roe has offered $2 million for the pier."))
    assert not same_owner(demand, whose("Dockers demanded $2 million for the pier."))
    assert not same_owner(None, None)
