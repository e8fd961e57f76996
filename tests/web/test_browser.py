"""An analyst at a real browser, on the example newsroom: one server, one browser, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.commands.opening import now
from agent.grouping import group
from agent.ingest import ingest
from agent.retrieve.shared import SharedLibrary
from agent.settings import load_settings
from agent.store import Store
from agent.web.house import House
from agent.web.site import site_of
from agent.web.work import Work
from tests.browsing import MARKS, Browser, Heard, Page, chromium
from tests.web.conftest import PASSWORD, has_account, listening

pytestmark = MARKS
EXAMPLE = Path(__file__).parents[2] / "examples" / "colombia" / "articles.jsonl"
QUESTION = "How did the dispute between Colombia and the United States develop?"
WAIT = 20_000
"""Milliseconds after which an answer is late."""
HEAVIEST = 150_000
"""Bytes of a page with all that belongs to it."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the example newsroom to people with accounts."""
    settings = load_settings(tmp_path_factory.mktemp("newsroom"))
    with (
        Store.open(settings.store_url) as store,
        SharedLibrary(settings.index_folder, None, store) as library,
    ):
        ingest([EXAMPLE], store, settings, now())
        group(store)
        library.sync()
        work = Work(2, 2)
        house = House(settings, store, library, site_of("127.0.0.1", 8000, None, False), True, work)
        for name in ("ines", "jonas"):
            has_account(house, name)
        with listening(house) as address:
            yield address
        work.close()


@pytest.fixture(scope="module")
def entered(browser: Browser, site: str) -> dict[str, object]:
    """Log in once, and return what makes a browser known."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    assert page.url == f"{site}/login"
    page.get_by_label("Name").fill("ines")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
    state: dict[str, object] = context.storage_state()
    context.close()
    return state


def opened(
    browser: Browser, site: str, entered: dict[str, object], width: int = 1280, scripts: bool = True
) -> tuple[Page, Heard]:
    """Return a page of somebody who is logged in, and what it is heard to do."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        storage_state=entered,
        java_script_enabled=scripts,
        reduced_motion="reduce",  # so that what is scrolled to is there at once
    )
    context.set_default_timeout(WAIT)
    return context.new_page(), Heard(context, site)


@pytest.fixture(scope="module")
def briefing(browser: Browser, site: str, entered: dict[str, object]) -> str:
    """Ask for a briefing on the example story from the start page, and return its address."""
    page, heard = opened(browser, site, entered)
    page.goto(site)
    page.get_by_role("link", name="Brief me").first.click()
    page.get_by_label("Question or topic").fill(QUESTION)
    page.get_by_label("From day").fill("")
    page.get_by_role("button", name="Write it").click()
    page.wait_for_selector(".briefing h1")
    assert heard.silent, (heard.ran, heard.outside)
    address: str = page.url
    return address


def test_a_citation_opens_beside_the_text_and_escape_goes_back(
    browser: Browser, site: str, entered: dict[str, object], briefing: str
) -> None:
    page, heard = opened(browser, site, entered)
    page.goto(briefing)
    mark = page.locator(".sentence .mark").nth(6)
    sentence = mark.locator("xpath=ancestor::div[1]")
    mark.press("Enter")
    passage = page.locator("blockquote.open")
    quote, text = passage.bounding_box(), sentence.bounding_box()
    assert quote["x"] > text["x"] + text["width"]
    assert 0 <= quote["y"] < 800
    assert passage.evaluate("one => one === document.activeElement")
    shade = passage.locator("mark").evaluate("one => getComputedStyle(one).backgroundColor")
    assert shade not in ("rgba(0, 0, 0, 0)", "transparent")
    page.keyboard.press("Escape")
    assert page.locator("blockquote.open").count() == 0
    assert mark.evaluate("one => one === document.activeElement")
    original = page.locator(".panel .original a").first
    assert original.get_attribute("rel") == "noopener noreferrer nofollow"
    assert heard.silent, (heard.ran, heard.outside)


def test_three_follow_ups_are_answered_in_the_same_conversation(
    browser: Browser, site: str, entered: dict[str, object]
) -> None:
    page, heard = opened(browser, site, entered)
    page.goto(site)
    turns = page.locator(".turn")
    asked = (
        "How many people were killed in the boat strikes?",
        "show the sources",
        "as a table",
        "and since 1 February?",
    )
    for number, words in enumerate(asked, 1):
        page.get_by_role("textbox").fill(words)
        page.keyboard.press("Enter")
        page.locator(f".turn:nth-child({number}) :is(.sources, figure, table, .note, .said)").first.wait_for()
        page.locator("form.ask button:not(:disabled)").wait_for()
        assert turns.count() == number
    assert "126" in turns.nth(0).inner_text()
    assert turns.nth(1).locator("blockquote").count() > 0
    assert turns.nth(2).locator("table").count() == 1
    assert "/conversations/" in page.url
    before = [one.inner_text() for one in turns.all()]
    page.reload()
    assert [one.inner_text().split() for one in turns.all()] == [one.split() for one in before]
    turns.nth(0).locator(".mark").first.click()
    page.wait_for_selector(".briefing h1")
    assert heard.silent, (heard.ran, heard.outside)


def test_a_sentence_is_edited_where_it_stands(
    browser: Browser, site: str, entered: dict[str, object], briefing: str
) -> None:
    page, heard = opened(browser, site, entered)
    page.goto(briefing)
    sentence = page.locator(".sentence").filter(has_text="at least 126").first
    sentence.locator("summary").click()
    box = sentence.get_by_label("Sentence", exact=True)
    told = box.input_value()
    box.fill(told.replace("126", "621"))
    sentence.get_by_role("button", name="Check and save").click()
    refusal = sentence.get_by_role("alert")
    refusal.wait_for(state="visible")
    assert "126" in refusal.inner_text()
    assert box.input_value() == told.replace("126", "621")
    heard.ran.clear()  # the browser notes the answer 422
    box.fill(f"{told.rstrip('.')}.")
    box.fill(told.replace("at least", "no fewer than"))
    sentence.get_by_role("button", name="Check and save").click()
    page.locator(".edited").first.wait_for()
    assert "edited by ines" in page.locator(".edited").first.inner_text()
    assert heard.silent, (heard.ran, heard.outside)


def test_without_a_script_everything_is_reached_by_links_and_forms(
    browser: Browser, site: str, entered: dict[str, object], briefing: str
) -> None:
    page, _ = opened(browser, site, entered, scripts=False)
    page.goto(briefing)
    mark = page.locator(".sentence .mark").nth(4)
    mark.click()
    assert page.url.endswith(str(mark.get_attribute("href")))
    box = page.locator("blockquote:target").bounding_box()
    assert 0 <= box["y"] < 800
    page.locator("blockquote:target .back").click()
    assert page.locator(".sentence:has(.mark:target)").count() == 1
    page.goto(site)
    page.get_by_role("textbox").fill("How many people were killed in the boat strikes?")
    page.get_by_role("button", name="Ask").click()
    assert "126" in page.locator(".turn").first.inner_text()


def test_every_page_fits_a_phone_and_opens_a_passage_below_its_sentence(
    browser: Browser, site: str, entered: dict[str, object], briefing: str
) -> None:
    page, heard = opened(browser, site, entered, width=390)
    for path in ("/", "/briefings", "/conversations", "/nowhere", briefing.removeprefix(site)):
        page.goto(f"{site}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path
    heard.ran.clear()  # the browser notes that /nowhere is not there
    mark = page.locator(".sentence .mark").nth(2)
    mark.click()
    below = page.locator(".inplace")
    assert below.bounding_box()["y"] > mark.bounding_box()["y"]
    assert mark.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    below.get_by_role("button", name="Close").click()
    assert below.count() == 0
    assert heard.silent, (heard.ran, heard.outside)


def test_no_page_weighs_more_than_it_may(
    browser: Browser, site: str, entered: dict[str, object], briefing: str
) -> None:
    page, heard = opened(browser, site, entered)
    for address in (f"{site}/", f"{site}/briefings", briefing, f"{briefing}/print"):
        heard.sizes.clear()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert any("static" in url for url in heard.sizes)
        assert 0 < sum(heard.sizes.values()) <= HEAVIEST, heard.sizes
    assert heard.silent, (heard.ran, heard.outside)


def test_a_briefing_is_taken_away_as_a_file_and_as_a_pdf(
    browser: Browser, site: str, entered: dict[str, object], briefing: str
) -> None:
    page, heard = opened(browser, site, entered)
    page.goto(briefing)
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Word").click()
    assert taken.value.suggested_filename.endswith(".docx")
    page.get_by_role("link", name="Print view").click()
    page.wait_for_url(f"{briefing}/print")
    assert page.locator(".asides").count() == 0
    assert page.get_by_role("button", name="Print, or save as PDF").is_visible()
    written = page.pdf()
    assert written.startswith(b"%PDF")
    assert len(written) > 10_000
    assert heard.silent, (heard.ran, heard.outside)
