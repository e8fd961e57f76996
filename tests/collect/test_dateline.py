"""The date beside a headline is the article's; those of others, and those that it tells of, are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.dateline import address_date, shown_date, written_date
from agent.collect.pages import parsed, read_page

TEXT = (
    "<p>The harbour office said on Monday that the ferry would stop for a week while divers look at it.</p>"
)


def shown(below: str, above: str = "", language: str = "en") -> str:
    page = f"<html><body>{above}<h1>Ferry stops</h1>{below}{TEXT}</body></html>"
    return shown_date(parsed(page), "Ferry stops", language)


@pytest.mark.parametrize(
    ("written", "language", "day"),
    [
        ("2 February 2026", "en", "2026-02-02"),
        ("February 2nd, 2026", "en", "2026-02-02"),
        ("Hamburg, 2. Februar 2026", "de", "2026-02-02"),
        ("1er février 2026", "fr", "2026-02-01"),
        ("2 de febrero de 2026", "es", "2026-02-02"),
        ("02.03.2026 13:30 von Olga", "de", "2026-03-02"),
        ("6.11.25", "de", "2025-11-06"),
        ("Written: 2026-02-03 15:03:30", "en", "2026-02-03"),
        ("2026年2月3日", "ja", "2026-02-03"),
        ("3/2/2026", "en", "2026-03-02"),
        ("3/2/2026", "en-GB", "2026-02-03"),
        ("31/1/2026", "en", "2026-01-31"),
        ("31.02.2026", "de", ""),
        ("version 1.2.2026.4", "en", ""),
    ],
)
def test_days_are_read_as_the_language_of_the_page_writes_them(written: str, language: str, day: str) -> None:
    assert written_date(written, language) == day


def test_the_date_below_the_headline_is_taken_before_the_one_above() -> None:
    assert shown("<p>2 February 2026</p>", "<p>1 February 2026</p>") == "2026-02-02"
    assert shown("", "<p>1 February 2026</p>") == "2026-02-01"


def test_the_date_of_a_change_counts_where_there_is_no_other() -> None:
    changed = "<p>Updated 4 February 2026</p>"
    assert shown(f"{changed}<p>2 February 2026</p>") == "2026-02-02"
    assert shown(changed) == "2026-02-04"


def test_a_date_that_is_stated_with_its_zone_is_taken_whole() -> None:
    assert shown('<time datetime="2026-02-02T08:15:00+02:00">2 Feb</time>') == "2026-02-02T08:15:00+02:00"


@pytest.mark.parametrize(
    "other",
    [
        '<div class="related"><time datetime="2025-01-01">1 January 2025</time></div>',
        "<aside>1 January 2025</aside>",
        "<p>The yard closed its gates for the last time on 1 January 2025, people say.</p>",
    ],
)
def test_dates_of_others_and_dates_in_a_sentence_are_left_alone(other: str) -> None:
    assert shown(other) == ""


def test_a_date_may_stand_in_the_address() -> None:
    assert address_date("https://quay.example/2026/02/03/ferry") == "2026-02-03"
    assert address_date("https://quay.example/2026/13/03/ferry") == ""
    assert address_date("https://quay.example/12026/02/03") == ""


def test_a_stated_date_that_cannot_be_read_gives_way_to_one_that_can() -> None:
    page = (
        '<html lang="en"><head><meta property="article:published_time" content="2026-02-03-0305:49:00">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-02-03T05:49:00Z"}'
        f"</script></head><body><article><h1>Ferry stops</h1>{TEXT}</article></body></html>"
    )
    assert read_page(page).published == "2026-02-03T05:49:00Z"


@given(st.text(max_size=60))
def test_whatever_is_written_a_day_that_is_read_exists(text: str) -> None:
    assert len(written_date(text)) in (0, 10)


@pytest.mark.parametrize("written", ["2 aprıl 2026", "2 APRİL 2026", "Aprıl 2, 2026", "2 auguſt 2026"])
def test_a_month_in_letters_that_only_look_like_its_own_is_read(written: str) -> None:
    assert written_date(written) in ("2026-04-02", "2026-08-02")
