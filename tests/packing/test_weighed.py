"""Outlets, origins, credits and what others say otherwise come out again from a pack, or it does not hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.packing.articles import compared, copies_among
from agent.types import Pack
from tests.fakes.ferry import CAUSE, TOLL, written
from tests.fakes.writer import Line
from tests.packing.makers import (
    OURS,
    Forge,
    Path,
    at,
    judged_anew,
    leaves,
    packed_text,
    proved,
    sealed,
    told,
)
from tests.packing.weighings import (
    CAUSE_LINE,
    CRATES,
    FORGERIES,
    TUG_LINE,
    article,
    claim,
    made,
    shelf,
    source,
    value,
)

# --- what holds -----------------------------------------------------------------------------------------


def test_a_pack_of_copies_credits_and_rival_figures_holds() -> None:
    pack = value()
    assert told(proved(sealed(pack))) == ""
    assert (claim(pack, "inquiry")["outlets"], claim(pack, "inquiry")["origins"]) == (3, 2)
    assert claim(pack, "14 crates")["lone_figures"] == ["14"]
    assert claim(pack, "21 people")["text"].endswith(", according to Tribune.")
    assert [source(pack, name)["origin"] for name in ("Tribune", "Gazette")] == [
        "credits Reuters",
        "repeats Post",
    ]


def test_what_was_withheld_for_its_one_origin_is_withheld_again() -> None:
    crates = Line(CRATES.replace("went", "had gone"), "crates")
    pack = value((CAUSE_LINE, crates), "lead")
    (held,) = pack["briefing"]["withheld"]
    assert [f["reason"] for f in held["verdict"]["findings"] if not f["passed"]] == ["figure.origin"]
    assert told(proved(sealed(pack))) == ""


def test_an_article_that_is_repeated_and_not_cited_travels_without_its_story() -> None:
    pack = value((TUG_LINE,))
    assert source(pack, "Gazette")["origin"] == "repeats Post"
    assert "Post" not in {s["publisher"] for s in pack["briefing"]["sources"]}
    assert [v["article_id"] for v in pack["briefing"]["basis"]["repeated"]] == [article(pack, "Post")["id"]]
    assert sum(len(p["text"]) for p in article(pack, "Post")["passages"]) < article(pack, "Post")["length"]
    assert told(proved(sealed(pack))) == ""


@pytest.mark.parametrize(("line", "open"), [(Line(TOLL, "52 people"), True), (CAUSE_LINE, False)])
def test_that_a_story_has_one_origin_is_noted_where_a_lone_figure_leads_by_it(line: Line, open: bool) -> None:
    alone = [made("a", f"{TOLL} {CAUSE}", "Wire", "On the ferry Alba", days=1)]
    done = written(line, articles=alone)
    assert done.basis is not None
    assert done.basis.open is open
    author = done.provenance.model_copy(update={"version": OURS.version, "checker": OURS.checker})
    pack = packed_text(done.model_copy(update={"provenance": author}), alone)
    assert told(proved(pack)) == ""


# --- a forger who makes all digests anew ----------------------------------------------------------------


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forgery_of_what_stands_behind_a_sentence_contradicts_itself(forge: Forge) -> None:
    forged = value()
    forge(forged)
    assert proved(judged_anew(forged)).doubts


@given(st.sampled_from(list(leaves(value()))), st.one_of(st.none(), st.integers(), st.text()))
def test_whatever_is_changed_and_sealed_anew_gets_an_answer(path: Path, other: Any) -> None:
    forged = value()
    inside = at(forged, path[:-1])
    inside[path[-1]] = other
    assert proved(sealed(forged)).fingerprint
    del inside[path[-1]]
    assert proved(sealed(forged)).fingerprint


def test_a_sentence_withheld_for_its_one_origin_cannot_be_said_to_have_failed_otherwise() -> None:
    crates = Line(CRATES.replace("went", "had gone"), "crates")
    forged = value((CAUSE_LINE, crates), "lead")
    (held,) = forged["briefing"]["withheld"]
    finding = next(f for f in held["verdict"]["findings"] if f["reason"] == "figure.origin")
    finding.update(reason="figure.value", message="The source gives another figure.")
    assert "its verdict does not come out again" in told(proved(judged_anew(forged)))


def test_a_repeated_article_cannot_be_left_out() -> None:
    forged = value((TUG_LINE,))
    forged["articles"] = [a for a in forged["articles"] if a["publisher"] != "Post"]
    forged["copies"] = []
    assert "repeated article" in told(proved(judged_anew(forged)))


def test_an_older_briefing_of_which_nothing_was_noted_and_counted_is_named() -> None:
    older = value((TUG_LINE,))
    older["briefing"]["basis"] = None
    for section in older["briefing"]["sections"]:
        for one in section["claims"]:
            one.update(outlets=0, origins=0, lone_figures=[])
    older["briefing"]["sources"][0]["origin"] = ""
    older["copies"] = []
    older["articles"] = [a for a in older["articles"] if a["publisher"] == "Gazette"]
    older["briefing"].update(title=older["briefing"]["question"], disagreements=[], figures=[], timeline=[])
    older["briefing"]["sources"] = [s for s in older["briefing"]["sources"] if s["publisher"] == "Gazette"]
    proof = proved(judged_anew(older))
    assert told(proof) == ""
    assert [doubt.where for doubt in proof.unrepeated] == ["basis"]


# --- what only the articles tell ------------------------------------------------------------------------


def test_copies_are_held_to_the_articles_where_these_are_at_hand() -> None:
    pack = Pack.model_validate(value())
    known = {a.content_hash: a for a in shelf()}
    assert list(compared(pack.articles, pack.copies, known)) == []
    (doubt,) = compared(pack.articles, (), known)
    assert "they are copies or not" in str(doubt)
    assert list(compared(pack.articles, (), {})) == []


def test_copies_are_found_among_whole_articles() -> None:
    names = {a.id: a.publisher for a in shelf()}
    (pair,) = copies_among(shelf())
    assert {names[pair.one], names[pair.other]} == {"Post", "Gazette"}
