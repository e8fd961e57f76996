"""Words are looked up and texts read while the vectors are asked, and no answer goes to another question."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread
from typing import cast

import numpy as np
import pytest

from agent.errors import IndexDamaged
from agent.retrieve.deadline import beside
from agent.retrieve.dense import Spot, Vectors
from agent.retrieve.lexical import Words
from agent.retrieve.places import Entry, Filter, Place
from agent.retrieve.search import Search
from tests.retrieve.fakes import NOW

PATIENCE = 20.0
BOAT = Place("boat", "hash", 0, 9)


class Waiting:
    """Vectors that answer once something else has happened."""

    def __init__(self) -> None:
        self.may_answer = Event()

    def search(self, vector: object, limit: int, only: Filter) -> list[tuple[Place, float]]:
        assert self.may_answer.wait(PATIENCE), "nothing was done meanwhile"
        return [(BOAT, 0.9)]


def test_what_the_words_found_is_handed_out_before_the_vectors_answer() -> None:
    words, vectors = Words(None), Waiting()
    words.write([Entry(BOAT, "", "", "The boat was repaired.", "Post", None)])
    search = Search(words, cast(Vectors, vectors), {})
    handed: list[Place] = []

    def meanwhile(places: Iterable[Place]) -> None:
        handed.extend(places)
        vectors.may_answer.set()

    found = search.ranked("Who repaired the boat?", np.zeros(3, np.float32), Filter(), NOW, 50, meanwhile)
    assert [one.place for one in found] == handed == [BOAT]


def test_what_fails_in_a_thread_fails_where_it_is_waited_for() -> None:
    def fail() -> int:
        raise IndexDamaged("vectors", "gone")

    with pytest.raises(IndexDamaged, match="gone"):
        beside(fail, "test")()
    assert beside(lambda: 7, "test")() == 7


class Pipe:
    """Notes what is written, and answers when it may."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.asked, self.may_answer = Event(), Event()

    @property
    def stdin(self) -> Pipe:
        return self

    @property
    def stdout(self) -> Pipe:
        return self

    def write(self, sent: bytes) -> None:
        self.written.append(sent)

    def flush(self) -> None:
        self.asked.set()

    def readline(self) -> bytes:
        assert self.may_answer.wait(PATIENCE)
        return self.written[-1]


def test_the_answer_to_a_question_that_nobody_waits_for_goes_to_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pipe = Pipe()
    monkeypatch.setattr("agent.retrieve.dense._started", lambda: pipe)
    monkeypatch.setattr("agent.retrieve.dense._WARM", [])
    vectors = Vectors(Spot(tmp_path, "passages"))
    answers: dict[bytes, bytes] = {}

    def ask(question: bytes) -> None:
        answers[question] = vectors._exchange(question)

    threads = [Thread(target=ask, args=(question,), daemon=True) for question in (b"one", b"two")]
    threads[0].start()
    assert pipe.asked.wait(PATIENCE)
    threads[1].start()
    threads[1].join(0.05)  # it would have asked by now
    assert pipe.written == [b"one"]
    pipe.may_answer.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert answers == {b"one": b"one", b"two": b"two"}
