"""What the words remember of what they found belongs to one state of the index."""

from __future__ import annotations

from agent.retrieve.lexical import STEMMED, Words
from agent.retrieve.places import Entry, Filter, Place, instant
from tests.makers import NOW

ASKED = [(STEMMED, "harbour", 1.0)]


def entry(name: str) -> Entry:
    text = "The harbour was closed."
    return Entry(Place(name, "hash", 0, len(text), instant(NOW)), "The Post", "Closed", text, "The Post", NOW)


def found(words: Words) -> list[str]:
    return [key.partition("\x1f")[0] for key, _ in words.search(ASKED, 10, Filter())]


def test_a_passage_is_read_once_however_often_it_is_found() -> None:
    words = Words(None)
    words.write([entry("a")])
    assert found(words) == found(words) == ["a"]
    assert len(words._looked[1]) == 1


def test_what_a_thread_still_reads_of_an_older_state_is_never_answered_with_later() -> None:
    words = Words(None)
    words.write([entry("a")])
    searcher, keys = words._looked
    address = next(
        address for _, address in searcher.search(words._index.parse_query("harbour", [STEMMED]), 1).hits
    )
    words.write([entry("b")], afresh=True)
    words._seen(address, searcher, keys)  # a thread that began before the writing
    assert found(words) == ["b"]
