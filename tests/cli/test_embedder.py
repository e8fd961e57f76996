"""An embedder that is asked over the network and paid for: from the command line, with a real service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Aletheia, rows, write_rows
from tests.fakes.openai_server import Server, Step, error, good, openai_server, too_many

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TRIAL = ["A word."]
QUESTION = "What happened to the harbour of Port Marren?"
DEAD = error(401)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with openai_server() as server:
        use(monkeypatch, server)
        yield server


def use(monkeypatch: pytest.MonkeyPatch, server: Server, name: str = "tiny", price: str = "20") -> None:
    monkeypatch.setenv("ALETHEIA_EMBEDDER", f"openai:{name}")
    monkeypatch.setenv("ALETHEIA_EMBEDDING_BASE_URL", server.url)
    monkeypatch.setenv("ALETHEIA_EMBEDDING_PRICE", price)


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "stories.jsonl", rows())


def sent(server: Server) -> list[str]:
    """Return every text that was sent but the trial."""
    return [text for request in server.asked for text in request.body["input"] if [text] != TRIAL]


def test_an_ingest_says_first_what_it_costs_and_a_second_one_sends_nothing(
    aletheia: Aletheia, service: Server, stories: Path
) -> None:
    first = aletheia("ingest", stories)
    assert first.code == 0
    assert "To be embedded: 3 passages, about" in first.err
    assert "tokens, about $0.01 with openai:tiny-8." in first.err
    assert len(sent(service)) == len(set(sent(service))) == 3
    before = len(service.asked)
    second = aletheia("ingest", stories)
    assert (second.code, second.err) == (0, "")
    assert "0 passages embedded" in second.out
    assert len(service.asked) == before


def test_another_embedder_gets_each_text_once_and_says_so_first(
    aletheia: Aletheia, newsroom: Path, service: Server, stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched = aletheia("ingest", stories)
    assert "3 passages" in switched.err
    assert sorted(sent(service)) == sorted(set(sent(service)))
    assert len(sent(service)) == 3
    use(monkeypatch, service, "other")
    assert "with openai:other-8" in aletheia("ingest", stories).err
    assert len(sent(service)) == 6
    assert aletheia("ingest", stories).err == ""
    assert len(sent(service)) == 6


def test_a_rebuild_says_what_it_costs(aletheia: Aletheia, service: Server, stories: Path) -> None:
    aletheia("ingest", stories)
    ended = aletheia("index", "rebuild")
    assert "To be embedded: 3 passages" in ended.err
    assert "Rebuilt: 3 articles, 3 passages embedded." in ended.out


@pytest.mark.parametrize("command", ["ingest", "rebuild", "brief"])
def test_what_would_cost_too_much_is_refused_before_a_passage_is_sent_and_the_old_index_stays(
    command: str, aletheia: Aletheia, newsroom: Path, service: Server, stories: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("ALETHEIA_MAX_COST", "0.001")
    line: dict[str, list[object]] = {
        "ingest": ["ingest", stories],
        "rebuild": ["index", "rebuild"],
        "brief": ["brief", QUESTION],
    }
    ended = aletheia(*line[command])
    assert (ended.code, ended.out) == (2, "")
    assert "To be embedded: 3 passages" in ended.err
    assert "would pass `max_cost`, which is $0.001" in ended.sentence
    assert sent(service) == []
    monkeypatch.delenv("ALETHEIA_EMBEDDER")
    assert "0 passages embedded" in aletheia("ingest", stories).out


def test_an_unknown_price_means_no(
    aletheia: Aletheia, service: Server, stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALETHEIA_EMBEDDING_PRICE")
    ended = aletheia("ingest", stories)
    assert ended.code == 2
    assert "its price is not known, so it is not asked" in ended.sentence
    assert "Set `embedding_price`" in ended.err
    assert service.asked == []


def test_a_service_elsewhere_needs_a_key_of_its_own(
    aletheia: Aletheia, stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALETHEIA_EMBEDDER", "openai:tiny")
    monkeypatch.setenv("ALETHEIA_EMBEDDING_PRICE", "0")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-made-for-another")
    monkeypatch.setenv("ALETHEIA_EMBEDDING_BASE_URL", "https://vectors.example/v1")
    ended = aletheia("ingest", stories)
    assert ended.code == 2
    assert "Set the environment variable ALETHEIA_EMBEDDING_API_KEY" in ended.sentence
    monkeypatch.delenv("ALETHEIA_EMBEDDING_BASE_URL")
    monkeypatch.delenv("OPENAI_API_KEY")
    assert "Set the environment variable OPENAI_API_KEY" in aletheia("ingest", stories).err


def many(path: Path, count: int) -> Path:
    return write_rows(
        path,
        [{**rows()[0], "id": f"m{n}", "url": f"https://news.example/m{n}",
          "text": f"Boat number {n} left the harbour of Port Marren."} for n in range(count)],
    )  # fmt: skip


def test_a_run_that_breaks_off_keeps_what_was_paid_for_and_the_next_one_goes_on(
    aletheia: Aletheia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = many(tmp_path / "many.jsonl", 600)
    with openai_server(
        good(""), good(""), good(""), DEAD
    ) as server:  # the trial and two batches, then no more
        use(monkeypatch, server)
        ended = aletheia("ingest", path)
        assert ended.code == 2
        assert "does not take the key (401)" in ended.sentence
        first = sent(server)[:512]
    with openai_server() as server:
        use(monkeypatch, server)
        assert aletheia("ingest", path).code == 0
        assert len(sent(server)) == 600 - 512
        assert not set(sent(server)) & set(first)


def test_an_embedder_that_cannot_be_asked_does_not_cost_the_index_there_is(
    aletheia: Aletheia, newsroom: Path, stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_server(DEAD) as server:
        use(monkeypatch, server)
        assert aletheia("ingest", stories).code == 2
        monkeypatch.setenv("ALETHEIA_EMBEDDING_DIMENSIONS", "8")  # known without asking
        assert aletheia("index", "rebuild").code == 2
    for name in ("EMBEDDER", "EMBEDDING_DIMENSIONS"):
        monkeypatch.delenv(f"ALETHEIA_{name}")
    assert "0 passages embedded" in aletheia("ingest", stories).out


def test_a_briefing_asks_for_its_question_alone_and_asks_once(
    aletheia: Aletheia, service: Server, stories: Path
) -> None:
    aletheia("ingest", stories)
    before = len(service.asked)
    assert aletheia("brief", QUESTION).code == 0
    assert [request.body["input"] for request in service.asked[before:]] == [[QUESTION]]


@pytest.mark.parametrize("trouble", [DEAD, too_many("600")])
def test_a_briefing_goes_on_with_words_and_says_so_when_the_embedder_cannot_be_asked(
    trouble: Step, aletheia: Aletheia, stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_server() as server:
        use(monkeypatch, server)
        aletheia("ingest", stories)
    with openai_server(trouble) as server:
        use(monkeypatch, server)
        ended = aletheia("brief", QUESTION, "--format", "json")
        assert ended.code == 0
        assert "only words were searched" in ended.sentence
        assert "The embedder could not be asked (openai:tiny:" in json.loads(ended.out)["notes"][0]
        assert len(server.asked) == 1


def test_new_articles_that_cannot_be_embedded_are_told_and_the_rest_is_searched(
    aletheia: Aletheia, stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_server() as server:
        use(monkeypatch, server)
        aletheia("ingest", stories)
    with openai_server(DEAD) as server:
        use(monkeypatch, server)
        assert aletheia("ingest", many(tmp_path / "more.jsonl", 3)).code == 2
        ended = aletheia("brief", QUESTION, "--format", "json")
        assert ended.code == 0
        assert "The index is behind the store" in json.loads(ended.out)["notes"][0]
    with openai_server() as server:
        use(monkeypatch, server)
        assert aletheia("ingest", stories).code == 0
        assert len(sent(server)) == 3


def test_texts_that_are_checked_against_named_files_cost_nothing(
    aletheia: Aletheia, service: Server, stories: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("A storm closed the harbour of Port Marren on Monday.")
    assert aletheia("check", text, "--against", stories).code == 0
    assert service.asked == []


def test_a_look_sends_nothing(aletheia: Aletheia, newsroom: Path, service: Server, stories: Path) -> None:
    assert "openai:tiny (not asked: a look sends nothing)" in aletheia("doctor").out
    assert service.asked == []
    aletheia("ingest", stories)
    before = len(service.asked)
    out = aletheia("doctor").out
    assert "openai:tiny-8 (not asked: a look sends nothing)" in out
    assert "in good order" in out
    assert len(service.asked) == before
