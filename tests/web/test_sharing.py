"""What is shared is read by whom it is shared with, changed by its owner, and seen by nobody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from agent.web.house import House
from tests.web.conftest import QUESTION, TOLD, ask, has_account, program
from tests.web.test_briefs import PATH, written
from tests.web.test_edits import OTHERWISE, put, texts

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TALKS = "/api/v1/conversations"


@pytest.fixture
def people(house: House) -> tuple[TestClient, TestClient, TestClient]:
    """Return the programs of an owner, of whom things are shared with, and of a third."""
    ines, jonas, mira = (program(house, has_account(house, name)) for name in ("ines", "jonas", "mira"))
    return ines, jonas, mira


def readable(client: TestClient, name: str) -> set[int]:
    """Return how everything that reads a briefing ends."""
    ways = ("", "/passages", "/feedback", "/export?format=markdown", "/export?format=pack")
    found = {client.get(f"{PATH}/{name}{way}").status_code for way in ways}
    return found | {client.get(f"/briefings/{name}").status_code}


def test_a_shared_briefing_is_read_by_whom_it_is_shared_with_and_by_no_third(
    people: tuple[TestClient, ...],
) -> None:
    ines, jonas, mira = people
    name = written(ines)[-1][1]["id"]
    assert readable(jonas, name) == {404}
    assert ines.put(f"{PATH}/{name}/shares/jonas").status_code == 204
    assert ines.put(f"{PATH}/{name}/shares/jonas").status_code == 204, "twice is once"
    assert ines.get(f"{PATH}/{name}/shares").json() == ["jonas"]
    assert readable(jonas, name) == {200}
    assert [(one["id"], one["owner"]) for one in jonas.get(PATH).json()] == [(name, "ines")]
    assert readable(mira, name) == {404}
    assert mira.get(PATH).json() == []


def test_who_reads_does_not_change_share_or_delete(people: tuple[TestClient, ...]) -> None:
    ines, jonas, mira = people
    name = written(ines, profile="answer")[-1][1]["id"]
    ines.put(f"{PATH}/{name}/shares/jonas")
    number = texts(ines, name).index(TOLD) + 1
    for other in (jonas, mira):
        assert put(other, name, number, OTHERWISE).status_code == 404
        assert other.delete(f"{PATH}/{name}/sentences/1", params={"version": 1}).status_code == 404
        assert other.delete(f"{PATH}/{name}").status_code == 404
        assert other.get(f"{PATH}/{name}/shares").status_code == 404
        assert other.put(f"{PATH}/{name}/shares/mira").status_code == 404
        assert other.delete(f"{PATH}/{name}/shares/jonas").status_code == 404
    assert readable(jonas, name) == {200}
    assert put(ines, name, number, OTHERWISE).status_code == 200
    assert OTHERWISE in texts(jonas, name)
    assert TOLD in texts(jonas, name, version=1)


def test_what_is_taken_back_is_read_no_more(people: tuple[TestClient, ...]) -> None:
    ines, jonas, _ = people
    name = written(ines)[-1][1]["id"]
    ines.put(f"{PATH}/{name}/shares/jonas")
    assert ines.delete(f"{PATH}/{name}/shares/jonas").status_code == 204
    assert readable(jonas, name) == {404}
    assert ines.get(f"{PATH}/{name}/shares").json() == []


def test_a_shared_conversation_comes_with_its_briefings_those_to_come_as_well(
    people: tuple[TestClient, ...],
) -> None:
    ines, jonas, mira = people
    first = ask(ines)[-1][1]
    talk = first["conversation"]
    ines.put(f"{TALKS}/{talk}/shares/jonas")
    assert ines.get(f"{TALKS}/{talk}/shares").json() == ["jonas"]
    later = ask(ines, f"{QUESTION} What else?", talk)[-1][1]
    for told in (first, later):
        if name := told["turn"]["briefing_id"]:
            assert jonas.get(f"{PATH}/{name}").status_code == 200
            assert mira.get(f"{PATH}/{name}").status_code == 404
    assert [one["id"] for one in jonas.get(TALKS).json()] == [talk]
    assert mira.get(TALKS).json() == []
    for path in (f"{TALKS}/{talk}", f"/conversations/{talk}", f"{TALKS}/{talk[:8]}"):
        assert jonas.get(path).status_code == 200
        assert mira.get(path).status_code == 404
    assert TOLD in jonas.get(f"/conversations/{talk}").text
    ines.delete(f"{TALKS}/{talk}/shares/jonas")
    assert jonas.get(f"{TALKS}/{talk}").status_code == 404
    assert jonas.get(f"{PATH}/{first['turn']['briefing_id']}").status_code == 404


def test_nobody_goes_on_with_a_conversation_that_is_shared_with_them(
    house: House, people: tuple[TestClient, ...]
) -> None:
    ines, jonas, _ = people
    talk = ask(ines)[-1][1]["conversation"]
    ines.put(f"{TALKS}/{talk}/shares/jonas")
    refused = jonas.post(f"{TALKS}/{talk}/turns", json={"words": QUESTION})
    assert refused.status_code == 404
    assert jonas.delete(f"{TALKS}/{talk}").status_code == 404
    assert len(ines.get(f"{TALKS}/{talk}").json()["turns"]) == 1
    assert house.store.briefings("jonas")[0].owner == "ines", "nothing of it became theirs"


def test_nothing_is_shared_with_nobody_or_oneself(people: tuple[TestClient, ...]) -> None:
    ines = people[0]
    name = written(ines)[-1][1]["id"]
    assert ines.put(f"{PATH}/{name}/shares/nobody-at-all").status_code == 404
    assert ines.put(f"{PATH}/{name}/shares/ines").status_code == 400
    assert ines.put(f"{PATH}/no-such-briefing/shares/jonas").status_code == 404


def test_what_is_deleted_is_shared_no_more(house: House, people: tuple[TestClient, ...]) -> None:
    ines, jonas, _ = people
    name = written(ines)[-1][1]["id"]
    ines.put(f"{PATH}/{name}/shares/jonas")
    assert ines.delete(f"{PATH}/{name}").status_code == 204
    assert readable(jonas, name) == {404}
    assert jonas.get(PATH).json() == []


def test_a_briefing_of_a_conversation_is_not_reached_through_one_that_only_names_it(
    house: House, people: tuple[TestClient, ...]
) -> None:
    """A turn that names somebody else's briefing gives nobody a way to it."""
    from agent.store import Conversations
    from agent.types import Turn
    from tests.makers import NOW

    ines, jonas, mira = people
    name = written(ines)[-1][1]["id"]
    forged = Turn(number=1, words="x", step=None, briefing_id=name, created=NOW)
    Conversations(house.store, "mira").add("c" * 32, forged, "x")
    assert mira.put(f"{TALKS}/{'c' * 32}/shares/jonas").status_code == 204
    assert mira.get(f"{PATH}/{name}").status_code == 404
    assert jonas.get(f"{PATH}/{name}").status_code == 404
