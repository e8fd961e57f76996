"""Bursts of coverage are found in a store: as of any moment, whoever fails to answer, and why is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agent import spiking
from agent.grouping import group
from agent.measured import Noticed
from agent.replaying import replay
from agent.retrieve.measure import same, worked_out
from agent.retrieve.series import HOUR
from agent.retrieve.spikes import history
from agent.spiking import Newsroom, Sight, look, noticed, unread
from agent.store import Followed, Grouped, KeptStories, Store, Watches
from agent.types import Measure, Request, Source, SourceState, StoryChange, Watch, Window
from agent.watching import watch as start
from tests.fakes.town import MORNING, OUTLETS, morning, weeks
from tests.makers import NOW, make_article, make_request

DAY = timedelta(days=1)
CITED = tuple(article.id for article in morning())


@pytest.fixture(scope="session")
def _town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("town") / "store.sqlite"
    with Store.open(f"sqlite:///{file}") as store:
        store.add_articles([*weeks(), *morning()])
        group(store)
    return file


@pytest.fixture
def town(_town: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(_town, tmp_path / "town.sqlite")
    with Store.open(f"sqlite:///{tmp_path}/town.sqlite") as store:
        yield store


def seen(store: Store, now: datetime = NOW, as_of: datetime | None = None, since: timedelta = DAY) -> Sight:
    return look(store, UTC, now, now - since, as_of)


def test_the_story_that_bursts_is_found_and_no_other_one(town: Store) -> None:
    sight = seen(town, since=5 * DAY)
    (spike,) = sight.spikes
    top = spike.measure.spike
    assert "Norlinje" in top.label
    assert MORNING < spike.noticed.end <= MORNING + 3 * HOUR
    assert top.observed >= 8 > 4 * top.expected
    assert sum(one.count for one in top.origins) == top.observed == len(spike.articles)
    assert "would be usual" in top.explanation


def test_nothing_that_was_published_later_is_counted(town: Store) -> None:
    assert seen(town, MORNING, MORNING).spikes == ()
    then = MORNING + timedelta(hours=2, minutes=50)
    (spike,) = seen(town, then, then).spikes
    assert spike.measure.spike.end <= then
    told = {name: town.article(name) for name in spike.articles}
    assert all(article and article.published and article.published < then for article in told.values())


def test_a_headline_that_was_changed_later_is_not_told_of_the_day_before(town: Store) -> None:
    for article in morning():
        changed = article.model_copy(
            update={"headline": "Inquiry closed", "content_hash": article.id, "modified": NOW + DAY}
        )
        town.add_articles([changed])
    (spike,) = seen(town, NOW, NOW).spikes
    assert "Norlinje" in spike.measure.spike.label
    assert seen(town, NOW + DAY / 2).spikes[0].measure.spike.label == "Inquiry closed"


def test_what_a_rule_joined_later_was_two_stories_before(town: Store) -> None:
    kept = KeptStories(town)
    place = {one.article_id: one.story for one in kept.filed(kept.within(None))}
    ferry = place[morning()[0].id]
    moved = tuple(article.id for article in morning()[6:])
    change = StoryChange(
        kind="merged", by="rule", story=ferry, other="story-b", article_ids=moved, at=NOW + DAY
    )
    kept.keep(Grouped(changes=[change]), kept.turn())
    assert len(Newsroom(town, NOW, NOW).articles(ferry, MORNING - HOUR, NOW)) == 6
    assert len(Newsroom(town, NOW).articles(ferry, MORNING - HOUR, NOW)) == 12


def test_a_watched_query_bursts_like_a_story(town: Store) -> None:
    watch = Watch(id="w", query="coastguard", name="The coast", added=NOW)
    start(town, watch)
    names = [one.measure.spike.label for one in seen(town).spikes]
    assert "The coast" in names
    Watches(town).pause(watch, True)
    assert "The coast" not in [one.measure.spike.label for one in seen(town).spikes]


def test_a_young_or_small_library_says_why_it_expects_nothing(store: Store) -> None:
    store.add_articles(morning())
    group(store)
    sight = seen(store)
    assert (sight.spikes, "too young" in sight.young) == ((), True)
    store.add_articles([make_article("old", published=NOW - 20 * DAY)])
    assert "too small" in seen(store).young
    assert noticed(store, UTC, make_request("What happened to the ferry?"), NOW, CITED) == []


# --- outages -------------------------------------------------------------------------------------------


def follow(store: Store, outlet: str, **state: object) -> Source:
    source = Source(
        id=outlet,
        kind="feed",
        address=f"https://{outlet}.example/feed",
        publisher=outlet,
        added=NOW - 30 * DAY,
    )
    Followed(store).add([source])
    told = source.model_copy(update={"state": SourceState.model_validate(state)})
    Followed(store).keep(told)
    return told


def test_an_outage_is_noted_from_the_last_success_to_the_next(store: Store) -> None:
    source = follow(store, "Quay Herald", succeeded=NOW, checked=NOW)
    failing = source.state.model_copy(update={"failures": 1, "checked": NOW + HOUR})
    for failures in (1, 2):
        state = failing.model_copy(update={"failures": failures})
        Followed(store).keep(source.model_copy(update={"state": state}))
    assert [(o.began, o.ended) for o in Followed(store).outages()[source.id]] == [(NOW, None)]
    well = failing.model_copy(update={"failures": 0, "succeeded": NOW + 9 * HOUR})
    Followed(store).keep(source.model_copy(update={"state": well}))
    assert [(o.began, o.ended) for o in Followed(store).outages()[source.id]] == [(NOW, NOW + 9 * HOUR)]
    assert unread(store, ["Quay Herald", "Wire"], NOW, 12) == {"Quay Herald": ((1, 8), (10, 11))}
    Followed(store).remove(source)
    assert Followed(store).outages() == {}


def test_the_outage_of_a_source_that_was_gone_ends_when_it_is_read_again_and_not_when_it_is_resumed(
    store: Store,
) -> None:
    source = follow(store, "Quay Herald", succeeded=NOW, checked=NOW)
    gone = source.state.model_copy(update={"gone": True, "checked": NOW + HOUR})
    Followed(store).keep(source.model_copy(update={"state": gone}))
    resumed = gone.model_copy(update={"gone": False, "due": None})
    Followed(store).keep(source.model_copy(update={"state": resumed}))
    assert [(o.began, o.ended) for o in Followed(store).outages()[source.id]] == [(NOW, None)]
    read = resumed.model_copy(update={"succeeded": NOW + 9 * HOUR})
    Followed(store).keep(source.model_copy(update={"state": read}))
    assert [(o.began, o.ended) for o in Followed(store).outages()[source.id]] == [(NOW, NOW + 9 * HOUR)]


@pytest.mark.parametrize("host", ["quay.example", "www.quay.example", "feeds.quay.example"])
def test_an_outlet_that_is_called_by_its_host_is_unread_while_its_feed_is(store: Store, host: str) -> None:
    state = SourceState(succeeded=NOW + 3 * HOUR)
    Followed(store).add([Source(id="q", kind="feed", address=f"https://{host}/rss", added=NOW, state=state)])
    assert unread(store, ["quay.example", "Wire", "y.example"], NOW, 6) == {"quay.example": ((4, 5),)}


def test_an_outlet_of_two_feeds_was_unread_only_while_both_were(store: Store) -> None:
    follow(store, "Wire", succeeded=NOW + 3 * HOUR)
    Followed(store).add(
        [Source(id="b", kind="feed", address="https://b.example", publisher="Wire", added=NOW,
                state=SourceState(succeeded=NOW + 6 * HOUR))]
    )  # fmt: skip
    assert unread(store, ["Wire"], NOW, 9) == {"Wire": ((7, 8),)}


def test_a_feed_that_cannot_be_read_is_no_silence_that_makes_the_usual_a_burst(town: Store) -> None:
    """Two days in which nothing can be read teach nothing: what is expected stays what it was."""
    for outlet in OUTLETS:
        follow(town, outlet, succeeded=NOW - 2 * DAY)
    watch = Watch(id="w", query="council", name="The council", added=NOW)
    start(town, watch)

    def expected(known: bool) -> float:
        room = Newsroom(town, NOW)
        room.counts = {n: c for n, c in room.counts.items() if c.at < room.steps - 48}
        watched, coverage = room.series(NOW - DAY)
        if not known:
            coverage = type(coverage)(coverage.start, HOUR, coverage.totals, {}, coverage.looked_at)
        council = next(one for one in watched if one.label == "The council")
        return sum(due for _, due in history([council], coverage, NOW)[0][-44:])

    assert expected(known=True) == 0
    assert expected(known=False) > 0


# --- measures ------------------------------------------------------------------------------------------


def measure_of(store: Store) -> Measure:
    return seen(store).spikes[0].measure


def test_a_measure_holds_all_that_it_takes_to_work_the_spike_out_again(town: Store) -> None:
    measure = Measure.model_validate_json(measure_of(town).model_dump_json())
    again = worked_out(measure)
    assert again is not None
    assert same(measure.spike, again)


def test_a_number_that_was_changed_in_a_measure_does_not_come_out_again(town: Store) -> None:
    measure = measure_of(town)
    for change in ({"observed": 99}, {"expected": 0.1}, {"p_value": 1e-9}, {"rests_on": "Wire"}):
        forged = measure.spike.model_copy(update=change)
        again = worked_out(measure)
        assert again is not None
        assert not same(forged, again), change
    fewer = {name: text.rpartition(" ")[0] for name, text in measure.counts.items()}
    again = worked_out(measure.model_copy(update={"counts": fewer}))
    assert again is None or not same(measure.spike, again)


@pytest.mark.parametrize("text", ["1:x", "9999999:1", "-1:2", "3", "1:0", "1:99999999"])
def test_counts_that_are_none_give_no_spike(town: Store, text: str) -> None:
    measure = measure_of(town)
    outlet = next(iter(measure.counts))
    assert worked_out(measure.model_copy(update={"counts": {**measure.counts, outlet: text}})) is None
    assert worked_out(measure.model_copy(update={"totals": {}})) is None


def test_more_on_a_story_than_at_all_is_no_count(town: Store) -> None:
    measure = measure_of(town)
    outlet = next(iter(measure.counts))
    more = f"{measure.counts[outlet]} 0:1"
    assert worked_out(measure.model_copy(update={"counts": {**measure.counts, outlet: more}})) is None


# --- for a briefing, and the past ----------------------------------------------------------------------


def test_a_briefing_is_offered_what_burst_in_its_window_and_by_its_moment(town: Store) -> None:
    request = make_request("What happened to the ferry?")
    of_the_day = {article.id for article in morning()}

    def ferry(asked: Request, moment: datetime) -> list[Noticed]:
        return [one for one in noticed(town, UTC, asked, moment, CITED) if of_the_day & set(one.articles)]

    (one,) = ferry(request, NOW)
    assert set(one.articles) <= of_the_day
    assert ferry(Request(question="What?", as_of=MORNING), MORNING) == []
    before = Request(question="What?", window=Window(until=MORNING - HOUR))
    assert ferry(before, NOW) == []
    assert noticed(town, UTC, request, NOW + 9 * DAY, CITED) == []


@pytest.mark.parametrize("cited", [(), ("elsewhere",), CITED[:1]])
def test_nothing_is_worked_out_for_a_briefing_that_is_on_nothing_that_could_have_burst(
    town: Store, cited: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spiking, "heights", lambda *given: pytest.fail("every series was scored"))
    quiet = [one.id for one in town.articles(Window(until=MORNING - 9 * DAY))][:5]
    request = make_request("What happened to the ferry?")
    assert noticed(town, UTC, request, NOW, cited) == noticed(town, UTC, request, NOW, quiet) == []


@pytest.mark.parametrize("only", [{"outlets": ("Wire",)}, {"language": "en"}])
def test_a_briefing_on_part_of_the_library_is_offered_no_count_of_the_whole(
    town: Store, only: dict[str, Any]
) -> None:
    request = make_request("What happened to the ferry?")
    assert noticed(town, UTC, request, NOW, CITED)
    assert noticed(town, UTC, request.model_copy(update=only), NOW, CITED) == []


def test_the_past_is_replayed_with_what_was_known_then(town: Store) -> None:
    told: list[tuple[int, int]] = []
    past = replay(town, UTC, NOW, progress=lambda done, total: told.append((done, total)))
    assert ["Norlinje" in spike.label for spike in past.alarms] == [True]
    assert [spike.end for spike in past.alarms] == [seen(town).spikes[0].noticed.end]
    assert any("Norlinje" in label for _, _, label in past.fixed)
    assert told[-1][0] == told[-1][1] > 0
    assert replay(town, UTC, NOW, NOW + DAY).young


def test_an_empty_library_has_no_past(store: Store) -> None:
    assert "nothing can be counted" in replay(store, UTC, NOW).young
