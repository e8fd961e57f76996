"""Nobody sees what is somebody else's, whatever they guess, replay or ask at the same time."""

from __future__ import annotations

import pytest

from agent.errors import NotFound
from agent.web.house import House
from tests.web.conftest import QUESTION, ask, has_account, program

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_conversations_and_briefings_are_seen_by_their_owner_alone(house: House) -> None:
    ines, jonas = program(house, has_account(house, "ines")), program(house, has_account(house, "jonas"))
    name, told = ask(ines)[-1]
    assert name == "turn"
    conversation, briefing = told["conversation"], told["turn"]["briefing_id"]
    assert [one["id"] for one in ines.get("/api/v1/conversations").json()] == [conversation]
    assert ines.get(f"/briefings/{briefing}").status_code == 200
    assert jonas.get("/api/v1/conversations").json() == jonas.get("/api/v1/briefings").json() == []
    for path in (f"/api/v1/conversations/{conversation}", f"/api/v1/briefings/{briefing}"):
        assert ines.get(path).status_code == 200
        assert jonas.get(path).status_code == 404
        assert jonas.delete(path).status_code == 404
        assert ines.get(path).status_code == 200
    for path in (
        f"/conversations/{conversation}",
        f"/conversations/{conversation[:8]}",
        f"/briefings/{briefing}",
    ):
        answer = jonas.get(path)
        assert answer.status_code == 404
        assert "ships" not in answer.text


def test_nobody_goes_on_with_a_conversation_of_somebody_else(house: House) -> None:
    ines, jonas = program(house, has_account(house, "ines")), program(house, has_account(house, "jonas"))
    conversation = ask(ines)[-1][1]["conversation"]
    answer = jonas.post(f"/api/v1/conversations/{conversation}/turns", json={"words": "show the sources"})
    assert answer.status_code == 404
    assert len(ines.get(f"/api/v1/conversations/{conversation}").json()["turns"]) == 1


def test_what_the_person_at_the_machine_kept_is_not_given_to_the_first_account(house: House) -> None:
    told = ask(program(house))[-1][1]
    ines = program(house, has_account(house, "ines", "admin"))
    assert ines.get(f"/api/v1/briefings/{told['turn']['briefing_id']}").status_code == 404
    assert ines.get("/api/v1/conversations").json() == []


def test_what_a_client_of_openai_said_before_is_remembered_for_its_owner_alone(house: House) -> None:
    tokens = [has_account(house, name) for name in ("ines", "jonas")]
    for name, token in zip(("ines", "jonas"), tokens, strict=True):
        client = program(house, token)
        said = [{"role": "user", "content": QUESTION}, {"role": "user", "content": "show the sources"}]
        body = {"model": "aletheia", "messages": said}
        assert client.post("/v1/chat/completions", json=body).status_code == 200
        mine = house.store.briefings(name)
        assert len(mine) == 1
        with pytest.raises(NotFound):
            house.store.briefing(mine[0].id, "somebody")
