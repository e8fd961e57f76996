from collections import Counter

from agent.types import Article, Draft
from agent.write.extract import ExtractiveWriter
from tests.makers import NOW, make_request
from tests.write.makers import dam, evidence_of, plan, texts, told

QUESTION = "What happened at the Orrin dam in Vellmark?"
ALL = ("title", "lead", "background", "developments", "themes", "implications", "conclusion")


def draft(*keys: str, articles: list[Article] | None = None, **limits: int) -> Draft:
    evidence = evidence_of(*(articles if articles is not None else dam()))
    return ExtractiveWriter().draft(make_request(QUESTION), plan(*(keys or ALL), **limits), evidence, NOW)


def test_sections_come_in_the_order_of_the_plan() -> None:
    places = [ALL.index(section.key) for section in draft().sections]
    assert places == sorted(places)
    assert {"title", "lead", "developments"} <= {section.key for section in draft().sections}


def test_every_sentence_stands_in_the_evidence_it_names() -> None:
    by_label = {e.label: e.text for e in evidence_of(*dam())}
    for section in draft().sections:
        for claim in section.claims:
            (label,) = claim.labels
            assert claim.text.split(" [")[0] in by_label[label]
            assert claim.kind == "reported"


def test_no_sentence_stands_twice() -> None:
    found = texts(draft().sections)
    assert len(found) == len(set(found))


def test_dangling_sentences_are_left_out() -> None:
    assert not any("miracle" in text for text in texts(draft().sections))


def test_the_words_of_the_plan_are_kept_to() -> None:
    assert 0 < sum(len(text.split()) for text in texts(draft(max_words=40).sections)) <= 45


def test_a_section_with_too_few_sentences_is_left_out() -> None:
    assert [s.key for s in draft("lead", "conclusion", least=4).sections if s.key == "conclusion"] == []


def test_no_outlet_fills_more_than_its_share_where_four_have_something_to_say() -> None:
    chatty = told(
        "z",
        "Orrin Post",
        "The Orrin dam lost a gate on its northern side. Divers searched the Orrin dam for a turbine. "
        "Vellmark closed the bridge below the Orrin dam. A priest rang the bells of Orrin for the dam. "
        "Bakers in Vellmark sold bread beside the Orrin dam.",
    )
    sections = draft(articles=[*dam(), chatty], most=20).sections
    outlets = {e.label: e.article.publisher for e in evidence_of(*dam(), chatty)}
    shares = Counter(outlets[c.labels[0]] for s in sections for c in s.claims)
    assert max(shares.values()) <= max(1, 0.3 * sum(shares.values()))


def test_a_section_of_the_users_own_is_filled_by_what_it_asks() -> None:
    (section,) = draft("water", most=1).sections
    assert section.heading == "Water"
    assert "reservoir" in section.claims[0].text


def test_developments_are_told_in_the_order_of_their_days() -> None:
    (section,) = draft("developments").sections
    found = [claim.text for claim in section.claims]
    assert len(found) > 1
    monday = next((n for n, text in enumerate(found) if "gave way on Monday" in text), None)
    today = next((n for n, text in enumerate(found) if "prosecutor" in text), None)
    assert monday is None or today is None or monday < today


def test_a_recent_headline_that_takes_up_the_question_is_the_title() -> None:
    assert draft("title", "lead").sections[0].heading == "Dam at Orrin gives way"


def test_without_a_fitting_headline_the_question_is_the_title() -> None:
    articles = [a.model_copy(update={"headline": "What you need to know about the Orrin dam"}) for a in dam()]
    assert draft("title", "lead", articles=articles).sections[0].heading == QUESTION


def test_no_evidence_makes_no_sentence() -> None:
    assert texts(draft(articles=[]).sections) == []
