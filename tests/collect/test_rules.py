"""The pure rules of the room: characters, addresses, moments, lengths and colours."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.clean import clean_line, clean_text, shorten
from agent.collect.css import colour, contrast, declarations_of, px, rules_of
from agent.collect.identity import article_id, canonical_url, content_hash
from agent.collect.moments import moment_of

ANY_TEXT = st.text(st.characters(), max_size=200)
BERLIN = ZoneInfo("Europe/Berlin")


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned


@given(ANY_TEXT)
def test_cleaned_text_can_be_kept_and_shows_everything(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned if c != "\n")
    assert "\n\n\n" not in cleaned


@given(st.text("abc XYZ.,!?äß漢字\n'\"-–—“”€", max_size=200))
def test_cleaning_loses_no_visible_character(text: str) -> None:
    assert "".join(clean_text(text).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("one\u2029two\x0cthree", "one\n\ntwo\n\nthree"),
        ("a  \t b \n  c\n \n\n\n d ", "a b\nc\n\nd"),
        ("15\u00a0per\u202fcent", "15 per cent"),
        ("cafe\u0301", "café"),
        ("mi\u200cxed", "mixed"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("don\u2019t \u201cquote\u201d", "don\u2019t \u201cquote\u201d"),
    ],
)
def test_text_is_written_in_one_way(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_a_line_has_no_line_end_and_an_end() -> None:
    assert clean_line(" A headline\nin two lines ") == "A headline in two lines"
    assert clean_line("word " * 200, 50).endswith("word…")


@given(ANY_TEXT, st.integers(1, 50))
def test_a_shortened_text_is_a_beginning(text: str, most: int) -> None:
    assert text.startswith(shorten(text, most))
    assert len(shorten(text, most)) <= most


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://N.Example/A/b/", "https://n.example/A/b"),
        ("https://n.example", "https://n.example/"),
        ("HTTPS://user:pw@n.example:443/a#frag", "https://n.example/a"),
        ("http://n.example:8080/a", "http://n.example:8080/a"),
        ("https://n.example/a?b=2&utm_source=x&a=1&gclid=9&fbclid=1", "https://n.example/a?a=1&b=2"),
        ("https://n.example./a?id=7", "https://n.example/a?id=7"),
        ("https://münchen.example/ä b", "https://xn--mnchen-3ya.example/%C3%A4%20b"),
        ("https://n.example/a%2Fb", "https://n.example/a%2Fb"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("ftp://n.example/a", None),
        ("javascript:alert(1)", None),
        ("//n.example/a", None),
        ("https://", None),
        ("https://n.example:99999/", None),
        ("https://[bad/", None),
        ("not an address", None),
    ],
)
def test_addresses_are_written_in_one_way(url: str, canonical: str | None) -> None:
    assert canonical_url(url) == canonical


@given(st.one_of(ANY_TEXT, ANY_TEXT.map(lambda text: f"https://n.example/{text}")))
def test_a_canonical_address_is_its_own(url: str) -> None:
    canonical = canonical_url(url)
    assert canonical is None or (canonical_url(canonical) == canonical and canonical.isascii())


def test_with_and_without_encryption_it_is_the_same_page() -> None:
    assert article_id("http://n.example/a", "") == article_id("https://n.example/a", "")
    assert article_id(None, "a.txt") != article_id(None, "b.txt")


def test_a_version_is_named_by_headline_and_text() -> None:
    assert content_hash("a", "b") != content_hash("ab", "")
    assert len(content_hash("", "")) == 64


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2026-02-01T10:00:00Z", datetime(2026, 2, 1, 10, tzinfo=UTC)),
        ("2026-02-01T10:00:00.123456+02:00", datetime(2026, 2, 1, 8, 0, 0, 123456, tzinfo=UTC)),
        ("2026-02-01 10:00:00 +0200", datetime(2026, 2, 1, 8, tzinfo=UTC)),
        ("2026-02-01 10:00:00 UTC", datetime(2026, 2, 1, 10, tzinfo=BERLIN)),
        ("2026-02-01", datetime(2026, 2, 1, tzinfo=BERLIN)),
        ("20260201", datetime(2026, 2, 1, tzinfo=BERLIN)),
        ("Sun, 01 Feb 2026 10:00:00 GMT", datetime(2026, 2, 1, 10, tzinfo=UTC)),
        (1769940000, datetime(2026, 2, 1, 10, tzinfo=UTC)),
        ("1769940000000", datetime(2026, 2, 1, 10, tzinfo=UTC)),
        ("February 1, 2026", datetime(2026, 2, 1, tzinfo=BERLIN)),
        ("1 Feb 2026 10:30", datetime(2026, 2, 1, 10, 30, tzinfo=BERLIN)),
    ],
)
def test_moments_are_understood(stated: object, moment: datetime) -> None:
    assert moment_of(stated, BERLIN) == moment


@pytest.mark.parametrize(
    "stated",
    ["", "soon", "May", "Tuesday", "2026", "March 2026", "2026-13-45", "0001-01-01", "9999-12-31T23:59:59Z",
     "2 days ago", True, None, 7, -1.5, float("nan"), 1e300, [], "1" * 500],
)  # fmt: skip
def test_what_states_no_day_is_no_moment(stated: object) -> None:
    assert moment_of(stated, BERLIN) is None


@given(
    st.one_of(ANY_TEXT, st.integers(), st.floats(), st.from_regex(r"\d{4}-\d\d-\d\d.{0,20}", fullmatch=True))
)
def test_no_statement_of_a_date_breaks_the_reading(stated: object) -> None:
    moment = moment_of(stated, BERLIN)
    assert moment is None or moment.tzinfo is not None


@given(ANY_TEXT)
def test_no_style_sheet_breaks_the_reading(sheet: str) -> None:
    list(rules_of(sheet))
    list(rules_of(f"@media x {{ .a {{ {sheet} }} }} b {{ {sheet}"))
    declarations_of(sheet)
    colour(sheet)
    px(sheet)


@pytest.mark.parametrize(
    ("value", "pixels"),
    [
        ("0", 0.0),
        ("12px", 12.0),
        ("1.5em", 30.0),
        ("50%", 10.0),
        ("-10vw", -128.0),
        ("small", 13.0),
        ("auto", None),
    ],
)
def test_lengths_are_measured(value: str, pixels: float | None) -> None:
    assert px(value, em=20.0) == pytest.approx(pixels) if pixels is not None else px(value) is None


def test_contrast_is_that_of_the_guidelines() -> None:
    black, white, grey = colour("black"), colour("#fff"), colour("rgb(119, 119, 119)")
    assert black is not None
    assert white is not None
    assert grey is not None
    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.01)
