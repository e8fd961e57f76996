from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace
from typing import Any

import pytest

from agent.collect.fetch import fetching, names
from agent.collect.fetch.fetching import Means, user_agent
from agent.collect.fetch.names import addresses_of, look_up
from agent.collect.fetch.outcome import Reason, Stopped


def stand_in(system: Callable[..., Any]) -> SimpleNamespace:
    """Return what names.py sees of the system; the guard on the tests' own network stays as it is."""
    return SimpleNamespace(getaddrinfo=system, SOCK_STREAM=socket.SOCK_STREAM)


def test_the_system_is_asked_and_each_address_is_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def system(host: str, port: None, **_: Any) -> list[tuple[Any, ...]]:
        numbers = ("93.184.216.34", "2606:4700::1", "93.184.216.34")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 0)) for number in numbers]

    monkeypatch.setattr(names, "socket", stand_in(system))
    assert look_up("news.example") == ["93.184.216.34", "2606:4700::1"]


def test_a_name_that_the_system_cannot_write_has_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def system(host: str, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        host.encode("idna")  # as the real one does
        return []

    monkeypatch.setattr(names, "socket", stand_in(system))
    with pytest.raises(Stopped) as caught:
        addresses_of("a" * 64 + ".example", look_up, 5)
    assert caught.value.reason is Reason.CANNOT_RESOLVE


def test_an_empty_answer_is_no_address() -> None:
    with pytest.raises(Stopped) as caught:
        addresses_of("news.example", lambda _: [], 5)
    assert caught.value.reason is Reason.CANNOT_RESOLVE


def test_certificates_and_names_are_checked_where_nothing_else_is_said() -> None:
    context = Means().trust()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_checkout_that_is_not_installed_has_a_name_without_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert user_agent().startswith("Aletheia/")

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(fetching, "version", missing)
    assert user_agent() == "Aletheia"
