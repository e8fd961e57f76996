"""What a recipient gets: what changed first, nothing from outside, nothing of a source as markup."""

from __future__ import annotations

import json
from datetime import timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from agent.changes import changes
from agent.deliver.issue import NAMED, is_news, issue
from agent.types import Briefing, Issue, ToldClaim
from tests.deliver.foreign import MARKDOWN, MARKUP, TEMPLATES
from tests.digests.makers import make_digest, make_edition, told
from tests.makers import NOW, make_article, make_briefing

ZONE = ZoneInfo("UTC")
TOLD = "At least 12 ships were waiting outside."


def said(*texts: str) -> list[ToldClaim]:
    return [
        ToldClaim(question="q", claim=told(text, key=f"c{n}"), publishers=("The Harbour Post",))
        for n, text in enumerate(texts)
    ]


def made(before: list[ToldClaim] | None, after: list[ToldClaim], text: str = TOLD) -> Issue:
    found = None if before is None else changes(before, after, lambda _: True)
    since = None if before is None else NOW - timedelta(days=1)
    return issue(make_digest(), make_edition(), [briefing(text)], found, since, ZONE)


def briefing(text: str) -> Briefing:
    return make_briefing(make_article(text=text), text)


def test_what_changed_stands_before_everything_else() -> None:
    shown = made(said(TOLD), said(TOLD.replace("12", "19"), "Fish is scarce."))
    assert shown.subject == "Harbour, 3 February 2026: 1 revised, 1 new"
    for text in (shown.text, shown.html):
        assert text.index("12 → 19") < text.rindex("A harbour is closed")
    assert "Then: The Harbour Post: “At least 12 ships" in shown.text


def test_nothing_new_is_said() -> None:
    shown = made(said(TOLD), said(TOLD))
    assert "Nothing new." in shown.text
    assert shown.subject.endswith("nothing new")
    assert not is_news(changes(said(TOLD, "Fish is scarce."), said(TOLD), lambda _: True))


def test_what_is_taken_back_is_told_in_the_words_of_then() -> None:
    shown = made(said("The mayor will resign."), said("The mayor will not resign."))
    assert "TAKEN BACK | The mayor will resign." in shown.text
    assert "Now: The Harbour Post: “The mayor will not resign.”" in shown.text


def test_many_changes_of_a_kind_are_counted_beyond_a_screen() -> None:
    many = [f"Captain {name}{name} sailed home." for name in "ABCDEFGHIJKLMNOPQRST"]
    shown = made(said(TOLD), said(TOLD, *many))
    assert f"{len(many) - NAMED} more: new." in shown.text


def test_the_record_is_json_with_every_change() -> None:
    held = json.loads(made(said(TOLD), said(TOLD.replace("12", "19"))).data)
    assert held["changes"][0]["kind"] == "revised"
    assert (held["changes"][0]["was"], held["changes"][0]["now"]) == ("12", "19")
    assert held["briefings"][0]["schema_version"] == 1


class Loads(HTMLParser):
    """Notes what a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "link", "iframe", "object", "form", "style", "svg", "base"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name == "href" and not (value or "").startswith("http")):
                self.found.append(f"{tag} {name}")


@pytest.mark.parametrize("text", [*MARKUP, *TEMPLATES, *MARKDOWN])
def test_nothing_that_a_source_wrote_is_markup_or_asks_for_anything(text: str) -> None:
    shown = made(said(TOLD), said(f"{text} sank."), f"{text} sank.")
    page = Loads()
    page.feed(shown.html)
    assert page.found == []
    assert "\n" not in shown.subject
