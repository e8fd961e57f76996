"""Spikes and their outlets: who bears one out, whose outage is no silence, whose backlog is no burst."""

from __future__ import annotations

import pytest

from agent.errors import UnusableRequest
from agent.retrieve.backtest import backtest
from agent.retrieve.bar import Rule
from agent.retrieve.coverage import Coverage, Watched
from agent.retrieve.spikes import history
from tests.retrieve.test_spikes import (
    AT,
    HOUR,
    MONDAY,
    OUTLETS,
    WEEKS,
    Counts,
    burst,
    found,
    library,
    subject,
)


def test_one_outlet_alone_is_no_spike_of_a_story() -> None:
    alone = burst(subject(), AT, Quay=[9, 8, 7])
    assert found(alone) == []
    assert len(found(alone, rule=Rule(outlets=1))) == 1


def test_a_second_outlet_that_brings_its_usual_article_bears_nothing_out() -> None:
    counts = burst(subject(rate=0.5), AT, Quay=[30])
    assert found(counts) == []
    assert len(found(counts, rule=Rule(others=1.0))) == 1


def test_one_outlet_alone_is_named_as_the_one_it_rests_on() -> None:
    (spike,) = found(burst(subject(rate=0.02), AT, Quay=[9], Herald=[1], Skelby=[1]))
    assert spike.rests_on == "Quay Post"
    assert spike.explanation.endswith("Without Quay Post it would not be a spike.")


def test_where_only_one_outlet_is_collected_the_reader_is_told() -> None:
    rest = {"Quay Post": library()["Quay Post"]}
    (spike,) = found({"Quay Post": burst(subject(rate=0.02), AT, Quay=[9])["Quay Post"]}, rest)
    assert spike.rests_on == "Quay Post"
    assert spike.explanation.endswith("Only one outlet is collected, so nobody else can bear it out.")


def down(counts: Counts, outlet: str, start: int, hours: int) -> Counts:
    changed = {name: list(values) for name, values in counts.items()}
    changed[outlet][start : start + hours] = [0] * hours
    return changed


def test_an_outage_of_an_outlet_is_not_silence() -> None:
    start, hours = 2 * 168, 168
    counts = down(subject(rate=2), "Quay Post", start, hours)
    rest = down(library(), "Quay Post", start, hours)
    totals = {n: [a + b for a, b in zip(rest[n], counts[n], strict=True)] for n in OUTLETS}
    one = Watched("harbour", "harbour strike", counts)
    (pairs,) = history([one], Coverage(MONDAY, HOUR, totals), MONDAY + WEEKS * 168 * HOUR)
    expected = [due for _, due in pairs]

    def mean(first: int) -> float:
        return sum(expected[first : first + 24]) / 24

    assert mean(start - 24) == pytest.approx(8, rel=0.1)  # of four, who bring two each
    assert mean(start + hours - 24) == pytest.approx(6, rel=0.1)  # of the three that deliver
    assert mean(start + hours) == pytest.approx(8, rel=0.1)  # the one that is back is what it was
    assert found(counts, rest) == []


def test_what_was_missed_and_arrives_at_once_is_no_burst() -> None:
    start, hours = AT, 24
    kept, missed = library(), subject(rate=0.5)
    counts, rest = down(missed, "Quay Post", start, hours), down(kept, "Quay Post", start, hours)
    late = burst(counts, start + hours, Quay=[14], Herald=[1])
    backlog = burst(rest, start + hours, Quay=[24 * 6])
    anybody = Rule(outlets=1)
    assert found(late, backlog, anybody) == []
    assert len(found(late, rest, anybody)) == 1


def test_a_general_rise_is_no_burst_of_one_subject() -> None:
    busy = {name: [4] * 8 for name in ("Quay", "Herald", "Skelby", "Orrin")}
    counts = burst(subject(rate=1), AT, **busy)
    everything = burst(library(rate=12), AT, **{name: [50] * 8 for name in busy})
    assert found(counts, everything) == []
    assert len(found(counts, library(rate=12))) == 1


def test_an_outlet_that_the_library_does_not_count_is_refused() -> None:
    stray = Watched("harbour", "harbour strike", {"Stray Gazette": [1]})
    with pytest.raises(UnusableRequest, match="Stray Gazette"):
        backtest([stray], Coverage(MONDAY, HOUR, {"Quay Post": [1]}), {})
