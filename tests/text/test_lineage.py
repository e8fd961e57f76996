"""Lineage: how many independent origins stand behind what several outlets print."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.text.lineage import Lineage, Telling, cited_tellings, sources, telling_of
from agent.types import Article
from tests.makers import NOW, make_article, make_citation, make_evidence

TOLL = "The coastguard said that 52 passengers died when the ferry Alba went down near Port Marren."
OTHER = "At least 52 people have been killed in the sinking of the ferry Alba off Port Marren."
STORY = (
    "The ferry had left the island of Sorn in the early morning with a full deck of cars and lorries. "
    "Fishermen who saw it list called the harbour at once and steered towards it through a rising sea. "
    "By noon the hull lay on its side on the bar, and divers were cutting into it from two boats. "
    "The owners, a family firm that has run the line for forty years, would not speak about the pumps."
)


def article(outlet: str, text: str, days_ago: float = 0, *, url: str = "", by: str = "") -> Article:
    made = make_article(outlet, text, publisher=outlet, published=NOW - timedelta(days=days_ago))
    changes = {**({"url": url} if url else {}), **({"authors": (by,)} if by else {})}
    return made.model_copy(update=changes)


def whole(*articles: Article) -> list[Telling]:
    """Return the first sentence of each article as a telling."""
    return [Telling(a, 0, a.text.index(".") + 1) for a in articles]


def origins(*articles: Article) -> int:
    return Lineage(articles).origins(whole(*articles))


def test_two_outlets_with_words_of_their_own_are_two_origins() -> None:
    assert origins(article("Post", OTHER), article("Herald", TOLL)) == 2


def test_one_outlet_is_one_origin_whatever_it_writes() -> None:
    assert origins(article("Post", OTHER), article("Post", TOLL)) == 1


def test_one_domain_is_one_owner_under_many_names() -> None:
    one, other = "https://a.mirror.co.uk/1", "https://www.mirror.co.uk/2"
    assert origins(article("Post", OTHER, url=one), article("Herald", TOLL, url=other)) == 1
    apart = article("Post", OTHER, url=one), article("Herald", TOLL, url="https://www.herald.co.uk/2")
    assert origins(*apart) == 2


def test_a_domain_that_shows_the_texts_of_others_owns_none() -> None:
    one, other = "https://news.yahoo.com/1", "https://news.yahoo.com/2"
    assert origins(article("Post", OTHER, url=one), article("Herald", TOLL, url=other)) == 2


def test_copies_are_one_origin_however_many_print_them() -> None:
    assert origins(*(article(f"Mirror {n}", TOLL) for n in range(10)), article("Post", OTHER)) == 2


def test_a_near_copy_of_a_sentence_is_one_origin_though_the_rest_differs() -> None:
    rest = "Nobody on the quay at Sorn had slept. The mayor promised every family a boat to the bar."
    assert origins(article("Post", f"{TOLL} {rest}"), article("Herald", f"{TOLL} {STORY}")) == 1


def test_a_short_sentence_is_nobodys_own() -> None:
    short = "At least 52 people died."
    rest = "Nobody on the quay at Sorn had slept. The mayor promised every family a boat to the bar."
    assert origins(article("Post", f"{short} {rest}"), article("Herald", f"{short} {STORY}")) == 2


def test_paragraphs_that_were_taken_over_make_one_origin_though_the_figure_is_told_in_other_words() -> None:
    one, other = article("Post", f"{TOLL} {STORY}"), article("Herald", f"{OTHER} Divers went in. {STORY}")
    assert origins(one, other) == 1


def test_a_speech_that_both_quote_makes_two_reporters_no_copyists() -> None:
    speech = f"The premier spoke for an hour: “{STORY}”"
    one = f"{TOLL} {speech} Then she left for the island, where the families were waiting in the rain."
    other = f"{OTHER} {speech} It was her first word since Monday, and the opposition called it thin."
    assert origins(article("Post", one), article("Herald", other)) == 2


def test_outlets_that_credit_one_agency_are_one_origin() -> None:
    credited = (f"{OTHER}\n\nReporting by Vellmark Wire", f"MARREN (Vellmark Wire) — {TOLL}")
    assert origins(article("Post", credited[0]), article("Herald", credited[1])) == 1
    assert origins(article("Post", credited[0]), article("Vellmark Wire", TOLL)) == 1
    assert origins(article("Post", credited[0]), article("Herald", f"{TOLL}\n\n— Reuters")) == 2


def test_one_author_in_two_outlets_is_one_origin() -> None:
    assert origins(article("Post", OTHER, by="Ida Brandt"), article("Herald", TOLL, by="Ida Brandt")) == 1


def test_a_sentence_that_names_its_outlet_is_that_outlets_news() -> None:
    heard = "At least 52 people died on the ferry Alba, the Herald reported."
    assert origins(article("Post", heard), article("Herald", TOLL)) == 1
    third = article("Echo", "“We lost 52 people,” the owner of the line told the Herald.")
    assert origins(article("Post", heard), article("Herald", TOLL), third) == 1


def test_one_that_names_more_sources_does_not_make_two_of_them_one() -> None:
    both = article("Echo", f"{OTHER}\n\nWith AFP/Reuters", 3)
    said = article("Post", f"{TOLL}\n\n— AFP"), article("Herald", f"{STORY}\n\n— Reuters")
    assert origins(both, *said) == 2


def test_of_copies_the_earliest_is_the_origin() -> None:
    late, early = article("Post", TOLL, 1), article("Herald", TOLL, 2)
    undated = late.model_copy(update={"id": "x", "publisher": "Echo", "url": None, "published": None})
    (origin,) = Lineage([late]).independent(whole(undated, late, early))
    assert origin.article is early


def test_what_an_article_credits_or_repeats_is_named() -> None:
    wire = article("Vellmark Wire", f"{TOLL} {STORY}", 3)
    copy = article("Post", f"{OTHER} {STORY}", 2)
    credited = article("Herald", f"MARREN (Vellmark Wire) — {OTHER}", 1)
    agency = article("Echo", f"{OTHER} So it is.\n\nContributing: Ida Brandt; Reuters", 0)
    assert sources([agency, credited, copy, wire]) == {
        copy.id: "repeats Vellmark Wire", credited.id: "credits Vellmark Wire", agency.id: "credits Reuters",
    }  # fmt: skip


def test_an_undated_text_is_never_repeated() -> None:
    undated = article("Wire", TOLL).model_copy(update={"published": None})
    dated = article("Post", TOLL)
    assert sources([undated, dated]) == {undated.id: "repeats Post"}


@pytest.mark.parametrize("missing", [True, False])
def test_tellings_are_made_of_evidence_and_of_citations(missing: bool) -> None:
    one = article("Post", TOLL)
    assert telling_of(make_evidence(one, TOLL)).text == TOLL
    found = cited_tellings([make_citation(one, TOLL)], {} if missing else {one.id: one})
    assert [t.text for t in found] == ([] if missing else [TOLL])
