"""The figures table."""

from __future__ import annotations

from datetime import timedelta

from agent.check.backing import Backing
from agent.check.disagree import contests
from agent.tables import figures_table
from agent.text.lineage import Lineage
from agent.types import Article, FigureRow
from tests.fakes.library import evidence_of
from tests.makers import NOW, make_article, make_citation, make_claim


def test_equal_figures_for_the_same_thing_are_one_line_and_for_different_things_two() -> None:
    sank = "At least 52 people were killed on the ferry Alba off Port Marren."
    also = "The coastguard said that 52 passengers died on the ferry Alba near Port Marren."
    crates = "Divers have brought up 52 crates of oranges from the hold."
    again = "The divers say that 52 crates of oranges came up from the hold."
    found = rows(told(sank, also, crates, again), sank, crates)
    assert [(value, cited) for value, _, cited in found] == [("at least 52", 2), ("52", 2)]
    assert found[1][1] == "crates of oranges from the hold"


def test_years_ordinals_durations_and_shares_of_nothing_are_no_figures() -> None:
    text = "In 2024 the third crew of the Alba needed 14 hours and was paid 9 percent more."
    assert rows(told(text, text + " So it was."), text) == []


def test_a_percentage_is_listed_with_what_it_is_a_share_of_and_who_has_it() -> None:
    text = "The ferry line carries about 29 percent of all exports from Port Marren."
    also = "Prices rose, and the ferry line carries 29 percent of all exports from Port Marren."
    assert rows(told(text, also), text) == [
        ("about 29 percent", "share of all exports from Port Marren that the ferry line carries", 2)
    ]


def test_a_share_of_what_is_not_named_is_left_out() -> None:
    text = "The ferry line reckons that it took 29 percent of the country's exports by sea last year."
    assert rows(told(text, text + " It is proud."), text) == []


def test_fewer_than_three_figures_are_a_table_only_where_two_outlets_tell_them() -> None:
    one = "The Alba carried 300 crates of oranges from Port Marren."
    two = "The Berta carried 400 boxes of lemons from Port Lund."
    three = "The Carla carried 500 bags of flour from Port Orne."
    alone = told(one, two, three)
    assert rows(alone[:2], one, two) == []
    assert [value for value, _, _ in rows(alone, one, two, three)] == ["300", "400", "500"]
    assert [value for value, _, _ in rows([*alone[:2], *told("A", one)[1:]], one, two)] == ["300"]


def test_what_is_listed_together_enters_together_or_not_at_all() -> None:
    whole = "Inspectors searched 31 cabins, opened nearly 40 lockers and questioned 25 stewards."
    assert [(value, name) for value, name, _ in rows(told(whole), whole)] == [
        ("31", "cabins searched"),
        ("nearly 40", "lockers opened"),
        ("25", "stewards questioned"),
    ]
    part = "In the hold stood 31 cabins, nearly 40 old lockers and 25 beds of iron."
    assert rows(told(part, part + " All were wet."), part) == []


def test_a_figure_in_a_quotation_is_one_speaker_s_and_no_line() -> None:
    text = "“We have lost 900 crates of oranges in the storm,” said Ada Roe, the harbour master."
    assert rows(told(text, text + " She wept."), text) == []
    scare = "The “unsinkable” Alba lost 900 crates of oranges in the storm off Port Marren."
    assert len(rows(told(scare, scare + " Nobody wept."), scare)) == 1


def test_a_sum_is_named_by_its_own_sentence_and_not_by_another_side_s() -> None:
    offer = "The harbour union offered less than $5 million in aid for the new pier at Marren."
    other = "Mayor Linde demanded $5 million in taxes for the new pier at Marren from the harbour union."
    again = "Again the harbour union offered less than $5 million in aid for the new pier at Marren, it said."
    assert rows(told(offer, other, again, other + " No."), offer) == [
        ("less than $5 million", "aid for the new pier at Marren offered by the harbour union", 2)
    ]


def test_one_sum_of_one_name_stands_once_and_is_as_of_its_own_telling() -> None:
    first = "Mayor Linde demanded $5 million in taxes for the new pier at Marren."
    later = "The council then heard of roughly $5 million in taxes for the new pier at Marren again."
    retold = "Whoever pays $5 million to the divers of the lost ferry at Marren pays too much for the pier."
    articles = told(first, later, retold, first + " He did.")
    (row,) = table(articles, first, later)
    assert (row.value, len(row.citations)) == ("$5 million", 2)
    assert row.as_of == articles[3].published


def test_of_how_long_something_has_gone_on_only_the_last_is_told() -> None:
    early = "The nine-day general strike of Port Marren has emptied the shops."
    late = "The 13-day general strike of Port Marren has emptied the banks."
    articles = told(early, late, early + " So it is.", late + " So it is.")
    assert [(value, name) for value, name, _ in rows(articles, early, late)] == [("13-day", "general strike")]


def test_people_are_counted_with_what_became_of_them() -> None:
    sent = "Some 800 harbour clerks have been sent home without pay since the storm."
    bare = "For the 800 harbour clerks, the storm was the end."
    assert [name for _, name, _ in rows(told(sent, sent + " They wait."), sent)] == [
        "harbour clerks sent home without pay"
    ]
    assert rows(told(bare, bare + " They wait."), bare) == []


def told(*texts: str) -> list[Article]:
    """Return an article a text, each of another outlet and a day after the one before."""
    return [
        make_article(f"{n}", text, publisher=f"Outlet {n}", published=NOW - timedelta(days=len(texts) - n))
        for n, text in enumerate(texts)
    ]


def table(articles: list[Article], *delivered: str) -> tuple[FigureRow, ...]:
    """Return the table beside sentences, each cited from the first article that has it."""
    homes = [next(a for a in articles if text in a.text) for text in delivered]
    claims = [
        make_claim(text, make_citation(home, text), key=f"lead-{n}")
        for n, (text, home) in enumerate(zip(delivered, homes, strict=True))
    ]
    evidence = evidence_of(articles)
    backing = Backing(evidence, Lineage(articles))
    return figures_table(claims, evidence, {a.id: a for a in articles}, backing, contests(evidence))


def rows(articles: list[Article], *delivered: str) -> list[tuple[str, str, int]]:
    return [(row.value, row.counts, len(row.citations)) for row in table(articles, *delivered)]


def test_a_line_says_how_many_origins_give_its_figure() -> None:
    sank = "At least 52 people were killed on the ferry Alba off Port Marren."
    also = "The coastguard said that 52 passengers died on the ferry Alba near Port Marren."
    (alone,) = table(told(sank + " Prices fell by 3 percent."), sank) or (None,)
    (three,) = table(told(sank, sank, also), sank)
    assert alone is None
    assert three.origins == 2


def test_a_line_of_which_sources_give_different_values_says_so() -> None:
    sank = "At least 52 people were killed on the ferry Alba off Port Marren."
    more = "The ferry Alba killed 61 people off Port Marren."
    crates = "Divers have brought up 40 crates of oranges from the hold."
    rivals = told(sank, more, crates)
    found = table([*rivals, make_article("x", "", publisher="Echo")], sank, more, crates)
    assert [(row.value, row.origins, row.disputed) for row in found] == [
        ("at least 52", 1, True), ("61", 1, True), ("40", 1, False),
    ]  # fmt: skip
