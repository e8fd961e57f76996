"""Briefings with parts missing, and sentences that should never have come this far."""

from __future__ import annotations

from datetime import UTC
from typing import get_args

import pytest

from agent.deliver.render import Format, render
from agent.deliver.view import page
from agent.types import BlindSpots, Briefing, Finding, Reason, Section, VerdictLabel
from tests.deliver.makers import claim, flood_briefing, withheld

SEEN = [f for f in get_args(Format) if f != "json"]
CLEAR = BlindSpots(silent=(), single_outlet_share=0, top_outlet="", top_outlet_share=0, undated=0)


def bare() -> Briefing:
    empty = {
        "sections": (),
        "figures": (),
        "timeline": (),
        "disagreements": (),
        "withheld": (),
        "sources": (),
    }
    return flood_briefing().model_copy(
        update={**empty, "notes": (), "blind_spots": CLEAR, "question": "Q", "title": "Q"}
    )


@pytest.mark.parametrize("format", SEEN)
def test_an_empty_part_leaves_no_heading_behind(format: Format) -> None:
    shown = render(bare(), format, UTC)
    left_out = ("Figures", "Timeline", "Where the sources differ", "Sources", "Note:", "Question:")
    assert not [heading for heading in left_out if heading in shown]
    assert "Nothing was withheld." in shown


@pytest.mark.parametrize("format", SEEN)
@pytest.mark.parametrize(
    ("label", "word"),
    [("refuted", "Refuted"), ("not_enough_info", "Not enough information"), ("unchecked", "Unchecked")],
)
def test_a_sentence_that_is_not_supported_says_so(format: Format, label: VerdictLabel, word: str) -> None:
    sections = (
        Section(key="lead", heading="", claims=(claim("c", "The wall broke.", label=label),)),
        Section(key="empty", heading="Nothing here", claims=()),
    )
    shown = render(bare().model_copy(update={"sections": sections}), format, UTC)
    assert word in shown
    assert "Nothing here" not in shown


def test_a_sentence_that_could_not_be_checked_is_withheld_with_that_reason() -> None:
    item = withheld("A.", Reason.OK)
    passed, could_not = (
        Finding(check="names", passed=True, reason=Reason.OK),
        Finding(check="support", passed=None, reason=Reason.SUPPORT_UNAVAILABLE),
    )
    reasons = []
    for findings in ((passed, could_not), (passed,)):
        verdict = item.verdict.model_copy(update={"label": "unchecked", "findings": findings})
        shown = page(
            bare().model_copy(update={"withheld": (item.model_copy(update={"verdict": verdict}),)}), UTC
        )
        reasons.append((shown.held_reasons, shown.held[0].why))
    assert reasons == [
        (("1 × its support could not be judged",), "its support could not be judged"),
        (("1 × unchecked",), "unchecked"),
    ]
