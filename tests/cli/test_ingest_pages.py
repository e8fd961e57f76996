"""Pages are read at their addresses: politely, under the host that gave them, and never as empty articles."""

from __future__ import annotations

import re

import pytest

from agent.settings import Settings
from agent.store import Store
from tests.cli.conftest import Aletheia
from tests.cli.site import Site
from tests.fakes.pdf import lines, pdf

EMPTY = "<html><head><title>Quay</title></head><body><nav>Home</nav></body></html>"

WALL = (
    "<html><head><title>Quay</title></head><body><h1>Just a moment</h1><p>Please enable JavaScript and "
    "cookies to continue reading. This site checks your connection.</p></body></html>"
)


def test_a_page_is_read_at_its_address_under_the_host_that_gave_it(
    aletheia: Aletheia, site: Site, settings: Settings
) -> None:
    site.pages["/short"] = (302, "/a1", "")
    ended = aletheia("ingest", f"{site.address}/short")
    assert (ended.code, "1 added" in ended.out) == (0, True)
    with Store.open(settings.store_url) as store:
        (article,) = store.articles()
    assert (article.publisher, article.url) == ("127.0.0.1", f"{site.address}/a1")
    assert "people on the quay say" in article.text
    assert "1 unchanged" in aletheia("ingest", f"{site.address}/a1").out


def test_what_robots_txt_forbids_is_not_fetched(aletheia: Aletheia, site: Site) -> None:
    ended = aletheia("ingest", f"{site.address}/a2", f"{site.address}/a0")
    assert (ended.code, "robots.txt" in ended.err, "1 added" in ended.out) == (3, True, True)
    assert "/a2" not in site.asked


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, "text/html", EMPTY), "no article was found"),
        ((200, "text/html", WALL), "asks for something"),
        ((200, "text/html", ""), "not a page"),
        ((200, "image/png", "x"), "no page but image/png"),
        ((404, "text/html", "no"), "status 404"),
        ((410, "text/html", "no"), "gone for good"),
        ((200, "text/html", "<div>" * 400 + "deep"), "nested too deeply"),
        ((302, "http://10.0.0.8/", ""), "Not fetched"),
    ],
)
def test_a_page_that_cannot_be_read_is_named_and_adds_nothing(
    aletheia: Aletheia, site: Site, answer: tuple[int, str, str], reason: str
) -> None:
    site.pages["/x"] = answer
    ended = aletheia("ingest", f"{site.address}/x")
    assert (ended.code, "0 added" in ended.out) == (3, True)
    assert reason in ended.sentence


def test_a_page_without_a_date_goes_in_with_a_remark(aletheia: Aletheia, site: Site) -> None:
    _, kind, body = site.answer("/a1", None)
    assert isinstance(body, str)
    site.pages["/b"] = (200, kind, re.sub("<meta[^>]*>", "", body))
    ended = aletheia("ingest", f"{site.address}/b")
    assert (ended.code, "states no date" in ended.err) == (0, True)


def test_a_pdf_file_is_read_at_its_address(aletheia: Aletheia, site: Site, settings: Settings) -> None:
    report = pdf(lines("The ferry to Ostra stops for a week.", "Nobody knows why."), Title="Ferry")
    site.pages["/report"] = (200, "application/octet-stream", report)
    site.pages["/locked"] = (200, "application/pdf", pdf(lines("Nothing"), password="ostra"))
    ended = aletheia("ingest", f"{site.address}/report", f"{site.address}/locked")
    assert (ended.code, "encrypted" in ended.err) == (3, True)
    with Store.open(settings.store_url) as store:
        (article,) = store.articles()
    assert (article.publisher, article.url) == ("127.0.0.1", f"{site.address}/report")
    assert article.text.startswith("The ferry to Ostra stops for a week.")
