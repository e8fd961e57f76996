"""What a client may do to the server: hear nothing but the protocol, cancel, and be killed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from agent.store import Store
from agent.types import Draft, DraftClaim, DraftSection
from tests.fakes.openai_server import Handler, Server, good, openai_server
from tests.tools.conftest import QUESTION, wire

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def wrong(messages: list[dict[str, str]]) -> str:
    """Write a sentence that does not hold, so that a second request would ask to mend it."""
    label = int(re.search(r"\[(\d+)\] At least 12 ships waited", messages[1]["content"])[1])  # type: ignore[index]
    claim = DraftClaim(text="At least 75 ships waited outside Port Marren.", kind="reported", labels=(label,))
    section = DraftSection(key="lead", heading="", claims=(claim,))
    return Draft(sections=(section,), complete=True).model_dump_json()


class Slow:
    """A model that answers when it is told to."""

    def __init__(self) -> None:
        self.asked, self.may_answer = Event(), Event()

    def begin(self) -> None:
        """Keep the next one waiting."""
        self.asked.clear()
        self.may_answer.clear()

    def __call__(self, handler: Handler) -> None:
        self.asked.set()
        assert self.may_answer.wait(60)
        good(wrong)(handler)


@contextmanager
def slow_model() -> Iterator[tuple[Slow, Server, dict[str, str]]]:
    slow = Slow()
    with openai_server(slow) as server:
        yield slow, server, {
            "ALETHEIA_MODEL": "openai:test",
            "ALETHEIA_MODEL_BASE_URL": server.url,
            "ALETHEIA_MODEL_API_KEY": "sk-test",
            "ALETHEIA_PRICE_IN": "1",
            "ALETHEIA_PRICE_OUT": "2",
        }  # fmt: skip


def kept(home: Path) -> int:
    with Store.open(f"sqlite:///{home}/store.sqlite") as store:
        return len(store.briefings())


def test_nothing_but_the_protocol_goes_to_standard_output(room: Path) -> None:
    prelude = (
        "import os, agent.tools.work as work\nlook = work.catch_up\n"
        "def noisy(library):\n    print('stray', flush=True)\n    os.write(1, b'stray too')\n"
        "    look(library)\n"
        "work.catch_up = noisy"
    )
    with wire(room, prelude) as server:
        server.call(1, "search", question=QUESTION)
        assert server.answer(1)["result"]["structuredContent"]["found"]["passages"]
        assert server.process.stdin is not None
        server.process.stdin.close()
        assert server.process.stdout is not None
        lines = [*server.lines, *server.process.stdout]
        code, said = server.ended()
    assert [json.loads(line)["jsonrpc"] for line in lines] == ["2.0"] * len(lines)
    assert code == 0
    assert "stray" in said
    assert "stray too" in said


def test_cancelling_and_being_killed_end_the_spending_and_nothing_is_kept(room: Path) -> None:
    before = kept(room)
    with slow_model() as (slow, model, settings), wire(room, **settings) as server:
        slow.may_answer.set()
        server.call(1, "brief", question=QUESTION)  # somebody waits: a second request asks to mend it
        assert server.answer(1)["result"]["structuredContent"]["briefing"]["withheld"]
        assert len(model.asked) == 2
        slow.begin()
        server.call(2, "brief", question=QUESTION)
        assert slow.asked.wait(60)
        server.send("notifications/cancelled", {"requestId": 2})
        server.call(3, "search", question=QUESTION)  # it goes on working meanwhile
        assert server.answer(3)["result"]["structuredContent"]["found"]["passages"]
        slow.asked.clear()
        server.call(4, "ask", words=QUESTION)
        assert slow.asked.wait(60)
        server.hang_up()
        slow.may_answer.set()
        assert server.ended() == (0, "")
        assert len(model.asked) == 4
    assert kept(room) == before + 1
