"""The same thing counted or dated differently: what is shown, and what may not stand in the prose."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.check.contested import check_ledger, with_owner
from agent.check.disagree import Contests, contests
from agent.types import Article, Disagreement, Finding
from tests.fakes.library import evidence_of
from tests.makers import NOW, make_article, make_citation, make_claim

OLD = "The sinking of the ferry Alba off Port Marren has killed at least 40 people."
NEW = "At least 52 people have been killed in the sinking of the ferry Alba off Port Marren."
ALSO_NEW = "The coastguard said that 52 passengers died when the ferry Alba went down near Port Marren."
LONE = "The real figure of the ferry Alba is 90 people killed off Port Marren, a reader of ours has heard."


def told(*rows: tuple[str, str, int]) -> list[Article]:
    """Return articles of (outlet, text, days before now)."""
    return [
        make_article(f"{n}", text, publisher=outlet, headline=f"Report {n}", published=_ago(days))
        for n, (outlet, text, days) in enumerate(rows)
    ]


def _ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def outdated(found: Contests, articles: list[Article]) -> list[str]:
    return [e.text for e in evidence_of(articles) if found.outdated(e)]


def findings(found: Contests, text: str) -> list[Finding]:
    """Return what the ledger says about a sentence of ours that cites nothing."""
    return check_ledger(make_claim(text), found, {})


def values(row: Disagreement) -> list[tuple[str, int]]:
    return [(v.value, v.origins) for v in row.values]


def test_a_toll_that_two_later_texts_give_overtakes_the_earlier_one() -> None:
    articles = told(("Post", OLD, 9), ("Wire", NEW, 1), ("Herald", ALSO_NEW, 0))
    found = contests(evidence_of(articles))
    assert outdated(found, articles) == [OLD]
    (row,) = found.disagreements
    assert row.type == "superseded"
    assert values(row) == [("at least 52", 2), ("at least 40", 1)]
    assert row.variable == "people killed by the sinking of the ferry Alba off Port Marren"


def test_one_later_text_does_not_overtake_anything() -> None:
    articles = told(("Post", OLD, 9), ("Wire", NEW, 1))
    found = contests(evidence_of(articles))
    assert outdated(found, articles) == []
    assert [v.value for v in found.disagreements[0].values] == ["at least 52", "at least 40"]


def test_a_day_that_one_later_text_moves_stays_out_of_the_prose_and_is_shown() -> None:
    old = "Premier Ada Roe will meet Mayor Bo Linde at Marren Castle on February 9."
    new = "Premier Ada Roe and Mayor Bo Linde are to meet at Marren Castle on February 12."
    articles = told(("Post", old, 5), ("Wire", new, 0))
    found = contests(evidence_of(articles))
    assert outdated(found, articles) == [old]
    assert [v.value for v in found.disagreements[0].values] == ["12 February 2026", "9 February 2026"]


def test_a_single_text_against_several_loses_and_is_shown_with_its_one_origin() -> None:
    articles = told(("Wire", NEW, 1), ("Herald", ALSO_NEW, 1), ("Rumour", LONE, 0))
    found = contests(evidence_of(articles))
    assert outdated(found, articles) == [LONE]
    assert found.disagreements[0].type == "conflict"
    assert ("90", 1) in values(found.disagreements[0])


def test_copies_of_a_dubious_figure_count_once() -> None:
    copies = told(("Wire", NEW, 1), ("Herald", ALSO_NEW, 1), *[(f"Rumour {n}", LONE, 0) for n in range(4)])
    found = contests(evidence_of(copies))
    assert outdated(found, copies) == [LONE] * 4
    assert ("90", 1) in values(found.disagreements[0])


def test_a_figure_that_a_text_takes_back_may_not_stand() -> None:
    wrong = "At least 47 people were killed when the ferry Alba sank off Port Marren."
    sorry = "At least 52 people were killed on the ferry Alba off Port Marren, not 47 as the Post wrote."
    articles = told(("Post", wrong, 2), ("Post", sorry, 1), ("Wire", NEW, 1), ("Herald", ALSO_NEW, 1))
    assert outdated(contests(evidence_of(articles)), articles) == [wrong]


def test_a_sentence_that_also_gives_the_current_count_may_stand() -> None:
    both = "At least 52 people were killed on the ferry Alba off Port Marren, up from 40 a week ago."
    articles = told(("Post", OLD, 9), ("Wire", both, 1), ("Herald", ALSO_NEW, 0))
    assert outdated(contests(evidence_of(articles)), articles) == [OLD]


def test_counts_of_other_things_are_never_put_together() -> None:
    articles = told(
        ("Wire", NEW, 1),
        ("Herald", ALSO_NEW, 1),
        (
            "Post",
            "The ferry company of Port Marren also runs 60 buses and owns 45 piers of the Alba line.",
            0,
        ),
        ("Echo", "The sinking of the ferry Alba off Port Marren left 70 people injured.", 0),
    )
    found = contests(evidence_of(articles))
    assert found.disagreements == ()
    assert not found.lost


def test_what_one_article_tells_apart_is_not_the_same_thing() -> None:
    two = "The ferry Alba killed 52 people off Port Marren. The ferry Berta killed 60 people off Port Marren."
    articles = told(("Wire", two, 1), ("Herald", ALSO_NEW, 1))
    assert not contests(evidence_of(articles)).lost


def test_part_of_a_count_is_no_other_count() -> None:
    part = "The Alba killed 30 passengers and 22 crew members died on the ferry off Port Marren."
    articles = told(("Wire", NEW, 1), ("Herald", ALSO_NEW, 1), ("Post", part, 0))
    assert contests(evidence_of(articles)).disagreements == ()


def test_a_round_hedged_figure_agrees_with_the_exact_one() -> None:
    rough = "About 50 people have been killed in the sinking of the ferry Alba off Port Marren."
    articles = told(("Wire", NEW, 1), ("Herald", ALSO_NEW, 1), ("Post", rough, 0))
    assert contests(evidence_of(articles)).disagreements == ()


def test_an_event_with_two_days_is_shown_and_the_earlier_plan_may_not_stand() -> None:
    early = "Premier Ada Roe will meet Mayor Bo Linde at Marren Castle on February 9."
    late = "Premier Ada Roe and Mayor Bo Linde are to meet at Marren Castle on February 12."
    also = "The castle expects Ada Roe to meet Bo Linde there on 12 February."
    articles = told(("Post", early, 9), ("Wire", late, 1), ("Herald", also, 0))
    found = contests(evidence_of(articles))
    assert outdated(found, articles) == [early]
    (row,) = found.disagreements
    assert [v.value for v in row.values] == ["12 February 2026", "9 February 2026"]
    assert row.variable.startswith("when Premier Ada Roe")


def test_bare_weekdays_of_different_weeks_are_no_dispute() -> None:
    articles = told(
        ("Post", "Premier Ada Roe will meet Mayor Bo Linde at Marren Castle on Monday.", 9),
        ("Wire", "Premier Ada Roe will meet Mayor Bo Linde at Marren Castle on Friday.", 1),
    )
    assert contests(evidence_of(articles)).disagreements == ()


def test_a_sentence_of_ours_that_repeats_a_lost_count_is_recognised() -> None:
    articles = told(("Wire", NEW, 1), ("Herald", ALSO_NEW, 1), ("Rumour", LONE, 0))
    found = contests(evidence_of(articles))
    assert findings(found, "The ferry Alba disaster killed 90 people.")
    assert not findings(found, "The ferry Alba disaster killed 52 people, not 90.")
    assert not findings(found, "A storm in the north killed 90 people.")


def test_nothing_is_contested_among_no_evidence() -> None:
    assert contests([]) == Contests((), frozenset(), ())


def test_a_page_count_told_differently_is_a_conflict_and_holds_nothing_yet() -> None:
    one = "The coastguard's 90-page report on the sinking of the ferry Alba blames its pumps."
    other = "Released on Thursday, the 98-page report on the ferry Alba sums up what the coastguard found."
    articles = told(("Post", one, 1), ("Wire", other, 0))
    found = contests(evidence_of(articles))
    (row,) = found.disagreements
    assert (row.type, row.variable) == ("conflict", "pages of the report")
    assert outdated(found, articles) == []
    assert [text for text in (one, other) if findings(found, text)] == [one, other]


def test_a_page_count_that_another_text_rounds_stands_against_a_lone_other_one() -> None:
    one = "The coastguard's 188-page report on the sinking of the ferry Alba blames its pumps."
    rounded = "The coastguard's report on the sinking of the ferry Alba has about 190 pages."
    other = "Released on Thursday, the 198-page report on the ferry Alba sums up what the coastguard found."
    articles = told(("Post", one, 1), ("Echo", rounded, 1), ("Wire", other, 0))
    assert outdated(contests(evidence_of(articles)), articles) == [other]


def test_two_things_of_so_many_pages_are_not_one() -> None:
    one = "The coastguard's 90-page report on the sinking of the ferry Alba blames its pumps."
    other = "The coastguard's 98-page letter on the sinking of the ferry Alba blames its pumps."
    assert contests(evidence_of(told(("Post", one, 1), ("Wire", other, 0)))).disagreements == ()


def test_a_strike_that_goes_on_is_longer_every_day_and_nobody_disagrees() -> None:
    one = "The nine-day strike of the dockers of Port Marren has emptied the shops."
    other = "The 13-day strike of the dockers of Port Marren has emptied the shops."
    grown = told(("Post", one, 4), ("Wire", other, 0))
    assert contests(evidence_of(grown)).disagreements == ()
    (row,) = contests(evidence_of(told(("Post", one, 0), ("Wire", other, 0)))).disagreements
    assert row.type == "conflict"


def test_the_sums_of_two_sides_are_no_disagreement() -> None:
    one = "The dockers of Port Marren have offered $1.5 million for the repair of the pier."
    other = "Mayor Ada Roe had offered $2.1 million for the repair of the pier of Port Marren."
    demand = "The dockers of Port Marren demand $2 million for the repair of the pier."
    for rival in (other, demand):
        articles = told(("Post", one, 1), ("Wire", rival, 0))
        found = contests(evidence_of(articles))
        assert found.disagreements == ()
        assert not any(findings(found, e.text) for e in evidence_of(articles))


def test_a_demand_that_rises_supersedes_itself_and_one_that_wavers_does_not() -> None:
    low = "Mayor Ada Roe demands $2.1 million for the repair of the pier of Port Marren."
    high = "Mayor Ada Roe demands $2.6 million for the repair of the pier of Port Marren."
    (row,) = contests(evidence_of(told(("Post", low, 9), ("Wire", high, 0)))).disagreements
    assert row.type == "superseded"
    wavers = told(("Post", low, 9), ("Wire", high, 4), ("Echo", low + " So it is.", 0))
    found = contests(evidence_of(wavers))
    assert found.disagreements == ()
    assert not found.lost


def test_what_something_cost_may_be_in_conflict_but_not_of_two_years_nor_by_rounding() -> None:
    one = "The storm caused $2.1 million in damage to the pier of Port Marren."
    other = "The storm caused $2.9 million in damage to the pier of Port Marren."
    (row,) = contests(evidence_of(told(("Post", one, 0), ("Wire", other, 0)))).disagreements
    assert row.type == "conflict"
    dated = told(("Post", f"In 2024, {one}", 0), ("Wire", f"In 2025, {other}", 0))
    assert contests(evidence_of(dated)).disagreements == ()
    rounded = told(("Post", one, 0), ("Wire", other.replace("$2.9 million", "$2 million"), 0))
    assert contests(evidence_of(rounded)).disagreements == ()


def test_an_earlier_toll_and_a_rival_of_the_current_one_are_shown_apart() -> None:
    articles = told(
        ("Post", OLD, 5), ("Wire", NEW, 7), ("Herald", ALSO_NEW, 0), ("Mail", f"{NEW} So it is.", 1),
        ("Rumour", LONE.replace("90", "82"), 0),
    )  # fmt: skip
    rows = contests(evidence_of(articles)).disagreements
    assert [(row.type, [v.value for v in row.values]) for row in rows] == [
        ("conflict", ["at least 52", "82"]),
        ("superseded", ["at least 52", "at least 40"]),
    ]


def test_one_text_that_calls_a_figure_wrong_takes_nothing_away() -> None:
    wrong = "The ferry Alba killed 71 people off Port Marren, not 52 as the coastguard would have it."
    articles = told(("Wire", NEW, 1), ("Herald", ALSO_NEW, 1), ("Rumour", wrong, 0))
    found = contests(evidence_of(articles))
    assert outdated(found, articles) == [wrong]
    assert findings(found, "The ferry Alba disaster killed 71 people off Port Marren.")
    assert not findings(found, NEW)


def test_an_outdated_count_is_refuted_and_the_right_one_named() -> None:
    articles = told(("Post", OLD, 9), ("Wire", NEW, 1), ("Herald", ALSO_NEW, 0))
    (found,) = findings(
        contests(evidence_of(articles)), "The sinking of the ferry Alba has killed 40 people."
    )
    assert (found.reason.value, found.refutes) == ("figure.superseded", True)
    assert found.message == "A newer count is at least 52 (Herald, 2026-02-03), not 40."
    assert found.mention is not None
    assert found.mention.text == "40"
    assert found.citation is not None
    assert found.citation.quote == ALSO_NEW


def test_a_figure_that_was_outvoted_is_refuted_and_the_others_counted() -> None:
    articles = told(("Wire", NEW, 1), ("Herald", ALSO_NEW, 1), ("Rumour", LONE, 1))
    (found,) = findings(contests(evidence_of(articles)), "The ferry Alba disaster killed 90 people.")
    assert (found.reason.value, found.refutes) == ("figure.contested", True)
    assert found.message.startswith("2 independent origins give")
    assert found.message.endswith("fewer give 90.")


def test_a_contested_count_needs_its_owner_or_its_rival() -> None:
    articles = told(("Post", OLD, 1), ("Wire", NEW, 1))
    found = contests(evidence_of(articles))
    (flat,) = findings(found, "The sinking of the ferry Alba off Port Marren killed 40 people.")
    assert (flat.reason.value, flat.refutes) == ("figure.contested", False)
    assert "at least 52 (Wire, 2026-02-02)" in flat.message
    assert "at least 40 (Post, 2026-02-02)" in flat.message
    assert not findings(found, "The ferry Alba killed 40 people off Port Marren, the Post reported.")
    assert not findings(found, "The ferry Alba off Port Marren killed 40 or 52 people.")
    assert not findings(found, "The storm in the north killed 40 people.")


def test_a_contested_day_needs_its_owner_too() -> None:
    one = "Premier Ada Roe and Mayor Bo Linde met at Marren Castle on January 29."
    other = "Premier Ada Roe met Mayor Bo Linde at Marren Castle on January 27."
    articles = told(("Post", one, 1), ("Wire", other, 1))
    found = contests(evidence_of(articles))
    by_id = {a.id: a for a in articles}
    claim = make_claim(one, make_citation(articles[0], one))
    (flat,) = check_ledger(claim, found, by_id)
    assert (flat.check, flat.reason.value) == ("dates", "figure.contested")
    hedged = with_owner(claim, by_id)
    assert hedged is not None
    assert hedged.text.endswith("on January 29, according to Post.")
    assert not check_ledger(hedged, found, by_id)


def test_an_owner_is_added_once_and_only_before_a_full_stop() -> None:
    (article,) = told(("Post", OLD, 1))
    by_id = {article.id: article}
    for text in ("40 people died, the mayor said.", "Did 40 people die?"):
        assert with_owner(make_claim(text, make_citation(article, OLD)), by_id) is None
    assert with_owner(make_claim(OLD), by_id) is None


def test_one_sentence_with_another_value_is_a_conflict_however_far_the_value_is() -> None:
    (row,) = contests(
        evidence_of(told(("Post", NEW, 1), ("Wire", NEW.replace("52", "640"), 1)))
    ).disagreements
    assert (row.type, [v.value for v in row.values]) == ("conflict", ["at least 52", "at least 640"])
    sold = "The owners of the ferry Alba sold the line to the island of Sorn for {} crowns in the spring."
    prices = told(("Post", sold.format("$6.3 million"), 1), ("Wire", sold.format("$1.2 million"), 1))
    assert [row.type for row in contests(evidence_of(prices)).disagreements] == ["conflict"]


def test_one_sentence_with_another_day_is_a_conflict_however_far_the_day_is() -> None:
    sailed = "The ferry Alba of the Sorn Line first sailed from Port Marren on {} in heavy snow."
    articles = told(("Post", sailed.format("March 3, 2017"), 1), ("Wire", sailed.format("March 13, 2009"), 1))
    (row,) = contests(evidence_of(articles)).disagreements
    assert (row.type, row.variable) == (
        "conflict",
        "when the ferry Alba of the Sorn Line first sailed from Port Marren",
    )
