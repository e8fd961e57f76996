"""Coming and going: passwords, sessions, guesses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.commands.opening import now
from agent.passwords import digest, hashed, matches
from agent.store import Accounts
from agent.web.house import LOGINS, House
from tests.web.conftest import HASH, PASSWORD, has_account, log_in, token_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_a_person_logs_in_and_out(house: House) -> None:
    has_account(house, "ines")
    browser = log_in(house, "ines")
    assert "Log out" in browser.get("/").text
    secret = browser.cookies["aletheia"]
    assert browser.post("/logout", data={"csrf": token_of(browser.get("/").text)}).status_code == 200
    browser.cookies.set("aletheia", secret)
    assert browser.get("/api/v1/me").status_code == 401, "the session is over, not only its cookie gone"


@pytest.mark.parametrize(("name", "password"), [("ines", "wrong"), ("nobody", PASSWORD), ("-", "-")])
def test_a_wrong_name_or_password_is_refused_in_the_same_words(
    house: House, name: str, password: str
) -> None:
    has_account(house, "ines")
    browser = log_in(house, name, password)
    assert browser.get("/api/v1/me").status_code == 401
    form = {"name": name, "password": password, "csrf": token_of(browser.get("/login").text)}
    assert "Name or password is wrong." in browser.post("/login", data=form).text


def test_after_some_wrong_passwords_even_the_right_one_has_to_wait(house: House) -> None:
    has_account(house, "ines")
    has_account(house, "jonas")
    browser = log_in(house, "ines", "wrong")
    token = token_of(browser.get("/login").text)
    form = {"name": "ines", "password": "wrong", "csrf": token}
    codes = [browser.post("/login", data=form).status_code for _ in range(LOGINS)]
    assert codes == [401] * (LOGINS - 1) + [429]
    answer = browser.post("/login", data={**form, "password": PASSWORD, "name": "INES "})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 60
    assert log_in(house, "jonas").get("/api/v1/me").status_code == 200


def test_a_session_ends_by_itself(house: House) -> None:
    has_account(house, "ines")
    accounts = Accounts(house.store)
    accounts.let_in("ines", "session", digest("old"), now() - timedelta(days=1), now() - timedelta(seconds=1))
    assert accounts.admitted(digest("old"), "session", now()) is None
    accounts.let_in("ines", "session", digest("young"), now(), now() + timedelta(hours=1))
    assert accounts.admitted(digest("young"), "session", now()) is not None
    assert accounts.admitted(digest("young"), "token", now()) is None, "a session is no token"


def test_no_secret_and_no_password_is_kept(house: House) -> None:
    token = has_account(house, "ines")
    browser = log_in(house, "ines")
    held = house.settings.store_file.read_bytes()
    for secret in (token, browser.cookies["aletheia"], PASSWORD):
        assert secret.encode() not in held
    assert HASH.startswith("$argon2id$")


def test_a_password_is_compared_whole() -> None:
    kept = hashed("a" * 256)
    assert matches("a" * 256, kept)
    assert not matches("a" * 257, kept)
    assert not matches("anything", None)
