from __future__ import annotations

import pytest

from agent.endpoints import is_loopback, usable


@pytest.mark.parametrize(
    "address",
    [
        "https://api.example.org/v1",
        "https://api.example.org:8443/v1/",
        "http://localhost:11434/v1",
        "http://127.0.0.1:8000/v1",
        "http://127.9.9.9/v1",
        "http://[::1]:1234/v1",
    ],
)
def test_a_service_over_https_or_on_this_machine_may_be_asked(address: str) -> None:
    assert usable(address) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://api.example.org/v1",
        "http://192.168.0.7:8000/v1",
        "http://0.0.0.0:8000/v1",
        "http://localhost.example.org/v1",
        "http://127.0.0.1.example.org/v1",
        "http://127.0.0.1@example.org/v1",
        "http://2130706433/v1",
        "https://me:canary@example.org/v1",
        "https://example.org/v1?key=canary",
        "https://example.org/v1#canary",
        "ftp://localhost/v1",
        "localhost:8000/v1",
        "https://",
        "https://exa mple.org",
        "https://example.org:port/v1",
        "https://example.org/v1\nX: y",
        "https://exämple.org/v1",
        "http://[::1",
        "",
    ],
)
def test_any_other_address_is_refused_without_being_repeated(address: str) -> None:
    with pytest.raises(ValueError, match=r"https|may hold") as refused:
        usable(address)
    assert "canary" not in str(refused.value)


def test_this_machine_is_told_from_others() -> None:
    assert is_loopback("http://LOCALHOST:1/v1")
    assert not is_loopback("https://example.org/v1")
    assert not is_loopback("nonsense")
