"""What was deleted stands in no file below the home folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agent.retrieve.lexical import PLAIN, Words
from tests.cli.conftest import Aletheia, rows, write_rows
from tests.makers import NOW

FORMS = ("quicksilver", "porcupines", "zanzibarian")
WORDS = ("quicksilver", "porcupin", "zanzibarian", "halcyonic")
"""Of the headline, the text and its later version, as far as a stem leaves them."""


def holding(home: Path) -> list[Path]:
    files = [path for path in home.rglob("*") if path.is_file()]
    return [f for f in files if any(word.encode() in f.read_bytes().lower() for word in WORDS)]


def spelt(home: Path) -> int:
    """Return how many of them the dictionary of the index knows; its file packs them."""
    words = Words(next((home / "index").glob("words.*")))
    return sum(words.frequency(word, PLAIN) > 0 for word in (*FORMS, "halcyonic"))


def test_a_deleted_article_stands_in_no_file_of_the_home_folder(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    doomed = {**rows()[0], "id": "gone", "url": "https://news.example/gone", "title": "Quicksilver spilt",
              "text": "Porcupines fled Port Marren on Monday, Zanzibarian pilots said."}  # fmt: skip
    later = {**doomed, "text": f"{doomed['text']} A halcyonic calm followed on Tuesday."}
    assert aletheia("ingest", write_rows(tmp_path / "rows.jsonl", [*rows(), doomed])).code == 0
    assert aletheia("ingest", write_rows(tmp_path / "later.jsonl", [later])).code == 0
    assert aletheia("brief", "What happened to porcupines at the harbour of Port Marren?").code == 0
    assert home / "store.sqlite" in holding(home)
    assert spelt(home) == 4
    deleted = aletheia("article", "delete", "gone")
    assert deleted.code == 0
    if "Kept briefings" in deleted.err:  # they quote it until they are deleted as well
        briefing = aletheia("briefings", "list").out.split()[0]
        assert aletheia("briefings", "delete", briefing).code == 0
    assert (holding(home), spelt(home)) == ([], 0)


DOOMED = {**rows()[0], "id": "gone", "url": "https://news.example/gone", "title": "Quicksilver spilt",
          "publisher": "Erased Gazette", "published": "2026-01-05T09:00:00Z",
          "text": "Porcupines fled Port Marren on Monday, Zanzibarian pilots said. A halcyonic calm came."
          }  # fmt: skip
QUESTION = "What happened to porcupines at the harbour of Port Marren?"


@pytest.fixture
def quoted(aletheia: Aletheia, home: Path, tmp_path: Path, socket_enabled: Any) -> Path:
    """Return the file of an article that a kept briefing and an edition quote."""
    path = write_rows(tmp_path / "rows.jsonl", [*rows(), DOOMED])
    assert aletheia("ingest", path).code == 0
    assert aletheia("brief", QUESTION).code == 0
    folder, lookback = tmp_path / "sent", 24 * 360
    add = aletheia("digest", "add", "Morning", "--question", QUESTION, "--schedule", "daily 7:00",
                   "--folder", folder, "--lookback", lookback)  # fmt: skip
    assert (add.code, aletheia("digest", "run", "Morning", "--now").code) == (0, 0)
    return path


@pytest.mark.parametrize(
    "named", [["gone"], ["--outlet", "Erased Gazette"], ["https://news.example/gone", "gone"]]
)
def test_what_is_forgotten_with_its_quotations_stands_in_no_file(
    aletheia: Aletheia, home: Path, quoted: Path, named: list[str]
) -> None:
    assert home / "store.sqlite" in holding(home)
    assert aletheia("forget", *named, "--quotations").code == 0
    words = [path for path in holding(home) if b"porcupines at the harbour" not in path.read_bytes().lower()]
    assert (words, spelt(home)) == ([], 0)
    kept = (home / "store.sqlite").read_bytes().lower()
    assert [word for word in ("quicksilver", "zanzibarian", "halcyonic") if word.encode() in kept] == []


def test_what_is_forgotten_does_not_come_back(aletheia: Aletheia, home: Path, quoted: Path) -> None:
    assert aletheia("forget", "gone", "--quotations").code == 0
    again = aletheia("ingest", quoted)
    assert (again.code, "does not come back" in again.err) == (3, True)
    assert "Quicksilver" not in aletheia("search", "porcupines").out


def test_a_briefing_that_quotes_what_was_forgotten_says_so(
    aletheia: Aletheia, home: Path, quoted: Path
) -> None:
    briefing = aletheia("briefings", "list").out.split()[0]
    assert "erased since" not in aletheia("briefings", "show", briefing).out
    forgotten = aletheia("forget", "gone")
    assert (forgotten.code, "quote them" in forgotten.err) == (0, True)
    for format in ("md", "html", "text", "json"):
        assert "erased since" in aletheia("briefings", "show", briefing, "--format", format).out


def test_only_what_is_older_than_the_settings_say_is_forgotten(
    aletheia: Aletheia, quoted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert aletheia("forget", "--old").code == 2
    monkeypatch.setenv("ALETHEIA_RETENTION_DAYS", "20")
    monkeypatch.setattr("agent.commands.forgetting.now", lambda: NOW)
    assert aletheia("forget", "--old", "--dry").out.startswith("1 articles would be")
    assert aletheia("forget", "--old").out.startswith("1 articles forgotten")
    assert aletheia("forget", "--old").out.startswith("0 articles forgotten")


def test_nothing_is_forgotten_where_nothing_is_named(aletheia: Aletheia, quoted: Path) -> None:
    for asked in ([], ["gone", "--old"], ["--outlet", "Nobody's Post"], ["unknown"]):
        assert aletheia("forget", *asked).code == 2
