"""The page of a briefing: every sentence with its word, every passage beside it, nothing from elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from agent.web.house import House
from tests.deliver.foreign import MARKUP, poisoned
from tests.deliver.makers import flood_briefing
from tests.web.conftest import TOLD, ask

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture
def flood(house: House) -> str:
    """Keep the briefing that has every part, and return its address."""
    house.store.save_briefing(flood_briefing())
    return f"/briefings/{flood_briefing().id}"


def test_every_sentence_says_in_a_word_how_it_stands(client: TestClient, flood: str) -> None:
    page = client.get(flood).text
    for word in ("Word for word", "Supported", "Measured"):
        assert f"</span> {word}</span>" in page
    assert "It is the source&#39;s own sentence." in page
    for heading in ("Figures", "Timeline", "Where the sources differ", "Blind spots", "Limits", "Provenance"):
        assert f">{heading}</h2>" in page


def test_every_marker_leads_to_a_passage_on_the_page_and_back(client: TestClient, flood: str) -> None:
    tags = Tags(client.get(flood).text)
    names = [one["id"] for _, one in tags.tags if "id" in one]
    assert len(names) == len(set(names))
    inner = [one["href"] for one in tags.of("a") if (one.get("href") or "").startswith("#")]
    assert len([one for one in tags.of("a") if "data-cites" in one]) >= 6
    assert {str(target)[1:] for target in inner} <= set(names)
    for mark in (one for one in tags.of("a") if "data-cites" in one):
        assert set(str(mark["data-cites"]).split()) <= set(names)


def test_a_passage_is_shown_highlighted_in_what_stands_around_it(client: TestClient) -> None:
    told = ask(client)[-1][1]
    page = client.get(f"/briefings/{told['turn']['briefing_id']}").text
    assert f"<mark><bdi>{TOLD}</bdi></mark>" in page
    assert '<span class="near"><bdi>The harbour of Port Marren was closed on Monday.</bdi></span>' in page


def test_links_that_leave_are_web_addresses_that_tell_nothing(house: House, client: TestClient) -> None:
    made = flood_briefing()
    first = made.sources[0].model_copy(update={"url": "javascript:alert(1)"})
    house.store.save_briefing(made.model_copy(update={"sources": (first, *made.sources[1:])}))
    tags = Tags(client.get(f"/briefings/{made.id}").text)
    out = [one for one in tags.of("a") if not (one.get("href") or "").startswith(("#", "/"))]
    assert out
    for one in out:
        assert str(one["href"]).startswith(("http://", "https://"))
        assert one["rel"] == "noopener noreferrer nofollow"


def test_pictures_are_drawn_by_the_server_and_told_as_numbers(client: TestClient, flood: str) -> None:
    page = client.get(flood).text
    tags = Tags(page)
    pictures = tags.of("svg")
    assert pictures
    for one in pictures:
        assert one["role"] == "img"
    assert len(tags.of("title")) == len(tags.of("desc")) + 1


def test_coverage_counts_the_articles_of_the_cited_stories(house: House, client: TestClient) -> None:
    from datetime import timedelta

    from agent.grouping import group
    from tests.makers import NOW, make_article

    more = make_article(
        "later",
        f"The harbour of Port Marren was closed on Monday. {TOLD} They wait.",
        publisher="Bay Herald",
        published=NOW - timedelta(days=1),
    )
    house.store.add_articles([more])
    group(house.store)
    told = ask(client)[-1][1]
    page = client.get(f"/briefings/{told['turn']['briefing_id']}").text
    assert "Articles a day of the stories that this briefing cites" in page
    assert "The numbers as a table" in page
    assert "2 February 2026</th><td>1</td>" in page


@pytest.mark.parametrize("view", ["", "/print"])
def test_nothing_on_the_page_is_inline_or_from_elsewhere(client: TestClient, flood: str, view: str) -> None:
    answer = client.get(flood + view)
    tags = Tags(answer.text)
    assert "'unsafe" not in answer.headers["content-security-policy"]
    assert all("style" not in one and not any(n.startswith("on") for n in one) for _, one in tags.tags)
    assert tags.of("style") == tags.of("img") == tags.of("iframe") == []
    for one in tags.of("script") + tags.of("link"):
        assert str(one.get("src") or one.get("href")).startswith("/static/")


def test_markup_in_every_field_stays_text(house: House, client: TestClient, flood: str) -> None:
    plain = Tags(client.get(flood).text).tags
    for number, payload in enumerate(MARKUP):
        made = poisoned(payload).model_copy(update={"id": f"b{number}"})
        house.store.save_briefing(made)
        hostile = Tags(client.get(f"/briefings/{made.id}").text)
        assert {tag for tag, _ in hostile.tags} <= {tag for tag, _ in plain} | {"svg", "a", "bdi"}
        assert all(not any(name.startswith("on") for name in one) for _, one in hostile.tags)


def test_the_print_view_is_the_same_with_the_style_of_print(client: TestClient, flood: str) -> None:
    screen, sheet = client.get(flood).text, client.get(f"{flood}/print").text
    assert '<link rel="stylesheet" href="/static/print.css" media="print">' in screen
    assert '<link rel="stylesheet" href="/static/print.css">' in sheet
    assert screen.count('class="sentence"') == sheet.count('class="sentence"')


def test_an_icon_is_there(client: TestClient) -> None:
    answer = client.get("/static/icon.svg")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"


def test_a_long_briefing_brings_the_forms_of_the_sentence_that_is_asked_for(
    client: TestClient, house: House
) -> None:
    made = flood_briefing()
    first = made.sections[0]
    more = [
        one.model_copy(update={"id": f"long-{n}-{one.id}"}) for n in range(30) for one in first.claims[:2]
    ]
    whole = (first.model_copy(update={"claims": (*first.claims, *more)}), *made.sections[1:])
    house.store.save_briefing(made.model_copy(update={"sections": whole}))
    page = client.get(f"/briefings/{made.id}")
    assert page.text.count('class="sentence"') > 60
    assert "data-edit" not in page.text
    assert len(page.content) < 150_000
    (link,) = (one["href"] for one in Tags(page.text).of("a") if str(one.get("href")).endswith("edit=7#n7"))
    asked = client.get(str(link)).text
    assert asked.count('<details class="asides" open>') == asked.count("data-edit=") == 1
    assert 'data-edit="7"' in asked
