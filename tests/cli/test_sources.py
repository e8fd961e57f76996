"""Sources are followed and collected over a real connection: politely, once, and with what fails told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from agent.ingest import IngestReport, ingest
from agent.outlets import countries
from agent.settings import load_settings
from agent.store import Store
from tests.cli.conftest import Aletheia
from tests.cli.site import Site


@pytest.fixture
def followed(aletheia: Aletheia, home: Path, site: Site) -> Site:
    ended = aletheia("source", "add", f"{site.address}/", "--publisher", "Quay Post")
    assert (ended.code, ended.err) == (0, "")
    assert f"Following feed {site.address}/feed.xml" in ended.out
    return site


def test_a_page_that_names_a_feed_leads_to_it_and_its_articles_are_briefed(
    aletheia: Aletheia, followed: Site
) -> None:
    ended = aletheia("collect")
    assert "Quay Post: 2 new, 0 changed, 0 known" in ended.out
    briefing = aletheia("brief", "Why does the ferry to Ostra stop?", "--as-of", "2026-01-23")
    assert briefing.code == 0
    assert "Quay Post" in briefing.out
    assert "people on the quay say" in briefing.out


def test_what_robots_txt_forbids_is_told_and_not_fetched(aletheia: Aletheia, followed: Site) -> None:
    ended = aletheia("collect")
    assert ended.code == 3
    assert "/a2" in ended.err
    assert "robots.txt" in ended.err
    assert not [path for path in followed.asked if path.startswith("/a2")]


def test_a_second_reading_asks_for_changes_only_and_fetches_no_page_again(
    aletheia: Aletheia, followed: Site
) -> None:
    followed.robots = ""
    aletheia("collect")
    followed.asked.clear()
    ended = aletheia("collect", "Quay Post")
    assert (ended.code, followed.asked) == (0, ["/robots.txt", "/feed.xml"])
    followed.status = 203
    followed.asked.clear()
    assert "0 new, 0 changed, 3 known" in aletheia("collect", "Quay Post").out
    assert followed.asked == ["/robots.txt", "/feed.xml"]


def test_a_feed_that_cannot_be_read_is_unwell_until_it_can_be(aletheia: Aletheia, followed: Site) -> None:
    followed.broken = True
    ended = aletheia("collect")
    assert (ended.code, "it is not a feed" in ended.err) == (3, True)
    assert "failing" in aletheia("source", "list").out
    followed.broken = False
    aletheia("collect", "Quay Post")
    assert "healthy" in aletheia("source", "list").out


def test_a_source_that_is_gone_is_asked_no_more(aletheia: Aletheia, followed: Site) -> None:
    followed.status = 410
    assert aletheia("collect").code == 3
    assert "gone" in aletheia("source", "list").out
    followed.asked.clear()
    assert "0 sources read" in aletheia("collect").out
    assert followed.asked == []


def test_a_paused_source_is_not_read_and_a_removed_one_leaves_its_articles(
    aletheia: Aletheia, followed: Site
) -> None:
    aletheia("collect")
    aletheia("source", "pause", "Quay Post")
    assert "paused" in aletheia("source", "list").out
    assert "0 sources read" in aletheia("collect").out
    assert aletheia("source", "remove", followed.address).code == 0
    assert "Nothing is followed" in aletheia("source", "list").out
    assert aletheia("brief", "Why does the ferry to Ostra stop?", "--as-of", "2026-01-23").code == 0


def test_a_folder_is_followed_like_a_feed(aletheia: Aletheia, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Ferry stops\n\nThe ferry to Ostra stops for a week, the harbour office said.\n"
    )
    assert "Following folder" in aletheia("source", "add", folder).out
    assert "1 new" in aletheia("collect").out
    (folder / "a.txt").unlink()
    (folder / "b.html").write_text("<p>")
    (folder / "c.md").write_text(
        "# Ferry sails\n\nThe ferry to Ostra sails again, the harbour office said.\n"
    )
    ended = aletheia("collect", folder)
    assert (ended.code, "1 new, 0 changed, 0 known" in ended.out) == (3, True)
    assert "b.html" in ended.err
    assert aletheia("brief", "Why does the ferry to Ostra stop?").code == 0
    assert "0 new, 0 changed, 0 known" in aletheia("collect", folder).out
    shutil.rmtree(folder)
    assert "there is no such folder" in aletheia("collect", folder).err
    assert "failing" in aletheia("source", "list").out


def test_a_folder_in_which_nothing_changed_is_not_read_again(
    aletheia: Aletheia, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text("Ferry stops\n\nThe ferry to Ostra stops, the harbour office said.\n")
    aletheia("source", "add", folder)
    assert "1 new" in aletheia("collect").out
    read: list[object] = []

    def noted(paths: list[Path], *given: Any, **how: Any) -> IngestReport:
        read.append(paths)
        return ingest(paths, *given, **how)

    monkeypatch.setattr("agent.gather.ingest", noted)
    aletheia("collect", folder)
    assert not read
    (folder / "a.txt").write_text("Ferry stops\n\nThe ferry to Ostra stops for a week, the office said.\n")
    assert "1 changed" in aletheia("collect", folder).out
    aletheia("source", "resume", folder)
    assert "1 known" in aletheia("collect", folder).out
    assert len(read) == 2


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/feed.xml", "http://10.0.0.8/", "nowhere", "ftp://quay.example/"]
)
def test_what_may_not_be_fetched_is_not_followed(aletheia: Aletheia, home: Path, address: str) -> None:
    ended = aletheia("source", "add", address)
    assert ended.code == 2
    assert "This cannot be followed" in ended.err
    assert "Traceback" not in ended.err


def test_nothing_followed_is_said_so(aletheia: Aletheia, home: Path) -> None:
    ended = aletheia("collect")
    assert (ended.code, "nothing is followed" in ended.err) == (2, True)


def test_a_folder_gives_its_articles_the_outlet_and_the_language_that_were_said(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text("Ferry stops\n\nThe ferry to Ostra stops, the harbour office said.\n")
    said = ("--publisher", "Quay Post", "--language", "nl", "--country", "Netherlands")
    assert aletheia("source", "add", folder, *said).code == 0
    aletheia("collect")
    with Store.open(load_settings(home).store_url) as store:
        (article,) = store.articles()
        assert (article.publisher, article.language) == ("Quay Post", "nl")
        assert countries(store) == {"Quay Post": "nl"}


def test_the_country_of_an_outlet_is_what_a_user_says_before_what_its_address_tells(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    rows = [{"text": "The ferry to Ostra stops.", "publisher": name, "url": f"https://{site}/1"}
            for name, site in (("Quay Post", "quay.se"), ("Reuters", "reuters.com"))]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    aletheia("ingest", tmp_path / "a.jsonl")
    store = Store.open(load_settings(home).store_url)
    with store:
        assert countries(store) == {"Quay Post": "se", "Reuters": "gb"}
        assert aletheia("source", "set", "Quay Post", "--country", "Norway").out == (
            "Set: Quay Post is of Norway.\n"
        )
        assert countries(store)["Quay Post"] == "no"
        aletheia("source", "set", "Quay Post", "--country", "")
        assert countries(store)["Quay Post"] == "se"


def test_a_source_is_set_to_another_name_language_and_country(aletheia: Aletheia, followed: Site) -> None:
    ended = aletheia("source", "set", "Quay Post", "--publisher", "Quay Mail", "--country", "co")
    assert ended.out == "Set: Quay Mail is of Colombia.\n"
    assert "Quay Mail (Colombia)" in aletheia("source", "list").out


def test_what_cannot_be_set_is_refused_with_what_to_do(aletheia: Aletheia, followed: Site) -> None:
    for said, why in (
        (("set", "Quay Post"), "nothing is to be set"),
        (("set", "Nobody", "--country", "CO"), "no source has that address or id"),
        (("set", "Quay Post", "--country", "Atlantis"), "no country has that name or code"),
        (("add", "https://other.example/", "--country", "CO"), "Name the outlet: --publisher"),
    ):
        ended = aletheia("source", *said)
        assert (ended.code, why in ended.sentence) == (2, True), ended
