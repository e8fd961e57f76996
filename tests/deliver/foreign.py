"""The hand-made briefing with something hostile in every field that comes from outside."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from agent.types import Briefing
from tests.deliver.makers import flood_briefing

FIXED = {
    "article_id", "content_hash", "claim_id", "kind", "label", "type", "reason", "check", "created", "as_of",
    "published", "since", "until", "url",
}  # fmt: skip
"""Ids and enumerations that no page shows, and dates; addresses have tests of their own."""

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><iframe src='javascript:alert(1)'></iframe>",
    "' onmouseover='alert(1)' x='",
    "</title><script>alert(1)</script>",
    "</style><style>@import 'http://evil.example/x.css';</style>",
    "<!-- --><base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;b&#x3e;",
    "]]><math><mtext></p><style><img title='</style><img src=x onerror=alert(1)>'>",
)
TEMPLATES = (
    "{{ 7*7 }}{{ self }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{0.__class__} {page} %(page)s ${7*7} #{7*7} <%= 7*7 %>",
)
MARKDOWN = (
    "![x](http://evil.example/p.png)",
    "[press](javascript:alert(1)) [ref][1] [1]: http://evil.example",
    "<http://evil.example> http://evil.example https://evil.example www.evil.example me@evil.example",
    "# heading",
    "- item",
    "1. item",
    "1) item",
    "> quote",
    "---",
    "===",
    "```js",
    "~~~",
    "| a | b |",
    "*a* _b_ **c** ~~d~~ `e`",
    "&amp; &#60; &copy;",
    "\\<b>\\</b> \\",
    "[^1] [ ] [x]",
    "first\n\n# second\n\n<b>third</b>",
)
PAYLOADS = MARKUP + TEMPLATES + MARKDOWN


def poisoned(payload: str) -> Briefing:
    """Return the briefing with the payload as, and at the end of, every shown string."""
    return Briefing.model_validate(_fill(flood_briefing().model_dump(), payload))


def _fill(value: Any, payload: str, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _fill(inner, payload, key) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_fill(inner, payload, name) for inner in value]
    return payload if isinstance(value, str) and name not in FIXED else value


class Skeleton(HTMLParser):
    """The tags of a document with their attributes' names, and what a reader would see."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, ...]] = []
        self.values: list[tuple[str, str, str | None]] = []
        self.text = ""
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.values += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment",))

    def handle_data(self, data: str) -> None:
        self.text += data
