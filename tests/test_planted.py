"""A figure that is planted, in one article or in copies, leads no briefing and displaces no right one."""

from __future__ import annotations

import pytest

from agent.check.backing import Backing
from agent.errors import NothingFits
from agent.text.lineage import Lineage, Telling
from agent.types import Briefing
from tests.fakes.planting import (
    CARGO,
    CARGO_TITLE,
    PLANTED,
    RIGHT,
    TOLL,
    composed,
    copies,
    extracted,
    in_front,
    newsroom,
)
from tests.fakes.writer import Line

COUNTS = (1, 3, 10)
OWNERS = ("Rumour", "")
"""One owner of all copies, and as many outlets as there are copies."""
CAUSE = "Inspectors had found water in the engine room of the ferry Alba in the spring."
OWNERS_SILENT = "The owners of the ferry Alba have not answered questions about its pumps."


def everything(made: Briefing) -> str:
    return " | ".join([made.title, *(c.text for s in made.sections for c in s.claims)])


@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize("owner", OWNERS)
def test_a_planted_toll_leads_nowhere_and_the_right_one_stays(number: int, owner: str) -> None:
    made = extracted([*newsroom(), *copies(number, owner=owner)])
    assert PLANTED not in everything(made)
    assert RIGHT in in_front(made)
    assert [(row.value, row.origins) for row in made.figures] == [(f"at least {RIGHT}", 2)]
    (row,) = made.disagreements
    assert (row.type, [(v.value, v.origins) for v in row.values]) == (
        "conflict", [(PLANTED, 1), (f"at least {RIGHT}", 2)],
    )  # fmt: skip


@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize("owner", OWNERS)
def test_a_planted_toll_far_from_the_right_one_leads_nowhere_either(number: int, owner: str) -> None:
    made = extracted([*newsroom(), *copies(number, owner=owner, value="450")])
    assert "450" not in everything(made)
    assert RIGHT in in_front(made)


@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize("owner", OWNERS)
def test_a_planted_figure_that_nobody_contests_leads_nowhere(number: int, owner: str) -> None:
    made = extracted([*newsroom(), *copies(number, owner=owner, more=CARGO)])
    assert "300" not in in_front(made)


@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize("owner", OWNERS)
def test_where_one_agency_gives_the_right_toll_neither_leads_and_both_have_their_owner(
    number: int, owner: str
) -> None:
    made = extracted([*newsroom(agency=True), *copies(number, owner=owner)])
    assert PLANTED not in in_front(made)
    assert RIGHT not in in_front(made)
    told = [c.text for s in made.sections for c in s.claims if PLANTED in c.text or RIGHT in c.text]
    assert told
    assert all("according to" in text or " said " in text for text in told)
    assert {v.value for v in made.disagreements[0].values} == {PLANTED, f"at least {RIGHT}"}


@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize("owner", OWNERS)
def test_a_model_that_writes_a_planted_figure_does_not_get_it_in_front(number: int, owner: str) -> None:
    articles = [*newsroom(), *copies(number, owner=owner, more=CARGO)]
    made = composed(articles, Line(CARGO, "300 crates"), Line(CAUSE, "Inspectors"), title=CARGO_TITLE)
    assert "300" not in everything(made)
    assert [f.reason.value for f in made.withheld[0].verdict.findings if not f.passed] == ["figure.origin"]
    verdict = "The 300 crates of rifles could cost the owners of the ferry Alba their licence."
    judged = Line(verdict, "300 crates", "assessment")
    made = composed(articles, judged, Line(OWNERS_SILENT, "The owners"), key="implications")
    assert "300" not in everything(made)


def test_a_figure_of_one_origin_may_stand_behind_and_is_marked() -> None:
    made = composed([*newsroom(), *copies(3, more=CARGO)], Line(CARGO, "300 crates"), key="themes")
    (claim,) = made.sections[0].claims
    assert (claim.outlets, claim.origins, claim.lone_figures) == (3, 1, ("300",))


def test_a_background_does_not_open_with_a_figure_of_one_origin() -> None:
    articles = [*newsroom(), *copies(1, more=CARGO)]
    planted = Line(CARGO, "300 crates")
    made = composed(articles, planted, Line(CAUSE, "Inspectors"), key="background")
    assert [c.text for c in made.sections[0].claims] == [CAUSE, CARGO]
    with pytest.raises(NothingFits, match="no sentence could be supported"):
        composed(articles, planted, key="background")


def test_a_story_of_one_origin_tells_its_figures_and_marks_them() -> None:
    made = extracted(newsroom()[:1])
    assert RIGHT in in_front(made)
    assert ("52",) in [c.lone_figures for s in made.sections for c in s.claims]


@pytest.mark.parametrize("number", [3, 10])
def test_without_lineage_copies_carry_the_planted_toll_to_the_front(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with each outlet counted as an origin, the tests above are red."""

    def by_outlet(_: Lineage, a: Telling, b: Telling) -> bool:
        return a.article.publisher == b.article.publisher

    monkeypatch.setattr(Lineage, "one_origin", by_outlet)
    made = extracted([*newsroom(), *copies(number)])
    assert PLANTED in in_front(made)
    assert TOLL not in everything(made)


def test_without_the_count_of_origins_a_lone_planted_toll_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with every figure taken for backed, the writer's planted lead and title stand."""
    monkeypatch.setattr(Backing, "origins", lambda *_: 2)
    made = composed([*newsroom(), *copies(1, more=CARGO)], Line(CARGO, "300 crates"), title=CARGO_TITLE)
    assert made.title == CARGO_TITLE
    assert CARGO in in_front(made)
