"""The timeline."""

from __future__ import annotations

from datetime import timedelta

from agent.timeline import timeline
from agent.types import TimelineEntry
from tests.fakes.library import evidence_of
from tests.makers import NOW, make_article

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
