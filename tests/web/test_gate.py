"""What stands before every route: names of the server, other sites, sizes, numbers of requests, headers."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from agent.web import gate
from agent.web.app import make_app
from agent.web.house import House
from agent.web.sealed import HEADERS
from agent.web.site import site_of
from agent.web.throttle import Throttle
from tests.web.conftest import BASE, PASSWORD, QUESTION, has_account, log_in, program, token_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TURNS = "/api/v1/conversations/new/turns"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8000", "127.0.0.1:9000", "localhost", ""]
)
def test_a_name_that_is_not_the_servers_is_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


def test_whoever_comes_while_too_many_are_answered_is_told_when_to_come_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "PRESENT", 0)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    monkeypatch.setattr(gate, "PRESENT", 1)
    assert [client.get("/healthz").status_code for _ in range(3)] == [200, 200, 200]


def test_two_host_headers_are_none(client: TestClient) -> None:
    headers = [("Host", "127.0.0.1:8000"), ("Host", "evil.example")]
    assert client.get("/healthz", headers=headers).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": BASE},  # a page of ours carries the token
        {"Sec-Fetch-Site": "same-origin"},
        {"Referer": f"{BASE}/"},
        {"Cookie": "aletheia-visit=x"},
        {"Cookie": "aletheia-visit=x", "X-CSRF-Token": "x"},
    ],
)
def test_what_another_site_makes_a_browser_send_is_refused(
    client: TestClient, headers: dict[str, str]
) -> None:
    assert client.post(TURNS, json={"words": QUESTION}, headers=headers).status_code == 403
    assert client.get("/api/v1/conversations").json() == []


def test_a_form_of_another_site_is_refused_even_without_any_header_of_a_browser(client: TestClient) -> None:
    client.headers.pop("user-agent", None)
    assert client.post("/ask", data={"words": QUESTION}).status_code == 403
    assert client.post("/ask", data={"words": QUESTION, "csrf": "x"}).status_code == 403


def test_a_session_needs_the_token_of_its_own_pages(house: House) -> None:
    has_account(house, "ines")
    has_account(house, "jonas")
    ines, jonas = log_in(house, "ines"), log_in(house, "jonas")
    theirs = token_of(jonas.get("/").text)
    for sent in ("", "x", theirs):
        answer = ines.post(TURNS, json={"words": QUESTION}, headers={"X-CSRF-Token": sent})
        assert answer.status_code == 403
    own = token_of(ines.get("/").text)
    assert ines.post("/ask", data={"words": QUESTION, "csrf": own}).status_code == 200
    assert ines.post(TURNS, json={"words": QUESTION}, headers={"X-CSRF-Token": own}).status_code == 200


def test_a_session_cannot_dress_up_as_a_token(house: House) -> None:
    has_account(house, "ines")
    ines = log_in(house, "ines")
    for kind in ("Basic x", "Bearer ", "Bearer x", "Digest x"):
        answer = ines.post(TURNS, json={"words": QUESTION}, headers={"Authorization": kind})
        assert answer.status_code in (401, 403), kind


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_site_is_refused_even_with_a_token_of_ours(house: House, headers: dict[str, str]) -> None:
    has_account(house, "ines")
    ines = log_in(house, "ines")
    own = {"X-CSRF-Token": token_of(ines.get("/").text)}
    answer = ines.post(TURNS, json={"words": QUESTION}, headers={**own, **headers})
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_nobody_can_be_logged_in_by_another_site(house: House) -> None:
    has_account(house, "ines")
    browser = TestClient(make_app(house), base_url=BASE)
    form = {"name": "ines", "password": PASSWORD}
    assert browser.post("/login", data=form).status_code == 403
    token = token_of(browser.get("/login").text)
    other = TestClient(make_app(house), base_url=BASE)
    assert other.post("/login", data={**form, "csrf": token}).status_code == 403


def test_a_request_that_is_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    def endless() -> object:
        for _ in range(8):
            yield b"x" * 65_536

    assert client.post(TURNS, content=b"x" * (gate.LARGEST + 1)).status_code == 413
    assert client.post(TURNS, content=endless()).status_code == 413  # type: ignore[arg-type]
    assert client.post(TURNS, headers={"Content-Length": "-1"}).status_code == 413


def test_too_many_requests_are_told_when_to_come_back(house: House, client: TestClient) -> None:
    house.requests = Throttle(3, 60.0)
    codes = [client.get("/healthz").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    assert 1 <= int(client.get("/healthz").headers["Retry-After"]) <= 61


def test_every_answer_carries_the_headers_that_keep_a_page_to_itself(
    house: House, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [client.get(path) for path in ("/", "/nowhere", "/static/chat.js", "/api/v1/me", "/v1/models")]
    answers.append(client.get("/", headers={"Host": "evil.example"}))
    answers.append(program(house).post(TURNS, content=b"{"))
    monkeypatch.setattr(type(house.store), "briefings", lambda *_: 1 / 0)
    answers.append(client.get("/api/v1/briefings"))
    assert [one.status_code for one in answers] == [200, 404, 200, 200, 200, 421, 422, 500]
    for answer in answers:
        for name in HEADERS.keys() - {"Cache-Control"}:
            assert answer.headers[name] == HEADERS[name]
        assert "Traceback" not in answer.text
        assert "ZeroDivision" not in answer.text


def test_pages_name_no_other_host_and_hold_no_script_or_style_of_their_own(house: House) -> None:
    import re

    client = program(house)
    for path in ("/", "/nowhere", "/login", "/static/chat.js", "/static/app.css"):
        text = client.get(path).text
        assert "http:" not in text
        assert "https:" not in text
        assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=|javascript:|innerHTML", text)


def test_behind_https_cookies_and_browsers_are_held_to_it(house: House) -> None:
    has_account(house, "ines")
    house.site = site_of("127.0.0.1", 8000, "https://news.example", True)
    browser = TestClient(
        make_app(house), base_url="https://news.example", headers={"Origin": "https://news.example"}
    )
    page = browser.get("/login")
    form = {"name": "ines", "password": PASSWORD, "csrf": token_of(page.text)}
    answer = browser.post("/login", data=form, follow_redirects=False)
    told = answer.headers["set-cookie"]
    assert told.startswith("__Host-aletheia=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(told.split("; "))
    assert "max-age" in page.headers["Strict-Transport-Security"]


def test_what_was_sent_is_not_told_back_in_an_error(house: House) -> None:
    browser = program(house)
    page = browser.get("/login")
    form = {"name": "x" * 200, "password": "canary-51c", "csrf": token_of(page.text)}
    answer = browser.post("/login", data=form)
    assert answer.status_code == 422
    assert "canary" not in answer.text
    assert "xxxx" not in answer.text
