"""Versions of an article are shown with what changed, and its copies with their origin."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import STORIES, Aletheia, rows, write_rows

LONG = " ".join(text for _, _, text in STORIES) + " Nobody in Port Marren was hurt, the harbour master said."


def test_what_changed_from_version_to_version_is_shown(
    aletheia: Aletheia, newsroom: Path, tmp_path: Path
) -> None:
    row = rows()[0]
    changed = {**row, "title": "Storm shuts the harbour", "text": row["text"].replace("12 ships", "14 ships")}
    aletheia("ingest", write_rows(tmp_path / "later.jsonl", [changed]))
    shown = aletheia("article", "versions", "https://news.example/1")
    assert (shown.code, shown.err) == (0, "")
    assert "Version 2" in shown.out
    assert "[-closes-] {+shuts+}" in shown.out
    assert "At least [-12-] {+14+} ships" in shown.out


def test_a_copy_is_shown_with_its_origin_and_the_origin_with_its_copies(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    def row(key: str, publisher: str, day: int) -> dict[str, str]:
        url = f"https://{key}.example/a"
        return {
            "url": url,
            "publisher": publisher,
            "published": f"2026-02-0{day}",
            "title": key,
            "text": LONG,
        }

    aletheia("ingest", write_rows(tmp_path / "a.jsonl", [row("wire", "Wire", 1), row("quay", "Quay", 2)]))
    copy = aletheia("article", "versions", "https://quay.example/a").out
    assert "Origin: Wire, wire (https://wire.example/a)" in copy
    assert "Also printed by: Quay" in aletheia("article", "versions", "https://wire.example/a").out


def test_an_article_that_is_not_there_is_said_so(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("article", "versions", "nothing")
    assert (ended.code, "no article has that id" in ended.sentence) == (2, True)
