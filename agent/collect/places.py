"""Notes of where text stands in a file, set in front of each run of it before the file is taken apart.

A note is a number between two characters that mean nothing anywhere (Unicode's private use), so that it comes
through a parser unharmed. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

NOTE = re.compile("\ue000(?P<place>[0-9a-f]+)\ue001")
_FRONT_MATTER = re.compile(r"---\n.*?\n(?:---|\.\.\.)[ \t]*(?=\n|$)", re.DOTALL)
_DESTINATION = re.compile(
    r"\](?:\(\s*(?:<[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)"
    r"|(?P<reference>\[[^\[\]]*\]))?"
)
_IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*")
_NUMBER = re.compile(r"\^?\d{1,3}")

Place = Callable[[int], int]
"""Position in a piece of text → position in the file."""


def note(place: int) -> str:
    """Return the note of a place."""
    return f"\ue000{place:x}\ue001"


def noted_html(source: str, place: Place = lambda at: at) -> str:
    """Return a page with a note in front of every run of its text; the rest stays as it is."""
    parts, done = [], 0
    for at in _Runs(source).starts:
        parts += [source[done:at], note(place(at))]
        done = at
    return "".join([*parts, source[done:]])


class _Runs(HTMLParser):
    """Finds where runs of text begin in a page."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.starts: list[int] = []
        self._lines = _line_starts(source)
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        """Take a run; one of white space alone says nothing and may stand where text must not."""
        if self.cdata_elem is None and data.strip():
            self._begin(len(data) - len(data.lstrip()))

    def handle_entityref(self, name: str) -> None:
        """Take a character that is written by its name."""
        self._begin()

    def handle_charref(self, name: str) -> None:
        """Take a character that is written by its number."""
        self._begin()

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over what begins with `<![` as browsers do; the base class stumbles over most of it."""
        return self.parse_bogus_comment(i)

    def _begin(self, after: int = 0) -> None:
        line, column = self.getpos()
        self.starts.append(self._lines[line - 1] + column + after)


def noted_markdown(source: str) -> str:
    """Return Markdown as the body of a page, with a note in front of every run of its text."""
    from markdown_it import MarkdownIt

    found = _FRONT_MATTER.match(source)
    if found:  # keeps its place, and says nothing
        source = re.sub(r"[^\n]", " ", found[0]) + source[found.end() :]
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    reader.disable("text_join")  # else escapes and entities are one with the text around them
    tokens = reader.parse(source)
    lines = _line_starts(source)
    row = _Cursor(0, 0)
    for token in tokens:
        if token.map is None:
            continue
        if token.type == "inline":
            place = _content_place(source, lines, token, row)
            _note_inline(token, place)
        elif token.type in ("fence", "code_block", "html_block"):
            _note_block(source, lines, token)
    rendered: str = reader.renderer.render(tokens, reader.options, {})
    return rendered


class _Cursor:
    """Where the last cell of a table's row ended: several share one line."""

    def __init__(self, line: int, at: int) -> None:
        self.line, self.at = line, at


def _content_place(source: str, lines: Sequence[int], token: Token, cursor: _Cursor) -> Place:
    """Return where the characters of a paragraph, heading or cell stand in the file."""
    first = token.map[0] if token.map else 0
    at = cursor.at if cursor.line == first else lines[first]
    begins: list[tuple[int, int]] = []
    inside = 0
    for line in token.content.split("\n"):
        written = (line.rstrip(), line.rstrip().replace("|", r"\|"))  # as it stands in a cell
        at = next((found for text in written if (found := source.find(text, at)) >= 0), at)
        begins.append((inside, at))
        inside += len(line) + 1
        at += len(line.rstrip())
    cursor.line, cursor.at = first, at

    def place(position: int) -> int:
        start, where = next(pair for pair in reversed(begins) if pair[0] <= position)
        return where + position - start

    return place


def _note_inline(token: Token, place: Place) -> None:
    content, at = token.content, 0
    children = token.children or []
    for number, child in enumerate(children):
        if child.type in ("text", "text_special", "code_inline"):
            written = child.markup if child.type == "text_special" else child.content
            begin = content.find(child.markup, at) + len(child.markup) if child.type == "code_inline" else at
            found = max(content.find(written, begin), begin)
            at = found + len(written) + (len(child.markup) if child.type == "code_inline" else 0)
            child.content = note(place(min(found, max(0, len(content) - 1)))) + child.content
            child.type = "text" if child.type == "text_special" else child.type
        elif child.type == "link_close":
            at = _past_link(content, at, children[:number])
        elif child.type == "image":
            at = _past_image(content, at)
        else:
            at = _past_mark(content, at, child)


def _past_link(content: str, at: int, before: Sequence[Token]) -> int:
    """Return where a link ends; one that is only the number of a source gets its brackets back."""
    found = _DESTINATION.match(content, at)
    text = before[-1] if before else None
    bare = found is not None and found.end() == at + 1
    if bare and text is not None and text.type == "text" and _NUMBER.fullmatch(NOTE.sub("", text.content)):
        text.content = f"[{text.content}]"
    return found.end() if found else at


def _past_image(content: str, at: int) -> int:
    found = _IMAGE.search(content, at)
    end = _DESTINATION.match(content, found.end()) if found else None
    return end.end() if end else at


def _past_mark(content: str, at: int, child: Token) -> int:
    """Return where a mark of emphasis, a tag or the end of a line is over."""
    mark = {"softbreak": "\n", "hardbreak": "\n", "html_inline": child.content}.get(child.type, child.markup)
    found = content.find(mark, at) if mark and child.type != "link_open" else -1
    return found + len(mark) if found >= 0 else at


def _note_block(source: str, lines: Sequence[int], token: Token) -> None:
    """Note the lines of code or of a page in the text; each is the end of a line of the file."""
    first = (token.map[0] if token.map else 0) + (token.type == "fence")
    begins = []
    inside = 0
    for number, line in enumerate(token.content.splitlines(keepends=True), first):
        end = lines[number + 1] - 1 if number + 1 < len(lines) else len(source)
        begins.append((inside, max(lines[min(number, len(lines) - 1)], end - len(line.rstrip("\n")))))
        inside += len(line)

    def place(position: int) -> int:
        start, where = next((pair for pair in reversed(begins) if pair[0] <= position), (0, 0))
        return where + position - start

    if token.type == "html_block":
        token.content = noted_html(token.content, place)
    else:
        token.content = "".join(_noted_lines(token.content, place))


def _noted_lines(content: str, place: Place) -> Iterator[str]:
    at = 0
    for line in content.splitlines(keepends=True):
        yield note(place(at)) + line if line.strip() else line
        at += len(line)


def _line_starts(source: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", source))]
