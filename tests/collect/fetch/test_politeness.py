from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.fetch.politeness import LONGEST, Backoff, next_try, next_visit, retry_at
from tests.makers import NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("120", NOW + 2 * MINUTE),
        (" 0 ", NOW),
        ("Tue, 03 Feb 2026 13:00:00 GMT", NOW + HOUR),
        ("Tue, 03 Feb 2026 13:00:00 -0000", NOW + HOUR),
        ("Tue, 03 Feb 2026 14:00:00 +0100", NOW + HOUR),
        ("Tue, 03 Feb 2026 11:00:00 GMT", NOW),
        ("99999999999999999999", NOW + LONGEST),
        ("Tue, 03 Feb 2099 11:00:00 GMT", NOW + LONGEST),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_bounded(header: str | None, moment: datetime | None) -> None:
    assert retry_at(header, NOW) == moment


@given(st.text(max_size=40) | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d+:\d+:\d+ .*"))
def test_no_header_can_break_or_silence_anything(header: str) -> None:
    moment = retry_at(header, NOW)
    assert moment is None or NOW <= moment <= NOW + LONGEST


def test_the_wait_doubles_with_every_failure_up_to_a_day() -> None:
    waits = [next_try(failures, NOW) - NOW for failures in (0, 1, 2, 3, 9, 10, 11, 10_000)]
    minutes = [0, 5, 10, 20, 5 * 2**8, 24 * 60, 24 * 60, 24 * 60]
    assert waits == [timedelta(minutes=number) for number in minutes]


def test_retry_after_lengthens_the_wait_and_never_shortens_it() -> None:
    assert next_try(1, NOW, "7200") == NOW + 2 * HOUR
    assert next_try(4, NOW, "1") == NOW + 40 * MINUTE
    assert next_try(0, NOW, "60") == NOW + MINUTE
    assert next_try(2, NOW, None, Backoff(first=MINUTE, longest=90 * MINUTE)) == NOW + 2 * MINUTE


def test_pages_of_a_host_are_asked_for_with_a_pause() -> None:
    assert next_visit(None, NOW, MINUTE, None) == NOW
    assert next_visit(NOW, NOW, MINUTE, None) == NOW + MINUTE
    assert next_visit(NOW, NOW, MINUTE, HOUR) == NOW + HOUR
    assert next_visit(NOW, NOW, HOUR, MINUTE) == NOW + HOUR
    assert next_visit(NOW - DAY, NOW, MINUTE, HOUR) == NOW
    assert next_visit(NOW, NOW, MINUTE, 1000 * DAY) == NOW + LONGEST
