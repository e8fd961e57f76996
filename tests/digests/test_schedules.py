from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import UnusableRequest
from agent.schedules import coming, due, instant, local_time, schedule, times
from agent.types import Schedule

ZONES = (
    "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Africa/Cairo", "Asia/Kolkata",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns", "Asia/Tehran",
    "Africa/Casablanca", "UTC",
)  # fmt: skip
"""Whole and half hours, jumps of half an hour, no jumps, and two changes around Ramadan."""
DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("said", "cron"),
    [
        ("weekdays 07:30", "30 7 * * 1-5"),
        ("Every weekday at 7:30", "30 7 * * 1-5"),
        ("every day at 6", "0 6 * * *"),
        ("daily 6pm", "0 18 * * *"),
        ("07:30", "30 7 * * *"),
        ("every day at noon", "0 12 * * *"),
        ("midnight", "00 0 * * *".replace("00", "0")),
        ("Mondays and Thursdays 18:00", "0 18 * * 1,4"),
        ("every Monday, Wednesday and Friday at 9 am", "0 9 * * 1,3,5"),
        ("Mon-Thu 08.15", "15 8 * * 1,2,3,4"),
        ("Saturday to Monday 10:00", "0 10 * * 6,0,1"),
        ("weekends 12 am", "0 0 * * 0,6"),
        ("weekdays and Saturdays 8", "0 8 * * 1-5,6"),
        ("hourly", "0 * * * *"),
        ("every 30 minutes", "*/30 * * * *"),
        ("every 6 hours", "0 */6 * * *"),
        ("first of the month 09:00", "0 9 1 * *"),
        ("on the 15th of each month at 17:45", "45 17 15 * *"),
        ("last day of the month 18:00", "0 18 L * *"),
        ("30 7 * * 1-5", "30 7 * * 1-5"),
        ("0 9 * * mon", "0 9 * * mon"),
    ],
)
def test_plain_words_stand_for_cron(said: str, cron: str) -> None:
    assert schedule(said).cron == cron


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "names no time of day"),
        ("weekdays", "names no time of day"),
        ("now and then 07:30", "names no days"),
        ("weekdays 25:00", "no clock shows 25:00"),
        ("13 pm", "no 13 pm"),
        ("every 7 minutes", "do not divide"),
        ("every 0 hours", "do not divide"),
        ("* * * * *", "more often than every 15 minutes"),
        ("0 9 30 2 *", "bad day"),
        ("61 9 * * *", "bad minute"),
        ("0 9 * * tue#9", "bad"),
        ("t 18:00", "names no days"),
    ],
)
def test_what_nobody_can_tell_is_refused_with_the_reason(said: str, why: str) -> None:
    with pytest.raises(UnusableRequest) as refusal:
        schedule(said)
    assert why in str(refusal.value)
    assert "weekdays 07:30" in str(refusal.value)


@given(st.text(max_size=40))
def test_any_text_is_a_schedule_or_is_refused(said: str) -> None:
    try:
        made = schedule(said)
    except UnusableRequest:
        return
    assert coming(made, UTC, datetime(2026, 1, 1, tzinfo=UTC), 1)


def test_a_skipped_time_is_the_end_of_the_gap_and_a_repeated_one_the_first() -> None:
    assert instant(local("2026-03-29T02:30"), BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert instant(local("2026-10-25T02:30"), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    apia = ZoneInfo("Pacific/Apia")  # 30 December 2011 never came there
    assert local_time(instant(local("2011-12-30T09:00"), apia), apia) == local("2011-12-31T00:00")


@given(
    st.sampled_from(ZONES),
    st.datetimes(local("2000-01-01"), local("2037-01-01")),
    st.timedeltas(timedelta(), timedelta(hours=30)),
)
def test_a_later_local_time_is_never_an_earlier_instant(name: str, at: datetime, step: timedelta) -> None:
    zone = ZoneInfo(name)
    one, other = instant(at, zone), instant(at + step, zone)
    assert one <= other
    assert local_time(one, zone) >= at.replace(microsecond=0)
    before = local_time(one - timedelta(seconds=1), zone)
    assert before < at or local_time(one, zone) == at  # nothing earlier shows that time for the first time


def test_an_hourly_schedule_runs_23_times_on_a_short_day_and_24_times_on_a_long_one() -> None:
    hourly = schedule("hourly")
    for day, number in (("2026-03-29", 23), ("2026-10-25", 24), ("2026-06-01", 24)):
        start = local(day) - timedelta(minutes=1)
        runs = [at for at, _ in times_until(hourly, start, local(day) + DAY)]
        assert len(runs) == number


def times_until(order: Schedule, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    for at, moment in times(order, BERLIN, start):
        if at >= end:
            return
        yield at, moment


def test_the_youngest_run_is_made_up_for_and_the_others_are_missed() -> None:
    order, now = schedule("every day at 6"), datetime(2026, 2, 5, 12, tzinfo=UTC)
    found = due(order, UTC, local("2026-02-02T06:00"), now, DAY)
    assert found.run == local("2026-02-05T06:00")
    assert found.missed == (local("2026-02-03T06:00"), local("2026-02-04T06:00"))
    strict = due(order, UTC, local("2026-02-02T06:00"), now, timedelta(hours=1))
    assert strict.run is None
    assert len(strict.missed) == 3


def test_the_coming_runs_say_what_the_clock_does() -> None:
    told = coming(schedule("every day 02:30"), BERLIN, datetime(2026, 3, 28, tzinfo=UTC), 3)
    assert [run.why for run in told] == [
        "",
        "02:30 is skipped that day: it runs when the clock jumps to 03:00",
        "",
    ]
    late = coming(schedule("every day 02:30"), BERLIN, datetime(2026, 10, 24, 12, tzinfo=UTC), 1)
    assert late[0].why == "02:30 comes twice that day: it runs the first time"
    morning = coming(schedule("every day 7:30"), BERLIN, datetime(2026, 10, 24, 12, tzinfo=UTC), 1)
    assert morning[0].why == "the clock goes back by 1 h that day"


@pytest.mark.parametrize("name", ZONES)
def test_in_400_days_of_crashes_and_clock_jumps_nothing_is_missed_and_nothing_runs_twice(name: str) -> None:
    zone, chance = ZoneInfo(name), random.Random(name)
    for said in ("every day 02:30", "weekdays 00:05", "every 6 hours"):
        order, wide = schedule(said), timedelta(days=2)
        start = datetime(2026, 1, 1, 12, tzinfo=UTC)
        now, last = start, local_time(start, zone)
        ran: list[datetime] = []
        missed: list[datetime] = []
        while now < start + 400 * DAY:
            found = due(order, zone, last, now, wide)
            missed += found.missed
            if found.run is not None:
                ran.append(found.run)
                last = found.run
            # Mostly a look every so often; at times the process is down, or somebody sets the clock.
            step = chance.choice((20, 50, 110, 300))
            jump = chance.choice((-60, 60, -1440)) if chance.random() < 0.02 else 0
            now += timedelta(minutes=step + jump)
        wanted = list(until(order, zone, local_time(start, zone), last))
        assert sorted({*ran, *missed}) == wanted  # every local time, run or told as missed
        assert len(ran) + len(missed) == len(wanted)  # and each once
        if said != "every 6 hours":
            assert missed == []
        assert all(one < other for one, other in pairwise(ran))


def until(order: Schedule, zone: tzinfo, start: datetime, last: datetime) -> Iterator[datetime]:
    for at, _ in times(order, zone, start):
        if at > last:
            return
        yield at
