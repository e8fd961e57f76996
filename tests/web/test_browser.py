"""An analyst at a real browser, on the example newsroom: one server, one browser, nothing from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from agent.commands.feedback import run_feedback_export
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
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the newsroom is kept."""
    return tmp_path_factory.mktemp("newsroom")


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    """Serve the example newsroom to people with accounts."""
    settings = load_settings(home)
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
    return logged_in(browser, site, "ines")


def logged_in(browser: Browser, site: str, name: str) -> dict[str, object]:
    """Let somebody log in, and return what makes a browser known."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    assert page.url == f"{site}/login"
    page.get_by_label("Name").fill(name)
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
    cited = turns.nth(0).locator("> .sources li").count()
    assert 0 < cited == len({one.inner_text() for one in turns.nth(0).locator(".mark").all()})
    assert turns.nth(0).locator("details .sources li").count() > 0  # what was compared stands behind
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
    page.goto(site)
    story = str(page.locator(".headlines .title a").first.get_attribute("href"))
    for path in ("/", story, "/briefings", "/conversations", "/nowhere", briefing.removeprefix(site)):
        page.goto(f"{site}{path}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = false)")
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
    page.goto(site)
    story = page.locator(".headlines .title a").first.get_attribute("href")
    for address in (f"{site}/", f"{site}{story}", f"{site}/briefings", briefing, f"{briefing}/print"):
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


def test_a_story_leads_from_the_start_page_to_what_is_followed_and_to_a_briefing(
    browser: Browser, site: str, entered: dict[str, object]
) -> None:
    page, heard = opened(browser, site, entered)
    page.goto(site)
    page.locator(".headlines .title a").first.click()
    title = page.locator("h1").inner_text()
    assert page.locator(".told li").count() > 1
    assert page.get_by_role("checkbox").count() == 0  # until somebody wants to part it
    page.get_by_text("Join or part it").click()
    assert page.get_by_role("checkbox").count() > 1
    page.get_by_text("Follow it", exact=True).click()
    page.get_by_label("Words that an article must hold").fill("Petro Trump")
    page.get_by_role("button", name="Watch them").click()
    page.get_by_text("Found by what is watched").wait_for()
    page.get_by_role("link", name="Brief me on it").click()
    assert page.get_by_label("Question or topic").input_value() == title
    assert heard.silent, (heard.ran, heard.outside)


def test_it_is_written_anew_with_a_source_pinned_and_one_left_out(
    browser: Browser, site: str, entered: dict[str, object], briefing: str
) -> None:
    page, heard = opened(browser, site, entered)
    page.goto(briefing)
    page.get_by_text("Write it anew", exact=True).first.click()
    picks = page.locator(".pick select")
    left_out = page.locator(".cited > li").nth(0).locator(".source").inner_text()
    picks.nth(0).select_option(index=2)
    picks.nth(1).select_option(index=1)
    page.get_by_role("button", name="Write it anew").click()
    page.wait_for_url(lambda url: "/briefings/" in url and not url.startswith(briefing))
    notes = " ".join(page.locator(".about .note").all_inner_texts())
    assert "Left out, as asked" in notes
    assert "Read in any case, as asked" in notes
    headline = left_out.split(": ")[1].split(" (")[0]
    assert not [one for one in page.locator(".cited .source").all_inner_texts() if headline in one]
    assert heard.silent, (heard.ran, heard.outside)


def test_who_it_is_shared_with_rates_a_sentence_and_that_becomes_a_case(
    browser: Browser, site: str, entered: dict[str, object], briefing: str, home: Path, tmp_path: Path
) -> None:
    page, heard = opened(browser, site, entered)
    page.goto(briefing)
    page.get_by_text("Share", exact=True).click()
    page.get_by_label("Name of an account").fill("jonas")
    page.get_by_role("button", name="Let them read it").click()
    page.get_by_text("Share (1)").wait_for()
    others, noted = opened(browser, site, logged_in(browser, site, "jonas"))
    others.goto(briefing)
    assert others.get_by_label("Sentence", exact=True).count() == 0
    said = {"Wrong": "It was another day.", "Useful": "Just that."}
    told = {}
    for number, (button, words) in enumerate(said.items()):
        sentence = others.locator(".sentence:has(.mark)").nth(number)
        told[f"feedback_{button.lower()}"] = sentence.locator("p > bdi").first.inner_text()
        sentence.locator("summary").click()
        sentence.get_by_label("Why").fill(words)
        sentence.get_by_role("button", name=button).click()
        sentence.get_by_text(f"You: {button.lower()}").wait_for()
    page.reload()
    assert page.get_by_text("jonas: wrong, “It was another day.”").is_visible()
    file = tmp_path / "cases.jsonl"
    run_feedback_export(file, home)
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert {row["class"]: row["claim"] for row in rows} == told
    assert all(row["passages"] for row in rows)
    assert heard.silent, (heard.ran, heard.outside)
    assert noted.silent, (noted.ran, noted.outside)


def step_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until something is reached."""
    for _ in range(300):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_keys_alone_ask_open_a_citation_and_close_it(
    browser: Browser, site: str, entered: dict[str, object]
) -> None:
    page, heard = opened(browser, site, entered)
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    step_to(page, "textarea")  # from the content on: what stands before it is skipped
    page.keyboard.type("How many people were killed in the boat strikes?")
    page.evaluate(
        """() => { window.announced = [];
        const note = () => document.querySelectorAll("[role=status], [aria-live]").forEach(
          (one) => window.announced.push(one.textContent));
        new MutationObserver(note).observe(
          document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    page.keyboard.press("Enter")
    page.locator(".turn .mark").first.wait_for()
    page.locator("form.ask button:not(:disabled)").wait_for()
    announced = " ".join(page.evaluate("window.announced"))
    assert "Reading the library" in announced
    assert "126" in announced
    step_to(page, ".turn .mark", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".briefing h1")
    step_to(page, ".sentence .mark")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('blockquote.open')")
    page.keyboard.press("Escape")
    assert page.locator("blockquote.open").count() == 0
    assert page.evaluate("document.activeElement.matches('.sentence .mark')")
    assert heard.silent, (heard.ran, heard.outside)


CONTROL = re.compile(
    r"- (?:button|link|textbox|combobox|checkbox|radio|searchbox|spinbutton)(?! \")(?! [/'])"
)
"""A control without a name, in the tree that a screen reader gets."""


def test_a_screen_reader_finds_landmarks_headings_in_order_and_a_name_for_every_control(
    browser: Browser, site: str, entered: dict[str, object], briefing: str
) -> None:
    page, _ = opened(browser, site, entered)
    page.goto(site)
    story = page.locator(".headlines .title a").first.get_attribute("href")
    for path in ("/", str(story), "/briefings", "/conversations", "/digests", briefing.removeprefix(site)):
        page.goto(f"{site}{path}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        tree = page.locator("body").aria_snapshot()
        assert not CONTROL.findall(tree), (path, CONTROL.findall(tree))
        for landmark in ("banner", "navigation", "main"):
            assert f"- {landmark}" in tree, (path, landmark)
        levels = [int(level) for level in re.findall(r"- heading .*\[level=(\d)\]", tree)]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        steps = pairwise(levels)
        assert all(later - level <= 1 for level, later in steps), (path, levels)
        assert page.evaluate(
            "[...document.querySelectorAll('svg')].every((one) => one.getAttribute('role') === 'img'"
            " && (one.getAttribute('aria-label') || one.querySelector('title')))"
        ), path
