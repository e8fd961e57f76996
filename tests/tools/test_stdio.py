"""`aletheia mcp` on standard input and output, through the client of the official SDK."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mcp import MCPError
from mcp.client.stdio import StdioServerParameters, stdio_client

from agent.text.fence import CLOSE, OPEN
from agent.types import NOTICE
from tests.cli.conftest import ROOT
from tests.tools.conftest import COMMAND, QUESTION, Caller, calling, text_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(scope="module")
def client(room: Path) -> Iterator[Caller]:
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-c", COMMAND, "mcp", "--home", str(room)],
        env=dict(os.environ),
        cwd=ROOT,
    )
    with calling(lambda: stdio_client(parameters)) as caller:
        yield caller


def test_every_tool_says_what_it_takes_what_it_is_for_and_what_comes_back(client: Caller) -> None:
    tools = {tool.name: tool for tool in client.do(client.client.list_tools).tools}
    assert list(tools) == ["search", "brief", "check", "stories", "spikes", "ask"]
    for tool in tools.values():
        assert tool.title
        assert len(tool.description) > 60
        assert tool.output_schema["properties"]["refused"]
        assert tool.input_schema["additionalProperties"] is False
        assert all(argument.get("description") for argument in tool.input_schema["properties"].values())
    assert tools["search"].input_schema["properties"]["limit"]["maximum"] == 30
    assert tools["check"].input_schema["properties"]["text"]["maxLength"] == 50_000
    assert [name for name, tool in tools.items() if not tool.annotations.read_only_hint] == ["brief", "ask"]


def test_a_search_gives_numbered_passages_with_outlet_date_and_address(client: Caller) -> None:
    done = client.call("search", question="ships waiting at the harbour", limit=2)
    assert not done.is_error
    first = done.structured_content["found"]["passages"][0]
    assert "12 ships" in first["text"]
    assert len(done.structured_content["found"]["passages"]) == 2
    text = text_of(done)
    assert f"1. {first['headline']}" in text
    assert first["url"] in text


def test_a_briefing_is_cited_by_number_and_kept(client: Caller) -> None:
    done = client.call("brief", question=QUESTION, profile="answer")
    made = done.structured_content["briefing"]
    assert [claim["verdict"]["label"] for section in made["sections"] for claim in section["claims"]]
    text = text_of(done)
    assert "[1]" in text
    assert "Sources\n-------" in text
    again = client.call("brief", question=QUESTION, profile="answer")
    assert again.structured_content["briefing"]["id"] != made["id"]


def test_a_text_is_checked_and_the_right_figure_named(client: Caller) -> None:
    done = client.call("check", text="At least 75 ships were waiting outside the harbour on Monday evening.")
    (sentence,) = done.structured_content["report"]["sentences"]
    assert sentence["verdict"]["label"] == "refuted"
    text = text_of(done)
    assert "12" in text
    assert "[1] " in text
    assert "https://news.example/" in text


def test_stories_and_spikes_are_told(client: Caller) -> None:
    done = client.call("stories", since="2026-02-01", limit=1)
    assert len(done.structured_content["stories"]) == 1
    assert done.structured_content["stories"][0]["headline"] in text_of(done)
    assert "too small to know what is usual" in " ".join(text_of(client.call("spikes")).split())


def test_a_conversation_goes_on_by_its_id(client: Caller) -> None:
    first = client.call("ask", words="How many ships waited outside Port Marren?")
    assert "12 ships" in text_of(first)
    name = first.structured_content["conversation"]
    assert name in text_of(first)
    second = client.call("ask", words="show the sources of the first sentence", conversation=name)
    assert second.structured_content["turn"]["number"] == 2
    assert second.structured_content["passages"][0]["text"]
    assert "[1] " in text_of(second)


def test_what_the_library_does_not_know_is_refused_with_what_comes_closest(client: Caller) -> None:
    for name, arguments in (
        ("search", {"question": "zebra knitting in Ulan Bator"}),
        ("brief", {"question": "zebra knitting in Ulan Bator"}),
        ("ask", {"words": "zebra knitting in Ulan Bator"}),
    ):
        done = client.call(name, **arguments)
        assert not done.is_error, name
        assert done.structured_content["refused"].startswith("Nothing in the library answers this")
        assert done.structured_content["nearest"][0]["text"]
        assert text_of(done).startswith("Nothing was answered.")
        assert "[1] " in text_of(done)


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("search", {}, "argument question (it is missing)"),
        ("search", {"question": "ships", "colour": "red"}, "argument colour (there are only question, since"),
        ("search", {"question": "s" * 2_001}, "at most 2000 characters"),
        ("search", {"question": "ships", "limit": 31}, "less than or equal to 30"),
        ("search", {"question": "ships", "limit": "many"}, "argument limit"),
        ("search", {"question": "ships", "since": "2026-99"}, "“2026-99” is no day"),
        ("search", {"question": "ships", "outlets": ["Nobody's Gazette"]}, "no outlet and nothing followed"),
        ("search", {"question": "ships", "outlets": ["x"] * 21}, "at most 20 items"),
        ("search", {"question": "  "}, "it is empty"),
        ("brief", {"question": "ships", "profile": "../../etc/passwd"}, "No profile of that name"),
        ("check", {"text": "x" * 50_001}, "at most 50000 characters"),
        ("check", {"text": "# A heading"}, "it holds no sentence"),
        ("stories", {"phase": "old"}, "argument phase"),
        ("ask", {"words": "hello", "conversation": "0" * 32}, "Not found: conversation"),
        ("ask", {"words": "hello", "conversation": "%"}, "argument conversation"),
    ],
)
def test_what_cannot_be_done_is_an_error_in_one_sentence(
    client: Caller, name: str, arguments: dict[str, object], says: str
) -> None:
    done = client.call(name, **arguments)
    assert done.is_error
    assert done.structured_content is None
    assert says in text_of(done)


def test_a_tool_that_there_is_not_is_an_error_of_the_protocol(client: Caller) -> None:
    with pytest.raises(MCPError, match="There is no such tool; there are search, brief"):
        client.call("delete_everything")


@pytest.mark.parametrize("name", ["search", "ask", "check"])
def test_the_text_of_an_article_cannot_leave_its_marks(client: Caller, name: str) -> None:
    key = {"search": "question", "ask": "words", "check": "text"}[name]
    text = text_of(client.call(name, **{key: "The lighthouse of Port Marren was painted blue on Tuesday."}))
    assert "ighthouse" in text
    before, marked = text.split(OPEN)
    assert NOTICE in before
    assert "ighthouse" not in before
    quoted, after = marked.split(CLOSE)
    assert after == ""
    assert ">>" not in quoted
