"""A pack holds what it takes to check a briefing again, and no more of the articles."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from agent.check.cited import Cited
from agent.check.claims import check_claims
from agent.packing.articles import packed, unpacked
from agent.packing.build import build
from agent.packing.recheck import recheck
from agent.packing.sentences import delivered
from agent.packing.standing import standing
from agent.types import CheckedClaim, Claim, Finding, Span
from tests.fakes.ferry import CAUSE, TOLL, world, written
from tests.fakes.lexical import LexicalChecker
from tests.fakes.writer import Line
from tests.makers import make_article, make_citation
from tests.packing.makers import (
    OURS,
    QUIET,
    SECTIONS,
    briefing,
    pack_text,
    packed_text,
    proved,
    shelf,
    told,
    value,
)


def test_the_pack_of_a_briefing_holds() -> None:
    proof = proved(pack_text())
    assert told(proof) == ""
    assert proof.unrepeated == ()
    assert proof.fingerprint == value()["fingerprint"]


def test_the_same_briefing_gives_the_same_bytes() -> None:
    assert packed_text(briefing()) == pack_text()


def test_only_what_is_cited_travels() -> None:
    assert "Nobody cites what stands behind it" not in pack_text()
    (pumps,) = (a for a in value()["articles"] if a["headline"] == "Pumps")
    assert sum(len(p["text"]) for p in pumps["passages"]) < pumps["length"]


def test_a_withheld_sentence_goes_in_with_what_it_was_held_against() -> None:
    (held,) = value()["briefing"]["withheld"]
    assert held["citations"]
    stated = [v for v in value()["verdicts"] if v["claim_id"] == held["verdict"]["claim_id"]]
    assert [v["label"] for v in stated] == ["refuted"]


def test_an_article_comes_back_with_every_place_where_it_was() -> None:
    article = make_article(text="One is here. Two is there. Three is gone.")
    again = unpacked(packed(article, [Span(start=13, end=26), Span(start=0, end=3)]))
    assert again.text == "One" + "\n" * 10 + "Two is there." + "\n" * 15
    assert again.model_copy(update={"text": article.text, "external_id": "harbour"}) == article


def test_passages_that_touch_become_one() -> None:
    article = make_article(text="abcdefgh")
    spans = [Span(start=4, end=6), Span(start=0, end=2), Span(start=1, end=4), Span(start=7, end=8)]
    assert [(p.start, p.end) for p in packed(article, spans).passages] == [(0, 6), (7, 8)]


@pytest.mark.parametrize(
    "text",
    [f"{CAUSE[:-1]}, which sank off Port Marren on 30 January with at least 52 people killed.", TOLL],
    ids=["from both", "from one"],
)
def test_a_sentence_that_was_written_with_two_sources_is_judged_by_both(text: str) -> None:
    articles = {a.id: a for a in shelf()}
    cited = [(a, quote) for a in articles.values() for quote in (TOLL, CAUSE) if quote in a.text]
    claim = Claim(
        id="lead-2-1",
        text=text,
        kind="reported",
        citations=tuple(make_citation(article, quote) for article, quote in cited),
    )
    (found,) = check_claims([claim], articles, LexicalChecker())
    assert found.label == "supported"
    made = briefing()
    known = standing(made.model_copy(update={"basis": None}), articles, ())
    told = CheckedClaim(**{**dict(claim), "verdict": found, "verbatim": False})
    lead = made.sections[0].model_copy(update={"claims": (told,)})
    again = delivered(made.model_copy(update={"sections": (lead,)}), {}, articles, known, LexicalChecker())
    assert again == ([found], [])


def test_where_a_check_reads_beside_the_passage_that_sentence_goes_in_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The checks look for the word a sentence begins with in the rest of its article."""
    import agent.check.claims as claims_module

    def reads_beside(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
        return [] if any("It has the pumps" in c.article.text for c in cited) else found

    found = [f for c in briefing().withheld for f in c.verdict.findings if f.passed is False]
    text = f"{CAUSE} {QUIET} It has the pumps of the ferry now. So it goes. {QUIET}"
    articles = [make_article("b", text, publisher="Post", headline="Pumps"), *world()[:1]]
    monkeypatch.setitem(claims_module.EXACT_CHECKS, "beside", reads_beside)
    made = written(Line(CAUSE, "has opened"), articles=articles)
    cited = {a.id: a for a in articles if a.headline == "Pumps"}
    pack, doubts = build(made, SECTIONS, cited, LexicalChecker(), OURS)
    (article,) = pack.articles
    assert "It has the pumps" in "".join(p.text for p in article.passages)
    assert "So it goes" not in "".join(p.text for p in article.passages)
    assert recheck(made, SECTIONS, {article.id: unpacked(article)}, pack.copies, LexicalChecker()) == doubts


def test_the_pack_is_plain_json_of_its_schema() -> None:
    from agent.types import Pack

    assert Pack.model_validate(json.loads(pack_text())).model_dump(mode="json") == value()
