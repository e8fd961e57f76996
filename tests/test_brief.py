"""From evidence to a briefing: what a careless or hostile writer plants never reaches a reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import agent.check.claims as claims_module
from agent.brief import brief
from agent.errors import NothingFits, NothingToSay
from agent.publish import Stock
from agent.types import Request
from tests.fakes.ferry import (
    CAUSE,
    OLD_TITLE,
    OTHER,
    PILOT,
    PLAN,
    PROFILE,
    QUOTE,
    SECOND,
    STALE,
    TOLL,
    delivered,
    kit,
    world,
    written,
)
from tests.fakes.library import ListLibrary
from tests.fakes.writer import Line, ScriptedWriter
from tests.makers import NOW, make_request

PLANTED = {
    "figures": (Line(TOLL.replace("52", "57"), "52 people"), TOLL),
    "dates": (Line(TOLL.replace("30 January", "29 January"), "52 people"), TOLL),
    "quotes": (Line(QUOTE.replace("scrape", "bang"), "one long scrape"), QUOTE),
    "names": (Line(PILOT.replace("Okoro", "Calder"), "called for help"), PILOT),
    "support": (Line(CAUSE.replace("has opened", "has not opened"), "has opened"), CAUSE),
}


@pytest.mark.parametrize("check", PLANTED)
def test_a_planted_error_gives_way_to_the_source_and_its_finding_is_shown(check: str) -> None:
    line, source = PLANTED[check]
    made = written(line)
    assert delivered(made) == [source]
    (held,) = made.withheld
    assert held.text == line.text
    assert held.replaced
    assert check in {f.check for f in held.verdict.findings if f.passed is False}


@pytest.mark.parametrize("check", PLANTED)
def test_without_its_check_a_planted_error_would_be_delivered(
    check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _switch_off(check, monkeypatch)
    line, _ = PLANTED[check]
    assert line.text in delivered(written(line))


def _switch_off(check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> list[object]:
        return []

    # A copied sentence is held to its source word by word as well, whatever the check.
    monkeypatch.setattr("agent.check.support.check_edits", nothing)
    if check == "support":
        monkeypatch.setattr(claims_module, "check_support", nothing)
    else:
        monkeypatch.setitem(claims_module.EXACT_CHECKS, check, nothing)


@pytest.mark.parametrize("cites", ["", "dead"])
def test_a_sentence_without_a_live_citation_is_withheld(cites: str) -> None:
    made = written(Line(TOLL, cites), Line(CAUSE, "has opened"))
    assert delivered(made) == [CAUSE]
    (held,) = made.withheld
    assert not held.replaced
    assert [f.reason.value for f in held.verdict.findings] == ["citation.missing"]


def test_an_overtaken_toll_is_not_even_offered_to_the_writer() -> None:
    writer = ScriptedWriter(Line(CAUSE, "has opened"))
    made = brief(make_request(), PROFILE, kit(ListLibrary(world()), writer), NOW)
    assert STALE not in writer.offered
    assert [v.value for v in made.disagreements[0].values] == ["at least 52", "at least 40"]


def test_a_title_with_an_overtaken_toll_gives_way_to_the_question() -> None:
    assert written(Line(CAUSE, "has opened"), title=OLD_TITLE).title == make_request().question
    assert written(Line(CAUSE, "has opened"), title="Ferry toll up").title == "Ferry toll up"


def test_a_heading_that_asserts_what_nobody_says_is_not_printed() -> None:
    made = written(Line(CAUSE, "has opened"), heading="Owners admit the pumps were never serviced")
    assert made.sections[0].heading == ""
    assert written(Line(CAUSE, "has opened"), heading="Pumps of the ferry").sections[0].heading == (
        "Pumps of the ferry"
    )


def test_a_short_heading_whose_words_nobody_says_together_is_not_printed() -> None:
    assert written(Line(CAUSE, "has opened"), heading="Pumps opened coastguard").sections[0].heading == ""
    themed = written(Line(CAUSE, "has opened"), heading="Pumps opened coastguard", key="themes")
    assert themed.sections[0].heading == "Also reported"
    linked = "Inquiry into www.evil.example"
    assert written(Line(CAUSE, "has opened"), heading=linked).sections[0].heading == ""
    assert written(Line(CAUSE, "has opened"), heading="Inquiry into pumps").sections[0].heading == (
        "Inquiry into pumps"
    )


def test_another_outlet_that_says_the_same_is_cited_too() -> None:
    made = written(Line(CAUSE, "has opened"))
    names = {a.id: a.publisher for a in world()}
    assert [names[c.article_id] for c in made.sections[0].claims[0].citations] == ["Post", "Herald"]
    assert made.blind_spots.single_outlet_share == 0


def test_the_figures_table_says_what_is_counted_and_cites_all_who_say_so() -> None:
    (row,) = written(Line(TOLL, "52 people")).figures
    assert row.value == "at least 52"
    assert row.counts.startswith("people killed")
    assert row.as_of == NOW
    assert len(row.citations) == 2


def test_the_timeline_dates_events_by_day_and_leaves_out_what_was_overtaken() -> None:
    made = written(Line(TOLL, "52 people"))
    assert (made.timeline[0].day, made.timeline[0].text) == ("2026-01-30", TOLL)
    assert not any("40" in e.text for e in made.timeline)


def test_every_cited_article_is_in_the_list_of_sources() -> None:
    made = written(Line(TOLL, "52 people"))
    cited = {c.article_id for s in made.sections for claim in s.claims for c in claim.citations}
    cited |= {c.article_id for row in made.figures for c in row.citations}
    cited |= {c.article_id for entry in made.timeline for c in entry.citations}
    cited |= {v.citation.article_id for d in made.disagreements for v in d.values}
    assert cited == {s.article_id for s in made.sources}
    assert [s.number for s in made.sources] == list(range(1, len(cited) + 1))


def test_silent_outlets_are_named() -> None:
    assert written(Line(CAUSE, "has opened")).blind_spots.silent == ("Silent Star",)


def test_an_outlet_is_asked_about_for_the_days_of_what_is_cited_alone() -> None:
    asked: list[Request] = []
    shelf = ListLibrary(world())
    parts = kit(shelf, ScriptedWriter(Line(CAUSE, "has opened")))

    def stock(request: Request) -> Stock:
        asked.append(request)
        return parts.stock(request)

    brief(make_request(), PROFILE, replace(parts, stock=stock), NOW)
    (window,) = (request.window for request in asked)
    assert (window.since, window.until) == (NOW - timedelta(days=1), NOW + timedelta(seconds=1))


def test_nothing_found_is_a_refusal_that_names_what_came_closest() -> None:
    shelf = ListLibrary(world())
    shelf.found = False
    with pytest.raises(NothingToSay, match="Ferry toll up"):
        brief(make_request(), PROFILE, kit(shelf, ScriptedWriter()), NOW)


def test_nothing_supported_is_a_refusal_too() -> None:
    with pytest.raises(NothingToSay, match="no sentence could be supported"):
        written(Line(TOLL, "dead"))


JUDGEMENT = "The inquiry into the pumps could keep the ferry Alba in port for months."


def test_an_assessment_is_delivered_as_one_where_the_profile_takes_it() -> None:
    made = written(Line(JUDGEMENT, "has opened", "assessment"), key="implications")
    assert [(c.text, c.kind) for c in made.sections[0].claims] == [(JUDGEMENT, "assessment")]


def test_an_assessment_in_a_section_of_facts_gives_way_to_its_source() -> None:
    made = written(Line(JUDGEMENT, "has opened", "assessment"))
    assert delivered(made) == [CAUSE]
    assert "kind.not_allowed" in [f.reason.value for f in made.withheld[0].verdict.findings]


def test_no_writer_can_say_that_something_was_measured() -> None:
    made = written(Line(CAUSE, "has opened", "measured"), Line(PILOT, "called for help"), key="implications")
    assert delivered(made) == [PILOT]


def test_a_source_sentence_that_calls_itself_a_judgement_is_delivered_as_reported() -> None:
    made = written(Line(CAUSE, "has opened", "assessment"), key="implications")
    assert [(c.text, c.kind) for c in made.sections[0].claims] == [(CAUSE, "reported")]
    (held,) = made.withheld
    assert held.replaced
    assert "assessment.modal" in [f.reason.value for f in held.verdict.findings]


def test_sentences_beyond_the_room_of_a_section_are_counted_as_withheld() -> None:
    lines = [Line(text, text[:20]) for text in (TOLL, QUOTE, CAUSE, PILOT, OTHER, SECOND)]
    small = replace(PROFILE, plan=PLAN.model_copy(update={"sections": (PLAN.sections[1].model_copy(
        update={"max": 2}),)}))  # fmt: skip
    made = brief(make_request(), small, kit(ListLibrary(world()), ScriptedWriter(*lines)), NOW)
    assert delivered(made) == [TOLL, QUOTE]
    assert [f.reason.value for held in made.withheld for f in held.verdict.findings] == ["plan.surplus"] * 4


def test_no_sentence_is_printed_twice_not_even_in_place_of_others() -> None:
    lies = [Line(CAUSE.replace("has opened", f"has {no} opened"), "has opened") for no in ("not", "never")]
    made = written(*lies, Line(CAUSE, "has opened"))
    assert delivered(made) == [CAUSE]
    assert [held.replaced for held in made.withheld] == [True, False]


def test_a_section_the_plan_does_not_know_is_not_printed() -> None:
    with pytest.raises(NothingFits, match="fits a section of the profile short"):
        written(Line(CAUSE, "has opened"), key="rumours")
