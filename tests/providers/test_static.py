"""The shipped embedder: what it promises, and what it does with a damaged folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import ConfigurationError
from agent.providers import static
from agent.providers.static import MAX_CHARACTERS, SHIPPED, StaticEmbedder

EMBEDDER = StaticEmbedder()


def test_the_name_tells_model_and_dimension() -> None:
    assert EMBEDDER.name == "static-en-v1-256"


def test_passages_become_one_row_each_and_a_question_one_vector() -> None:
    rows = EMBEDDER.passages(["The harbour was closed.", "Rain fell."])
    assert rows.shape == (2, 256)
    assert rows.dtype == np.float32
    assert EMBEDDER.question("Why was the harbour closed?").shape == (256,)
    assert EMBEDDER.passages([]).shape == (0, 256)


def test_every_vector_has_length_one() -> None:
    rows = EMBEDDER.passages(["The harbour was closed.", "", "🚢", "x" * 500])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)


def test_the_same_text_gives_the_same_vector_alone_and_among_many() -> None:
    texts = [f"Ship number {n} left the harbour of Weststrand." for n in range(600)]
    rows = EMBEDDER.passages(texts)
    assert np.array_equal(rows[417], StaticEmbedder().question(texts[417]))


def test_vectors_are_the_same_when_so_many_words_were_met_that_it_begins_afresh(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"Ship number {n} left the harbour of Weststrand." for n in range(40)]
    monkeypatch.setattr(static, "MAX_PIECES", 30)
    small = StaticEmbedder()
    with ThreadPoolExecutor(8) as threads:
        rows = list(threads.map(small.question, texts * 5))
    assert len(small._tokens) <= 30
    assert np.array_equal(np.stack(rows[:40]), EMBEDDER.passages(texts))


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("Who won the election?", "The candidate took 54% of the votes.", "The bakery sells rye bread."),
        ("How many ships sank?", "Two vessels went down off the coast.", "The bank raised interest rates."),
        ("strike at the car factory", "Workers at the plant walked out over pay.", "A comet passed the sun."),
    ],
)
def test_a_related_sentence_is_nearer_than_an_unrelated_one(question: str, near: str, far: str) -> None:
    scores = EMBEDDER.passages([near, far]) @ EMBEDDER.question(question)
    assert scores[0] > scores[1] + 0.1


def test_a_text_without_a_known_word_is_near_no_other_text() -> None:
    empty = EMBEDDER.question("")
    assert np.array_equal(empty, EMBEDDER.question("🦜🦜"))
    scores = EMBEDDER.passages(["The harbour was closed.", "Votes were counted on Sunday."]) @ empty
    assert np.abs(scores).max() < 0.25


def test_a_word_said_ten_times_does_not_drown_the_rest() -> None:
    once = EMBEDDER.question("The comet passed the harbour in the evening.")
    often = EMBEDDER.question("comet " * 8 + "passed the harbour in the evening.")
    assert once @ often > 0.75


def test_a_text_of_a_hundred_thousand_characters_is_read_to_the_limit() -> None:
    text = "The harbour was closed for repairs. " * 2800
    assert len(text) > 100_000
    assert np.array_equal(EMBEDDER.question(text), EMBEDDER.question(text[:MAX_CHARACTERS]))


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_has_a_finite_vector_of_length_one(text: str) -> None:
    assert abs(float(np.linalg.norm(EMBEDDER.question(text))) - 1.0) < 1e-5


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


@pytest.mark.parametrize("file", ["vectors.npy", "scales.npy", "tokenizer.json"])
def test_one_changed_byte_in_a_file_is_noticed(copy: Path, file: str) -> None:
    content = bytearray((copy / file).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / file).write_bytes(content)
    with pytest.raises(ConfigurationError, match="changed or damaged") as caught:
        StaticEmbedder(copy).question("harbour")
    assert file in str(caught.value)


@pytest.mark.parametrize("file", ["vectors.npy", "config.json"])
def test_a_missing_file_is_named(copy: Path, file: str) -> None:
    (copy / file).unlink()
    with pytest.raises(ConfigurationError, match=file):
        StaticEmbedder(copy).question("harbour")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "x"}', '{"name": 1, "sha256": {}}'])
def test_an_unreadable_description_is_a_plain_sentence(copy: Path, text: str) -> None:
    (copy / "config.json").write_text(text)
    with pytest.raises(ConfigurationError, match="description"):
        _ = StaticEmbedder(copy).name


@pytest.mark.parametrize("file", ["vectors.npy", "scales.npy", "tokenizer.json"])
def test_a_description_that_leaves_a_file_out_vouches_for_nothing(copy: Path, file: str) -> None:
    config = json.loads((copy / "config.json").read_text())
    del config["sha256"][file]
    (copy / "config.json").write_text(json.dumps(config))
    with pytest.raises(ConfigurationError):
        StaticEmbedder(copy).question("harbour")


def test_the_shipped_files_stay_small() -> None:
    assert (SHIPPED / "vectors.npy").stat().st_size + (SHIPPED / "scales.npy").stat().st_size <= 8_000_000


def test_embedding_imports_no_training_library_and_construction_not_even_numpy() -> None:
    program = (
        "import sys; from agent.providers.static import StaticEmbedder; e = StaticEmbedder(); e.name;"
        "assert not {'numpy', 'tokenizers'} & set(sys.modules);"
        "e.question('harbour'); assert not {'torch', 'model2vec', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
