import re

import pytest

from evals.gold import example
from evals.readability import readability, repeats


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    result = readability()
    assert result is not None
    return dict(result.metrics)


def test_nothing_in_the_example_briefing_dangles_or_is_cut_off(figures: dict[str, float]) -> None:
    assert figures["dangling"] == 0
    assert figures["cut_off"] == 0


def test_the_example_briefing_tells_nothing_twice(figures: dict[str, float]) -> None:
    assert figures["repeats"] == 0


def test_the_example_briefing_rests_on_many_outlets_and_on_none_too_much(figures: dict[str, float]) -> None:
    assert figures["outlets"] >= 8
    assert figures["top_outlet_share"] <= 0.3


def test_every_heading_of_the_example_briefing_fits_its_sentences(figures: dict[str, float]) -> None:
    assert figures["headings_fit"] == 1


def test_no_trap_of_the_example_is_sprung() -> None:
    made, truth, _ = example()
    for trap in truth["traps"]:
        assert not [
            claim.text
            for section in made.sections
            for claim in section.claims
            if re.search(trap["pattern"], claim.text)
        ]


def test_the_lead_of_the_example_names_the_meeting_and_its_day() -> None:
    made, _, _ = example()
    lead = next(section for section in made.sections if section.key == "lead")
    assert any("February 6" in claim.text for claim in lead.claims)


def test_a_sentence_told_twice_is_counted() -> None:
    said = ["The dam gave way on Monday.", "On Monday the dam gave way.", "Sheep drowned in Orrin."]
    assert len(repeats(said)) == 1
