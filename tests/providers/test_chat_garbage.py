"""Garbage for an answer: none of it becomes a value, though a naive parser takes some of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from agent.providers.schemas import read_answer
from tests.fakes.openai_server import good
from tests.providers.chatting import GOOD, Form, calling

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

WORDS = ("Ships wait.", "Il pleut à Genève.", 'He said "no".', "A\\B {x} [1]", "2 of 3", "\u4e2d\u6587", "")


def valid() -> Iterator[str]:
    """Yield 20 answers that are as they should be."""
    for index in range(20):
        items = [
            {"text": WORDS[(index + step) % len(WORDS)], "labels": list(range(index % 3))}
            for step in range(index % 3)
        ]
        share = (0.5, 12.25, -1e-3, 1240.0)[index % 4]
        yield json.dumps({"items": items, "share": share, "complete": True}, ensure_ascii=index % 2 == 0)


def prefixes() -> Iterator[str]:
    """Yield every answer cut off at every place."""
    for answer in valid():
        yield from (answer[:end] for end in range(1, len(answer)))


def spoilt() -> Iterator[str]:
    """Yield answers that are no JSON, or of another form."""
    for number in (
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "-1e999",
        "0x1",
        "01",
        "1.",
        "+1",
        "1_0",
        '"0.5"',
    ):
        yield GOOD.replace("0.5", number)
    for labels in ('["1"]', "[1.0]", "[1.5]", "[true]", "[null]", "1", "null", "{}", "[[1]]", "[NaN]"):
        yield GOOD.replace("[1, 2]", labels)
    for sentinel in ("false", "null", "1", '"true"', "[]", "True"):
        yield GOOD.replace("true", sentinel)
    for text in ("null", "1", "[]", '"\\ud800"', '"\\x"', "'Ships'", '"a\nb"'):
        yield GOOD.replace('"Twelve ships wait."', text)
    for depth in (1_000, 100_000):
        yield "[" * depth + "]" * depth
        yield GOOD.replace('"Twelve ships wait."', '{"a":' * depth + "1" + "}" * depth)
    yield GOOD.replace(', "complete": true', "")
    yield GOOD.replace('"share": 0.5, ', "")
    yield GOOD.replace('"complete"', '"note": "", "complete"')
    yield GOOD.replace('"labels"', '"url": "x", "labels"')
    yield GOOD.replace('"share": 0.5', '"share": 0.5, "share": 0.75')
    yield GOOD.replace("0.5", "9" * 5_000)
    yield from (f"```json\n{GOOD}\n```", f"Here it is: {GOOD}", f"{GOOD} I hope it helps.", GOOD + GOOD)
    yield from (
        f"[{GOOD}]",
        f'{{"Form": {GOOD}}}',
        f"\ufeff{GOOD}",
        GOOD.replace('"', "'"),
        f"{GOOD[:-1]},}}",
    )
    yield from ("null", "true", "1", '""', "[]", "{}", "<html>", "undefined", GOOD.replace(" ", "\x00"))


def test_what_is_as_it_should_be_is_taken() -> None:
    answers = list(valid())
    script = [good(answer) for answer in answers]
    with calling(*script) as (call, _):
        states = [call().reply.state for _ in answers]
    assert states == ["ok"] * 20


def test_no_garbage_becomes_a_value_though_a_naive_parser_takes_some() -> None:
    garbage = [*prefixes(), *spoilt()]
    assert len(garbage) > 1_500
    replies = [read_answer(text, Form) for text in garbage]
    taken = [text for text, reply in zip(garbage, replies, strict=True) if reply.value is not None]
    assert {reply.state for reply in replies} == {"malformed", "wrong_schema"}
    naive = sum(naively_taken(text) for text in garbage)
    print(f"{len(garbage)} pieces of garbage: {len(taken)} become a value, {naive} with the naive parser")
    assert taken == []
    assert naive > len(garbage) // 2


def test_no_garbage_becomes_a_value_on_the_way_through_the_clients_either() -> None:
    garbage = [*list(prefixes())[::9], *spoilt()]
    with calling(*[good(text) for text in garbage]) as (call, server):
        states = {call().reply.state for _ in garbage}
    assert len(server.asked) == len(garbage) > 200
    assert states == {"malformed", "wrong_schema"}


def naively_taken(text: str) -> bool:
    from langchain_core.exceptions import OutputParserException
    from langchain_core.output_parsers import JsonOutputParser

    try:
        return JsonOutputParser().parse(text) is not None
    except (OutputParserException, RecursionError, ValueError):
        return False
