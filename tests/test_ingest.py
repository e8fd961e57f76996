from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from agent.errors import StoreFull
from agent.ingest import BATCH, ingest
from agent.retrieve.library import Library
from agent.settings import Settings
from agent.store import Store
from agent.types import Article
from tests.makers import NOW, TEXT
from tests.retrieve.fakes import HashEmbedder


def corpus(path: Path, number: int, text: str = TEXT) -> Path:
    lines = [
        json.dumps({"url": f"https://n.example/{n}", "title": f"No. {n}", "text": text})
        for n in range(number)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_second_run_adds_nothing_and_says_so(tmp_path: Path, store: Store, settings: Settings) -> None:
    path = corpus(tmp_path / "a.jsonl", 3)
    first = ingest([path], store, settings, NOW)
    assert (first.added, first.new_versions, first.unchanged) == (3, 0, 0)
    second = ingest([path], store, settings, NOW)
    assert (second.added, second.new_versions, second.unchanged) == (0, 0, 3)


def test_a_changed_row_becomes_a_new_version(tmp_path: Path, store: Store, settings: Settings) -> None:
    ingest([corpus(tmp_path / "a.jsonl", 3)], store, settings, NOW)
    report = ingest([corpus(tmp_path / "a.jsonl", 2, f"{TEXT} It is open.")], store, settings, NOW)
    assert (report.added, report.new_versions, report.unchanged) == (0, 2, 0)


def test_what_cannot_be_read_is_reported_and_the_rest_goes_in(
    tmp_path: Path, store: Store, settings: Settings
) -> None:
    good = corpus(tmp_path / "a.jsonl", 2)
    good.write_text(f"{good.read_text()}\nbroken", encoding="utf-8")
    report = ingest([tmp_path / "nothing.txt", good], store, settings, NOW)
    assert report.added == 2
    assert [str(skipped).split(":")[0] for skipped in report.skipped] == ["nothing.txt", "a.jsonl, row 3"]


def test_finished_batches_stay_when_the_run_is_interrupted(
    tmp_path: Path, store: Store, settings: Settings
) -> None:
    path = corpus(tmp_path / "a.jsonl", 2 * BATCH + 5)

    def impatient(done: int, total: int) -> None:
        assert total == 2 * BATCH + 5
        if done > BATCH:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([path], store, settings, NOW, impatient)
    assert store.counts().articles == 2 * BATCH
    assert ingest([path], store, settings, NOW).added == 5


def test_finished_batches_stay_when_the_disk_is_full(
    tmp_path: Path, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus(tmp_path / "a.jsonl", 2 * BATCH)
    add, calls = store.add_articles, []

    def fills_up(batch: list[object]) -> object:
        calls.append(len(batch))
        if len(calls) > 1:
            raise StoreFull("store.sqlite")
        return add(batch)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "add_articles", fills_up)
    with pytest.raises(StoreFull):
        ingest([path], store, settings, NOW)
    monkeypatch.undo()
    assert store.counts().articles == BATCH
    assert ingest([path], store, settings, NOW).added == BATCH


def test_strings_that_break_programs_come_back_cleaned_or_unchanged(
    tmp_path: Path, store: Store, settings: Settings
) -> None:
    nasty = [
        "Ω≈ç√∫˜µ≤≥÷",
        "社會科學院語學研究所",
        "o\u0358\u0321\u0337\u032e\u0317",
        "1;DROP TABLE users",
        "{0.__class__} ${7*7} {{7*7}}",
        "<script>alert(1)</script>",
        "\x1b[31mred\x1b[0m",
        "nul\x00byte",
        "half \ud83d surrogate",
        "\U0001f469\u200d\U0001f467",
    ]
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join(json.dumps({"id": t, "title": t, "publisher": t, "text": f"{t} text"}) for t in nasty)
    )
    report = ingest([path], store, settings, NOW)
    assert report.added == len(nasty)
    kept = {article.text for article in store.articles()}
    assert "1;DROP TABLE users text" in kept
    assert "{0.__class__} ${7*7} {{7*7}} text" in kept
    assert "<script>alert(1)</script> text" in kept
    assert "nulbyte text" in kept
    assert "half surrogate text" in kept
    assert not any("\x1b" in text for text in kept)


def test_only_what_is_new_is_handed_to_the_index(tmp_path: Path, store: Store, settings: Settings) -> None:
    ingest([corpus(tmp_path / "a.jsonl", 2)], store, settings, NOW)
    taken: list[str | None] = []

    def take(articles: Sequence[Article]) -> None:
        assert all(store.article(one.id) == one for one in articles)  # kept before, and as it is kept
        taken.extend(one.url for one in articles)

    ingest([corpus(tmp_path / "a.jsonl", 4)], store, settings, NOW, index=take)
    changed = corpus(tmp_path / "a.jsonl", 4, f"{TEXT} It is open.")
    ingest([changed], store, settings, NOW, index=take)
    assert taken == ["https://n.example/2", "https://n.example/3"]


def test_a_second_ingest_of_the_same_corpus_embeds_no_text(
    tmp_path: Path, store: Store, settings: Settings
) -> None:
    path, embedder, embedded = corpus(tmp_path / "a.jsonl", 5), HashEmbedder(), list[int]()
    for _ in range(2):
        with Library(tmp_path / "index", embedder, store) as library:
            library.sync()
            with library.taking_in() as take:
                ingest([path], store, settings, NOW, index=take)
            library.sync()
        embedded.append(embedder.embedded)
    assert embedded == [5, 5]
