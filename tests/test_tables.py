"""The figures table."""

from __future__ import annotations

from agent.tables import figures_table
from agent.types import Article
from tests.fakes.library import evidence_of
from tests.makers import make_article, make_citation, make_claim


def rows(articles: list[Article], *told: str) -> list[tuple[str, str, int]]:
    claims = [
        make_claim(text, make_citation(article, text), key=f"lead-{n}")
        for n, text in enumerate(told)
        for article in articles
        if text in article.text
    ]
    table = figures_table(claims, evidence_of(articles), {a.id: a for a in articles})
    return [(row.value, row.counts, len(row.citations)) for row in table]


def test_equal_figures_for_the_same_thing_are_one_line_and_for_different_things_two() -> None:
    sank = "At least 52 people were killed on the ferry Alba off Port Marren."
    also = "The coastguard said that 52 passengers died on the ferry Alba near Port Marren."
    crates = "Divers have brought up 52 crates of oranges from the hold."
    articles = [
        make_article(f"{n}", text, publisher=f"Outlet {n}") for n, text in enumerate((sank, also, crates))
    ]
    found = rows(articles, sank, crates)
    assert [(value, cited) for value, _, cited in found] == [("at least 52", 2), ("52", 1)]
    assert found[1][1] == "crates of oranges from the hold"


def test_years_ordinals_durations_and_shares_of_nothing_are_no_figures() -> None:
    text = "In 2024 the third crew of the Alba needed 14 hours and was paid 9 percent more."
    assert rows([make_article("a", text)], text) == []


def test_a_percentage_is_listed_with_what_it_is_a_share_of() -> None:
    text = "The ferry line carries about 29 percent of all exports from Port Marren."
    assert rows([make_article("a", text)], text) == [
        ("about 29 percent", "of all exports from Port Marren", 1)
    ]
