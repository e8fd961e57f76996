from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.fetch import target as module
from agent.collect.fetch.addresses import Allowed, network
from agent.collect.fetch.outcome import Reason, Stopped
from agent.collect.fetch.target import Target, onward, target

ORDINARY = Allowed()


def refused(text: str, allowed: Allowed = ORDINARY) -> Stopped:
    with pytest.raises(Stopped) as caught:
        target(text, allowed)
    return caught.value


def test_an_address_is_taken_apart_once_and_put_together_again() -> None:
    found = target("HTTPS://News.Example.:443/a b".replace(" ", "%20") + "?q=ü#part", ORDINARY)
    assert found == Target(
        url="https://news.example/a%20b?q=%C3%BC",
        scheme="https",
        host="news.example",
        port=443,
        authority="news.example",
        path=b"/a%20b?q=%C3%BC",
        literal=None,
    )


def test_a_number_in_the_usual_form_is_an_address() -> None:
    found = target("http://[2606:4700::1]/", ORDINARY)
    assert (found.host, found.authority) == ("2606:4700::1", "[2606:4700::1]")
    assert str(found.literal) == "2606:4700::1"


def test_a_name_in_another_script_becomes_its_ascii_form() -> None:
    assert target("https://bücher.example/", ORDINARY).host == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ftp://news.example/", Reason.REFUSED_SCHEME),
        ("file:///etc/passwd", Reason.REFUSED_SCHEME),
        ("gopher://news.example/", Reason.REFUSED_SCHEME),
        ("data:text/html,x", Reason.REFUSED_SCHEME),
        ("news.example", Reason.REFUSED_SCHEME),
        ("//news.example/", Reason.REFUSED_SCHEME),
        ("", Reason.REFUSED_SCHEME),
        ("http:news.example/", Reason.REFUSED_URL),
        ("http:///path", Reason.REFUSED_URL),
        ("http://", Reason.REFUSED_URL),
        ("http://news.example\\@other.example/", Reason.REFUSED_URL),
        ("http://news .example/", Reason.REFUSED_URL),
        ("http://news.example/a\r\nX: y", Reason.REFUSED_URL),
        ("http://news.example/\x00", Reason.REFUSED_URL),
        ("http://news..example/", Reason.REFUSED_URL),
        ("http://-news.example/", Reason.REFUSED_URL),
        ("http://news.example:port/", Reason.REFUSED_URL),
        ("http://%6eews.example/", Reason.REFUSED_URL),
        ("http://[::1", Reason.REFUSED_URL),
        ("http://[fe80::1%25eth0]/x y", Reason.REFUSED_URL),
        ("http://news.example/" + "a" * 5000, Reason.REFUSED_URL),
        ("http://news.example:22/", Reason.REFUSED_PORT),
        ("http://news.example:8080/", Reason.REFUSED_PORT),
        ("http://news.example:99999/", Reason.REFUSED_PORT),
        ("http://localhost/", Reason.REFUSED_ADDRESS),
        ("http://db.localhost/", Reason.REFUSED_ADDRESS),
        ("http://metadata.google.internal/", Reason.REFUSED_ADDRESS),
        ("http://printer.local/", Reason.REFUSED_ADDRESS),
        ("http://wiki/", Reason.REFUSED_ADDRESS),
        ("http://2130706433/", Reason.REFUSED_ADDRESS),
        ("http://news.example.1/", Reason.REFUSED_ADDRESS),
        ("http://0x7f.1/", Reason.REFUSED_ADDRESS),
    ],
)
def test_what_is_no_ordinary_address_of_a_page_is_refused(text: str, reason: Reason) -> None:
    assert refused(text).reason is reason


def test_a_user_or_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("http://me@news.example/", "http://me:pw@news.example/", "http://@news.example/"):
        assert refused(text).reason is Reason.REFUSED_URL
    monkeypatch.setattr(module, "_AUTHORITY", re.compile("()"))  # the defence off: it would be fetched
    assert target("http://news.example@evil.example/", ORDINARY).host == "evil.example"


def test_a_number_in_an_unusual_form_is_never_taken_for_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused("http://0x7f.1/").reason is Reason.REFUSED_ADDRESS
    monkeypatch.setattr(module, "_NUMBER", re.compile(r"(?!)"))
    assert target("http://0x7f.1/", ORDINARY).literal is None  # and the system would read it as 127.0.0.1


def test_names_of_the_own_network_may_be_used_where_a_network_is_allowed() -> None:
    allowed = Allowed(networks=(network("10.0.0.0/8"),), ports=frozenset({8080}))
    assert target("http://wiki:8080/", allowed).authority == "wiki:8080"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://news.example", "http://[", "//"]))
def test_any_text_is_an_address_or_is_refused(text: str, before: str) -> None:
    try:
        found = target(before + text, ORDINARY)
    except Stopped:
        return
    assert found.port in ORDINARY.ports
    assert re.fullmatch(r"[!-~]+", found.url)
    assert "@" not in found.authority
    assert target(found.url, ORDINARY) == found


BASE = target("https://news.example/a/b", ORDINARY)


def test_a_redirect_may_be_relative() -> None:
    assert onward(BASE, "../c?d#e", ORDINARY).url == "https://news.example/c?d"
    assert onward(BASE, "//other.example/x", ORDINARY).url == "https://other.example/x"


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://news.example/", Reason.REFUSED_SCHEME),
        ("ftp://news.example/", Reason.REFUSED_SCHEME),
        ("file:///etc/passwd", Reason.REFUSED_SCHEME),
        ("https://news.example:22/", Reason.REFUSED_PORT),
        ("https://me:pw@news.example/", Reason.REFUSED_URL),
        ("\\\\10.0.0.5\\x", Reason.REFUSED_URL),
        ("https://[", Reason.REFUSED_URL),
        ("https://0x7f.1/", Reason.REFUSED_ADDRESS),
    ],
)
def test_a_redirect_is_held_to_the_same_rules(location: str, reason: Reason) -> None:
    with pytest.raises(Stopped) as caught:
        onward(BASE, location, ORDINARY)
    assert caught.value.reason is reason
    assert "redirects" in caught.value.why
    assert "pw" not in caught.value.why


def test_a_redirect_may_become_encrypted() -> None:
    base = target("http://news.example/", ORDINARY)
    assert onward(base, "https://news.example/", ORDINARY).scheme == "https"
