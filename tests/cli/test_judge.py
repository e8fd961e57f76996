"""`--judge`: a model gives the scores, over HTTP and in one call."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Aletheia
from tests.cli.test_model import QUESTION, composed, served
from tests.fakes.openai_server import Server, error, good

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
MENDED = '{"sentences": [], "complete": true}'
QUEUED = "Vessels queued off Port Marren in foul weather."
TEXT = f"A storm closed the harbour of Port Marren on Monday.\n\n{QUEUED}"


def all_of(verdict: str) -> Callable[[list[dict[str, str]]], str]:
    """Answer every pair with the same verdict."""

    def answer(messages: list[dict[str, str]]) -> str:
        numbers = re.findall(r"^\[(\d+)\] sentence: ", messages[1]["content"], re.MULTILINE)
        told = [{"number": int(n), "verdict": verdict} for n in numbers]
        return json.dumps({"judgements": told, "complete": True})

    return answer


def pairs(server: Server) -> list[list[str]]:
    """Return the sentences of every call to the judge."""
    found = [re.findall(r"^\[\d+\] sentence: (.+)$", a.messages[1]["content"], re.M) for a in server.asked]
    return [one for one in found if one]


@pytest.mark.parametrize(("verdict", "stands"), [("supported", True), ("not_stated", False)])
def test_a_briefing_asks_the_judge_once_and_only_about_what_a_writer_composed(
    verdict: str, stands: bool, aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, good(composed), good(all_of(verdict)), good(MENDED)) as server:
        ended = aletheia("brief", QUESTION, "--judge", "--format", "json")
    assert ended.code == 0, ended.err
    sentence = "At least 12 ships waited outside Port Marren's harbour after the storm."
    assert pairs(server) == [[sentence]]
    made = json.loads(ended.out)
    texts = [claim["text"] for section in made["sections"] for claim in section["claims"]]
    assert (sentence in texts) == stands
    assert made["provenance"]["checker"] == "judge:openai:test"
    assert [call["prompt"] for call in made["provenance"]["asked"]] == ["write", "judge", "repair"]
    assert made["provenance"]["spent"]["calls"] == 3
    assert "at most 21 requests" in ended.err


def test_a_judge_that_cannot_be_asked_lets_nothing_of_the_models_through(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, good(composed), error(400), good(MENDED)):
        ended = aletheia("brief", QUESTION, "--judge", "--format", "json")
    assert ended.code == 0, ended.err
    made = json.loads(ended.out)
    texts = [claim["text"] for section in made["sections"] for claim in section["claims"]]
    assert texts
    assert not any("harbour after the storm" in text for text in texts)
    assert made["provenance"]["asked"][1]["state"] == "rejected"


def test_without_the_option_no_judge_is_asked(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, good(composed), good(MENDED)) as server:
        assert aletheia("brief", QUESTION).code == 0
        assert pairs(server) == []


def test_a_judge_needs_a_model(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("brief", QUESTION, "--judge")
    assert ended.code == 2
    assert "no model is set" in ended.sentence


@pytest.mark.parametrize(("verdict", "label"), [("supported", "supported"), ("unsure", "unchecked")])
def test_a_finished_text_is_judged_in_one_call(
    verdict: str, label: str, aletheia: Aletheia, newsroom: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    text = tmp_path / "text.txt"
    text.write_text(TEXT)
    with served(monkeypatch, good(all_of(verdict))) as server:
        ended = aletheia("check", text, "--judge", "--format", "json")
    assert [s["verdict"]["label"] for s in json.loads(ended.out)["sentences"]] == ["supported", label]
    assert pairs(server) == [[QUEUED]]
    assert "judge:openai:test, requests: 1, 120 tokens sent" in ended.err


def test_rows_of_claims_can_be_judged_too_and_what_failed_is_said(
    aletheia: Aletheia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passage = {"id": "p", "publisher": "Post", "text": "Ships waited outside Port Marren."}
    row = {"id": "1", "claim": "Vessels queued off Port Marren.", "cites": ["p"], "passages": [passage]}
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps(row))
    with served(monkeypatch, good(all_of("supported")), error(400)):
        ended = aletheia("check", "--claims", rows, "--judge", "--format", "jsonl")
        assert json.loads(ended.out)["label"] == "supported"
        ended = aletheia("check", "--claims", rows, "--judge", "--format", "jsonl")
    assert json.loads(ended.out)["label"] == "unchecked"
    assert "The judge could not be asked: The server does not take the request" in ended.err
