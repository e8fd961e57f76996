"""A finished text is judged by what its reader sees, and each finding can be shown where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.finished import Finished, Form, form_of, read_finished
from agent.collect.outcome import Unusable
from agent.statements import statements


def seen(text: str, form: Form = "markdown") -> str:
    return read_finished(text, form).text.strip()


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# The *toll* is **162** #", "The toll is 162"),
        ("Toll\n====\n\nIt rose.", "Toll\n\nIt rose."),
        ("The toll\nis 162.", "The toll is 162."),
        ("> The port\n> is closed.", "The port is closed."),
        ("- one\n  goes on\n- two\n  1. three", "one goes on\n\ntwo\n\nthree"),
        ("The [port](https://x.example/a_(b) \"was 12\") closed.", "The port closed."),
        ("![12 ships](x.png) Closed.", "Closed."),
        ("It `is` 5 &lt; 6 \\*here\\*.", "It is 5 < 6 *here*."),
        ("Closed. <!-- 12 dead --> Gone ~~away~~.", "Closed. Gone away."),
        ("One<br>two", "One\ntwo"),
        ("---\ntitle: 12 dead\n---\nClosed.", "Closed."),
        ("| a | b |\n|---|---|\n| c \\| d | *2* |", "| a | b |\n|---|---|\n| c / d | 2 |"),
        ("```\nThe toll is 99.\n```", "The toll is 99."),
        ('<p style="display:none">The toll is 44.</p>\n\nThe toll is 12.', "The toll is 12."),
    ],
)  # fmt: skip
def test_markdown_is_read_as_it_is_shown(source: str, shown: str) -> None:
    assert seen(source) == shown


@pytest.mark.parametrize(
    "source",
    [
        "The port closed [1].\n\n[1]: https://x.example/1",
        "The port closed [1].",
        "The port closed.<sup>1</sup>",
        "The port closed.<sup>[1](https://x.example)</sup>",
        "The port closed<sup>1</sup>.",
    ],
)
def test_the_number_of_a_source_is_no_figure_of_the_sentence(source: str) -> None:
    (said,), _ = statements(read_finished(source, "markdown").text)
    assert said.text == "The port closed."


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("At least [12](https://x.example) ships.", "At least 12 ships."),
        ("Over 10 m<sup>2</sup>.", "Over 10 m2."),
        ("Over 10<sup>6</sup> fish.", "Over 10^6 fish."),
    ],
)
def test_a_figure_that_is_a_link_or_an_exponent_stays_one(source: str, shown: str) -> None:
    assert seen(source) == shown


def test_code_that_names_its_language_is_set_aside_and_named() -> None:
    found = read_finished("It fell.\n\n```python\ntoll = 162\n```\n", "markdown")
    assert found.text.strip() == "It fell."
    assert found.code == ("python code: toll = 162",)


PAGE = """<!DOCTYPE html><html><head><title>The toll is 1</title><style>.x { display: none }</style></head>
<body><h1>Toll &amp; more</h1><p>At <b>least</b> 12
ships.<p class="x">Hidden 13.</p><script>var toll = 14</script>
<table><tr><th>What</th><th>Number</th></tr><tr><td>ships</td><td><p>12</p></td></tr></table></body></html>"""


def test_of_a_page_only_the_visible_words_are_read() -> None:
    assert seen(PAGE, "html") == (
        "Toll & more\n\nAt least 12 ships.\n\n| What | Number |\n|---|---|\n| ships | 12 |"
    )


def test_a_table_in_a_table_is_part_of_its_cell_and_a_row_without_cells_is_text() -> None:
    inner = "<table><tr><td>12</td><td>13</td></tr></table>"
    assert seen(f"<table><tr><td>Orrin<br>north {inner}</td></tr></table>", "html") == "| Orrin north 12 13 |"
    assert seen("<table><tr>Twelve died.</tr></table>", "html") == "Twelve died."
    assert read_finished("", "html").text == ""


def test_a_page_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(Unusable, match="nested too deeply"):
        read_finished("<div>" * 5000 + "words", "html")


def test_every_sentence_knows_where_it_stands_in_the_file() -> None:
    source = "# Toll\n\nThe **162** people\n&amp; more died, [the port](http://x.example/died) fell.\n"
    found = read_finished(source, "markdown")
    (said,) = (s for s in statements(found.text)[0] if "162" in s.text)
    start, end = found.span(said.start, said.end)
    assert source[start:end] == source[8:-1]
    page = read_finished(PAGE, "html")
    (said,) = (s for s in statements(page.text)[0] if "least" in s.text)
    start, end = page.span(said.start, said.end)
    assert PAGE[start:end] == "At <b>least</b> 12\nships."


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.md", "<html>", "markdown"),
        ("a.b/A.HTML", "words", "html"),
        ("notes.txt", "# words", "text"),
        ("", "Some **words**.", "markdown"),
        ("answer", "\n<!doctype html><p>", "html"),
        ("", "<!-- made --> <html>", "html"),
    ],
)
def test_a_text_is_told_by_its_ending_else_by_its_look(name: str, text: str, form: str) -> None:
    assert form_of(name, text) == form


def test_a_plain_text_is_taken_as_it_is() -> None:
    assert read_finished("a  *b*\n", "text") == Finished("a  *b*\n")
    assert Finished("abc").span(1, 2) == (1, 2)


BITS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<![CDATA[",
        "<!--",
        "-->",
        "&amp;",
        "&T",
        "&",
        "[1]",
        "[1]:x",
        "**a**",
        "`b`",
        "|",
        ">",
        "-",
        "1.",
        "```",
        "<sup>",
        "</sup>",
        "<table>",
        "<td>",
        "</td>",
        "</table>",
        "<style>",
        "</style>",
        "<script>",
        "\\*",
        "![a](b)",
        "<br>",
        "\ue000",
        "\ue001",
        "é",
        "12",
        "\n",
        "\n\n",
        "",
        "",
    ]
)


@given(st.lists(BITS, max_size=25).map("".join), st.sampled_from(["markdown", "html"]))
def test_whatever_comes_is_read_and_its_places_lie_in_the_file(text: str, form: Form) -> None:
    try:
        found = read_finished(text, form)
    except Unusable:
        return
    assert found.places is not None
    assert len(found.places) == len(found.text)
    assert all(-1 <= place <= len(text) for place in found.places)


WORD = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
RUN = st.tuples(WORD, st.sampled_from(["{}", "**{}**", "*{}*", "`{}`", "[{}](http://x.example/{})"])).map(
    lambda pair: pair[1].replace("{}", pair[0])
)


@given(st.lists(RUN, min_size=1, max_size=12).map(" ".join))
def test_each_word_of_a_paragraph_is_found_again_at_its_place(text: str) -> None:
    found = read_finished(text, "markdown")
    assert found.places is not None
    for character, place in zip(found.text, found.places, strict=True):
        assert place < 0 or character.isspace() or text[place] == character
