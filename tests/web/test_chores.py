"""What the server does beside answering."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.commands.opening import now
from agent.errors import IndexBusy
from agent.store import Followed, Orders
from agent.types import Recipient, Request, Source
from agent.web.chores import Chores
from agent.web.house import House
from tests.digests.makers import make_digest
from tests.makers import make_article
from tests.web.conftest import TOLD

PIER = "The new pier of Port Marren opened on Thursday. Some 400 people walked along it before noon."


def follow(house: House, folder: Path) -> None:
    """Follow a folder with one article."""
    folder.mkdir()
    (folder / "pier.txt").write_text(f"Pier opens\n\n{PIER}\n", encoding="utf-8")
    Followed(house.store).add([Source(id="s1", kind="folder", address=str(folder), added=now())])


def order(house: House, folder: Path) -> None:
    """Order a digest into a folder; its last edition was three hours ago."""
    digest = make_digest(
        said="hourly",
        questions=("How many ships were waiting outside the harbour of Port Marren?",),
        recipients=(Recipient(channel="folder", address=str(folder)),),
    )
    today = make_article("today", f"The harbour of Port Marren stays shut. {TOLD}", published=now())
    house.store.add_articles([today])
    house.library.sync()
    Orders(house.store).add(digest, (now() - timedelta(hours=3)).strftime("%Y-%m-%dT%H:00"))


def finds(house: House, words: str) -> bool:
    return bool(house.library.passages(Request(question=words), now()))


def test_a_followed_source_that_is_due_is_read_and_can_be_asked_about(house: House, tmp_path: Path) -> None:
    follow(house, tmp_path / "pier")
    assert not finds(house, "Who walked along the new pier?")
    Chores(house).round()
    assert finds(house, "Who walked along the new pier?")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, socket_enabled: Any) -> Callable[[str], None]:
    """Return what waits until something was said; the engine wakes its loop by a pair of sockets."""
    said: list[str] = []
    more = threading.Condition()

    def say(text: str) -> None:
        with more:
            said.append(text)
            more.notify_all()

    def wait(words: str) -> None:
        with more:
            assert more.wait_for(lambda: any(words in text for text in said), 60), said

    monkeypatch.setattr("agent.web.chores.say", say)
    return wait


def test_a_digest_that_is_due_is_sent_once(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[[str], None]
) -> None:
    order(house, tmp_path / "out")
    moment = now()
    monkeypatch.setattr("agent.web.chores.now", lambda: moment)  # no new hour between two rounds
    chores = Chores(house)
    chores.round()
    told("is delivered")
    sent = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert sent
    chores.round()
    chores.stop()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sent


def test_what_goes_wrong_with_one_thing_is_said_and_keeps_nobody_from_the_others(
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    told: Callable[[str], None],
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise IndexBusy("another process")

    monkeypatch.setattr("agent.web.chores.collected", busy)
    follow(house, tmp_path / "pier")
    order(house, tmp_path / "out")
    chores = Chores(house)
    chores.round()
    told("is delivered")
    chores.stop()
    assert "another process" in capsys.readouterr().err
    assert any((tmp_path / "out").iterdir())


def test_a_server_that_ends_begins_nothing_more(house: House, tmp_path: Path) -> None:
    follow(house, tmp_path / "pier")
    chores = Chores(house)
    chores.start()
    chores.stop()
    chores.round()
    assert len(list(house.store.articles())) == 2


def test_what_grew_older_than_it_may_is_forgotten(house: House) -> None:
    house.store.add_articles([make_article("old", "The old ferry of Port Marren was sold in May.")])
    house.settings = house.settings.model_copy(update={"retention_days": 20})
    house.store.add_articles([make_article("young", f"{PIER} It was blue.", published=now())])
    Chores(house).round()
    assert finds(house, "Who walked along the new pier?")
    assert not finds(house, "When was the old ferry sold?")
