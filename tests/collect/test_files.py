from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.collect.bounded import Readers
from agent.collect.files import count, read_path
from agent.collect.outcome import Noted, Reading, Skipped
from agent.types import Article
from tests.fakes.pdf import lines, pdf
from tests.makers import NOW, TEXT

READERS = Readers()
READING = Reading(retrieved=NOW, zone=ZoneInfo("America/Bogota"), max_chars=2_000, max_bytes=50_000)
PAGE = f"""<html lang="en"><head><title>Harbour closed | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><link rel="canonical" href="https://n.example/x/">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "WebPage"}},
{{"@type": ["NewsArticle"], "datePublished": "2026-02-01T08:15:00+02:00",
"dateModified": "2026-02-02T09:00:00Z",
"author": [{{"@type": "Person", "name": "Ilse K. Grand"}}, {{"name": "Omar Reed"}}],
"publisher": {{"name": "The Harbour Post"}}}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Harbour closed</h1>
<p>{TEXT}</p><p>{TEXT} Ünïcode.</p></article></body></html>"""


@pytest.fixture(scope="module", autouse=True)
def _readers_are_ended() -> Iterator[None]:
    yield
    READERS.close()


def articles(path: Path, reading: Reading = READING) -> list[Article]:
    return [read for read in read_path(path, reading, READERS) if isinstance(read, Article)]


def skipped(path: Path, reading: Reading = READING) -> list[Skipped]:
    return [read for read in read_path(path, reading, READERS) if isinstance(read, Skipped)]


def noted(path: Path, reading: Reading = READING) -> list[Noted]:
    return [read for read in read_path(path, reading, READERS) if isinstance(read, Noted)]


def rows(path: Path, *values: Any) -> Path:
    lines = [value if isinstance(value, bytes) else json.dumps(value).encode() for value in values]
    data = b"\n".join(lines) + b"\n"
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


ROW = {
    "id": "r1",
    "url": "https://n.example/a",
    "publisher": "The Harbour Post",
    "title": "Closed",
    "text": TEXT,
}


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_row_becomes_an_article(tmp_path: Path, name: str) -> None:
    row = {
        **ROW,
        "published": "2026-02-01T10:00:00+01:00",
        "authors": ["Ilse Grand"],
        "language": "en-GB",
        "x": 1,
    }
    (article,) = articles(rows(tmp_path / name, row))
    assert article.external_id == "r1"
    assert article.publisher == "The Harbour Post"
    assert article.headline == "Closed"
    assert article.text == TEXT
    assert article.authors == ("Ilse Grand",)
    assert article.published == datetime(2026, 2, 1, 9, tzinfo=UTC)
    assert article.language == "en"
    assert article.retrieved == NOW


def test_of_a_row_with_a_page_the_page_fills_what_the_row_leaves_open(tmp_path: Path) -> None:
    row = {"id": "r1", "html": PAGE, "publisher": "Named Post", "published": "2026-01-01T00:00:00Z"}
    (article,) = articles(rows(tmp_path / "a.jsonl", row))
    assert (article.publisher, article.headline) == ("Named Post", "Harbour closed")
    assert article.published == datetime(2026, 1, 1, tzinfo=UTC)
    assert article.authors == ("Ilse K. Grand", "Omar Reed")
    assert article.text.startswith(TEXT)


def test_a_headline_wins_over_a_title(tmp_path: Path) -> None:
    (article,) = articles(rows(tmp_path / "a.jsonl", {**ROW, "headline": "Harbour closed"}))
    assert article.headline == "Harbour closed"


def test_a_date_keeps_its_zone_and_without_one_is_read_in_that_of_the_settings(
    tmp_path: Path,
) -> None:
    stated = {**ROW, "published": "2026-02-01T10:00:00+09:00"}
    bare = {**ROW, "url": "https://n.example/b", "published": "2026-02-01"}
    first, second = articles(rows(tmp_path / "a.jsonl", stated, bare))
    assert first.published is not None
    assert first.published.utcoffset() == timedelta(hours=9)
    assert second.published == datetime(2026, 2, 1, tzinfo=timezone(timedelta(hours=-5)))


def test_a_date_that_makes_no_sense_is_left_out_and_noted(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {**ROW, "published": "the day after"})
    assert articles(path)[0].published is None
    (remark,) = noted(path)
    assert (remark.name, remark.row) == ("a.jsonl", 1)
    assert "the day after" in remark.remark


@pytest.mark.parametrize("stated", ["2026-02-03T12:20:00Z", "2026-02-05", "2031-01-01T00:00:00Z"])
def test_a_date_in_the_future_is_left_out_and_noted(tmp_path: Path, stated: str) -> None:
    path = rows(tmp_path / "a.jsonl", {**ROW, "published": stated})
    assert articles(path)[0].published is None
    assert "lies in the future" in noted(path)[0].remark


@pytest.mark.parametrize("stated", ["2026-02-03T12:10:00Z", "2026-02-03", "2026-02-03T21:00:00+09:00"])
def test_a_date_of_today_is_kept_wherever_today_has_begun(tmp_path: Path, stated: str) -> None:
    path = rows(tmp_path / "a.jsonl", {**ROW, "published": stated})
    assert articles(path)[0].published is not None
    assert noted(path) == []


@pytest.mark.parametrize(
    ("stated", "language", "day", "told"),
    [
        ("01/02/2026", "", "2026-01-02", True),
        ("01/02/2026", "en-GB", "2026-02-01", True),
        ("31/01/2026", "", "2026-01-31", False),
        ("01.02.2026", "", "2026-02-01", False),
        ("02/02/2026", "", "2026-02-02", False),
    ],
)
def test_a_date_with_two_readings_is_told_as_it_was_read(
    tmp_path: Path, stated: str, language: str, day: str, told: bool
) -> None:
    path = rows(tmp_path / "a.jsonl", {**ROW, "published": stated, "language": language})
    published = articles(path)[0].published
    assert published is not None
    assert published.date().isoformat() == day
    assert ["may be swapped" in one.remark for one in noted(path)] == [True] * told


def test_an_address_that_is_none_is_left_out_and_noted(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {**ROW, "url": "javascript:alert(1)"})
    assert articles(path)[0].url is None
    assert "javascript" in noted(path)[0].remark


def test_the_language_is_found_where_the_row_does_not_state_it(tmp_path: Path) -> None:
    spanish = "El puerto fue cerrado el lunes por la mañana y los barcos esperan fuera de la bahía."
    path = rows(tmp_path / "a.jsonl", ROW, {**ROW, "url": "https://n.example/es", "text": spanish})
    assert [article.language for article in articles(path)] == ["en", "es"]


def test_the_same_page_has_one_identity_whatever_tracks_its_readers(tmp_path: Path) -> None:
    tracked = {**ROW, "url": "http://N.example:80/a/?utm_source=mail&fbclid=1#top"}
    first, second = articles(rows(tmp_path / "a.jsonl", ROW, tracked))
    assert first.id == second.id


def test_a_row_without_an_address_is_known_by_its_id_wherever_it_stands(tmp_path: Path) -> None:
    bare = {"id": "r9", "text": TEXT}
    first = articles(rows(tmp_path / "a.jsonl", bare))
    second = articles(
        rows(tmp_path / "a.jsonl", {"id": "r8", "text": "Another."}, {**bare, "text": "Changed."})
    )
    assert first[0].id == second[1].id
    assert first[0].content_hash != second[1].content_hash


BAD_ROWS = [
    (b"{not json", "not JSON"),
    (b'{"text": NaN}', "NaN"),
    (b"[1, 2]", "not a JSON object"),
    (b"\xff\xfe{}", "not UTF-8"),
    (b'{"text": ' + b"[" * 20_000, "nested too deeply"),
    ({"title": "No text"}, "neither text nor html"),
    ({"text": ""}, "text is empty"),
    ({"text": " \u200b\u00a0 "}, "no text"),
    ({"text": 7.5}, "text is not a string"),
    ({"text": "x" * 60_000}, "too large"),
    ({"html": "<html><body></body></html>"}, "no article"),
    ({"html": "<div>" * 400 + "deep"}, "nested too deeply"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_ROWS, ids=[reason for _, reason in BAD_ROWS])
def test_a_bad_row_is_named_and_its_neighbours_go_in(tmp_path: Path, bad: Any, reason: str) -> None:
    path = rows(tmp_path / "a.jsonl", ROW, bad, {**ROW, "url": "https://n.example/b"})
    assert len(articles(path)) == 2
    (report,) = skipped(path)
    assert (report.name, report.row) == ("a.jsonl", 2)
    assert reason in report.reason


def test_blank_lines_and_a_byte_order_mark_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\n\n  \n")
    assert len(articles(path)) == 1
    assert skipped(path) == []


def test_a_packed_file_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    import random

    noise = random.Random(7)
    many = [
        {**ROW, "url": f"https://n.example/{n}", "text": f"{TEXT} {noise.randbytes(400).hex()}"}
        for n in range(200)
    ]
    path = rows(tmp_path / "a.jsonl.gz", *many)
    path.write_bytes(path.read_bytes()[:-40_000])
    assert 0 < len(articles(path)) < 200
    (report,) = skipped(path)
    assert "damaged after row" in report.reason


def test_a_file_that_is_not_packed_whatever_its_name_says_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(json.dumps(ROW).encode())
    assert "damaged" in skipped(path)[0].reason


def test_a_packed_bomb_is_not_inflated_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.collect.files._ALWAYS_INFLATED", 1_000_000)
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(ROW).encode() + b"\n" + b"0" * 30_000_000))
    assert len(articles(path)) == 1
    assert "inflates to more than" in skipped(path)[-1].reason
    assert count(path, READING) == 0


def test_a_text_too_long_is_cut_at_a_paragraph_and_noted(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {**ROW, "text": "\n\n".join([TEXT] * 40)})
    (article,) = articles(path)
    assert len(article.text) <= 2_000
    assert article.text.endswith("outside.")
    assert "cut off after" in noted(path)[0].remark


def test_a_folder_is_read_whole_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "Coast Daily").mkdir()
    (tmp_path / "Coast Daily" / "b.txt").write_text(f"A headline\n\n{TEXT}", encoding="utf-8")
    (tmp_path / "a.md").write_text(
        "---\ntitle: From the front\npublisher: Front Post\npublished: 2026-01-05T10:00:00Z\n"
        f"url: https://f.example/1\nauthors: [A. Reed]\n---\n# Ignored\n\n"
        f"{TEXT} *Emphasis* <!-- 9182 -->\n\n- one\n- two\n"
        "<div hidden>9182</div>\n",
        encoding="utf-8",
    )
    (tmp_path / "c.html").write_text(PAGE, encoding="utf-8")
    rows(tmp_path / "d.jsonl", ROW)
    (tmp_path / "README.md").write_text("About this folder.")
    (tmp_path / "gold.json").write_text("{}")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    front, page, row, text = articles(tmp_path)
    assert skipped(tmp_path) == []
    assert (text.publisher, text.headline, text.text) == ("Coast Daily", "A headline", TEXT)
    assert (front.publisher, front.headline, front.url) == (
        "Front Post",
        "From the front",
        "https://f.example/1",
    )
    assert front.text == f"{TEXT} Emphasis\n\none\n\ntwo"
    assert front.published == datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert (page.publisher, page.headline) == ("The Harbour Post", "Harbour closed")
    assert row.external_id == "r1"
    assert count(tmp_path, READING) == 4


def test_a_page_gives_its_dates_with_their_zone_its_bylines_and_its_address(tmp_path: Path) -> None:
    (tmp_path / "c.html").write_text(PAGE, encoding="utf-8")
    (article,) = articles(tmp_path / "c.html")
    assert article.url == "https://n.example/x"
    assert article.authors == ("Ilse K. Grand", "Omar Reed")
    assert article.published is not None
    assert article.published.isoformat() == "2026-02-01T08:15:00+02:00"
    assert article.modified == datetime(2026, 2, 2, 9, tzinfo=UTC)
    assert article.text == f"{TEXT}\n\n{TEXT} Ünïcode."


def test_a_folder_of_newsletters_and_reports_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(lines(TEXT), CreationDate="D:20260201"))
    (tmp_path / "b.PDF").write_bytes(pdf(["q Q"]))
    letter = f"From: Quay Post <n@quay.example>\nSubject: Harbour\nMessage-ID: <7@q>\n\n{TEXT}\n"
    (tmp_path / "c.eml").write_text(letter)
    (tmp_path / "Copies").mkdir()
    (tmp_path / "Copies" / "d.eml").write_text(letter)
    report, mail, copy = articles(tmp_path)
    assert copy.id == mail.id
    assert (mail.publisher, mail.headline, mail.text) == ("quay.example", "Harbour", TEXT)
    assert report.text == TEXT
    assert report.published == datetime(2026, 2, 1, 5, tzinfo=UTC)
    assert [one.name for one in skipped(tmp_path)] == ["b.PDF"]


@pytest.mark.parametrize(
    "sender",
    [
        "Quay Post <n@quay.example>",
        '"n@quay.example" <n@evil.example>',
        "=?utf-8?q?A_=3Cn=40quay.example=3E?= <n@evil.example>",
    ],
)
def test_a_foreign_mail_with_the_id_of_another_is_an_article_of_its_own(tmp_path: Path, sender: str) -> None:
    head = "Subject: Harbour\nMessage-ID: <7@q>\n\n"
    (tmp_path / "a.eml").write_text(f"From: Quay Post <n@quay.example>\n{head}{TEXT}\n")
    (tmp_path / "b.eml").write_text(f"From: {sender}\n{head}The yard is praised.\n")
    own, foreign = articles(tmp_path)
    assert own.id != foreign.id
    assert foreign.publisher == sender.rpartition("@")[2].strip(">")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_a_page_is_read_in_the_characters_it_states(tmp_path: Path, encoding: str) -> None:
    source = PAGE.replace("<head>", f'<head><meta charset="{encoding}">')
    (tmp_path / "c.html").write_bytes(source.encode(encoding))
    assert articles(tmp_path / "c.html")[0].text.endswith("Ünïcode.")


def test_a_plain_text_whose_first_paragraph_is_long_has_no_headline(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TEXT * 4}\n\nMore.")
    (article,) = articles(tmp_path / "a.txt")
    assert article.headline == ""
    assert article.text.endswith("\n\nMore.")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"\xff\xfe\x00", "not UTF-8"),
        ("a.txt", b"", "no text"),
        ("a.txt", b"x" * 60_000, "too large"),
        ("a.md", b"---\ntitle: [unclosed\n---\ntext", "front matter"),
        ("a.md", b"---\ntitle: only\n---\n", "no text"),
        ("a.docx", b"PK", "not one of"),
        ("a.html", b"", "not a page"),
    ],
)
def test_a_bad_file_is_named_with_its_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (report,) = skipped(tmp_path / name)
    assert (report.name, report.row) == (name, None)
    assert reason in report.reason
    assert articles(tmp_path / name) == []


def test_what_is_missing_or_empty_is_named(tmp_path: Path) -> None:
    assert "no such file" in skipped(tmp_path / "nothing.jsonl")[0].reason
    assert "folder holds no" in skipped(tmp_path)[0].reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    assert "not a file" in skipped(tmp_path)[0].reason


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT)
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "other.txt").write_text(TEXT)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "own.txt").write_text(TEXT)
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "same.txt").symlink_to(inside / "own.txt")
    (inside / "folder").symlink_to(tmp_path / "far")
    (inside / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    assert len(articles(inside)) == 2
    assert {report.name for report in skipped(inside)} == {"link.txt", "broken.txt"}


def test_a_file_whose_name_is_no_text_can_still_be_named(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff\n.txt")
    (tmp_path / name).write_bytes(b"")
    (report,) = skipped(tmp_path)
    assert report.name.isprintable()
    assert report.model_dump_json()
