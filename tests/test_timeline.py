"""The timeline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.timeline import timeline
from agent.types import TimelineEntry
from tests.fakes.library import evidence_of
from tests.makers import NOW, make_article, make_citation, make_claim

DAY = timedelta(days=1)
ASKED = "What happened to the ferry Alba at Port Marren?"


def events(*texts: str, published: int = 1, headline: str = "") -> tuple[TimelineEntry, ...]:
    """Return the timeline of articles of one sentence each, published some days before now (a Tuesday)."""
    articles = [
        make_article(
            f"{n}", text, publisher=f"Outlet {n}", headline=headline, published=NOW - published * DAY
        )
        for n, text in enumerate(texts)
    ]
    return timeline(ASKED, [], evidence_of(articles), {a.id: a for a in articles}, NOW)


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
    assert timeline(ASKED, [], evidence_of([article]), {article.id: article}, NOW) == ()


def test_a_weekday_that_may_be_the_day_after_publication_is_on_no_day() -> None:
    text = "The ferry Alba sank off Port Marren on Tuesday after its pumps had failed in a storm."
    assert events(text) == ()
    assert [row.day for row in events(text, published=0)] == ["2026-02-03"]


def test_weekdays_of_a_live_page_are_on_no_day_and_its_dates_are() -> None:
    day = "The ferry Alba sank off Port Marren on Saturday after its pumps had failed in a storm."
    assert events(day, headline="Ferry Alba: live updates") == ()
    date = "The ferry Alba sank off Port Marren on 31 January after its pumps had failed in a storm."
    assert [row.day for row in events(date, headline="Ferry Alba: live updates")] == ["2026-01-31"]


@pytest.mark.parametrize(
    "text",
    [
        "The owner of the ferry Alba may lose his licence at Port Marren, which was renewed on 20 January.",
        "The owner of the ferry Alba thanked the divers of Port Marren who raised it on 30 January.",
        "The owner of the ferry Alba looks forward to the pilot testifying at Port Marren on 9 February.",
        "Sailors asked the owner of the ferry Alba to speak at Port Marren when they meet this Friday.",
        "The owner of the ferry Alba had a light public schedule at Port Marren on Saturday.",
        "A clerk of the ferry Alba, who asked not to be named, sold the log at Port Marren on Saturday.",
        "One official said the log of the ferry Alba had been burned at Port Marren on 30 January.",
        "The owner of the ferry Alba is expected to sell it at Port Marren on 9 February.",
        "The ferry Alba was the last of its class at Port Marren in January 2025.",
    ],
)
def test_days_of_other_clauses_of_states_and_of_nobody_in_particular_are_no_events(text: str) -> None:
    assert events(text) == ()


def test_a_day_still_to_come_counts_where_something_is_fixed_for_it() -> None:
    rows = events("The trial of the owner of the ferry Alba falls on 9 February at Port Marren.")
    assert [row.day for row in rows] == ["2026-02-09"]


def test_a_day_before_publication_is_that_of_the_year_before_where_it_is_told_as_past() -> None:
    (row,) = events("On Nov. 12, after the ferry Alba had failed, Port Marren closed the ferry line.")
    assert row.day == "2025-11-12"


def test_a_remark_is_an_event_only_where_two_outlets_tell_of_it() -> None:
    one = "Ida Brandt said on Saturday at Port Marren that the ferry Alba had been sound."
    other = "Ida Brandt told sailors on Saturday at Port Marren that the ferry Alba had been in good order."
    assert events(one) == ()
    assert [row.day for row in events(one, other)] == ["2026-01-31"]


def test_a_remark_is_not_listed_because_it_stands_in_the_prose() -> None:
    text = "Ida Brandt said on Saturday at Port Marren that the ferry Alba had been sound."
    article = make_article("a", text, published=NOW - DAY)
    claim = make_claim(text.replace("Saturday", "Saturday [31 January]"), make_citation(article, text))
    assert timeline(ASKED, [claim], evidence_of([article]), {article.id: article}, NOW) == ()


def test_an_article_about_something_else_dates_nothing() -> None:
    ferry = [
        "The ferry Alba sank off Port Marren in a heavy storm on 30 January 2026.",
        "Divers from Port Marren raised the wreck of the ferry Alba on 1 February 2026.",
        "The owner of the ferry Alba closed his office at Port Marren on 2 February 2026.",
    ]
    bakery = (
        "Bakers in Orrin baked a loaf as long as a street. Rye costs more than wheat this year. "
        "A judge of cakes praised the crust and the crumb of every loaf. "
        "The owner of an oven won a heavy medal from Port Orrin on 12 May 2024."
    )
    assert "2024-05-12" in [row.day for row in events(bakery.split(". ")[-1], bakery)]
    assert [row.day for row in events(*ferry, bakery)] == ["2026-01-30", "2026-02-01", "2026-02-02"]


def test_the_plainer_of_two_sentences_about_an_event_is_printed() -> None:
    long = (
        "The ferry Alba sank off Port Marren in a heavy storm on Saturday [31 January], with “every lamp "
        "still burning,” and with its pumps, its boats and its log lost to the sea below the lighthouse."
    )
    short = "The ferry Alba sank off Port Marren in a heavy storm on Saturday."
    bare = long.replace(" [31 January]", "")
    articles = [
        make_article("a", bare, publisher="Post", published=NOW - DAY),
        make_article("b", short, publisher="Wire", published=NOW - DAY),
    ]
    claim = make_claim(long, make_citation(articles[0], bare))
    (row,) = timeline(ASKED, [claim], evidence_of(articles), {a.id: a for a in articles}, NOW)
    assert row.text == short
    assert len(row.citations) == 2


def test_an_event_of_a_month_is_that_of_its_day_where_another_outlet_names_the_day() -> None:
    (row,) = events(
        "The ferry Alba of Port Marren was cleared by inspectors of the coastguard in October 2025.",
        "Inspectors of the coastguard cleared the ferry Alba of Port Marren on 14 October 2025.",
    )
    assert row.day == "2025-10-14"
    assert len(row.citations) == 2
