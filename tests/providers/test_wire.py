from __future__ import annotations

import threading
from threading import Event

import pytest

from agent.providers.wire import Wire, within

NAME = "aletheia-model"


def test_work_that_is_done_in_time_gives_its_value_and_the_client_is_closed() -> None:
    wire = Wire(1)
    assert within(5, wire, lambda: 7) == 7
    assert wire.client.is_closed


def test_work_that_nothing_ends_is_given_up_and_keeps_no_program_alive() -> None:
    """As when a name is looked up: there is no connection yet that could be cut."""
    release = Event()
    assert within(0.05, Wire(1), release.wait) is None
    left = [thread for thread in threading.enumerate() if thread.name == NAME]
    assert [thread.daemon for thread in left] == [True]
    release.set()
    left[0].join(3)


def test_what_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        within(5, Wire(1), lambda: 1 // 0)


def test_a_connection_that_comes_after_the_cut_is_shut_at_once() -> None:
    class Stream:
        """A connection that notes how it was shut."""

        def __init__(self) -> None:
            self.shut: list[int] = []

        def get_extra_info(self, name: str) -> Stream:
            assert name == "socket"
            return self

        def shutdown(self, how: int) -> None:
            self.shut.append(how)

    wire, early, late = Wire(1), Stream(), Stream()
    wire._note("connection.connect_tcp.complete", {"return_value": early})
    assert early.shut == []
    wire.cut()
    wire._note("connection.start_tls.complete", {"return_value": late})
    wire._note("http11.send_request_headers.complete", {"return_value": None})
    assert (early.shut, late.shut) == ([2], [2])
    wire.client.close()
