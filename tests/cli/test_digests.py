"""Digests from the command line, over a newsroom of three articles."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from agent.packed import own_checker
from agent.packing.prove import prove
from tests.cli.conftest import Aletheia
from tests.digests.sinks import Inbox

ASKED = ("--question", "What happened at the harbour of Port Marren?", "--schedule", "weekdays 07:30")
OLD = ("--lookback", 8784)


def ordered(aletheia: Aletheia, *more: object) -> str:
    """Order a digest and return its id."""
    done = aletheia("digest", "add", "Harbour", *ASKED, *OLD, *more)
    assert done.code == 0, done.err
    return done.out.split()[1].rstrip(":")


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, socket_enabled: Any) -> None:
    """Let the present be some days after the articles; the engine wakes its loop by a pair of sockets."""
    from datetime import UTC, datetime

    from agent.commands import digest_orders, digests, working

    for module in (digest_orders, digests, working):
        monkeypatch.setattr(module, "now", lambda: datetime(2026, 2, 9, 12, tzinfo=UTC))


def test_an_order_is_listed_shown_and_explained(aletheia: Aletheia, newsroom: Path, now: None) -> None:
    name = ordered(aletheia, "--timezone", "Europe/Berlin", "--folder", newsroom / "out")
    assert "Due next on Tuesday 2026-02-10 at 07:30" in aletheia("digest", "list").out
    assert "cron 30 7 * * 1-5" in aletheia("digest", "show", "Harbour").out
    lines = aletheia("digest", "explain", name).out.splitlines()
    assert lines[1].startswith("  Tue 2026-02-10 07:30  UTC+0100  2026-02-10 06:30 UTC")
    assert len(lines) == 13


def test_an_edition_at_once_is_delivered_and_its_receipt_shown(
    aletheia: Aletheia, newsroom: Path, now: None
) -> None:
    name = ordered(aletheia, "--folder", newsroom / "out", "--feed", newsroom / "feed.xml")
    done = aletheia("digest", "run", "Harbour", "--now")
    assert done.code == 0, done.err
    record = json.loads(next((newsroom / "out").glob("*.json")).read_text("utf-8"))
    assert record["changes"] is None
    assert "12 ships" in next((newsroom / "out").glob("*.txt")).read_text("utf-8")
    history = aletheia("digest", "history", name).out
    assert history.count("delivered") == 2
    assert aletheia("digest", "run").out == ""


def test_a_due_edition_goes_out_by_mail_once(
    aletheia: Aletheia, newsroom: Path, now: None, mail_server: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from agent.commands import working

    monkeypatch.setenv("ALETHEIA_SMTP_URL", f"smtp://127.0.0.1:{mail_server.port}")
    monkeypatch.setenv("ALETHEIA_MAIL_FROM", "desk@news.example")
    ordered(aletheia, "--mail", "ada@news.example")
    monkeypatch.setattr(working, "now", lambda: datetime(2026, 2, 10, 8, tzinfo=UTC))
    assert aletheia("digest", "run").code == 0
    assert aletheia("digest", "run").out == ""
    (message,) = mail_server.messages
    assert message["Subject"] == "Harbour, 10 February 2026"
    assert "12 ships" in message.get_body(("html",)).get_content()  # type: ignore[union-attr]  # it is there


def test_files_go_along_with_the_mail_and_open(
    aletheia: Aletheia, newsroom: Path, now: None, mail_server: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALETHEIA_SMTP_URL", f"smtp://127.0.0.1:{mail_server.port}")
    monkeypatch.setenv("ALETHEIA_MAIL_FROM", "desk@news.example")
    kinds = ("docx", "html", "pack", "markdown", "json")
    ordered(aletheia, "--mail", "ada@news.example", *(word for kind in kinds for word in ("--attach", kind)))
    assert "Attached to mail: html, docx, pack, markdown, json." in aletheia("digest", "show", "Harbour").out
    assert aletheia("digest", "run", "Harbour", "--now").code == 0
    (message,) = mail_server.messages
    files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert list(files) == [f"harbour-2026-02-09.{end}" for end in ("html", "docx", "pack.json", "md", "json")]
    word = Document(BytesIO(files["harbour-2026-02-09.docx"]))
    assert "12 ships" in "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert prove(files["harbour-2026-02-09.pack.json"].decode(), *own_checker()).doubts == ()
    body = message.get_body(("plain",))
    assert body is not None
    assert "Attached: harbour-2026-02-09.html" in " ".join(body.get_content().split())


def test_the_address_of_its_feed_is_printed_and_taken_back(
    aletheia: Aletheia, newsroom: Path, now: None
) -> None:
    ordered(aletheia, "--folder", newsroom / "out")
    first = aletheia("digest", "feed", "Harbour").out
    assert first.startswith("http://127.0.0.1:8000/feeds/")
    assert aletheia("digest", "feed", "Harbour").out == first
    assert "no feed" in aletheia("digest", "feed", "Harbour", "--revoke").out
    assert aletheia("digest", "feed", "Harbour").out != first


def test_what_is_not_set_up_is_told_and_tried_again(aletheia: Aletheia, newsroom: Path, now: None) -> None:
    done = aletheia("digest", "add", "Harbour", *ASKED, *OLD, "--mail", "ada@news.example")
    assert "set `smtp_url` and `mail_from`" in done.err
    done = aletheia("digest", "run", "Harbour", "--now")
    assert done.code == 3
    assert "the channel mail is not set up" in aletheia("digest", "history", "Harbour").out


def test_a_preview_shows_the_edition_and_keeps_nothing(aletheia: Aletheia, newsroom: Path, now: None) -> None:
    ordered(aletheia, "--folder", newsroom / "out")
    assert "12 ships" in aletheia("digest", "preview", "Harbour").out
    assert "<h1" in aletheia("digest", "preview", "Harbour", "--format", "html").out
    assert "No edition of Harbour yet" in aletheia("digest", "history", "Harbour").out
    assert not (newsroom / "out").exists()


def test_a_digest_is_paused_resumed_and_removed(aletheia: Aletheia, newsroom: Path, now: None) -> None:
    ordered(aletheia, "--folder", newsroom / "out")
    assert aletheia("digest", "pause", "Harbour").code == 0
    assert "Paused." in aletheia("digest", "list").out
    assert aletheia("digest", "resume", "Harbour").code == 0
    assert aletheia("digest", "resend", "Harbour").out.startswith("Harbour: 0 to be tried again")
    assert aletheia("digest", "remove", "Harbour").code == 0
    assert "Nothing is ordered yet" in aletheia("digest", "list").out


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--mail", "ada"], "no mail address"),
        (["--webhook", "ftp://x"], "no web address"),
        ([], "nobody gets it"),
        (["--folder", "x", "--attach", "docx"], "nobody gets it by mail"),
        (["--folder", "x", "--timezone", "Berlin"], "no time zone is called so"),
        (["--folder", "x", "--profile", "none"], "profile"),
        (["--folder", "x", "--schedule", "sometimes"], "names no time of day"),
        (["--webhook", f"https://x.example/{'x' * 2_000}"], "longer than 2,000"),
        ([part for n in range(20) for part in ("--question", f"Q{n}?")] + ["--folder", "x"], "at most 20"),
    ],
)
def test_what_cannot_be_ordered_is_refused(
    aletheia: Aletheia, newsroom: Path, wrong: list[str], told: str
) -> None:
    done = aletheia("digest", "add", "Harbour", *ASKED, *wrong)
    assert done.code == 2
    assert told in done.sentence
    assert "Nothing is ordered yet" in aletheia("digest", "list").out


def test_a_run_names_a_digest_and_now_or_neither(aletheia: Aletheia, newsroom: Path) -> None:
    assert aletheia("digest", "run", "Harbour").code == 2
    assert aletheia("digest", "run", "--now").code == 2
