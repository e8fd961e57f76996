from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import UnusableRequest
from agent.types import Window
from agent.windows import moment, until_then, window

BOGOTA = ZoneInfo("America/Bogota")
BERLIN = ZoneInfo("Europe/Berlin")


def test_days_are_whole_inclusive_and_of_the_zone() -> None:
    found = window("2026-02-01", "2026-02-03", BOGOTA)
    assert found.since == datetime(2026, 2, 1, 5, tzinfo=UTC)
    assert found.until == datetime(2026, 2, 4, 5, tzinfo=UTC)


def test_one_day_may_be_first_and_last() -> None:
    found = window("2026-02-03", "2026-02-03", UTC)
    assert found.since is not None
    assert found.until is not None
    assert found.until - found.since == timedelta(days=1)


def test_a_day_on_which_the_clock_changes_has_its_own_length() -> None:
    found = window("2026-03-29", "2026-03-29", BERLIN)
    assert found.since is not None
    assert found.until is not None
    assert found.until.astimezone(UTC) - found.since.astimezone(UTC) == timedelta(hours=23)


def test_an_end_that_is_not_named_is_open() -> None:
    assert (window(None, None, UTC).since, window(None, None, UTC).until) == (None, None)
    assert window("2026-02-01", None, UTC).until is None


@pytest.mark.parametrize("text", ["2026-02-03", "20260203", " 2026-02-03 ", "2026-W06-2"])
def test_a_bare_day_is_looked_back_from_at_its_end(text: str) -> None:
    assert moment(text, BOGOTA) == datetime(2026, 2, 3, 23, 59, 59, tzinfo=BOGOTA)


def test_an_instant_is_taken_as_it_is_and_in_the_zone_without_one() -> None:
    assert moment("2026-02-03T18:00+01:00", BOGOTA) == datetime(2026, 2, 3, 17, tzinfo=UTC)
    assert moment("2026-02-03T18:00", BOGOTA) == datetime(2026, 2, 3, 23, tzinfo=UTC)
    assert moment(None, BOGOTA) is None


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "2026-02-30", "0001-01-01", "9999-12-31", "3 Feb"]
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    for since, until in ((text, None), (None, text)):
        with pytest.raises(UnusableRequest, match="2026-02-03"):
            window(since, until, UTC)
    with pytest.raises(UnusableRequest, match="2026-02-03"):
        moment(text, UTC)


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UnusableRequest, match="Swap"):
        window("2026-02-03", "2026-02-02", UTC)


@given(st.text(max_size=30))
def test_whatever_is_typed_becomes_an_instant_that_can_be_moved_or_a_refusal(text: str) -> None:
    for zone in (UTC, BOGOTA, ZoneInfo("Pacific/Kiritimati")):
        try:
            read = moment(text, zone)
            ends = window(text, text, zone)
        except UnusableRequest:
            continue
        assert read is not None
        assert ends.since is not None
        assert ends.until is not None
        for one in (read, ends.since, ends.until):
            one.astimezone(UTC)


@given(st.datetimes(timezones=st.timezones()))
def test_every_instant_is_read_back(instant: datetime) -> None:
    if 1 < instant.year < 9999:
        assert moment(instant.isoformat(), UTC) is not None


def test_a_window_ends_with_the_day_that_is_described() -> None:
    asked = window("2026-02-01", "2026-02-28", BOGOTA)
    described = moment("2026-02-03T18:00-05:00", BOGOTA)
    assert until_then(asked, described, BOGOTA) == window("2026-02-01", "2026-02-03", BOGOTA)
    assert until_then(asked, moment("2026-02-03", BOGOTA), BOGOTA) == window(
        "2026-02-01", "2026-02-03", BOGOTA
    )


def test_a_window_inside_the_time_described_stays_as_it_is() -> None:
    asked = window("2026-02-01", "2026-02-03", UTC)
    assert until_then(asked, None, UTC) == asked
    assert until_then(asked, moment("2026-02-03", UTC), UTC) == asked
    assert until_then(asked, moment("2026-01-01", UTC), UTC) == asked
    assert until_then(Window(), moment("2026-01-01", UTC), UTC) == Window()
