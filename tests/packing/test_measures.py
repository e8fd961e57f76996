"""What a briefing measured is worked out again from its pack; no number of it changes unnoticed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from agent.brief import brief
from agent.measured import Noticed
from agent.packing.build import build
from agent.prompts import Profile
from agent.retrieve.bar import Rule
from agent.retrieve.coverage import Coverage, Watched
from agent.retrieve.measure import measured, named
from agent.retrieve.series import HOUR
from agent.retrieve.spikes import heights
from agent.types import Briefing, PackedSection
from tests.fakes import ferry
from tests.fakes.lexical import LexicalChecker
from tests.fakes.library import ListLibrary
from tests.fakes.writer import Line, ScriptedWriter
from tests.makers import NOW, make_request
from tests.packing.makers import OURS, judged_anew, proved, told

HOURS = 15 * 24
QUESTION = "What happened to the ferry Alba off Port Marren?"
PLAN = ferry.PLAN.model_copy(
    update={
        "sections": tuple(
            s.model_copy(update={"kinds": ferry.JUDGED}) if s.key == "lead" else s
            for s in ferry.PLAN.sections
        )
    }
)
SECTIONS = tuple(PackedSection(key=s.key, heading=s.heading, kinds=s.kinds, max=s.max) for s in PLAN.sections)


def noticed() -> Noticed:
    """Return the burst of five outlets that tell of the ferry in the last three hours."""
    start = NOW - HOURS * HOUR
    outlets = [f"Outlet {n}" for n in range(5)]
    totals = {name: [int(at % 4 == n % 4) for at in range(HOURS)] for n, name in enumerate(outlets)}
    counts = {name: [0] * HOURS for name in outlets}
    for n, name in enumerate(outlets):
        for at in (HOURS - 1 - n % 3, HOURS - 2):
            counts[name][at] += 1
            totals[name][at] += 1
    one = Watched("story-1", "Ferry Alba", counts, HOURS - 3, 0.05, 2.0)
    coverage = Coverage(start, HOUR, totals, looked_at=[7] * HOURS)
    ((_, burst),) = heights([one], coverage, NOW, NOW - 24 * HOUR, Rule())
    spike = named(burst.spike, one.label, len(outlets))
    texts = tuple(f"{article.headline}\n{article.text}" for article in ferry.world())
    ids = tuple(article.id for article in ferry.world())
    return Noticed(measured(burst, spike, one, coverage), texts, ids)


@cache
def briefing() -> Briefing:
    shelf = ListLibrary(ferry.world())
    lines = Line(ferry.TOLL, "52 people"), Line(ferry.CAUSE, "has opened")
    kit = replace(ferry.kit(shelf, ScriptedWriter(*lines)), measured=lambda *asked: [noticed()])
    made = brief(make_request(QUESTION), Profile(plan=PLAN, hash="0" * 64, guidance=""), kit, NOW)
    author = made.provenance.model_copy(update={"version": OURS.version, "checker": OURS.checker})
    return made.model_copy(update={"provenance": author})


@cache
def pack() -> str:
    made = briefing()
    wanted = {c.article_id for c in (*made.cited(), *made.held_against(), *made.rested_on())}
    articles = {a.id: a for a in ferry.world() if a.id in wanted or a.headline == made.title}
    return build(made, SECTIONS, articles, LexicalChecker(), OURS)[0].model_dump_json(indent=1)


def forged(change: Callable[[Any], object]) -> str:
    """Return what does not hold about the pack once a forger has changed it and sealed it anew."""
    value = json.loads(pack())
    change(value)
    return told(proved(judged_anew(value)))


def lead(value: Any) -> Any:
    return next(s for s in value["briefing"]["sections"] if s["key"] == "lead")["claims"][0]


def measure(value: Any) -> Any:
    return value["briefing"]["measures"][0]


def called(label: str, told: str, about: str = "story-1") -> Callable[[Any], None]:
    """Return how a forger gives a measure another name, in its explanation and its sentence too."""

    def change(value: Any) -> None:
        found = measure(value)["spike"]
        found["explanation"] = found["explanation"].replace("this story", f"“{label}”")
        found.update(label=label, about=about)
        lead(value).update(text=lead(value)["text"].replace("this story", told), spike=about)

    return change


def more_articles(value: Any) -> None:
    lead(value)["text"] = lead(value)["text"].replace(" articles of", "0 articles of")


def test_a_pack_with_a_measured_sentence_comes_out_true() -> None:
    first = briefing().sections[0].claims[0]
    assert (first.kind, first.spike) == ("measured", "story-1")
    proof = proved(pack())
    assert (proof.doubts, proof.unrepeated) == ((), ())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (more_articles, "not what was measured"),
        (lambda v: lead(v).update(spike="story-2"), "not what was measured"),
        (lambda v: lead(v).update(kind="reported", spike=""), "cites nothing"),
        (lambda v: lead(v).update(outlets=5, origins=5), "nobody says what was measured"),
        (lambda v: measure(v)["spike"].update(expected=0.01), "another spike follows from its counts"),
        (lambda v: measure(v)["spike"].update(p_value=1e-9), "another spike follows from its counts"),
        (called("Mayor took bribes", "this story"), "not what was measured"),
        (called("Mayor took bribes", "“Mayor took bribes”"), "not what was measured"),
        (called("52 dead", "the watched query “52 dead”", "watch-1"), "not what was measured"),
        (lambda v: measure(v).update(looked_at=1), "another spike follows from its counts"),
        (lambda v: measure(v).update(counts={}), "no spike follows from its counts"),
        (lambda v: measure(v).update(totals={}), "no spike follows from its counts"),
        (lambda v: v["briefing"].update(measures=[]), "not one for each measured sentence"),
        (lambda v: v["briefing"]["measures"].append(measure(v)), "not one for each measured sentence"),
        (lambda v: v["briefing"].update(as_of="2026-02-03T09:00:00Z"), "after the moment of the briefing"),
    ],
)  # fmt: skip
def test_a_forger_who_changes_a_measure_is_found_out(change: Callable[[Any], object], why: str) -> None:
    assert why in forged(change)


def test_a_measured_sentence_stands_only_where_the_profile_takes_one() -> None:
    def closed(value: Any) -> None:
        for section in value["plan"]:
            section["kinds"] = ["reported"]

    assert "takes no sentence that is measured" in forged(closed)


def test_a_whole_measure_made_up_with_its_sentence_must_follow_from_its_counts() -> None:
    """A forger who knows the code can only tell of a burst by making up the counts of a library."""

    def boast(value: Any) -> None:
        measure(value)["spike"]["observed"] *= 10
        more_articles(value)

    assert "another spike follows from its counts" in forged(boast)


def test_nothing_is_counted_for_a_profile_that_takes_no_measured_sentence() -> None:
    def counted(*asked: object) -> list[Noticed]:
        raise AssertionError("weeks of the library were read for nothing")

    closed = [
        s.model_copy(update={"kinds": tuple(k for k in s.kinds if k != "measured")}) for s in PLAN.sections
    ]
    plan = PLAN.model_copy(update={"sections": tuple(closed)})
    lines = Line(ferry.TOLL, "52 people"), Line(ferry.CAUSE, "has opened")
    kit = replace(ferry.kit(ListLibrary(ferry.world()), ScriptedWriter(*lines)), measured=counted)
    made = brief(make_request(QUESTION), Profile(plan=plan, hash="0" * 64, guidance=""), kit, NOW)
    assert made.measures == ()
