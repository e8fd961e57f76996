"""The figures table and the timeline."""

from __future__ import annotations

from datetime import timedelta

from agent.tables import figures_table, timeline
from agent.types import Article, TimelineEntry
from tests.fakes.library import evidence_of
from tests.makers import NOW, make_article, make_citation, make_claim

DAY = timedelta(days=1)


def events(*texts: str, published: int = 1) -> tuple[TimelineEntry, ...]:
    """Return the timeline of articles of one sentence each, published some days before now (a Tuesday)."""
    articles = [
        make_article(f"{n}", text, publisher=f"Outlet {n}", headline="", published=NOW - published * DAY)
        for n, text in enumerate(texts)
    ]
    return timeline([], evidence_of(articles), {a.id: a for a in articles}, NOW)


def test_events_stand_in_the_order_of_their_days() -> None:
    rows = events(
        "Divers from Port Marren raised the wreck of the ferry Alba near Port Marren on 1 February 2026.",
        "The ferry Alba sank off Port Marren in a storm on 30 January 2026 with all lights burning.",
        "In October 2025 inspectors of the coastguard cleared the ferry Alba at Port Marren for service.",
    )
    assert [row.day for row in rows] == ["2025-10", "2026-01-30", "2026-02-01"]


def test_a_weekday_is_the_day_it_was_when_the_text_was_published() -> None:
    (row,) = events("The ferry Alba sank off Port Marren on Saturday after its pumps had failed in a storm.")
    assert row.day == "2026-01-31"


def test_what_was_only_planned_for_a_day_now_past_is_no_event() -> None:
    plan = "The ferry Alba will be launched again at Port Marren on 1 February, the coastguard said."
    assert events(plan, published=9) == ()
    coming = "The inquiry into the ferry Alba will open at Port Marren on 9 February, the coastguard said."
    assert [row.day for row in events(coming)] == ["2026-02-09"]


def test_the_day_of_a_statement_or_of_a_limit_is_not_that_of_an_event() -> None:
    assert (
        events("The ferry Alba had been overloaded off Port Marren, the coastguard said on Saturday.") == ()
    )
    assert (
        events("No ferry of the Alba class has left Port Marren since 30 January, its owner admitted.") == ()
    )


def test_the_same_event_of_several_outlets_is_one_line_with_all_of_them() -> None:
    (row,) = events(
        "The ferry Alba sank off Port Marren in a heavy storm on 30 January 2026.",
        "On 30 January 2026 the ferry Alba sank in a storm off Port Marren.",
    )
    assert len(row.citations) == 2


def test_a_sentence_in_another_language_stays_out_of_the_timeline() -> None:
    text = "The ferry Alba sank off Port Marren in a heavy storm on 30 January 2026."
    article = make_article("a", text, language="es")
    assert timeline([], evidence_of([article]), {article.id: article}, NOW) == ()


def rows(articles: list[Article], *told: str) -> list[tuple[str, str, int]]:
    claims = [
        make_claim(text, make_citation(article, text), key=f"lead-{n}")
        for n, text in enumerate(told)
        for article in articles
        if text in article.text
    ]
    table = figures_table(claims, evidence_of(articles), {a.id: a for a in articles})
    return [(row.value, row.counts, len(row.citations)) for row in table]


def test_equal_figures_for_the_same_thing_are_one_line_and_for_different_things_two() -> None:
    sank = "At least 52 people were killed on the ferry Alba off Port Marren."
    also = "The coastguard said that 52 passengers died on the ferry Alba near Port Marren."
    crates = "Divers have brought up 52 crates of oranges from the hold."
    articles = [
        make_article(f"{n}", text, publisher=f"Outlet {n}") for n, text in enumerate((sank, also, crates))
    ]
    found = rows(articles, sank, crates)
    assert [(value, cited) for value, _, cited in found] == [("at least 52", 2), ("52", 1)]
    assert found[1][1] == "crates of oranges from the hold"


def test_years_ordinals_durations_and_shares_of_nothing_are_no_figures() -> None:
    text = "In 2024 the third crew of the Alba needed 14 hours and was paid 9 percent more."
    assert rows([make_article("a", text)], text) == []


def test_a_percentage_is_listed_with_what_it_is_a_share_of() -> None:
    text = "The ferry line carries about 29 percent of all exports from Port Marren."
    assert rows([make_article("a", text)], text) == [
        ("about 29 percent", "of all exports from Port Marren", 1)
    ]
