"""A newsroom follows ten outlets, sees the day's stories, and is briefed on the one that spikes."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from agent.cli import run as run_command
from agent.errors import StoreBusy
from agent.store import Store
from agent.types import Article, Briefing
from tests.cli.conftest import Aletheia, write_rows
from tests.fakes.town import OUTLETS, QUESTION, morning, weeks
from tests.makers import NOW

PAGE = (
    '<html lang="en"><head><title>{0}</title><meta property="article:published_time" content="{1}"></head>'
    "<body><article><h1>{0}</h1><p>{2}</p></article></body></html>"
)


class Clock(datetime):
    """A clock that stands still."""

    at = NOW

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a moment, not a clock
        return cls.at.astimezone(tz)


@dataclass
class Street:
    """Ten newsrooms behind one address, each with a feed of its own."""

    port: int = 0
    articles: list[Article] = field(default_factory=list)

    def feed(self, number: int) -> str:
        return f"http://127.0.0.1:{self.port}/o{number}/feed.xml"

    def answer(self, path: str) -> tuple[str, str] | None:
        if path == "/robots.txt":
            return "text/plain", "User-agent: *\nAllow: /\n"
        if path.endswith("/feed.xml"):
            mine = [n for n, a in enumerate(self.articles) if a.publisher == OUTLETS[int(path[2])]]
            items = "".join(
                f"<item><title>{self.articles[n].headline}</title>"
                f"<link>http://127.0.0.1:{self.port}/o{path[2]}/a{n}</link></item>"
                for n in mine
            )
            return (
                "application/rss+xml",
                f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>',
            )
        number = path.rpartition("/a")[2]
        if not number.isdigit():
            return None
        told = self.articles[int(number)]
        return "text/html", PAGE.format(told.headline, (told.published or NOW).isoformat(), told.text)


@pytest.fixture
def street(socket_enabled: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    made = Street()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = made.answer(self.path)
            kind, body = found or ("text/html", "nothing")
            data = body.encode()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("ALETHEIA_COLLECT_PORTS", f"[{made.port}]")
    monkeypatch.setenv("ALETHEIA_COLLECT_NETWORKS", '["127.0.0.0/8"]')
    monkeypatch.setattr("agent.commands.sources.time.sleep", lambda seconds: None)
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def row(article: Article) -> dict[str, str]:
    published = (article.published or NOW).isoformat()
    return {"id": article.external_id or "", "url": article.url or "", "publisher": article.publisher,
            "title": article.headline, "published": published, "text": article.text}  # fmt: skip


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be noon of the day, on a terminal of the usual width."""
    monkeypatch.setattr("agent.commands.opening.datetime", Clock)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(scope="session")
def _ordinary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ordinary")
    rows = write_rows(folder / "weeks.jsonl", [row(article) for article in weeks()])
    assert run_command(["ingest", str(rows), "--home", str(folder / "home")]) == 0
    return folder / "home"


@pytest.fixture(scope="session")
def _filled_town(_ordinary: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    shutil.copytree(_ordinary, folder / "home")
    rows = write_rows(folder / "morning.jsonl", [row(article) for article in morning()])
    assert run_command(["ingest", str(rows), "--home", str(folder / "home")]) == 0
    return folder / "home"


@pytest.fixture
def ordinary(home: Path, _ordinary: Path) -> Path:
    """Return a home with two ordinary weeks."""
    shutil.copytree(_ordinary, home)
    return home


@pytest.fixture
def town(home: Path, _filled_town: Path) -> Path:
    """Return a home with two ordinary weeks and the morning of the ferry."""
    shutil.copytree(_filled_town, home)
    return home


def test_ten_outlets_are_followed_the_spike_is_seen_and_briefed(
    aletheia: Aletheia, ordinary: Path, street: Street, tmp_path: Path
) -> None:
    for number, outlet in enumerate(OUTLETS):
        assert aletheia("source", "add", street.feed(number), "--publisher", outlet).code == 0
    street.articles = morning()
    ended = aletheia("collect")
    assert (ended.code, "12 articles added" in ended.out) == (0, True), ended
    screen = aletheia("stories").out.splitlines()
    assert len(screen) <= 24
    assert all(len(line) <= 80 for line in screen)
    ferry = next(n for n, line in enumerate(screen) if "Norlinje" in line or "Skarnholm" in line)
    assert screen[ferry].startswith("new         ▲ ")
    assert "9 outlets · " in screen[ferry + 1]
    key = screen[ferry + 1].split()[0]

    story = aletheia("stories", "show", key).out
    assert "12 articles" in story
    assert "Skarnholm" in story

    told = aletheia("spikes").out
    assert "where about " in told or "where hardly any" in told
    assert all(len(line) <= 80 for line in told.splitlines())
    assert "highest" in told

    ended = aletheia("brief", QUESTION, "--format", "json")
    briefing = Briefing.model_validate_json(ended.out)
    first = briefing.sections[0].claims[0]
    assert first.kind == "measured"
    assert first.text.startswith("News coverage of this story spiked")
    assert " spiked on 3 February 2026: " in first.text
    assert len(briefing.measures) == 1

    for format, mark in (
        ("md", "*Measured:* News"),
        ("text", "(Measured) News"),
        ("html", ">Measured</span>"),
    ):
        shown = aletheia("briefings", "show", briefing.id, "--format", format).out
        assert mark in shown
        assert "How coverage was measured" in shown
    pack = tmp_path / "ferry.pack.json"
    assert aletheia("pack", briefing.id, "--out", pack).code == 0
    ended = aletheia("verify", pack)
    assert (ended.code, "TRUE" in ended.out) == (0, True)


def test_a_briefing_on_another_story_or_another_day_opens_as_before(aletheia: Aletheia, town: Path) -> None:
    for question, *when in (
        ("What happened to the ferry at Skarnholm?", "--as-of", "2026-02-03T06:40+00:00"),
        ("What did the mayor say about the school budget?",),
    ):
        ended = aletheia("brief", question, "--format", "json", *when)
        if ended.code == 0:
            briefing = Briefing.model_validate_json(ended.out)
            kinds = {claim.kind for section in briefing.sections for claim in section.claims}
            assert (briefing.measures, "measured" in kinds) == ((), False)


def test_a_day_without_news_and_an_empty_library_say_what_to_do(
    aletheia: Aletheia, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The library is empty" in aletheia("stories").out
    assert "No article states when" in aletheia("spikes").out
    assert "nothing can be counted" in aletheia("spikes", "backtest").out
    assert aletheia("watch", "list").out.startswith("Nothing is watched yet.")


def test_stories_are_told_as_json_by_phase_and_by_day(aletheia: Aletheia, town: Path) -> None:
    found = json.loads(aletheia("stories", "--json").out)
    assert max(len(story["outlets"]) for story in found) == 9
    assert all(1 <= story["origins"] <= len(story["outlets"]) for story in found)
    assert "No story has news" in aletheia("stories", "--phase", "fading").out
    past = json.loads(aletheia("stories", "--json", "--until", "2026-02-01").out)
    assert past
    assert not {story["id"] for story in past if "Norlinje" in story["headline"]}
    assert {story["phase"] for story in past} == {"new", "developing", "fading"}


def test_stories_are_joined_and_parted_by_hand(aletheia: Aletheia, town: Path) -> None:
    found = json.loads(aletheia("stories", "--json", "--since", "2026-02-02").out)
    ferry = next(story for story in found if "Skarnholm" in story["headline"])
    other = next(story for story in found if story["id"] != ferry["id"])
    ended = aletheia("stories", "split", ferry["id"], *ferry["article_ids"][-2:])
    assert "is now a story of its own" in ended.out
    part = ended.out.split()[0]
    assert "is now part of" in aletheia("stories", "merge", part, other["id"][:12]).out
    assert "by hand" in aletheia("stories", "show", part).out
    ended = aletheia("stories", "merge", part, "story-nowhere")
    assert (ended.code, "no story has this id" in ended.sentence) == (2, True)


def test_a_watch_is_added_paused_and_removed(aletheia: Aletheia, town: Path) -> None:
    assert "12 articles so far" in aletheia("watch", "add", "ferry Skarnholm", "--name", "The ferry").out
    assert "Watched already" in aletheia("watch", "add", "ferry Skarnholm").out
    assert "The ferry" in aletheia("spikes").out
    aletheia("watch", "pause", "The ferry")
    assert "paused" in aletheia("watch", "list").out
    told = json.loads(aletheia("spikes", "--json").out)
    assert [one["height"]["label"] for one in told["spikes"]] != ["The ferry"]
    assert aletheia("watch", "resume", "ferry Skarnholm").code == 0
    assert aletheia("watch", "remove", "The ferry").code == 0
    assert aletheia("watch", "remove", "The ferry").code == 2
    assert aletheia("watch", "add", "-ferry").code == 2


def test_the_past_is_replayed_beside_the_fixed_rule(aletheia: Aletheia, town: Path) -> None:
    told = aletheia("spikes", "backtest", "--since", "2026-02-01").out
    assert "would have been told" in told
    assert "The fixed rule: 3 February 2026" in told
    made = json.loads(aletheia("spikes", "backtest", "--json").out)
    assert any("Norlinje" in one["label"] or "Skarnholm" in one["label"] for one in made["alarms"])


def test_a_deleted_article_leaves_its_story_and_the_file(aletheia: Aletheia, town: Path) -> None:
    found = json.loads(aletheia("stories", "--json").out)
    ferry = max(found, key=lambda story: len(story["article_ids"]))
    gone = ferry["article_ids"][0]
    assert aletheia("article", "delete", gone).code == 0
    after = json.loads(aletheia("stories", "show", ferry["id"], "--json").out)["story"]
    assert gone not in after["article_ids"]
    assert len(after["article_ids"]) == len(ferry["article_ids"]) - 1


def test_while_another_process_groups_articles_the_rest_is_shown_all_the_same(
    aletheia: Aletheia, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreBusy(why="another process is putting the same articles into stories")

    monkeypatch.setattr("agent.grouping.group", busy)
    ended = aletheia("stories")
    assert (ended.code, "Another process" in ended.err, "Skarnholm" in ended.out) == (0, True, True)
    assert aletheia("brief", QUESTION, "--format", "json").code == 0


def test_what_came_in_is_told_though_another_process_puts_it_into_stories(
    aletheia: Aletheia, home: Path, street: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreBusy(why="another process is putting the same articles into stories")

    monkeypatch.setattr("agent.grouping.group", busy)
    rows = write_rows(tmp_path / "rows.jsonl", [row(article) for article in weeks(1)[:3]])
    ended = aletheia("ingest", rows)
    assert (ended.code, "3 added" in ended.out, "Another process" in ended.err) == (0, True, True)
    street.articles = morning(2)
    aletheia("source", "add", street.feed(0), "--publisher", OUTLETS[0])
    ended = aletheia("collect")
    assert (ended.code, "1 articles added" in ended.out, "Another process" in ended.err) == (0, True, True)


def test_collecting_says_that_the_index_is_behind(
    aletheia: Aletheia, home: Path, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    aletheia("source", "add", street.feed(0), "--publisher", OUTLETS[0])
    monkeypatch.setattr("agent.retrieve.library.Library.degraded", "The vector index cannot be reached.")
    ended = aletheia("collect")
    assert "cannot be reached. The index catches up" in ended.err


def test_a_store_of_an_earlier_version_gets_its_stories_when_they_are_asked_for(
    aletheia: Aletheia, home: Path
) -> None:
    home.mkdir()
    with Store.open(f"sqlite:///{home}/store.sqlite") as store:
        store.add_articles(morning(3))
    day = (NOW - timedelta(days=1)).date()
    found = json.loads(aletheia("stories", "--json", "--since", day).out)
    assert [len(story["article_ids"]) for story in found] == [3]
