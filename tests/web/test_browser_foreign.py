"""Markup of attackers in a real browser: as title, author, text, outlet and chat it stays text.

The control shows that it would run and ask elsewhere, where a page neither escapes it nor names a policy.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from agent.commands.opening import now
from agent.settings import load_settings
from agent.store import Conversations, Store
from agent.types import Answer, AnswerPassage, AnswerSentence, AnswerSource, Article, Briefing, Turn
from agent.web.house import House
from agent.web.sealed import POLICY
from agent.web.today import Headline, Today
from tests.browsing import MARKS, Browser, Heard, Page, chromium
from tests.deliver.foreign import PAYLOADS
from tests.deliver.makers import citation, claim, flood_briefing, source
from tests.makers import make_article
from tests.web.conftest import housed, listening

pytestmark = MARKS
RAN = """
for (const name of ["alert", "prompt", "confirm", "print"]) window[name] = (x) => console.log(`ran ${x}`);
"""
"""Notes what a payload calls, before the page can run anything."""
AT_ONCE = 300
"""Payloads on one page."""
ALONE = 40
"""Payloads of the control, each on a page of its own."""
FETCHES = (
    "<img src=http://evil.example/i.png onerror=alert(1)>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<iframe src=http://evil.example/></iframe><video poster=http://evil.example/p.png></video>",
    "<svg onload=alert(1)><image href=http://evil.example/i.svg /></svg>",
    "<style>@import 'http://evil.example/x.css';</style><body background=http://evil.example/b.png>",
    "<details open ontoggle=alert(1)><input autofocus onfocus=alert(1)>",
    "\u2028</textarea></title></script><script>alert(1)</script>",
    '{{ cycler.__init__.__globals__ }}" autofocus onfocus=alert(1) x="',
)


def payloads() -> tuple[str, ...]:
    """Return ours, and the set that the environment names, where it does."""
    folder = os.environ.get("ALETHEIA_DATA")
    file = Path(folder, "security", "xss.jsonl.gz") if folder else None
    if file is None or not file.is_file():
        return (*FETCHES, *PAYLOADS)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return (*FETCHES, *PAYLOADS, *(json.loads(line)["text"] for line in lines))


EMPTY = Today("", (), 0, (), "", "", "")
HOSTILE = payloads()
BATCHES = [HOSTILE[at : at + AT_ONCE] for at in range(0, len(HOSTILE), AT_ONCE)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = load_settings(tmp_path_factory.mktemp("foreign"))
    with Store.open(settings.store_url) as store:
        yield from housed(settings, store)


@pytest.fixture(scope="module")
def site(house: House) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.web.chores.LOOKED_AFTER", 3_600.0)  # thousands of odd articles: nothing to group
        patch.setattr(house.newsstand, "day", lambda *_: EMPTY)
        with listening(house) as address:
            yield address


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[tuple[Page, Heard]]:
    context = browser.new_context()
    context.add_init_script(RAN)
    page = context.new_page()
    yield page, Heard(context, site)
    context.close()


def hostile_article(payload: str, number: int) -> Article:
    made = make_article(f"h{number}", f"Before it. {payload} After it.", publisher=payload, headline=payload)
    return made.model_copy(update={"authors": (payload,)})


def hostile_briefing(batch: Sequence[str], number: int, store: Store) -> Briefing:
    """Keep articles with payloads as title, author, outlet and text, and a briefing that cites them."""
    articles = [hostile_article(payload, at) for at, payload in enumerate(batch)]
    store.add_articles(articles)
    claims, sources = [], []
    for at, (payload, article) in enumerate(zip(batch, articles, strict=True), 1):
        start = article.text.find(payload)
        cited = citation(article.id, payload, start).model_copy(update={"content_hash": article.content_hash})
        claims.append(claim(f"c{at}", payload, cited, lone=(payload[:40],)))
        entry = source(at, payload, payload, 5, url=payload)
        sources.append(
            entry.model_copy(update={"article_id": article.id, "content_hash": article.content_hash})
        )
    flood = flood_briefing()
    section = flood.sections[1].model_copy(update={"heading": batch[0], "claims": tuple(claims)})
    changed = {
        "id": f"hostile-{number}",
        "title": batch[-1],
        "question": batch[0],
        "notes": tuple(batch[:20]),
    }
    empty = {"figures": (), "timeline": (), "disagreements": (), "measures": (), "edits": ()}
    return flood.model_copy(update={**changed, **empty, "sections": (section,), "sources": tuple(sources)})


@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_as_title_author_outlet_and_text_it_stays_text(
    opened: tuple[Page, Heard], site: str, house: House, number: int
) -> None:
    page, heard = opened
    made = hostile_briefing(BATCHES[number], number, house.store)
    house.store.save_briefing(made)
    page.goto(f"{site}/briefings/{made.id}")
    page.wait_for_load_state("networkidle")
    assert page.locator(".sentence").count() == len(BATCHES[number])
    page.locator(".mark").first.click()
    page.locator(".mark").last.click()
    assert heard.silent, (heard.ran, heard.outside)


@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_as_what_people_ask_and_get_it_stays_text(
    opened: tuple[Page, Heard], site: str, house: House, number: int
) -> None:
    page, heard = opened
    batch = BATCHES[number]
    kept = Conversations(house.store, "")
    for at, payload in enumerate(batch, 1):
        turn = Turn(number=at, words=payload, step=None, said=payload, refused=True, created=now())
        kept.add(f"hostile-{number}", turn, batch[0])
    page.goto(f"{site}/conversations/hostile-{number}")
    assert page.locator(".turn").count() == len(batch)
    page.wait_for_load_state("networkidle")
    told = streamed(batch)
    page.route("**/api/v1/conversations/*/turns", lambda route: route.fulfill(**told))
    page.goto(site)
    page.get_by_role("textbox").fill(batch[0].replace("\n", " "))
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('.sources li').length === {len(batch)}")
    page.wait_for_load_state("networkidle")
    assert heard.silent, (heard.ran, heard.outside)


def streamed(batch: Sequence[str]) -> dict[str, Any]:
    """Return an answer as it streams in, with a payload in every field."""
    sentences = [
        AnswerSentence(number=n, heading=one, text=one, kind=one, sources=(n,), links=("/#p1",), behind=one)
        for n, one in enumerate(batch, 1)
    ]
    answer = Answer(
        conversation="x",
        turn=Turn(number=1, words=batch[0], step=None, said=batch[-1], created=now()),
        rows=tuple((one, one, one) for one in batch),
        disputes=tuple(batch),
        notes=tuple(batch),
        sources=tuple(AnswerSource(number=n, line=one, url="") for n, one in enumerate(batch, 1)),
        passages=tuple(AnswerPassage(sentence=0, line=one, quote=one, url="") for one in batch),
    )
    events = [("sentence", one.model_dump_json()) for one in sentences]
    events.append(("turn", answer.model_dump_json()))
    body = "".join(f"event: {name}\ndata: {data}\n\n" for name, data in events)
    return {"content_type": "text/event-stream", "body": body}


def test_as_headlines_of_the_start_page_it_stays_text(
    opened: tuple[Page, Heard], site: str, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, heard = opened
    lines = tuple(Headline(one, (one, one), (), one, one, one, True) for one in HOSTILE)
    today = Today("", lines, 0, lines[:AT_ONCE], "", "", "")
    monkeypatch.setattr(house.newsstand, "day", lambda *_: today)
    page.goto(site)
    page.wait_for_load_state("networkidle")
    assert page.locator(".headlines li").count() == len(lines) + min(len(lines), AT_ONCE)
    assert heard.silent, (heard.ran, heard.outside)


@pytest.mark.parametrize(("headers", "harmless"), [({}, False), ({"Content-Security-Policy": POLICY}, True)])
def test_the_control_runs_and_the_policy_alone_would_stop_it(
    opened: tuple[Page, Heard], site: str, headers: dict[str, str], harmless: bool
) -> None:
    page, heard = opened
    served = [""]
    page.route(
        "**/raw", lambda route: route.fulfill(content_type="text/html", headers=headers, body=served[0])
    )
    executed = 0
    for payload in (*FETCHES, *HOSTILE[len(FETCHES) :: max(1, len(HOSTILE) // ALONE)]):
        if harmless and "refresh" in payload.lower():
            continue  # no policy keeps a page from sending itself elsewhere: there escaping has to do
        served[0] = f"<!DOCTYPE html><title>x</title><p>{payload}"
        heard.ran.clear()
        page.goto(f"{site}/raw", wait_until="load")
        executed += any(said.startswith("ran ") for said in heard.ran)
    if harmless:
        assert executed == 0
        assert heard.outside == []
    else:
        assert executed >= 3
        assert len(heard.outside) >= 5
