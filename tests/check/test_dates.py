from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.check.cited import Cited, cite
from agent.check.dates import check_dates
from agent.types import Article, Claim, Finding, Reason

SATURDAY = datetime(2026, 1, 31, 9, tzinfo=UTC)
FLOOD = (
    "The Orla dam failed on Thursday and flooded two villages, the water office said. "
    "Engineers had inspected it on November 20. The army will open an inquiry on Monday. "
    "Schools stay shut until February 9. The dam was finished in 1962."
)


def article(text: str, published: datetime | None = SATURDAY, name: str = "a") -> Cited:
    made = Article(
        id=name, publisher="Courier", published=published, retrieved=SATURDAY, text=text, content_hash=name
    )
    return Cited(cite(made), made)


def check(claim: str, *sources: Cited) -> list[Finding]:
    cited = sources or (article(FLOOD),)
    made = Claim(id="c", text=claim, kind="reported", citations=tuple(c.citation for c in cited))
    return check_dates(made, cited)


def passes(claim: str, *sources: Cited) -> bool:
    found = check(claim, *sources)
    assert found
    return all(f.passed is True for f in found)


@pytest.mark.parametrize(
    "claim",
    [
        "The Orla dam failed on 29 January 2026.",
        "The dam failed on Jan. 29.",
        "The dam failed on Thursday, January 29, 2026.",
        "The dam failed in January 2026.",
        "An inquiry by the army opens on 2026-02-02.",
        "The dam had been inspected by engineers on 20 November 2025.",
        "Schools are closed until 9 February.",
        "The dam failed on Thursday and flooded two villages.",
        "Work on the dam ended in 1962.",
    ],
)
def test_a_date_in_any_notation_passes_on_its_own_event(claim: str) -> None:
    assert passes(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "The Orla dam failed on 31 January 2026.",
        "The Orla dam failed on November 20.",
        "The Orla dam failed on 22 January 2026.",
        "Engineers had inspected the dam on 29 January.",
        "The army will open an inquiry on February 9.",
        "The army will open an inquiry on 26 January 2026.",
    ],
)
def test_a_date_of_another_day_or_event_is_refuted(claim: str) -> None:
    found = check(claim)
    assert any(f.passed is False and f.reason is Reason.DATE_WRONG and f.refutes for f in found)


def test_the_message_names_the_right_date() -> None:
    assert "2026-01-29" in check("The Orla dam failed on 31 January 2026.")[0].message


def test_a_day_is_not_borne_out_by_its_month() -> None:
    assert not passes("The mill burned on 12 March 2025.", article("The mill burned in March 2025."))


def test_a_date_no_source_gives_fails() -> None:
    found = check("The mill burned on 3 May 2019.", article("The mill burned to the ground."))
    assert found[0].passed is False


def test_a_plan_that_was_changed_is_not_told_as_current() -> None:
    source = article("The dig was to end on March 2, but the city has extended it to May 30.")
    assert not passes("The dig is due to end on March 2.", source)
    assert passes("The dig is due to end on May 30.", source)
    assert passes("The dig was originally due to end on March 2.", source)


def test_a_date_that_contradicts_its_own_weekday_is_refuted() -> None:
    found = check("The dam failed on Friday, January 29, 2026.")
    assert found[0].refutes


def test_each_article_is_read_by_its_own_day() -> None:
    older = article("The Orla dam failed on Thursday.", datetime(2026, 1, 23, tzinfo=UTC), "old")
    assert passes("The Orla dam failed on 22 January 2026.", older)
    assert not passes("The Orla dam failed on 29 January 2026.", older)


def test_an_undated_article_leaves_weekdays_open() -> None:
    undated = article("The Orla dam failed on Thursday.", None)
    assert check("The Orla dam failed on 29 January 2026.", undated)[0].passed is None
    assert passes("The dam at Orla failed on Thursday.", undated)


def test_the_year_of_publication_needs_no_saying() -> None:
    assert passes("The mill burned in 2026.", article("The mill burned to the ground."))


def test_a_copied_sentence_passes() -> None:
    assert passes("The army will open an inquiry on Monday.")


def test_a_claim_without_dates_has_no_findings() -> None:
    assert check("The dam failed.") == []


TALKS = "Talks between the two unions are due to resume in Port Ruan on 3 February 2026, an envoy said."


@pytest.mark.parametrize(
    "claim",
    [
        "The two unions met for talks in Port Ruan on 3 February 2026.",
        "Talks between the two unions resumed in Port Ruan on Tuesday, 3 February.",
    ],
)
def test_what_lay_ahead_of_every_source_may_not_be_told_as_past(claim: str) -> None:
    assert [f.refutes for f in check(claim, article(TALKS))] == [True]
    later = article(TALKS, datetime(2026, 2, 4, 9, tzinfo=UTC), "late")
    assert passes(claim, article(TALKS), later)


@pytest.mark.parametrize(
    "claim",
    [
        "Talks between the two unions are to resume in Port Ruan on 3 February 2026.",
        "An envoy announced talks of the two unions in Port Ruan on 3 February 2026.",
        "The two unions agreed to meet in Port Ruan on 3 February 2026.",
    ],
)
def test_what_was_arranged_for_a_later_day_may_be_told_with_that_day(claim: str) -> None:
    assert passes(claim, article(TALKS))
