"""Foreign files are read in a process that is ended when it takes too long or too much, and begins anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent.collect.bounded import Readers
from agent.collect.outcome import Unusable
from agent.types import Feed

FEED = b"<rss version='2.0'><channel><item><link>https://quay.example/a</link></item></channel></rss>"
PAGE = (
    b"<html><head><title>Ferry</title></head><body><article><h1>Ferry stops</h1><p>The ferry to Ostra stops"
    b" for a week, the harbour office said on Monday, and nobody knows why.</p></article></body></html>"
)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as made:
        yield made


def test_files_of_several_kinds_are_read_by_one_process(readers: Readers) -> None:
    assert Feed.model_validate(readers.read("feed", FEED)).items[0].url == "https://quay.example/a"
    assert "harbour office" in readers.read("page", PAGE)["text"]


def test_what_cannot_be_read_is_a_reason_and_the_next_file_is_read(readers: Readers) -> None:
    with pytest.raises(Unusable, match="not a feed"):
        readers.read("feed", b"nothing")
    assert readers.read("feed", FEED)["items"]


def test_a_page_nested_too_deeply_is_a_failure_and_never_an_empty_article(readers: Readers) -> None:
    deep = b"<html><body>" + b"<div>" * 400 + b"text" + b"</div>" * 400 + b"</body></html>"
    with pytest.raises(Unusable, match=r"too deeply|no article"):
        readers.read("page", deep)


def test_reading_that_takes_too_long_is_ended_and_the_next_file_is_read_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("agent.collect.bounded.STARTING", 0.0)
    with Readers(seconds=0.001) as hasty, pytest.raises(Unusable, match=r"more than 0\.001 seconds"):
        hasty.read("feed", FEED)


def test_a_reader_that_was_ended_begins_again(readers: Readers) -> None:
    assert readers.read("feed", FEED)["items"]
    assert readers._process is not None
    readers._process.kill()
    readers._process.wait()
    assert readers.read("feed", FEED)["items"]
