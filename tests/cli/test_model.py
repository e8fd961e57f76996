"""`aletheia brief` with a model: over HTTP, through the real client, from a command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent.types import Draft, DraftClaim, DraftSection
from tests.cli.conftest import Aletheia
from tests.fakes.openai_server import Server, Step, closed_port, error, good, openai_server

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

QUESTION = "What happened in the harbour of Port Marren?"
KEY = "sk-canary-0123456789"
SAID = "12 ships"


def composed(messages: list[dict[str, str]]) -> str:
    """Answer as a model would: one sentence on the evidence that was shown, and one that is wrong."""
    label = int(re.search(r"\[(\d+)\] At least 12 ships waited", messages[1]["content"])[1])  # type: ignore[index]
    true = DraftClaim(
        text="At least 12 ships waited outside Port Marren's harbour after the storm.",
        kind="reported",
        labels=(label,),
    )
    false = true.model_copy(update={"text": "At least 75 ships waited outside Port Marren's harbour."})
    section = DraftSection(key="lead", heading="", claims=(true, false))
    return Draft(sections=(section,), complete=True).model_dump_json()


@contextmanager
def served(monkeypatch: pytest.MonkeyPatch, *script: Step, url: str = "") -> Iterator[Server]:
    """Serve a script to whatever command runs meanwhile."""
    with openai_server(*script) as server:
        monkeypatch.setenv("ALETHEIA_MODEL", "openai:test")
        monkeypatch.setenv("ALETHEIA_MODEL_BASE_URL", url or server.url)
        monkeypatch.setenv("ALETHEIA_MODEL_API_KEY", KEY)
        monkeypatch.setenv("ALETHEIA_PRICE_IN", "1")
        monkeypatch.setenv("ALETHEIA_PRICE_OUT", "2")
        yield server


def test_a_model_that_is_set_writes_and_what_does_not_hold_is_mended_or_replaced(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, good(composed), good('{"sentences": [], "complete": true}')) as server:
        ended = aletheia("brief", QUESTION, "--format", "json")
    assert ended.code == 0, ended.err
    made = json.loads(ended.out)
    texts = [claim["text"] for section in made["sections"] for claim in section["claims"]]
    assert "At least 12 ships waited outside Port Marren's harbour after the storm." in texts
    assert not any("75" in text for text in texts)
    assert [w["text"] for w in made["withheld"]] == [
        "At least 75 ships waited outside Port Marren's harbour."
    ]
    assert [call["state"] for call in made["provenance"]["asked"]] == ["ok", "ok"]
    assert made["provenance"]["spent"]["calls"] == len(server.asked) == 2
    assert made["provenance"]["writer"] == "model openai:test"


def test_the_worst_case_is_said_before_anything_is_sent(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, good(composed)):
        ended = aletheia("brief", QUESTION)
    first = ended.err.splitlines()[0]
    assert re.match(r"openai:test: at most 9 requests, [\d,]+ tokens in, [\d,]+ tokens out, \$0\.\d+", first)


def test_the_extractive_writer_can_be_asked_for_all_the_same(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, good(composed)) as server:
        ended = aletheia("brief", QUESTION, "--writer", "extractive")
    assert (ended.code, ended.err, server.asked) == (0, "", [])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--max-calls", "0"], "it would be call 1 of at most 0"),
        (["--max-tokens", "10"], "it could bring the tokens to"),
        (["--max-cost", "0.00001"], "it could bring the cost to"),
    ],
)
def test_a_budget_that_is_too_small_sends_nothing_and_the_briefing_says_so(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    with served(monkeypatch, good(composed)) as server:
        ended = aletheia("brief", QUESTION, "--format", "text", *arguments)
    assert ended.code == 0
    assert server.asked == []
    assert says in " ".join(ended.out.split())
    assert SAID in " ".join(ended.out.split())


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (error(401, "no such key"), "rejected"),
        (good(""), "empty"),
        (good("{not json"), "malformed"),
    ],
)
def test_a_model_that_fails_leaves_a_whole_briefing_that_says_why(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch, step: Step, says: str
) -> None:
    with served(monkeypatch, step):
        ended = aletheia("brief", QUESTION, "--format", "text")
    assert ended.code == 0
    assert f"could not be used ({says}" in " ".join(ended.out.split())
    assert SAID in " ".join(ended.out.split())


def test_a_server_that_is_not_there_costs_nothing_but_the_model(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, url=closed_port()):
        ended = aletheia("brief", QUESTION, "--format", "text", "--deadline", "1")
    assert ended.code == 0
    assert "could not be used (unreachable" in " ".join(ended.out.split())


def test_the_key_stands_nowhere_but_in_the_request(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, error(401, f"key {KEY} is not ours"), good(composed)) as server:
        ended = aletheia("brief", QUESTION, "--format", "json")
        shown = aletheia("doctor")
    headers = {name.casefold(): value for name, value in server.asked[0].headers.items()}
    assert headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in ended.out + ended.err + shown.out + shown.err
    assert not [p for p in newsroom.rglob("*") if p.is_file() and KEY.encode() in p.read_bytes()]


@pytest.mark.parametrize(
    ("environment", "arguments", "says"),
    [
        ({}, ["--writer", "model"], "no model is set"),
        ({}, ["--model", "gpt"], "write PROVIDER:NAME"),
        ({}, ["--model", "nobody:gpt"], "no provider is called nobody"),
        ({"OPENAI_API_KEY": KEY}, ["--model", "openai:gpt-unheard-of"], "its price is not known"),
        ({}, ["--model", "openai:gpt-4o-mini"], "its service needs a key"),
        ({}, ["--max-cost", "much"], "max_cost"),
        ({}, ["--deadline", "-1"], "deadline"),
    ],
)
def test_a_model_that_cannot_be_asked_is_one_sentence_and_exit_2(
    aletheia: Aletheia,
    newsroom: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: list[str],
    says: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ended = aletheia("brief", QUESTION, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.sentence
    assert len(ended.err.splitlines()) == 1


def test_a_key_in_the_settings_file_is_refused(aletheia: Aletheia, newsroom: Path) -> None:
    (newsroom / "aletheia.toml").write_text(f'model = "openai:x"\nmodel_api_key = "{KEY}"\n', "utf-8")
    ended = aletheia("brief", QUESTION)
    assert ended.code == 2
    assert "model_api_key" in ended.sentence
    assert KEY not in ended.err
