from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from agent.deliver.found import PLAIN, TERMINAL, found
from agent.types import FoundPassage, SearchReport, Span, Window

DAY = datetime(2026, 2, 3, tzinfo=UTC)


def passage(text: str, *words: str, start: int = 0, **more: object) -> FoundPassage:
    """A passage of sentences that end in a full stop, at a place of its article."""
    ends = [n + 1 for n, character in enumerate(text) if character == "."] or [len(text)]
    spans, first = [], 0
    for end in ends:
        spans.append(Span(start=start + first, end=start + end))
        first = end + 1
    places = sorted((text.index(word), len(word)) for word in words)
    fields: dict[str, object] = {
        "article_id": "a", "content_hash": "h", "publisher": "The Harbour Post", "headline": "Ships wait",
        "published": DAY, "url": None, "language": "en", "start": start, "end": start + len(text),
        "text": text, "sentences": spans, "also_in": (), "score": 1.0,
        "matched": [Span(start=start + at, end=start + at + size) for at, size in places],
    }  # fmt: skip
    return FoundPassage.model_validate({**fields, **more})


def report(*passages: FoundPassage, degraded: str = "") -> SearchReport:
    return SearchReport(
        question="ships",
        window=Window(),
        as_of=None,
        outlets=(),
        language="",
        passages=passages,
        degraded=degraded,
    )


def test_neighbouring_words_are_marked_together_wherever_the_passage_stands() -> None:
    text = found(
        report(passage("Nine ships wait in Port Marren.", "Port", "Marren", "ships", start=700)), UTC
    )
    assert "Nine *ships* wait in *Port Marren*." in text


def test_the_sentences_around_the_most_words_are_shown_and_gaps_are_told() -> None:
    filler = " ".join(["The council of the old town met again about the roof of the market"] * 5) + "."
    text = f"{filler} Nine ships wait. {filler}"
    shown = found(report(passage(text, "ships")), UTC)
    assert "… Nine *ships* wait. …" in " ".join(shown.split())
    assert "council" not in shown


def test_many_other_outlets_are_counted() -> None:
    others = tuple(f"Outlet {n}" for n in range(6))
    assert "also in 6 outlets: Outlet 0, Outlet 1, Outlet 2, Outlet 3 and 2 others" in found(
        report(passage("Ships wait.", also_in=others)), UTC
    )


def test_what_is_not_english_or_has_no_date_or_headline_says_so() -> None:
    shown = found(report(passage("Barcos.", language="es", published=None, headline="")), UTC)
    assert "1. Without a headline\n   The Harbour Post, undated (es)\n" in shown


def test_a_degraded_search_says_so() -> None:
    assert found(report(passage("Ships."), degraded="Only words."), UTC).endswith("any date.\nOnly words.\n")


@given(st.text(min_size=1), st.text(), st.integers(0, 50), st.integers(1, 50))
def test_foreign_text_moves_no_cursor_and_sets_no_marks(text: str, headline: str, at: int, size: int) -> None:
    start, end = min(at, len(text) - 1), min(at + size, len(text))
    spans = [Span(start=start, end=end)] if start < end else []
    one = passage("x").model_copy(
        update={
            "text": text,
            "headline": headline,
            "end": len(text),
            "matched": spans,
            "sentences": (Span(start=0, end=len(text)),),
        }
    )
    for marks in (PLAIN, TERMINAL):
        shown = found(report(one), UTC, marks)
        for mark in (*marks.matched, *marks.headline):
            shown = shown.replace(mark, "") if mark else shown
        assert "\x1b" not in shown
        assert "\ue000" not in shown
        assert "\ue001" not in shown
