"""One figure of a briefing, and what stands in its place in later sentences."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.alerting import FIGURES_EVERY, _key
from agent.changes import figures_now
from agent.errors import UnusableRequest
from agent.pinning import became, pinned_figure, question_of
from agent.store import Orders, Store
from agent.types import Alert, Briefing, FigureRow
from tests.digests.makers import make_digest, make_edition
from tests.digests.test_alerts import Watched
from tests.makers import NOW, make_article, make_briefing

TOLD = "U.S. strikes on boats suspected of smuggling drugs have killed at least 126 people."
TOLLS = (
    TOLD,
    "The U.S. campaign against boats suspected of smuggling drugs has killed at least 126 people in 36 "
    "confirmed strikes.",
)


def briefing(text: str = TOLD) -> Briefing:
    made = make_briefing(make_article(text=text), text)
    cited = made.sections[0].claims[0].citations
    rows = (
        FigureRow(value="at least 126", counts="people killed by strikes", as_of=None, citations=cited),
        FigureRow(value="36", counts="strikes", as_of=None, citations=cited),
    )
    return made.model_copy(update={"figures": rows})


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("The U.S. campaign has killed at least 130 people in 37 confirmed strikes on boats.", ["130"]),
        ("The toll of the U.S. campaign against suspected drug boats rose to 131 people from 126.", ["131"]),
        ("U.S. strikes on suspected drug boats have killed at least 130 people, not 126 as was said.",
         ["130"]),
        (TOLD, []),
        ("U.S. strikes on boats suspected of smuggling drugs have killed 126 people.", []),
        ("More than 120 people have been killed in U.S. strikes on boats suspected of smuggling drugs.", []),
        ("U.S. strikes on suspected drug boats have killed 4 people this week.", []),
        ("Two men died on Friday when the U.S. military destroyed a vessel.", []),
        ("A ferry that sank off Manila has killed at least 200 people.", []),
    ],
)  # fmt: skip
def test_what_stands_in_its_place_is_found_and_nothing_else_is_taken_for_it(
    text: str, now: list[str]
) -> None:
    assert figures_now("at least 126", TOLLS, text) == now


def test_another_figure_of_the_same_sentence_is_another_thing() -> None:
    text = "The U.S. campaign has killed at least 126 people in 37 confirmed strikes on boats."
    assert figures_now("thirty-six", TOLLS, text) == ["37"]
    assert figures_now("at least 126", TOLLS, text) == []


@pytest.mark.parametrize("wanted", ["126", "at least 126", "at least 126 people killed by strikes"])
def test_a_figure_is_meant_by_its_value_or_with_what_it_counts(wanted: str) -> None:
    pinned = pinned_figure(briefing(), wanted)
    assert (pinned.value, pinned.references) == ("at least 126", (TOLD,))
    assert question_of(pinned) == "How many people killed by strikes?"


def test_what_is_no_figure_of_the_briefing_is_refused_and_those_there_are_named() -> None:
    with pytest.raises(UnusableRequest, match="at least 126 people killed by strikes; 36 strikes"):
        pinned_figure(briefing(), "99")


def test_what_was_known_or_told_already_is_no_change() -> None:
    pinned = pinned_figure(briefing(), "126").model_copy(update={"known": ("at least 126", "115")})
    told = {number: TOLD.replace("126", str(number)) for number in (115, 130, 126)}
    assert became(pinned, list(told.values()), ()) == ("130", told[130])
    assert became(pinned, list(told.values()), ("130",)) is None


def test_two_that_look_a_minute_apart_name_one_edition_and_the_next_change_another() -> None:
    first = _key(NOW, [], "131")
    assert _key(NOW + timedelta(minutes=1), [], "131") == first
    assert _key(NOW, [], "141") != first
    assert _key(NOW, [make_edition(first)], "131") != first


def test_a_change_is_told_once_with_both_figures_and_the_next_one_again(store: Store) -> None:
    room = Watched(store)
    room.says = TOLD
    alert = Alert(kind="figure", pinned=pinned_figure(briefing(), "126"), cool_hours=1)
    room.order(alert=alert, said="hourly", questions=("How many people killed by strikes?",))
    later = FIGURES_EVERY / timedelta(hours=1)
    assert room.tick(later) == []
    room.says = TOLD.replace("126", "130")
    assert "at least 126 → 130" in room.tick(later)[0]
    (_, _, issue) = room.outbox.sent[0]
    assert "126 → 130" in issue.subject
    for _ in range(5):
        assert room.tick(2) == []
    room.says = TOLD.replace("126", "141")
    assert "130 → 141" in room.tick(2)[0]
    assert len(room.to()) == 2
    assert [one.figure for one in Orders(store).editions(make_digest())] == ["141", "130"]
