"""Spans tell what was done and how long it took, and not a word of an article, a question or a person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from agent import tracing
from agent.brief import brief
from agent.errors import ConfigurationError, Undeliverable
from agent.make import make_kit
from agent.make_press import make_channels
from agent.prompts import load_profile
from agent.retrieve.library import Library
from agent.settings import Settings
from agent.store import Store
from agent.types import Issue, Request
from tests.makers import NOW, make_article

TOLD = "At least 12 ships were waiting outside the harbour of Port Marren."


@pytest.fixture
def spans(settings: Settings) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    tracing.begin(settings.model_copy(update={"tracing": True}), exporter)
    yield exporter
    tracing._Way.tracer = None


def issue() -> Issue:
    return Issue(digest_id="d1", edition="2026-02-04T06:00", title="Ships", subject="Ships", at=NOW,
                 text=TOLD, html=f"<p>{TOLD}</p>", data="{}")  # fmt: skip


def test_briefing_checking_and_sending_are_timed_without_a_word_of_what_was_told(
    spans: InMemorySpanExporter, settings: Settings, store: Store
) -> None:
    store.add_articles([make_article("harbour", f"{TOLD} The harbour was closed on Monday.")])
    with Library(settings.index_folder, None, store) as library:
        library.sync()
        profile = load_profile("answer", settings.profiles_folder)
        brief(Request(question="How many ships were waiting?"), profile, make_kit(store, library), NOW)
    channels = make_channels(settings, lambda: NOW)
    channels["folder"].send(issue(), str(settings.home / "out"), "key")
    done = spans.get_finished_spans()
    names = [one.name for one in done]
    assert {"aletheia.brief", "aletheia.find", "aletheia.check", "aletheia.send"} <= set(names)
    whole = next(one for one in done if one.name == "aletheia.brief")
    inner = next(one for one in done if one.name == "aletheia.check")
    assert inner.parent is not None
    assert whole.context is not None
    assert inner.parent.span_id == whole.context.span_id
    told = " ".join(one.to_json() for one in done)
    assert not [word for word in ("ships", "Marren", "waiting", "Ships") if word in told]


def test_what_fails_is_named_by_its_kind_alone(spans: InMemorySpanExporter, settings: Settings) -> None:
    settings.home.mkdir()
    (settings.home / "file").write_text("no feed")
    with pytest.raises(Undeliverable):
        make_channels(settings, lambda: NOW)["feed"].send(issue(), str(settings.home / "file"), "key")
    (one,) = spans.get_finished_spans()
    assert dict(one.attributes or {})["error.type"] == "Undeliverable"
    assert "no feed" not in one.to_json()


def test_nothing_is_traced_where_nobody_asked(settings: Settings) -> None:
    tracing.begin(settings, InMemorySpanExporter())
    assert tracing._Way.tracer is None
    with tracing.span("brief"):
        pass


def test_a_missing_package_is_said_plainly(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(ConfigurationError, match=r"aletheia\[otel\]"):
        tracing.begin(settings.model_copy(update={"tracing": True}))
