"""Files that are taken away: of the right kind, with harmless names, and only by who may read them."""

from __future__ import annotations

import json
from io import BytesIO

import docx
import pytest
from starlette.testclient import TestClient

from agent.packed import own_checker
from agent.packing.prove import prove
from agent.web.house import House
from tests.web.conftest import TOLD, has_account, program
from tests.web.test_briefs import PATH, written
from tests.web.test_edits import OTHERWISE, place, put

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
KINDS = {
    "markdown": ("md", "text/markdown"),
    "html": ("html", "text/html"),
    "json": ("json", "application/json"),
    "docx": ("docx", "application/vnd.openxmlformats"),
    "pack": ("pack.json", "application/json"),
}


@pytest.mark.parametrize("format", KINDS)
def test_a_briefing_is_taken_away_as_a_file(client: TestClient, format: str) -> None:
    name = written(client, profile="answer")[-1][1]["id"]
    answer = client.get(f"{PATH}/{name}/export", params={"format": format})
    assert answer.status_code == 200, answer.text
    ending, kind = KINDS[format]
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="aletheia-{name}.{ending}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if format == "docx":
        assert TOLD in "\n".join(one.text for one in docx.Document(BytesIO(answer.content)).paragraphs)
    else:
        assert TOLD in answer.text


def test_a_pack_of_an_edited_briefing_is_true_and_every_version_can_be_had(client: TestClient) -> None:
    name, number = place(client)
    assert put(client, name, number, OTHERWISE).status_code == 200
    for version, text in ((1, TOLD), (2, OTHERWISE)):
        answer = client.get(f"{PATH}/{name}/export", params={"format": "pack", "version": version})
        assert answer.status_code == 200, answer.text
        proof = prove(answer.text, *own_checker())
        assert proof.doubts == ()
        told = json.loads(answer.text)["briefing"]
        assert text in [claim["text"] for s in told["sections"] for claim in s["claims"]]
    assert "-v2.pack.json" in answer.headers["Content-Disposition"]


def test_nobody_takes_away_what_is_somebody_elses(house: House) -> None:
    ines, jonas = program(house, has_account(house, "ines")), program(house, has_account(house, "jonas"))
    name = written(ines)[-1][1]["id"]
    for format in KINDS:
        assert jonas.get(f"{PATH}/{name}/export", params={"format": format}).status_code == 404


def test_a_kind_of_file_that_there_is_not_is_refused(client: TestClient) -> None:
    name = written(client)[-1][1]["id"]
    assert client.get(f"{PATH}/{name}/export", params={"format": "exe"}).status_code == 422
