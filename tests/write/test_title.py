from __future__ import annotations

import pytest

from agent.write.pool import Pool
from agent.write.title import title
from tests.makers import NOW
from tests.write.makers import evidence_of, told

QUESTION = "What happened at the Orrin dam in Vellmark?"
TEXT = (
    "The Orrin dam in Vellmark gave way on Monday. Three villages below the Orrin dam in Vellmark were "
    "flooded. Report number {n} adds a line."
)


def named(*headlines: tuple[str, float]) -> str:
    articles = [
        told(f"t{n}", f"Outlet {n}", TEXT.format(n=n), headline=headline, days_ago=days)
        for n, (headline, days) in enumerate(headlines)
    ]
    evidence = evidence_of(*articles)
    return title(QUESTION, evidence, Pool(evidence, QUESTION, "en", NOW).story)


def test_a_briefing_is_named_by_a_fresh_headline_on_what_was_asked() -> None:
    assert named(("Orrin dam gives way in Vellmark", 0), ("Vellmark mourns after flood", 0)) == (
        "Orrin dam gives way in Vellmark"
    )


@pytest.mark.parametrize(
    ("headline", "days"),
    [
        ("Orrin dam could give way in Vellmark", 3),
        ("Orrin dam in Vellmark to reopen Wednesday", 3),
        ("Vellmark to repair the Orrin dam", 3),
        ("Orrin dam gives way in Vellmark", 12),
        ("Orrin dam in Vellmark, Day 12: water falls", 0),
        ("Why the Orrin dam in Vellmark gave way", 0),
        ("“Never again”: Vellmark after the Orrin dam", 0),
    ],
)
def test_a_headline_that_no_longer_holds_or_names_nothing_gives_way_to_the_question(
    headline: str, days: float
) -> None:
    others = [("Rain over the western valleys", 0.0), ("Villages wait for help after flood", 0.0)]
    assert named((headline, days), *others) == QUESTION


def test_what_is_still_to_come_may_name_a_briefing_on_the_day_it_was_written() -> None:
    assert named(("Vellmark to drain the Orrin dam tomorrow", 0), ("Rain over the valleys", 0)) == (
        "Vellmark to drain the Orrin dam tomorrow"
    )


def test_what_happened_names_a_story_better_than_what_was_said_about_it() -> None:
    assert named(
        ("Brandt says Vellmark knew of cracks in Orrin dam", 0), ("Orrin dam in Vellmark gives way", 1)
    ) == ("Orrin dam in Vellmark gives way")
