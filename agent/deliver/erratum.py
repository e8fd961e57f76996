"""Corrections → what one recipient gets: what they were told, what it rested on, and what stands there now.

Pure. What sources wrote loses its control characters here, and goes into the template as escaped values only.
"""

from __future__ import annotations

import json
from datetime import tzinfo

from agent.deliver import words
from agent.deliver.html import document
from agent.deliver.links import web_link
from agent.deliver.plain import WIDTH, wrapped
from agent.text.safe import json_safe, one_line
from agent.types import Correction, Digest, Edition, Issue

GONE = "Nothing like it stands there now."
_SUBJECT = 180


def erratum(digest: Digest, edition: Edition, zone: tzinfo) -> Issue:
    """Return an edition that corrects earlier ones.

    Args:
        digest: The order.
        edition: The edition, with what it corrects.
        zone: In which dates are shown.
    """
    title = f"Correction: {one_line(digest.title)}"
    number = len(edition.corrects)
    sentences = "a sentence rests" if number == 1 else f"{number} sentences rest"
    lead = f"What {sentences} on that you got from “{one_line(digest.title)}” has changed or is gone."
    lines = [_line(one) for one in edition.corrects]
    foot = f"Digest {digest.id}, {edition.key}. It is sent once to everybody who got one of these editions."
    when = words.instant(edition.at, zone)
    return Issue(
        digest_id=digest.id,
        edition=edition.key,
        title=one_line(digest.title),
        subject=f"{title}, {words.day(edition.at, zone)}"[:_SUBJECT],
        at=edition.at,
        text=_text(title, when, lead, lines, foot),
        html=document("erratum.html.j2", (), None, title=title, when=when, lead=lead, lines=lines, foot=foot),
        data=_data(digest, edition),
    )


def _line(one: Correction) -> dict[str, str]:
    link = web_link(one.url)
    return {
        "text": one_line(one.text),
        "then": one_line(f"{one.publisher}: “{one.quote}”"),
        "now": one_line(f"“{one.now}”" if one.now else one.gone or GONE),
        "headline": one_line(one.headline) or one_line(one.publisher),
        "href": link.href if link else "",
        "editions": one_line(", ".join(one.editions)),
    }


def _text(title: str, when: str, lead: str, lines: list[dict[str, str]], foot: str) -> str:
    blocks = [f"{title}\n{'=' * min(len(title), WIDTH)}", when, wrapped(lead)]
    for line in lines:
        told = [
            wrapped(line["text"], "* ", "  "),
            wrapped(f"Then: {line['then']}", "    ", "    "),
            wrapped(f"Now: {line['now']}", "    ", "    "),
            wrapped(f"{line['headline']}; in the editions {line['editions']}", "    ", "    "),
            *([f"    {line['href']}"] if line["href"] else []),
        ]
        blocks.append("\n".join(told))
    return "\n\n".join([*blocks, "-" * WIDTH, wrapped(foot)]) + "\n"


def _data(digest: Digest, edition: Edition) -> str:
    held = {
        "schema_version": 1,
        "kind": "correction",
        "digest": {"id": digest.id, "title": digest.title},
        "edition": edition.key,
        "at": edition.at.isoformat(),
        "corrects": [one.model_dump(mode="json") for one in edition.corrects],
    }
    return json_safe(json.dumps(held, ensure_ascii=False, indent=1)) + "\n"
