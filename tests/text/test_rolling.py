from __future__ import annotations

import pytest

from agent.text.rolling import rolling


@pytest.mark.parametrize(
    ("url", "headline"),
    [
        ("https://news.example/world/live/2026/feb/03/orrin", "Dam at Orrin gives way"),
        ("https://news.example/2026/orrin-dam-live-updates/123/", "Dam at Orrin gives way"),
        ("https://news.example/2026/orrin-trial-the-latest-updates-from-court/", "Orrin trial"),
        ("https://news.example/livecoverage/orrin?ref=a", "Orrin"),
        (None, "Live: the flood at Orrin"),
        (None, "Flood at Orrin – live"),
        (None, "The Latest: Mayor of Orrin resigns"),
        (None, "Flood updates; will the schools open?"),
        (None, "Orrin United v Vellmark: the final as it happened"),
    ],
)
def test_a_page_that_is_written_on_and_on_is_known_by_its_address_or_headline(
    url: str | None, headline: str
) -> None:
    assert rolling(url, headline)


@pytest.mark.parametrize(
    ("url", "headline"),
    [
        ("https://news.example/blog/2026/orrin-dam", "Minister denies latest charge"),
        ("https://news.example/2026/where-bears-live/", "Where bears live"),
        ("https://news.example/2026/live-music-returns", "Live music returns to Orrin"),
        ("https://news.example/2026/how-to-watch-live-vote", "Mayor updates budget"),
        ("https://news.example/2026/orrin-is-still-alive", "Orrin is still alive and well"),
        (None, ""),
    ],
)
def test_other_pages_are_not_though_they_hold_the_same_words(url: str | None, headline: str) -> None:
    assert not rolling(url, headline)
