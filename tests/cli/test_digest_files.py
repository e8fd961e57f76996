"""Digests by file, and on stories, bursts and watches."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.commands.digest_files import KEYS, read_orders
from agent.errors import UnusableRequest
from agent.make_press import within_budget
from agent.settings import Settings, load_settings
from agent.store import Orders, Store
from tests.cli.conftest import Aletheia
from tests.digests.makers import make_digest

FILE = """
[[digest]]
title = "Harbour"
questions = ["What happened at the harbour of Port Marren?"]
schedule = "weekdays 07:30"
timezone = "Europe/Berlin"
lookback = 8000
only_changed = true
budget = 0.05
folder = ["out"]

[[digest]]
title = "Bursts"
spikes = true
schedule = "daily 6:00"
folder = ["out"]
"""


def orders() -> dict[str, str]:
    with Store.open(load_settings().store_url) as store:
        return {one.title: one.id for one in Orders(store).all()}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "digests.toml").write_text(FILE, encoding="utf-8")
    return tmp_path / "digests.toml"


def test_a_file_orders_its_digests_and_changes_them_when_it_is_read_again(
    newsroom: Path, aletheia: Aletheia, file: Path
) -> None:
    assert aletheia("digest", "load", file).out.count("Ordered") == 2
    before = orders()
    address = aletheia("digest", "feed", "Harbour").out
    file.write_text(FILE.replace("07:30", "08:45"), encoding="utf-8")
    assert aletheia("digest", "load", file).out.count("Changed") == 2
    assert orders() == before
    assert aletheia("digest", "feed", "Harbour").out == address
    shown = aletheia("digest", "show", "Harbour").out
    assert "08:45" in shown
    assert "At most $0.05 an edition." in shown
    assert "Spikes: every burst of coverage" in aletheia("digest", "show", "Bursts").out


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("spikes = true", "spike = true"),
        ("lookback = 8000", "lookback = 0"),
        ("lookback = 8000", "lookback = true"),
        ('"weekdays 07:30"', '"never"'),
        ("budget = 0.05", 'budget = "much"'),
        ('folder = ["out"]\n\n', "folder = [1]\n\n"),
        ('title = "Bursts"', 'title = "Harbour"'),
        ('[[digest]]\ntitle = "Bursts"', '[other]\ntitle = "Bursts"'),
        ('timezone = "Europe/Berlin"', 'timezone = "Europe/Nowhere"'),
    ],
)
def test_a_file_with_a_mistake_orders_nothing(
    newsroom: Path, aletheia: Aletheia, file: Path, there: str, instead: str
) -> None:
    assert there in FILE
    file.write_text(FILE.replace(there, instead), encoding="utf-8")
    refused = aletheia("digest", "load", file)
    assert (refused.code, bool(refused.sentence)) == (2, True)
    assert orders() == {}


@given(
    st.dictionaries(
        st.sampled_from(sorted(KEYS)), st.one_of(st.booleans(), st.integers(-3, 3), st.text(max_size=4))
    )
)
def test_whatever_stands_in_a_file_it_is_an_order_or_refused(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("said") / "digests.toml"
    lines = [f"{key} = {json.dumps(value)}" for key, value in said.items()]
    path.write_text("\n".join(["[[digest]]", *lines]), encoding="utf-8", errors="replace")
    with suppress(UnusableRequest):
        assert read_orders(path)


def test_a_digest_follows_a_story_and_a_watch(newsroom: Path, aletheia: Aletheia, tmp_path: Path) -> None:
    from agent.commands.stories import group_waiting

    with Store.open(load_settings().store_url) as store:
        group_waiting(store)
        story = _stories(store)[0]
    assert aletheia("watch", "add", "harbour", "--name", "The harbour").code == 0
    out = tmp_path / "out"
    add = aletheia("digest", "add", "Followed", "--story", story, "--watch", "The harbour", "--spikes",
                   "--schedule", "daily 6:00", "--lookback", "8784", "--folder", out)  # fmt: skip
    assert (add.code, add.err) == (0, "")
    preview = " ".join(aletheia("digest", "preview", "Followed").out.split())
    assert "No burst of coverage" in preview
    assert "watch “The harbour”" in preview
    assert "ships" in preview
    assert aletheia("watch", "remove", "The harbour").code == 0
    assert "the watch is no longer there" in " ".join(aletheia("digest", "preview", "Followed").out.split())
    for odd in (["--story", "nowhere"], ["--watch", "nobody"], []):
        assert aletheia("digest", "add", "Odd", "--schedule", "daily 6:00", "--folder", out, *odd).code == 2


def _stories(store: Store) -> list[str]:
    from sqlalchemy import text

    return store.consult(lambda session: list(session.scalars(text("SELECT id FROM stories ORDER BY id"))))


@pytest.mark.parametrize(("house", "most"), [(None, "0.25"), ("0.10", "0.10")])
def test_the_money_of_an_edition_is_divided_among_its_questions(
    settings: Settings, house: str | None, most: str
) -> None:
    digest = make_digest(questions=("a", "b", "c", "d"), max_cost=Decimal(1))
    given = settings.model_copy(update={"max_cost": None if house is None else Decimal(house)})
    assert within_budget(given, digest).max_cost == Decimal(most)
    assert within_budget(given, make_digest()).max_cost == given.max_cost
