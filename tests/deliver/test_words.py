from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from agent.deliver import words
from agent.deliver.links import Link, web_link
from agent.deliver.view import page
from agent.types import BlindSpots, Reason, Window
from tests.deliver.makers import at, flood_briefing, withheld

WEST = timezone(timedelta(hours=-5))


def test_every_reason_has_words() -> None:
    assert set(words.REASONS) == set(Reason)


def test_dates_are_told_in_the_zone_that_was_asked_for() -> None:
    moment = datetime(2031, 5, 8, 3, 5, tzinfo=UTC)
    assert words.day(moment, WEST) == "7 May 2031"
    assert words.instant(moment, WEST) == "7 May 2031, 22:05 (UTC-05:00)"
    assert words.instant(moment, UTC) == "8 May 2031, 03:05 (UTC)"
    assert words.day(None, UTC) == "undated"


@pytest.mark.parametrize(
    ("iso", "told"),
    [
        ("2031-05-06", "6 May 2031"),
        ("2031-03", "March 2031"),
        ("2031-13", "2031-13"),
        ("spring", "spring"),
        ("2031", "2031"),
    ],
)
def test_a_day_of_the_timeline_is_told_in_words_where_it_is_one(iso: str, told: str) -> None:
    assert words.calendar_day(iso) == told


def test_the_window_is_told_with_its_last_day_included() -> None:
    assert words.window(Window(since=at(1, 0), until=at(9, 0)), UTC) == "published 1 May 2031 to 8 May 2031"
    assert words.window(Window(since=at(1, 0)), UTC) == "published since 1 May 2031"
    assert words.window(Window(until=at(9, 0)), UTC) == "published until 8 May 2031"
    assert words.window(Window(), UTC) == "of any date"


def test_a_long_list_of_silent_outlets_is_cut_and_counted() -> None:
    spots = BlindSpots(
        silent=tuple(f"Outlet {n}" for n in range(20)),
        single_outlet_share=1,
        top_outlet="",
        top_outlet_share=0,
        undated=0,
    )
    assert words.blind_spots(spots)[0].endswith("Outlet 11 and 8 others.")
    unheard = spots.model_copy(update={"unheard": ("Colombia", "Spain")})
    assert "countries from which nothing is cited: Colombia, Spain." in words.blind_spots(unheard)[1]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x?y=1#z", Link("https://a.example/x?y=1#z", "a.example")),
        ("http://a.example:8080", Link("http://a.example:8080", "a.example")),
        ('https://a.example/"><b>(x) y', Link("https://a.example/%22%3E%3Cb%3E%28x%29%20y", "a.example")),
        ("https://bücher.example/", Link("https://xn--bcher-kva.example/", "xn--bcher-kva.example")),
        ("https://[2001:db8::1]/", Link("https://[2001:db8::1]/", "[2001:db8::1]")),
        ("https://bank.example@evil.example/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://a..example/", None),
        ("https://a.example:port/", None),
        ("https://[1/", None),
        ("https://a b.example/", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, link: Link | None) -> None:
    assert web_link(url) == link


def test_the_reader_is_told_how_many_were_withheld_and_why() -> None:
    briefing = flood_briefing()
    items = (
        withheld("A.", Reason.SUPPORT_LOW),
        withheld("B.", Reason.SUPPORT_LOW),
        withheld("C.", Reason.NAME_ROLE),
    )
    shown = page(briefing.model_copy(update={"withheld": items}), UTC)
    assert shown.held_summary == "3 sentences failed the checks and were not delivered."
    assert shown.held_reasons == (
        "2 × the cited text does not say this",
        "1 × a name has another role than in the cited text",
    )
    assert page(briefing, UTC).held[0].why == (
        "The cited text says at least 14, not forty (replaced by the source's own sentence)"
    )


def test_two_passages_of_one_source_share_a_marker() -> None:
    shown = page(flood_briefing(), UTC)
    marks = [m for part in shown.parts for s in part.sentences for m in s.marks]
    assert [m.source.number for m in marks] == [1, 2, 3, 4, 4, 1, 2]
    assert marks[0].passages == marks[5].passages
    assert len({m.anchor for m in marks}) == len(marks)
