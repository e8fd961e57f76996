"""A briefing tells what sources contest with who says it, and what is overtaken not at all."""

from __future__ import annotations

import pytest

from agent import judging
from agent.types import Briefing
from tests.fakes.ferry import CAUSE, STALE, TOLL, delivered, world, written
from tests.fakes.planting import TOLL as LOST
from tests.fakes.planting import composed, newsroom
from tests.fakes.writer import Line
from tests.makers import make_article

RIVAL = "The ferry Alba killed 61 people when it sank off Port Marren on Sunday."
HEDGED = f"{LOST.removesuffix('.')}, according to Post."


def contested(*lines: Line) -> Briefing:
    """Return a briefing on a toll that one agency gives, and another outlet gives otherwise."""
    rival = make_article("rival", RIVAL, publisher="Courier", headline="Ferry toll")
    return composed([*newsroom(agency=True), rival], *lines, key="themes")


def test_a_contested_figure_told_flatly_gets_its_outlet() -> None:
    made = contested(Line(LOST, "At least 52"))
    assert delivered(made) == [HEDGED]
    (held,) = made.withheld
    assert held.replaced
    assert [f.reason.value for f in held.verdict.findings if not f.passed] == ["figure.contested"]
    assert [row.disputed for row in made.figures] == [True] * len(made.figures)


def test_a_contested_figure_with_its_outlet_stands_as_it_is() -> None:
    assert delivered(contested(Line(HEDGED, "At least 52"))) == [HEDGED]


def test_a_flat_paraphrase_of_a_contested_figure_gets_its_outlet_too() -> None:
    said = "At least 52 people were killed on Sunday when the ferry Alba sank off Port Marren."
    (text,) = delivered(contested(Line(said, "At least 52")))
    assert text.endswith(", according to Post.")


def test_the_timeline_has_no_line_that_sources_contest() -> None:
    made = contested(Line(HEDGED, "At least 52"))
    assert not [e.text for e in made.timeline if e.text in (LOST, RIVAL)]


def test_an_overtaken_figure_is_refuted_in_the_briefing() -> None:
    said = "The sinking of the ferry Alba off Port Marren has killed at least 40 people."
    articles = [*world(), make_article("e", f"{STALE} So it was then.", publisher="Late", headline="Late")]
    made = written(Line(said, "52 people"), Line(CAUSE, "has opened"), articles=articles)
    assert CAUSE in delivered(made)
    assert not any("40" in text for text in delivered(made))


def test_without_the_ledger_the_flat_figure_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the check off, the contested figure is delivered as if it held."""
    monkeypatch.setattr(judging, "check_ledger", lambda *_: [])
    assert delivered(contested(Line(LOST, "At least 52"))) == [LOST]
    assert TOLL not in delivered(contested(Line(LOST, "At least 52")))
