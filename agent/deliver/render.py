"""Briefing → a file, in one of five formats. Pure: the same briefing gives the same bytes."""

from __future__ import annotations

from datetime import tzinfo
from typing import Literal

from agent.text.safe import json_safe
from agent.types import Briefing

Format = Literal["md", "html", "json", "text"]


def render(briefing: Briefing, format: Format, timezone: tzinfo) -> str:
    """Return the briefing in a format, ending in a newline; dates are shown in the given zone.

    JSON is the record itself, with instants as they are kept. Nothing a source wrote is ever a template,
    markup or a control sequence in what comes back.
    """
    if format == "json":
        return json_safe(briefing.model_dump_json(indent=2)) + "\n"
    from agent.deliver.view import page

    shown = page(briefing, timezone)
    if format == "md":
        from agent.deliver.markdown import markdown

        return markdown(shown)
    if format == "html":
        from agent.deliver.html import html

        return html(shown)
    from agent.deliver.plain import plain

    return plain(shown)


def render_docx(briefing: Briefing, timezone: tzinfo) -> bytes:
    """Return the briefing as a file for word processors; dates are shown in the given zone."""
    from agent.deliver.view import page
    from agent.deliver.word import docx

    return docx(page(briefing, timezone), briefing.created)
