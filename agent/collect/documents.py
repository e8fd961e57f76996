"""Text and Markdown files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agent.collect.outcome import Unusable
from agent.collect.rows import Fields

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_HEADLINE = 200
_MOST_FRONT_MATTER = 20_000
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "pre", "blockquote", "div"})


def read_document(data: bytes, ending: str) -> Fields:
    """Return what a file says.

    Args:
        data: Its content.
        ending: `.txt` or `.md`.

    Raises:
        Unusable: it is not UTF-8, or has nothing to read.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable("it is not UTF-8 text") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _markdown(text) if ending == ".md" else _plain(text)


def _plain(text: str) -> Fields:
    """Take a first line that a blank line follows for the headline."""
    first, _, rest = text.lstrip("\ufeff\n").partition("\n")
    if rest.startswith("\n") and rest.strip() and 0 < len(first.strip()) <= _MOST_HEADLINE:
        return Fields(text=rest, headline=first)
    return Fields(text=text)


def _markdown(source: str) -> Fields:
    """Take the front matter for what it says, and of the rest what a reader of the rendered text sees."""
    said, body = _front_matter(source)
    headline, text = _rendered(body)
    return Fields(
        text=text,
        headline=_word(said, "headline") or _word(said, "title") or headline,
        publisher=_word(said, "publisher"),
        url=_word(said, "url"),
        external_id=_word(said, "id"),
        authors=_words(said.get("authors", said.get("author"))),
        published=_word(said, "published") or _word(said, "date"),
        modified=_word(said, "modified"),
        language=_word(said, "language"),
    )


def _front_matter(source: str) -> tuple[dict[str, Any], str]:
    if not source.startswith("---\n"):
        return {}, source
    end = source.find("\n---", 3, _MOST_FRONT_MATTER)
    if end < 0:
        return {}, source
    import frontmatter
    import yaml

    try:
        said, _ = frontmatter.parse(f"{source[: end + 4]}\n")
    except yaml.YAMLError as error:
        raise Unusable(f"its front matter is not YAML: {' '.join(str(error).split())[:200]}") from None
    return dict(said), source[end + 4 :].lstrip("-")


def _rendered(body: str) -> tuple[str, str]:
    """Return the first heading, if the text opens with it, and the visible text below it."""
    from lxml.html import document_fromstring
    from markdown_it import MarkdownIt

    from agent.collect.visible import keep_visible

    page = document_fromstring(
        f"<html><body>{MarkdownIt('commonmark', {'html': True}).enable('table').render(body)}</body></html>"
    )
    keep_visible(page)
    blocks = [block for block in page.iter(*_BLOCKS) if next(block.iterchildren(*_BLOCKS), None) is None]
    lines = [(block.tag, _text(block, " " if block.tag == "tr" else "")) for block in blocks]
    headline = lines.pop(0)[1] if lines and lines[0][0] == "h1" else ""
    return headline, "\n\n".join(text for _, text in lines if text)


def _text(block: _Element, between: str) -> str:
    return between.join(str(part) for part in block.itertext()).strip()


def _word(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value)


def _words(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(str(name) for name in values if isinstance(name, str | int))
