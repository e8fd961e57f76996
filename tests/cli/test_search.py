"""`aletheia search`, and the limits it shares with `aletheia brief`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from agent.settings import load_settings
from agent.store import Followed, Store
from agent.types import Source
from tests.cli.conftest import Aletheia, rows, write_rows

QUESTION = "What happened at the harbour of Port Marren?"


def shown(aletheia: Aletheia, *arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(aletheia("search", "--json", *arguments).out)["passages"]
    return found


def outlets(aletheia: Aletheia, *arguments: object) -> set[str]:
    return {one["publisher"] for one in shown(aletheia, QUESTION, *arguments)}


@pytest.fixture
def abroad(aletheia: Aletheia, newsroom: Path, tmp_path: Path) -> Path:
    """A newsroom with a text in Spanish, and a near-copy of a text of another outlet."""
    first = rows()[0]
    spanish = {**first, "id": "es", "url": "https://es.example/1", "publisher": "El Muelle",
               "title": "Cierran el puerto", "published": "2026-02-02T09:00:00Z",
               "text": "El temporal cerró el puerto de Port Marren el lunes. Doce barcos esperan fuera del "
               "puerto, dijo la capitana Ines Calder."}  # fmt: skip
    copy = {**first, "id": "copy", "url": "https://copy.example/1", "publisher": "The Copyist",
            "text": f"{first['text']} (Wire)"}  # fmt: skip
    aletheia("ingest", write_rows(tmp_path / "more.jsonl", [spanish, copy]))
    return newsroom


def test_passages_stand_with_headline_outlet_and_date_and_the_words_that_were_found(
    aletheia: Aletheia, newsroom: Path
) -> None:
    ended = aletheia("search", "fish prices", "--limit", "1")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "1. Fish prices rise after harbour closure\n"
        "   Coastal Wire, 3 February 2026\n"
        "   *Fish prices* in Port Marren rose by 8 percent while the harbour was closed.\n"
        "   Traders in Port Marren warned that a longer closure of the harbour could\n"
        "   empty the market by the weekend.\n"
        "   https://news.example/3\n\n"
        "1 passage from 1 article of 1 outlet; articles of any date.\n"
    )


def test_a_terminal_shows_the_words_that_were_found_in_bold(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("agent.commands.searching._is_terminal", lambda: True)
    assert "\x1b[1;33mFish prices\x1b[0m in Port" in aletheia("search", "fish prices").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in aletheia("search", "fish prices").out


def test_the_json_of_a_search_says_where_each_word_stands(aletheia: Aletheia, newsroom: Path) -> None:
    (first, *_) = shown(aletheia, "fish prices")
    words = [first["text"][s["start"] - first["start"] : s["end"] - first["start"]] for s in first["matched"]]
    assert words == ["Fish", "prices"]
    fields = set(json.loads(aletheia("schema", "search").out)["properties"])
    assert fields == set(json.loads(aletheia("search", "--json", "fish prices").out))


def test_near_copies_are_shown_once_with_the_outlets_that_have_them(aletheia: Aletheia, abroad: Path) -> None:
    ended = aletheia("search", QUESTION)
    assert ended.out.count("Storm closes the harbour") == 1
    assert "also in 1 outlet: " in ended.out
    (one,) = [p for p in shown(aletheia, QUESTION) if p["also_in"]]
    assert {one["publisher"], *one["also_in"]} == {"The Harbour Post", "The Copyist"}


def test_what_is_searched_can_be_limited(aletheia: Aletheia, abroad: Path) -> None:
    assert outlets(aletheia, "--since", "2026-02-03") == {"Coastal Wire"}
    assert "Coastal Wire" not in outlets(aletheia, "--until", "2026-02-02")
    assert "Coastal Wire" not in outlets(aletheia, "--as-of", "2026-02-02")
    assert outlets(aletheia, "--source", "harbour post") == {"The Harbour Post"}
    two = ("--source", "The Harbour Post", "--source", "Coastal Wire")
    assert outlets(aletheia, *two) == {"The Harbour Post", "Coastal Wire"}
    assert outlets(aletheia, "--language", "es") == {"El Muelle"}
    assert "El Muelle" not in outlets(aletheia, "--language", "EN")
    assert len(shown(aletheia, QUESTION, "--limit", "2")) == 2


def test_a_followed_source_stands_for_its_outlet(aletheia: Aletheia, newsroom: Path) -> None:
    def follow(key: str, address: str, publisher: str) -> None:
        now = datetime(2026, 2, 1, tzinfo=UTC)
        kind = "folder" if address.startswith("/") else "feed"
        source = Source.model_validate(
            {"id": key, "kind": kind, "address": address, "publisher": publisher, "added": now}
        )
        with Store.open(load_settings(newsroom).store_url) as store:
            Followed(store).add([source])

    follow("a1", "https://wire.example/feed", "Coastal Wire")
    follow("b2", "https://other.example/feed", "")
    follow("c3", "/archive", "")
    assert outlets(aletheia, "--source", "https://wire.example/feed") == {"Coastal Wire"}
    for source, why in (
        ("b2", "no article in the library is from it"),
        ("c3", "a folder holds articles of many outlets"),
        ("Harbor Post", "Near to it: The Harbour Post."),
        ("Zyx", "nothing followed is called so"),
    ):
        ended = aletheia("search", QUESTION, "--source", source)
        assert (ended.code, ended.out) == (2, "")
        assert why in ended.sentence


def test_a_briefing_takes_the_same_limits_and_says_so(aletheia: Aletheia, abroad: Path) -> None:
    limits = ("--source", "The Harbour Post", "--source", "Coastal Wire", "--language", "en")
    made = json.loads(aletheia("brief", QUESTION, *limits, "--format", "json").out)
    assert {source["publisher"] for source in made["sources"]} <= {"The Harbour Post", "Coastal Wire"}
    assert made["sources"]
    assert set(made["blind_spots"]["silent"]) <= {"The Harbour Post", "Coastal Wire"}
    assert made["notes"][:2] == [
        "Only articles of The Harbour Post, Coastal Wire were read.",
        "Only articles in the language “en” were read.",
    ]


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_where_nothing_is_about_the_question_the_nearest_is_shown_and_the_exit_is_4(
    aletheia: Aletheia, newsroom: Path, form: list[str]
) -> None:
    ended = aletheia("search", "Which violins did the orchestra of Vantaa borrow?", *form)
    assert ended.code == 4
    assert "Nothing in the library answers this" in ended.sentence
    assert "Nearest passages" in ended.err
    assert (json.loads(ended.out)["passages"] == []) if form else (ended.out == "")


def test_a_search_that_its_limits_empty_says_what_there_is(aletheia: Aletheia, newsroom: Path) -> None:
    for limits, says in (
        (("--language", "fi"), "no article is in that language; there are en"),
        (("--since", "2027-01-01"), "the articles are from 2026-02-01 to 2026-02-03"),
        (
            ("--until", "2026-02-01", "--source", "Coastal Wire"),
            "the outlet's articles are from 2026-02-03 to 2026-02-03",
        ),
    ):
        ended = aletheia("search", QUESTION, *limits)
        assert (ended.code, ended.out) == (4, "")
        assert says in ended.sentence


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([" "], "question (it is empty)"),
        (["x", "--limit", "0"], "--limit 0 (it is not between 1 and 100)"),
        (["x", "--limit", "ten"], "--limit"),
        (["x", "--language", "Klingon"], "“Klingon” is no language code"),
        (["x", "--since", "soon"], "“soon” is no day"),
    ],
)
def test_what_cannot_be_searched_for_is_one_sentence(
    aletheia: Aletheia, newsroom: Path, arguments: list[str], says: str
) -> None:
    ended = aletheia("search", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.sentence


def test_while_another_process_owns_the_index_a_search_says_that_it_saw_words_alone(
    aletheia: Aletheia, newsroom: Path
) -> None:
    with FileLock(newsroom / "index" / "lock"):
        ended = aletheia("search", "fish prices")
        assert ended.code == 0
        assert "only words were searched" in " ".join(ended.out.split())
        as_json = aletheia("search", "fish prices", "--json")
        assert "only words were searched" in json.loads(as_json.out)["degraded"]
        assert "only words were searched" in as_json.err


def test_an_empty_library_is_no_fault_of_a_search(aletheia: Aletheia, tmp_path: Path) -> None:
    ended = aletheia("search", QUESTION, "--home", tmp_path / "never")
    assert (ended.code, ended.out) == (4, "")
    assert ended.sentence == "The library is empty. Add articles with `aletheia ingest PATH`.\n"
