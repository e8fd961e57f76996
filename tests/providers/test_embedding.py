"""Vectors over HTTP: what is sent, what comes back, and what becomes of everything that goes wrong."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from agent.errors import EmbedderFailed
from agent.providers import embedding
from agent.providers.embedding import MAX_BYTES, Limits, OpenAIEmbedder, unit_rows
from tests.fakes.openai_server import (
    Server,
    Step,
    closed_port,
    drip,
    error,
    good,
    hang,
    headers_then_hang,
    openai_server,
    page,
    raw,
    reset,
    too_many,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
KEY = "sk-canary-77d0/Q+z7"
QUICK = Limits(seconds=8.0, question_seconds=1.0)
AT_ONCE = {"Retry-After": "0"}


@pytest.fixture(autouse=True)
def _loaded() -> None:
    import langchain_openai

    assert langchain_openai


def embedder(server: Server | str, **how: Any) -> OpenAIEmbedder:
    address = server if isinstance(server, str) else server.url
    return OpenAIEmbedder("tiny", SecretStr(KEY), address, **{"limits": QUICK, **how})


def asked(server: Server) -> list[list[str]]:
    """Return the texts of every request."""
    return [request.body["input"] for request in server.asked]


def vectors(*rows: object) -> Step:
    """Answer with these vectors, whatever was asked."""
    data = [{"object": "embedding", "index": i, "embedding": row} for i, row in enumerate(rows)]
    return raw(json.dumps({"object": "list", "data": data, "model": "tiny", "usage": {}}).encode())


def failing(*script: Step, **how: Any) -> tuple[str, int]:
    """Ask a question, and return what was said and how many requests were made."""
    with openai_server(*script) as server:
        with pytest.raises(EmbedderFailed) as failure:
            embedder(server, **how).question("Why?")
        return str(failure.value), len(server.asked)


# --- what is sent, and what comes back -----------------------------------------------------------------


def test_texts_become_rows_of_length_one_in_their_order() -> None:
    with openai_server() as server:
        made = embedder(server)
        rows = made.passages(["one", "two", "three"])
        assert rows.shape == (3, 8)
        assert rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1.0)
        assert np.array_equal(made.passages(["two"])[0], rows[1])


def test_words_are_sent_and_no_numbers_of_tokens_with_the_key_and_the_size_that_is_asked_for() -> None:
    with openai_server() as server:
        embedder(server, dimensions=16).passages(["one"])
    (request,) = server.asked
    assert request.path == "/v1/embeddings"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body == {"input": ["one"], "model": "tiny", "encoding_format": "float", "dimensions": 16}


def test_many_texts_go_in_several_requests_each_text_once() -> None:
    texts = [f"text {n}" for n in range(600)]
    with openai_server() as server:
        rows = embedder(server).passages(texts)
    assert [len(batch) for batch in asked(server)] == [256, 256, 88]
    assert [text for batch in asked(server) for text in batch] == texts
    assert len(rows) == 600


def test_long_vectors_go_in_smaller_requests_so_that_the_answer_is_read_whole() -> None:
    assert embedder("http://127.0.0.1:1/v1", dimensions=3072).batch < 100
    with openai_server() as server:
        assert embedder(server, dimensions=3072).passages(["a text"] * 100).shape == (100, 3072)
    assert len(server.asked) == 2


def test_a_long_text_is_cut_at_a_whole_character_and_an_empty_one_is_not_sent_empty() -> None:
    with openai_server() as server:
        embedder(server).passages(["é" * 9_000, " ", "\ud800x"])
    ((long, empty, broken),) = asked(server)
    assert len(long.encode()) == MAX_BYTES
    assert set(long) == {"é"}
    assert empty.strip()
    assert broken == "?x"


def test_a_question_that_was_asked_before_costs_nothing() -> None:
    with openai_server() as server:
        made = embedder(server)
        first = made.question("Why?")
        assert np.array_equal(made.question("Why?"), first)
        assert len(server.asked) == 1


def test_no_text_asks_nothing() -> None:
    assert len(embedder("http://127.0.0.1:1/v1").passages([])) == 0


def test_nothing_is_traced_and_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with openai_server() as other, openai_server() as server:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", other.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "key")
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY", "OPENAI_API_BASE"):
            monkeypatch.setenv(name, other.url)
        embedder(server).question("Why?")
        assert (len(server.asked), other.asked) == (1, [])


def test_a_redirect_is_not_followed() -> None:
    with openai_server() as other:
        told, requests = failing(error(307, headers={"Location": f"{other.url}/embeddings"}))
        assert (requests, other.asked) == (1, [])
    assert "sends elsewhere (307), which is not followed" in told


# --- name and size -------------------------------------------------------------------------------------


def test_name_and_size_are_the_embedders_name_and_a_size_that_is_set_is_not_asked_for() -> None:
    assert embedder("http://127.0.0.1:1/v1", dimensions=512).name == "openai:tiny-512"


def test_a_size_nobody_set_is_learned_once_and_remembered(tmp_path: Path) -> None:
    sizes = tmp_path / "index" / "sizes.json"
    with openai_server() as server:
        made = embedder(server, sizes=sizes)
        assert made.name == "openai:tiny-8"
        assert made.size == 8
        assert embedder(server, sizes=sizes).name == "openai:tiny-8"
        assert len(server.asked) == 1


def test_damaged_notes_on_sizes_are_learned_anew(tmp_path: Path) -> None:
    sizes = tmp_path / "sizes.json"
    for content in ("{", "[1]", '{"tiny": "8"}', '{"tiny": -8}'):
        sizes.write_text(content)
        assert embedder("http://127.0.0.1:1/v1", sizes=sizes).size is None


def test_a_model_that_changed_its_size_is_refused_and_the_next_run_learns_the_new_one(tmp_path: Path) -> None:
    sizes = tmp_path / "sizes.json"
    sizes.write_text('{"tiny": 4, "other": 5}')
    with openai_server() as server:
        with pytest.raises(EmbedderFailed, match=r"had 4 numbers and now have 8.*Run the command again"):
            embedder(server, sizes=sizes).question("Why?")
        assert embedder(server, sizes=sizes).name == "openai:tiny-8"
    assert json.loads(sizes.read_text()) == {"other": 5, "tiny": 8}


def test_a_model_that_does_not_give_the_size_asked_for_says_which_it_gives() -> None:
    told, _ = failing(vectors([1.0, 2.0]), dimensions=16)
    assert "asked for vectors of 16 numbers, it sends 2" in told
    assert "Set `embedding_dimensions` to 2" in told


# --- answers that cannot be used -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (vectors([1.0, float("nan")]), "what is no number"),
        (vectors([1.0, float("inf")]), "what is no number"),
        (vectors([1.0, None]), "what is no number"),
        (vectors([0.0, 0.0]), "nothing but zeros"),
        (vectors([1e308, 1e308]), "what is no number"),
        (vectors(), "not 1 vectors"),
        (vectors([1.0], [2.0]), "not 1 vectors"),
        (vectors([]), "not 1 vectors"),
        (vectors(base64.b64encode(b"12345678").decode()), "no vectors of one size"),
        (vectors({"a": 1}), "no vectors of one size"),
        (raw(b"{}"), "not that of a service of vectors"),
        (raw(b'{"data": 7}'), "not that of a service of vectors"),
        (raw(b"[]"), "not that of a service of vectors"),
        (raw(b"{"), "not that of a service of vectors"),
        (page(200), "not that of a service of vectors"),
    ],
)
def test_an_answer_that_is_none_is_refused_whole(answer: Step, why: str) -> None:
    told, requests = failing(answer)
    assert why in told
    assert requests == 1


def test_vectors_of_several_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="no vectors of one size"):
        unit_rows([[1.0], [1.0, 2.0]], 2)


# --- trouble -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [too_many("0"), error(503, headers=AT_ONCE), error(500, headers=AT_ONCE)])
def test_what_passes_is_asked_again_at_most_twice(trouble: Step) -> None:
    with openai_server(trouble, trouble, good("")) as server:
        assert embedder(server).passages(["one"]).shape == (1, 8)
        assert asked(server) == [["one"]] * 3
    told, requests = failing(trouble)
    assert requests == 3
    assert "what was finished is kept" in told


def test_a_broken_connection_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "seconds_to_wait", lambda *_: 0.0)
    with openai_server(reset, good("")) as server:
        assert embedder(server).passages(["one"]).shape == (1, 8)


def test_a_service_is_left_alone_as_long_as_it_asks() -> None:
    with openai_server(too_many("1"), good("")) as server:
        began = time.monotonic()
        embedder(server).passages(["one"])
        assert time.monotonic() - began >= 1.0


def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    began = time.monotonic()
    told, requests = failing(too_many("30"))
    assert time.monotonic() - began < 1.0
    assert requests == 1
    assert "a repeat would have to wait 30 seconds" in told


@pytest.mark.parametrize("silence", [hang, headers_then_hang, drip()])
def test_a_service_that_hangs_ends_at_the_deadline(silence: Step) -> None:
    began = time.monotonic()
    told, requests = failing(silence)
    assert 0.9 <= time.monotonic() - began < 3.0
    assert requests == 1
    assert "no answer" in told


@pytest.mark.parametrize(
    ("status", "code", "why", "remedy"),
    [
        (401, "", "does not take the key (401)", "OPENAI_API_KEY"),
        (403, "", "does not take the key (403)", "OPENAI_API_KEY"),
        (404, "", "no such model or address (404)", "embedding_base_url"),
        (400, "", "does not take the request (400: It is so)", "embedding_dimensions"),
        (429, "insufficient_quota", "nothing left (429)", "Fill the account up"),
    ],
)
def test_what_does_not_pass_is_said_once_with_what_to_do(
    status: int, code: str, why: str, remedy: str
) -> None:
    told, requests = failing(error(status, "It is so", code=code))
    assert why in told
    assert remedy in told
    assert requests == 1


def test_a_service_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "seconds_to_wait", lambda *_: 0.0)
    with pytest.raises(EmbedderFailed, match=r"it cannot be reached.*whether the service runs"):
        embedder(closed_port()).question("Why?")


@pytest.fixture
def echoing() -> Iterator[str]:
    with openai_server(error(400, f"Your key {KEY} is odd")) as server:
        with pytest.raises(EmbedderFailed) as failure:
            embedder(server).question("Why?")
        told = failure.value
        yield f"{told} {told.args} {told.__cause__!r} {told.__context__!r}"


def test_no_error_holds_the_key(echoing: str) -> None:
    assert KEY not in echoing
    assert "does not take the request" in echoing
