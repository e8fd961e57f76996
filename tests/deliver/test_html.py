from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC

import pytest

from agent.deliver.render import render
from agent.text.safe import one_line
from agent.types import Briefing
from tests.deliver.foreign import PAYLOADS, Skeleton, poisoned
from tests.deliver.makers import citation, flood_briefing


def html(briefing: Briefing) -> str:
    return render(briefing, "html", UTC)


HARMLESS = Skeleton(html(poisoned("plain words")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_can_add_a_tag_or_an_attribute(payload: str) -> None:
    shown = Skeleton(html(poisoned(payload)))
    assert shown.tags == HARMLESS.tags
    assert one_line(payload) in shown.text


def test_the_policy_allows_the_one_style_and_the_one_script_of_the_page_and_no_request() -> None:
    document = html(flood_briefing())
    policy = next(
        v for t, n, v in Skeleton(document).values if (t, n) == ("meta", "content") and v and "src" in v
    )
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (body,) = re.findall(f"<{tag}>(.*?)</{tag}>", document, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy


def test_the_page_holds_nothing_that_is_fetched() -> None:
    document = html(flood_briefing())
    shown = Skeleton(document)
    assert {tag for tag, *_ in shown.tags}.isdisjoint(
        {"img", "link", "iframe", "object", "embed", "base", "form", "svg"}
    )
    assert not any(
        name in ("src", "srcset", "style", "action") or name.startswith("on") for _, name, _ in shown.values
    )
    assert "url(" not in document
    assert "@import" not in document


def test_links_leave_without_a_trace_and_show_their_host() -> None:
    outside = re.findall(
        r'<a href="(https?:[^"]+)" rel="noopener noreferrer nofollow">([^<]+)</a>', html(flood_briefing())
    )
    assert ("https://marvale-post.example/2031/flood", "marvale-post.example") in outside
    assert len(outside) == html(flood_briefing()).count('<a href="http')


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<b>",
        "//evil.example/x",
        "file:///etc/passwd",
        " java\nscript:alert(1)",
    ],
)
def test_an_address_that_is_no_web_address_is_not_linked(url: str) -> None:
    briefing = flood_briefing()
    sources = tuple(s.model_copy(update={"url": url}) for s in briefing.sources)
    targets = {
        v
        for t, n, v in Skeleton(html(briefing.model_copy(update={"sources": sources}))).values
        if n == "href"
    }
    assert all(target and target.startswith("#") for target in targets)


def test_every_marker_leads_to_its_own_passage_and_back() -> None:
    document = html(flood_briefing())
    ids = re.findall(r' id="([^"]+)"', document)
    assert len(ids) == len(set(ids))
    inner = re.findall(r'href="#([^"]+)"', document)
    assert set(inner) <= set(ids)
    first = document.index('href="#p1"')
    assert document.index("At least 14 people were evacuated", first) < document.index('href="#p2"')


def test_a_passage_of_an_article_that_is_not_listed_is_shown_all_the_same() -> None:
    briefing = flood_briefing()
    lost = citation("a99", "Somebody else said so.")
    row = briefing.figures[0].model_copy(update={"citations": (lost,)})
    shown = Skeleton(html(briefing.model_copy(update={"figures": (row,)}))).text
    assert "[unlisted]" in shown
    assert shown.count("Somebody else said so.") == 2


def test_headings_are_in_order_and_only_one_is_the_first() -> None:
    levels = [int(tag[1]) for tag, *_ in HARMLESS.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert set(levels[1:]) == {2}


def test_kinds_and_failed_verdicts_are_told_in_words_not_by_colour() -> None:
    briefing = flood_briefing()
    lead = briefing.sections[0]
    verdict = lead.claims[0].verdict.model_copy(update={"label": "refuted"})
    failed = lead.claims[0].model_copy(update={"verdict": verdict})
    sections = (lead.model_copy(update={"claims": (failed,)}), *briefing.sections[1:])
    shown = Skeleton(html(briefing.model_copy(update={"sections": sections}))).text
    assert "✗ Refuted" in shown
    assert "Assessment" in shown
    assert "Measured" in shown


def test_empty_parts_leave_no_heading_behind() -> None:
    bare = flood_briefing().model_copy(
        update={"figures": (), "timeline": (), "disagreements": (), "withheld": ()}
    )
    shown = Skeleton(html(bare)).text
    assert not any(heading in shown for heading in ("Figures", "Timeline", "Where the sources differ"))
    assert "Nothing was withheld." in shown
