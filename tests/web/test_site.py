from __future__ import annotations

import pytest

from agent.errors import ConfigurationError
from agent.web.site import site_of


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "news.example"])
def test_nothing_listens_beyond_this_machine_while_nobody_has_an_account(host: str) -> None:
    with pytest.raises(ConfigurationError, match="nobody has an account"):
        site_of(host, 8000, "http://news.example", False)


def test_an_address_for_others_wants_an_account_even_on_loopback() -> None:
    with pytest.raises(ConfigurationError, match="nobody has an account"):
        site_of("127.0.0.1", 8000, "https://news.example", False)


def test_every_address_at_once_wants_a_name() -> None:
    with pytest.raises(ConfigurationError, match="serve_url"):
        site_of("0.0.0.0", 8000, None, True)


@pytest.mark.parametrize(
    "url",
    [
        "news.example",
        "ftp://news.example",
        "https://",
        "https://u:p@news.example",
        "https://a.example/b",
        "http://a:b",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="serve_url"):
        site_of("127.0.0.1", 8000, url, True)


def test_the_names_of_a_server_are_those_that_were_told() -> None:
    site = site_of("127.0.0.1", 8000, "https://News.example", True)
    assert site.hosts == {
        "127.0.0.1:8000",
        "localhost:8000",
        "[::1]:8000",
        "news.example",
        "news.example:443",
    }
    assert site.secure
    assert not site.local
    assert site_of("192.0.2.7", 80, None, True).hosts == {"192.0.2.7", "192.0.2.7:80"}
    assert site_of("::1", 8000, None, False).local
