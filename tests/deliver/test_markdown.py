from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from agent.deliver.markdown import escape
from agent.deliver.render import render
from agent.text.safe import one_line
from tests.deliver.foreign import PAYLOADS, poisoned

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shapes(tokens: list[Token]) -> list[str]:
    """Return the types of all tokens, plain text left out: its pieces depend on the escapes."""
    found = []
    for token in tokens:
        found.append(token.type)
        found += [c.type for c in token.children or () if c.type not in ("text", "text_special")]
    return found


def seen(markdown: str) -> str:
    """Return the words a reader of the rendered text sees."""
    return "".join(c.content for t in READER.parse(markdown) for c in t.children or ())


HARMLESS = shapes(READER.parse(render(poisoned("plain words"), "md", UTC)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_can_add_markup_html_an_image_or_a_link(payload: str) -> None:
    assert shapes(READER.parse(render(poisoned(payload), "md", UTC))) == HARMLESS


@pytest.mark.parametrize(
    "text",
    [
        "http://evil.example",
        "https://evil.example/a",
        "www.evil.example",
        "evil.example",
        "mailto:me",
        "ftp://x.example",
    ],
)
def test_an_address_in_the_text_is_broken_up_so_that_no_reader_links_it(text: str) -> None:
    assert "\\" in escape(text)
    assert seen(escape(text)) == text


def test_a_mail_address_is_not_linked_either() -> None:
    assert "a@e" not in seen(escape("a@evil.example"))


def test_an_address_without_a_name_is_not_linked_by_its_first_letters() -> None:
    assert escape("www.7.example").startswith("www\\.7")


@pytest.mark.parametrize("text", ["AT&amp;T", "&#60;b&#62;", "&copy; 2031", "AT&T; R&D"])
def test_an_entity_is_shown_not_decoded(text: str) -> None:
    assert seen(escape(text)) == text


def test_a_dollar_sign_opens_no_formula_but_amounts_stay_readable() -> None:
    assert escape("$x$ for $5 million") == "\\$x\\$ for $5 million"


def test_ordinary_prose_is_left_as_it_is() -> None:
    prose = "“We hold 6.2 metres,” said J. R. Lorne (50) of the U.S. team; $5 million – up 40%, at 9 a.m."
    assert escape(prose) == prose


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="@"), min_size=1, max_size=60))
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    plain = one_line(text)
    tokens = READER.parse(f"x {escape(plain)}")
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert seen(f"x {escape(plain)}").rstrip() == f"x {plain}".rstrip()


@given(st.text(alphabet="#>-+=*_`~[](){}<>!|&;:.@/\\ 1a$", min_size=1, max_size=20))
def test_nothing_opens_a_block_at_the_start_of_a_line(text: str) -> None:
    plain = one_line(text)
    expected = ["paragraph_open", "inline", "paragraph_close"] if plain else []
    assert shapes(READER.parse(escape(plain))) == expected
