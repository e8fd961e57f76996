"""The page in a real browser, offline: what hovering, keys and a missing script do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from agent.deliver.findings import findings_page
from agent.deliver.render import render
from tests.browsing import MARKS, Browser, Page, chromium
from tests.deliver.foreign import MARKUP, poisoned
from tests.deliver.makers import flood_briefing
from tests.deliver.test_findings import report

pytestmark = MARKS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "briefing.html"
    path.write_text(render(flood_briefing(), "html", UTC), encoding="utf-8")
    return path


def opened(browser: Browser, file: Path, width: int = 1200, scripts: bool = True) -> tuple[Page, list[str]]:
    """Return the loaded page, and the list that collects what it asked for and complained about."""
    context = browser.new_context(viewport={"width": width, "height": 760}, java_script_enabled=scripts)
    page: Page = context.new_page()
    heard: Any = []
    page.on("request", lambda r: heard.append(r.url) if r.url != file.as_uri() else None)
    page.on("console", lambda m: heard.append(m.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message) or dialog.dismiss())
    page.goto(file.as_uri())
    return page, heard


def test_pointing_at_a_number_shows_the_passage_and_escape_puts_it_away(browser: Browser, file: Path) -> None:
    page, heard = opened(browser, file)
    passage = page.locator(".lead .pop").first
    assert not passage.is_visible()
    page.locator(".lead .mark").first.hover()
    passage.wait_for(state="visible")
    assert "harbour office said" in passage.inner_text()
    assert "Marvale Post · 6 May 2031" in passage.inner_text()
    page.keyboard.press("Escape")
    passage.wait_for(state="hidden")
    assert heard == []


def test_the_keyboard_reaches_every_passage(browser: Browser, file: Path) -> None:
    page, _ = opened(browser, file)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the briefing"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.locator(".lead .pop").first.wait_for(state="visible")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "marvale-post.example"


def test_without_script_a_number_leads_to_its_passage(browser: Browser, file: Path) -> None:
    page, _ = opened(browser, file, scripts=False)
    page.locator(".mark").nth(2).click()
    assert page.url.endswith("#p3")
    assert "3.5 million crowns" in page.locator(":target").inner_text()


def test_a_phone_shows_the_whole_width_and_opens_the_passage_on_a_tap(browser: Browser, file: Path) -> None:
    page, _ = opened(browser, file, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".mark").first.click()
    page.locator(".cite.open .pop").wait_for(state="visible")
    box = page.locator(".cite.open .pop").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)


def test_markup_in_every_field_runs_nothing_and_asks_for_nothing(browser: Browser, file: Path) -> None:
    file.write_text(render(poisoned(" ".join(MARKUP)), "html", UTC), encoding="utf-8")
    _, heard = opened(browser, file)
    assert heard == []


@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_of_a_check_fits_its_window_and_asks_for_nothing(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    long = report(f"The river rose by 9 metres. {'long' * 80}", name="https://post.example/" + "x" * 200)
    checked = tmp_path / "findings.html"
    checked.write_text(findings_page([report(MARKUP[0]), long], UTC), encoding="utf-8")
    page, heard = opened(browser, checked, width, scripts=False)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("summary").first.click()
    assert page.locator("details blockquote").first.is_visible()
    assert heard == []
