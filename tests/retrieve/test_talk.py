"""Words are looked up while the vectors are asked, and no answer goes to another question."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from threading import Thread
from typing import cast

import numpy as np
import pytest

from agent.errors import IndexDamaged
from agent.retrieve.dense import Vectors
from agent.retrieve.keys import key_of
from agent.retrieve.lexical import Words
from agent.retrieve.places import Entry, Filter, Place
from agent.retrieve.search import Search
from agent.retrieve.talk import Talk
from tests.retrieve.fakes import NOW

PATIENCE = 20.0
BOAT = Place("boat", "hash", 0, 9)


class Watched(Words):
    """Notes when it is asked."""

    def __init__(self, happened: list[str]) -> None:
        super().__init__(None)
        self.happened = happened

    def search(self, *asked: object) -> list[tuple[str, float]]:
        self.happened.append("words were looked up")
        return super().search(*asked)  # type: ignore[arg-type]  # passed on as they are


class Slow:
    """Vectors that note when they are asked, and when they are waited for."""

    def __init__(self, happened: list[str]) -> None:
        self.happened = happened

    def begin(self, vector: object, limit: int, only: Filter) -> Callable[[], list[tuple[str, float]]]:
        self.happened.append("the vectors were asked")

        def near() -> list[tuple[str, float]]:
            self.happened.append("they were waited for")
            return [(key_of(BOAT), 0.9)]

        return near


def test_the_words_are_looked_up_while_the_vectors_are_asked() -> None:
    happened: list[str] = []
    words = Watched(happened)
    words.write([Entry(BOAT, "", "", "The boat was repaired.", "Post", None)])
    search = Search(words, cast(Vectors, Slow(happened)), {})
    found = search.ranked("Who repaired the boat?", np.zeros(3, np.float32), Filter(), NOW, 50)
    assert [one.key for one in found] == [key_of(BOAT)]
    assert happened == ["the vectors were asked", "words were looked up", "they were waited for"]


class Other:
    """The other end of both streams, as a process has them."""

    returncode = 7

    def __init__(self) -> None:
        asked, into = os.pipe()
        out, said = os.pipe()
        self.stdin, self.stdout = os.fdopen(into, "wb"), os.fdopen(out, "rb")
        self.asked, self.said = os.fdopen(asked, "rb"), os.fdopen(said, "wb", buffering=0)

    def wait(self) -> int:
        return self.returncode


@pytest.fixture
def other() -> Iterator[Other]:
    one = Other()
    yield one
    for stream in (one.stdin, one.stdout, one.asked, one.said):
        stream.close()


@pytest.fixture
def talk(other: Other) -> Talk:
    other.said.write(b"ready\n")
    return Talk(cast("subprocess.Popen[bytes]", other))


def test_whoever_asks_gets_the_answer_to_his_own_question(talk: Talk, other: Other) -> None:
    first, second = (talk.ask(question, PATIENCE) for question in (b"one\n", b"two\n"))
    assert [other.asked.readline() for _ in range(2)] == [b"one\n", b"two\n"]
    other.said.write(b"1\n2")
    other.said.write(b"2\n")
    assert talk.answer(second, PATIENCE) == b"22"
    assert talk.answer(first, PATIENCE) == b"1"


def test_the_answer_that_came_too_late_goes_to_no_other(talk: Talk, other: Other) -> None:
    talk.ready(PATIENCE)
    late = talk.ask(b"one\n", PATIENCE)
    with pytest.raises(IndexDamaged, match="no answer within 0 seconds"):
        talk.answer(late, 0.0)
    other.said.write(b"too late\n")
    mine = talk.ask(b"two\n", PATIENCE)
    other.said.write(b"mine\n")
    assert talk.answer(mine, PATIENCE) == b"mine"
    assert not talk._there


def test_a_process_that_ends_is_told_with_its_code(talk: Talk, other: Other) -> None:
    asked = talk.ask(b"one\n", PATIENCE)
    other.said.close()
    with pytest.raises(IndexDamaged, match="the engine ended with code 7"):
        talk.answer(asked, PATIENCE)


def test_what_takes_no_question_is_not_waited_for_longer_than_said(talk: Talk) -> None:
    with pytest.raises(IndexDamaged, match="no answer within 0 seconds"):
        talk.ask(b"x" * 1_000_000, 0.0)


def test_a_long_question_is_sent_while_a_long_answer_comes(talk: Talk, other: Other) -> None:
    size = 1_000_000
    first = talk.ask(b"one\n", PATIENCE)
    read: list[bytes] = []

    def engine() -> None:
        """Write the whole answer to the first question, and only then read the second one."""
        other.said.write(b"a" * size + b"\n")
        read.append(other.asked.read(4 + size))
        other.said.write(b"b\n")

    thread = Thread(target=engine, daemon=True)
    thread.start()
    second = talk.ask(b"x" * size, PATIENCE)
    assert talk.answer(second, PATIENCE) == b"b"
    assert talk.answer(first, PATIENCE) == b"a" * size
    thread.join(PATIENCE)
    assert len(read[0]) == 4 + size
