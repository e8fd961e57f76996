"""What stands around the sections: what was withheld, who was silent, what a reader must know."""

from __future__ import annotations

from collections.abc import Mapping

from agent.prompts import Profile
from agent.publish import Around, Judged, JudgedSection, Names, Stock, publish
from agent.types import Article, Briefing, Claim, Finding, Plan, PlanSection, Reason, Verdict, VerdictLabel
from tests.makers import NOW, TEXT, make_article, make_citation, make_claim, make_request

CLOSED = "The harbour of Port Marren was closed on Monday."
LEAD = PlanSection(key="lead", heading=None, asks="What happened?", kinds=("reported",), min=0, max=9)
PROFILE = Profile(
    plan=Plan(name="short", language="en", max_words=99, sections=(LEAD,)), hash="0" * 64, guidance=""
)


def judged(claim: Claim, label: VerdictLabel = "supported", stands_for: str = "") -> Judged:
    finding = Finding(check="figures", passed=label == "supported", reason=Reason.OK)
    return Judged(claim, Verdict(claim_id=claim.id, label=label, findings=(finding,)), stands_for)


def published(
    *claims: Judged,
    articles: tuple[Article, ...],
    title: str = "",
    degraded: str = "",
    outlets: tuple[str, ...] = (),
    countries: Mapping[str, str] | None = None,
) -> Briefing:
    sections = [JudgedSection("title", title, ()), JudgedSection("lead", "", claims)]
    names = Names("scripted", "none", "lexical", degraded)
    stock = Stock(len(articles), outlets, countries or {})
    by_id = {a.id: a for a in articles}
    return publish(make_request(), PROFILE, sections, by_id, Around(), stock, names, NOW, NOW)


def test_only_supported_sentences_are_delivered_and_the_others_are_listed() -> None:
    article = make_article()
    good = make_claim(CLOSED, make_citation(article, CLOSED))
    bad = make_claim("It was bombed.", make_citation(article, CLOSED), key="lead-2")
    labels: tuple[VerdictLabel, ...] = ("refuted", "not_enough_info", "unchecked")
    for label in labels:
        made = published(judged(good), judged(bad, label), articles=(article,))
        assert [c.text for s in made.sections for c in s.claims] == [CLOSED]
        assert [(w.text, w.replaced) for w in made.withheld] == [("It was bombed.", False)]


def test_a_replaced_sentence_says_so_and_its_stand_in_is_marked_verbatim() -> None:
    article = make_article()
    bad = make_claim("It closed on Friday.", make_citation(article, CLOSED))
    spare = make_claim(CLOSED, make_citation(article, CLOSED), key="lead-1v")
    made = published(judged(bad, "refuted"), judged(spare, stands_for="lead-1"), articles=(article,))
    assert made.withheld[0].replaced
    assert made.sections[0].claims[0].verbatim


def test_countries_of_silent_outlets_from_which_nothing_is_cited_are_blind_spots() -> None:
    article = make_article()
    claim = judged(make_claim(CLOSED, make_citation(article, CLOSED)))
    countries = {article.publisher: "Spain", "El Pico": "Spain", "La Sabana": "Colombia"}
    silent = ("El Pico", "La Sabana", "Nobody Knows")
    spots = published(claim, articles=(article,), outlets=silent, countries=countries).blind_spots
    assert spots.unheard == ("Colombia",)


def test_the_question_is_the_title_where_no_headline_stands() -> None:
    article = make_article()
    claim = judged(make_claim(CLOSED, make_citation(article, CLOSED)))
    assert published(claim, articles=(article,)).title == make_request().question
    assert published(claim, articles=(article,), title="Harbour closed").title == "Harbour closed"


def test_blind_spots_count_outlets_by_the_sentences_that_cite_them() -> None:
    one, two = make_article("a", publisher="Post"), make_article("b", publisher="Wire", published=None)
    both = make_claim(CLOSED, make_citation(one, CLOSED), make_citation(two, CLOSED))
    alone = make_claim(TEXT[49:], make_citation(one, TEXT[49:]), key="lead-2")
    made = published(judged(both), judged(alone), articles=(one, two), outlets=("Echo",))
    spots = made.blind_spots
    assert (spots.silent, spots.single_outlet_share, spots.undated) == (("Echo",), 0.5, 1)
    assert (spots.top_outlet, spots.top_outlet_share) == ("Post", 1.0)


def test_a_degraded_search_and_a_foreign_sentence_are_told() -> None:
    article = make_article(language="es")
    claim = judged(make_claim(CLOSED, make_citation(article, CLOSED)))
    made = published(claim, articles=(article,), degraded="Only words were searched.")
    assert made.notes[0] == "Only words were searched."
    assert "(es)" in made.notes[1]
