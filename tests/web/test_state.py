"""What is told of the house: to anybody that it lives, to whoever runs it how it stands."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from agent import logs
from agent.commands.opening import now
from agent.errors import StoreAway
from agent.store import Followed, Orders, Turns
from agent.types import Edition, Recipient, Role, Source, SourceState
from agent.web import state
from agent.web.app import make_app
from agent.web.house import House
from agent.web.observed import Observed
from tests.digests.makers import make_digest, make_receipt
from tests.web.conftest import BASE, has_account, program

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def watched(house: House) -> TestClient:
    return TestClient(Observed(make_app(house), house.metrics), base_url=BASE)


def numbers(client: TestClient) -> dict[tuple[str, str], float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            labels = ",".join(str(value) for _, value in sorted(sample.labels.items()))
            found[sample.name, labels] = sample.value
    return found


def failing_digest(house: House) -> None:
    """Order a digest, of which one receipt was given up."""
    digest = make_digest(recipients=(Recipient(channel="mail", address="ada@news.example"),))
    Orders(house.store).add(digest, now().strftime("%Y-%m-%dT%H:%M"))
    turns, at = Turns(house.store), now()
    turns.take(digest.id, "t", at)
    edition = Edition(digest_id=digest.id, key="manual-1", at=at, state="written", written=at)
    to = Recipient(channel="mail", address="ada@news.example")
    why = "the mail server said 550 <b>no</b>"
    dead = make_receipt("manual-1", to, state="dead", attempts=3, error=why, changed=at, next_try=None)
    turns.written("t", at, edition, [dead])
    turns.leave(digest.id, "t")


def test_whether_it_lives_and_can_answer_is_told_to_anybody(watched: TestClient) -> None:
    assert watched.get("/healthz").json() == {"status": "ok"}
    assert watched.get("/readyz").json() == {"status": "ready"}


def test_a_server_without_its_store_is_not_ready_and_says_no_more_than_that(
    house: House, watched: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "_lacking", lambda house: [str(StoreAway("postgresql://db/news"))])
    answer = watched.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready"})


def test_a_disk_that_is_nearly_full_is_told_before_anything_fails(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert state._lacking(house) == []
    monkeypatch.setattr(state, "LITTLE", 1 << 60)
    assert "left on the disk" in state._lacking(house)[0]


@pytest.mark.parametrize("path", ["/metrics", "/status"])
@pytest.mark.parametrize(("role", "code"), [("reader", 403), ("analyst", 403), ("admin", 200)])
def test_only_who_runs_it_sees_how_it_stands(house: House, path: str, role: Role, code: int) -> None:
    token = has_account(house, "ada", role)
    assert program(house, token).get(path).status_code == code
    assert program(house).get(path, follow_redirects=False).status_code in (303, 401)


def test_requests_are_counted_by_the_form_of_their_path(watched: TestClient) -> None:
    watched.get("/briefings/secret-name")
    watched.get("/nothing/there")
    found = numbers(watched)
    assert found["aletheia_requests_total", "GET,/briefings/{briefing_id},404"] == 1
    assert found["aletheia_requests_total", "GET,none,404"] == 1
    assert "secret" not in watched.get("/metrics").text


def test_the_numbers_of_the_house_are_read_when_they_are_asked_for(house: House, watched: TestClient) -> None:
    failing_digest(house)
    found = numbers(watched)
    assert found["aletheia_articles", ""] == 2
    assert found["aletheia_deliveries", "dead"] == 1
    assert found["aletheia_index_degraded", ""] == 0
    assert found["aletheia_disk_free_bytes", ""] > 0


def test_every_answer_is_a_line_for_programs_that_names_nobodys_question(
    house: House, watched: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logs._Way, "json", True)
    watched.get("/briefings/secret-name?question=secret")
    (line,) = capsys.readouterr().err.splitlines()
    found = json.loads(line)
    assert (found["route"], found["status"]) == ("/briefings/{briefing_id}", 404)
    assert "secret" not in line


def test_the_page_tells_next_runs_last_outcomes_sources_and_spending(
    house: House, watched: TestClient
) -> None:
    failing_digest(house)
    broken = SourceState(
        failures=3, problem="it answers with status 500", succeeded=now() - timedelta(days=2)
    )
    Followed(house.store).add(
        [Source(id="s1", kind="feed", address="https://quay.example/feed", added=now(), state=broken)]
    )
    page = watched.get("/status").text
    for told in ("Due next", "1 given up", "ada@news.example", "it answers with status 500", "failing"):
        assert told in page
    assert "550 &lt;b&gt;no&lt;/b&gt;" in page
