"""What was deleted stands in no file below the home folder."""

from __future__ import annotations

from pathlib import Path

from agent.retrieve.lexical import PLAIN, Words
from tests.cli.conftest import Aletheia, rows, write_rows

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
