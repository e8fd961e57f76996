"""What people think of sentences is kept for them, seen by whose briefing it is, and becomes cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from agent.check.rows import judge_all, read_row
from agent.cli import run
from agent.make import make_checker
from agent.web.house import House
from tests.web.conftest import TOLD, has_account, program
from tests.web.test_briefs import PATH
from tests.web.test_edits import OTHERWISE, place, put

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def say(client: TestClient, name: str, number: int, **said: Any) -> int:
    return client.post(f"{PATH}/{name}/sentences/{number}/feedback", json=said).status_code


def told(client: TestClient, name: str) -> list[tuple[str, str, str]]:
    return [(one["by"], one["kind"], one["words"]) for one in client.get(f"{PATH}/{name}/feedback").json()]


def test_everybody_sees_their_own_and_the_owner_sees_all(house: House) -> None:
    ines, jonas = program(house, has_account(house, "ines")), program(house, has_account(house, "jonas"))
    name, number = place(ines)
    assert say(jonas, name, number, kind="wrong") == 404
    ines.put(f"{PATH}/{name}/shares/jonas")
    assert say(jonas, name, number, kind="wrong", words="They were 14.") == 204
    assert say(ines, name, number, kind="useful") == 204
    assert told(jonas, name) == [("jonas", "wrong", "They were 14.")]
    assert sorted(told(ines, name)) == [("ines", "useful", ""), ("jonas", "wrong", "They were 14.")]
    assert say(jonas, name, number, kind="useful", words="No, 12.") == 204
    assert told(jonas, name) == [("jonas", "useful", "No, 12.")], "the last word counts"


def test_what_is_no_opinion_is_refused(client: TestClient) -> None:
    name, number = place(client)
    assert say(client, name, number, kind="so-so") == 422
    assert say(client, name, number, kind="wrong", words="x" * 2001) == 422
    assert say(client, name, 99, kind="wrong") == 404
    assert say(client, name, number, kind="wrong", version=2) == 404
    assert client.get(f"{PATH}/nonesuch/feedback").status_code == 404
    assert told(client, name) == []


def test_opinions_become_rows_that_the_checks_can_read(house: House, tmp_path: Path) -> None:
    client = program(house)
    name, number = place(client)
    say(client, name, number, kind="useful", words="Just what I needed.")
    assert put(client, name, number, OTHERWISE).status_code == 200
    say(client, name, number, kind="wrong", version=2)
    file = tmp_path / "feedback.jsonl"
    assert run(["feedback", "export", "--out", str(file), "--home", str(house.settings.home)]) == 0
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(row["claim"], row["label"], row["class"]) for row in rows] == [
        (TOLD, "supported", "feedback_useful"),
        (OTHERWISE, "not_enough_info", "feedback_wrong"),
    ]
    assert rows[0]["passages"][0]["text"] == TOLD
    assert rows[0]["words"] == "Just what I needed."
    read = [row for one in rows if (row := read_row(one)) is not None]
    assert [verdict.label for verdict in judge_all(read, make_checker())] == ["supported", "supported"]


def test_the_suite_of_probes_reads_the_rows(house: House, tmp_path: Path) -> None:
    from evals.probes import probes

    client = program(house)
    name, number = place(client)
    say(client, name, number, kind="useful")
    (tmp_path / "probes").mkdir()
    file = tmp_path / "probes" / "feedback.jsonl"
    assert run(["feedback", "export", "--out", str(file), "--home", str(house.settings.home)]) == 0
    result = probes(tmp_path)
    assert result is not None
    assert result.n == 1
    assert result.metrics["false_alarms"] == 0


def test_what_was_said_goes_with_the_briefing(house: House, tmp_path: Path) -> None:
    client = program(house)
    name, number = place(client)
    say(client, name, number, kind="wrong", words="secret doubts")
    client.delete(f"{PATH}/{name}")
    file = tmp_path / "feedback.jsonl"
    assert run(["feedback", "export", "--out", str(file), "--home", str(house.settings.home)]) == 0
    assert file.read_text().strip() == ""
