"""What is followed is kept with its state, once, and found by what people call it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.errors import NotFound
from agent.store import Followed, Store
from agent.types import Source, SourceState

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def source(name: str, **more: object) -> Source:
    address = f"https://{name}.example/feed.xml"
    return Source.model_validate({"id": name * 3, "kind": "feed", "address": address, "added": NOON, **more})


def test_a_source_is_followed_once_and_comes_back_whole(store: Store) -> None:
    followed = Followed(store)
    quay = source("quay", publisher="Quay Post", language="en", state=SourceState(etag='"7"', failures=2))
    assert followed.add([quay, source("tide"), quay]) == [quay, source("tide")]
    assert followed.add([quay]) == []
    assert followed.all() == [quay, source("tide")]


def test_what_became_of_a_source_is_kept_and_one_removed_meanwhile_stays_away(store: Store) -> None:
    followed = Followed(store)
    followed.add([source("quay")])
    read = source("quay", paused=True, state=SourceState(checked=NOON, problem="no answer", failures=1))
    followed.keep(read)
    assert followed.all() == [read]
    followed.remove(read)
    followed.keep(read)
    assert followed.all() == []


@pytest.mark.parametrize(
    "name", ["quayquayquay", "quayq", "https://quay.example/feed.xml", "https://quay.", "Quay Post"]
)
def test_a_source_is_meant_by_its_id_its_address_its_name_or_a_beginning(store: Store, name: str) -> None:
    Followed(store).add([source("quay", publisher="Quay Post"), source("tide")])
    assert Followed(store).meant(name).address == "https://quay.example/feed.xml"


def test_nobody_is_meant_by_what_none_or_several_are_called(store: Store) -> None:
    Followed(store).add([source("quay"), source("tide")])
    with pytest.raises(NotFound, match="no source has"):
        Followed(store).meant("harbour")
    with pytest.raises(NotFound, match="several"):
        Followed(store).meant("https://")
