"""At the top of an edition: who says so, how sure it is, where it comes from; beside each change who."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest

from agent.changes import changes
from agent.deliver.glance import glance, voices
from agent.deliver.issue import issue
from agent.deliver.passages import at_passage
from agent.types import Briefing, SourceEntry, ToldClaim
from tests.digests.makers import make_digest, make_edition, told
from tests.digests.test_issue import TOLD, ZONE, briefing
from tests.makers import NOW


def source(article: str = "a1", publisher: str = "The Harbour Post", **other: object) -> SourceEntry:
    fields = {"number": 1, "article_id": article, "content_hash": "h1", "publisher": publisher,
              "title": "Ships", "published": NOW, "url": f"https://{article}.example/1", **other}  # fmt: skip
    return SourceEntry.model_validate(fields)


def says(origins: int, outlets: int, *publishers: str) -> ToldClaim:
    claim = told(TOLD, origins=origins).model_copy(update={"outlets": outlets})
    return ToldClaim(question="q", claim=claim, publishers=publishers)


def several(*origins: int) -> Briefing:
    """Return a briefing of sentences that so many origins tell."""
    made = briefing(TOLD)
    first = made.sections[0]
    (claim, *_) = first.claims
    each = [claim.model_copy(update={"id": f"c{n}", "origins": held}) for n, held in enumerate(origins)]
    sections = (first.model_copy(update={"claims": tuple(each)}),)
    sources = (source(claim.citations[0].article_id),)
    return made.model_copy(update={"sections": sections, "sources": sources})


def test_the_top_answers_who_what_how_sure_and_where_from_before_anything_else() -> None:
    made = several(1, 3)
    found = changes([], [says(1, 1, "The Harbour Post")], lambda _: True)
    shown = issue(make_digest(), make_edition(), [made], found, NOW - timedelta(days=1), ZONE)
    text = " ".join(shown.text.split())
    order = (
        *("by the program Aletheia", "Answers: What happened", "A harbour is closed", "What changed since"),
        *(
            "Who says so in all: ",
            "How sure: 1 of 2 sentences rests on one",
            "Where from: 1 article",
            "NEW | ",
        ),
    )
    places = [text.index(one) for one in order]
    assert places == sorted(places)
    assert "1 on several independent ones. Every sentence was checked by program" in text
    for one in ("Who says so in all:", "How sure:", "Where from:"):
        assert one in shown.html


def test_who_tells_a_change_is_named_and_leads_to_the_passage() -> None:
    one = voices(says(1, 1, "The Harbour Post"), {"a1": source()})
    assert one.line == "The Harbour Post alone"
    ((name, href),) = one.outlets
    assert name == "The Harbour Post"
    assert unquote(href) == "https://a1.example/1#:~:text=" + "At least 12 ships were waiting outside."


def test_copies_of_one_source_are_not_told_as_several() -> None:
    assert voices(says(1, 4, "A", "B"), {}).line == "A, B and 2 more outlets, one source"
    assert voices(says(3, 3, "A", "B", "C"), {}).line == "A, B and 1 more outlet, 3 independent sources"
    assert voices(says(2, 2, "A", "B"), {}).line == "A and B, 2 independent sources"
    assert voices(says(0, 0, "A"), {}).line == "A"
    assert voices(says(2, 2), {}).line == ""


def test_an_address_that_acts_is_no_link() -> None:
    wrong = voices(says(1, 1, "Post"), {"a1": source(url="javascript:alert(1)")})
    assert wrong.outlets == (("Post", ""),)


@pytest.mark.parametrize(("days", "told"), [(7, False), (8, True)])
def test_that_the_newest_article_is_old_is_said(days: int, told: bool) -> None:
    made = several(1, 1)
    newest = made.sources[0].published
    assert newest is not None
    made = made.model_copy(update={"as_of": newest + timedelta(days=days)})
    assert (f"the newest is {days} days old" in dict(glance([made], ZONE))["Where from"]) == told


def test_where_nothing_was_written_nothing_is_claimed() -> None:
    assert glance([], ZONE) == ()
    shown = issue(make_digest(), make_edition(), [], None, None, ZONE)
    assert "How sure" not in shown.text


def test_a_passage_is_named_by_its_ends_and_an_address_with_a_place_of_its_own_stays() -> None:
    assert at_passage("https://x.example/", "a-b c") == "https://x.example/#:~:text=a%2Db%20c"
    long = "one two three four five six seven eight nine"
    assert at_passage("https://x.example/", long).endswith(
        "one%20two%20three%20four,six%20seven%20eight%20nine"
    )
    assert at_passage("https://x.example/#top", long) == "https://x.example/#top"
