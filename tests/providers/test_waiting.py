from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.providers.waiting import seconds_to_wait

NOON = 1_770_120_000.0
"""2026-02-03 12:00 UTC."""


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "7"}, 1.5),
        ({"retry-after-ms": "x", "retry-after": "7"}, 7),
        ({"retry-after": "Tue, 03 Feb 2026 12:00:30 GMT"}, 30),
        ({"retry-after": "Tuesday, 03-Feb-26 12:00:30 GMT"}, 30),
        ({"retry-after": "Tue, 03 Feb 2026 13:00:30 +0100"}, 30),
        ({"retry-after": "Tue, 03 Feb 2026 12:00:30 -0000"}, 30),
        ({"retry-after": "Tue, 03 Feb 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "Tue, 03 Feb 2026 12:00:30 GMT", "date": "Tue, 03 Feb 2026 12:00:20 GMT"}, 10),
        ({"retry-after": "Tue, 03 Feb 2026 12:00:30 GMT", "date": "x"}, 30),
    ],
)
def test_a_server_is_left_alone_as_long_as_it_asks(headers: dict[str, str], seconds: float) -> None:
    assert seconds_to_wait(headers, NOON, 0) == seconds


@pytest.mark.parametrize(
    "nonsense", ["", "soon", "-3", "nan", "inf", "-inf", "1e400", "Tue, 99 Feb 2026", "0x10"]
)
def test_nonsense_counts_as_nothing_and_the_second_wait_is_longer(nonsense: str) -> None:
    assert [seconds_to_wait({"retry-after": nonsense}, NOON, repeat) for repeat in (0, 1)] == [1, 2]


@given(st.dictionaries(st.sampled_from(["retry-after", "retry-after-ms", "date"]), st.text()))
def test_whatever_a_server_writes_there_is_a_number_of_seconds(headers: dict[str, str]) -> None:
    assert seconds_to_wait(headers, NOON, 0) >= 0
