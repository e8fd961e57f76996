"""What a call comes to, whatever happens in it; no server, no protocol."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from filelock import FileLock

from agent.commands.opening import Parts, opened
from agent.overseen import Watch
from agent.store import Conversations
from agent.tools import work
from agent.tools.offered import TOOLS, Called, Counter
from agent.types import SearchAnswer
from tests.cli.conftest import Aletheia, aletheia
from tests.tools.conftest import QUESTION

__all__ = ["aletheia"]
BY_NAME = {tool.name: tool for tool in TOOLS}


def call(parts: Parts, name: str, /, **arguments: Any) -> Called:
    return Counter(parts).call(BY_NAME[name], arguments, Watch())


@pytest.fixture
def parts(room: Path) -> Iterator[Parts]:
    with opened(room, shared=True) as some:
        yield some


def test_an_empty_library_is_a_refusal_and_says_how_to_fill_it(home: Path) -> None:
    with opened(home, shared=True) as parts:
        for name, key in (("search", "question"), ("brief", "question"), ("check", "text"), ("ask", "words")):
            done = call(parts, name, **{key: "At least 12 ships waited outside Port Marren."})
            assert done.value is not None, name
            assert "The library is empty" in done.value["refused"]
            assert "aletheia ingest" in done.text
        assert call(parts, "stories").value == call(parts, "stories").value


def test_while_another_process_owns_the_index_words_are_searched_and_it_is_said(room: Path) -> None:
    with FileLock(room / "index" / "lock"), opened(room, shared=True) as parts:
        for name, key in (("search", "question"), ("brief", "question"), ("check", "text"), ("ask", "words")):
            done = call(parts, name, **{key: "At least 12 ships waited outside Port Marren."})
            assert done.value is not None
            assert "only words were searched" in done.value["degraded"], name
            assert "only words were searched" in " ".join(done.text.split())


def test_between_calls_the_index_is_let_go_so_that_articles_come_in_and_are_found(
    home: Path, aletheia: Aletheia, tmp_path: Path
) -> None:
    with opened(home, shared=True) as parts:
        counter, tool = Counter(parts, rest=0.0), BY_NAME["search"]
        first = counter.call(tool, {"question": "Where is the ferry?"}, Watch())
        assert "The library is empty" in first.text
        with FileLock(home / "index" / "lock", timeout=30):  # as soon as it can be had
            pass
        page = tmp_path / "ferry.txt"
        page.write_text("The ferry of Port Marren lies at the northern quay since Monday.\n")
        assert aletheia("ingest", page).code == 0
        found = counter.call(tool, {"question": "Where is the ferry of Port Marren?"}, Watch())
        assert "northern quay" in found.text
        assert found.value is not None
        assert found.value["degraded"] == ""
        counter.wait()


def test_a_fault_is_a_sentence_that_names_its_place(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("boom\x1b[2J")

    monkeypatch.setattr(work, "_request", fails)
    done = call(parts, "search", question=QUESTION)
    assert done.value is None
    assert "This is a fault of aletheia itself (RuntimeError at test_offered.py" in done.text
    assert "\x1b" not in done.text + capsys.readouterr().err


def test_a_call_that_was_stopped_keeps_nothing(parts: Parts) -> None:
    watch = Watch()
    watch.stop()
    before = len(parts.store.briefings()), len(Conversations(parts.store, "").all())
    for name, key in (("brief", "question"), ("ask", "words")):
        done = Counter(parts).call(BY_NAME[name], {key: QUESTION}, watch)
        assert "Stopped" in done.text
    assert (len(parts.store.briefings()), len(Conversations(parts.store, "").all())) == before


def test_two_calls_do_not_both_become_the_next_turn_of_a_conversation(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    import agent.chat

    first = call(parts, "ask", words=QUESTION).value
    assert first is not None
    answered, both = agent.chat.answered, Event()

    def slowly(words: str, *rest: Any) -> Any:
        made = answered(words, *rest)
        if words == "show the sources":
            assert both.wait(30)
        return made

    monkeypatch.setattr("agent.talking.answered", slowly)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(call, parts, "ask", words="show the sources", conversation=first["conversation"])
        while not late.running():
            pass
        assert call(parts, "ask", words="as a table", conversation=first["conversation"]).value is not None
        both.set()
    assert "another question in it was answered meanwhile" in late.result().text
    assert len(Conversations(parts.store, "").get(first["conversation"]).turns) == 2


def test_calls_at_once_get_what_they_get_alone(parts: Parts) -> None:
    questions = ["ships waiting outside the harbour", "fish prices in Port Marren", "the storm on Monday"] * 4
    alone = [call(parts, "search", question=one).text for one in questions]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda one: call(parts, "search", question=one).text, questions)) == alone


def test_the_store_stays_open_until_the_last_call_has_ended(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = Event(), Event()

    def slowly(*_: object) -> Any:
        begun.set()
        assert may_end.wait(30)
        return SearchAnswer(refused="late")

    counter, tool = Counter(parts), BY_NAME["search"]
    monkeypatch.setitem(BY_NAME, "search", tool)
    object.__setattr__(tool, "work", slowly)
    try:
        caller = Thread(target=counter.call, args=(tool, {"question": "x"}, Watch()))
        waiter = Thread(target=counter.wait)
        caller.start()
        assert begun.wait(30)
        waiter.start()
        assert waiter.is_alive()
        may_end.set()
        waiter.join(30)
        caller.join(30)
        assert not waiter.is_alive()
    finally:
        object.__setattr__(tool, "work", work.search)


def test_without_the_sdk_the_command_says_what_to_install(
    aletheia: Aletheia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "agent.tools.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)
    ended = aletheia("mcp")
    assert ended.code == 2
    assert ended.sentence == (
        "Configuration cannot be used: aletheia mcp (the package mcp is not installed)."
        " Install `aletheia[mcp]`.\n"
    )
