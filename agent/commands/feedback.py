"""What people think of sentences, as cases that the suites can measure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.opening import opened_store
from agent.commands.output import must_be_writable, write_out
from agent.guard import say
from agent.text.safe import json_safe

if TYPE_CHECKING:
    from agent.types import Briefing, Opinion


def run_feedback_export(out: Path | None, home: Path | None) -> int:
    """Print a row for each opinion: claim, passages, and the label that follows from what was thought."""
    from agent.store import all_opinions

    must_be_writable(out)
    with opened_store(home) as (_, store):
        found = [_row(n, opinion, briefing) for n, (opinion, briefing) in enumerate(all_opinions(store), 1)]
    rows = [row for row in found if row is not None]
    if rows or out is not None:
        write_out("\n".join(json_safe(json.dumps(row, ensure_ascii=False)) for row in rows), out)
    say(f"{len(rows)} cases; put the file into a folder `probes` for `aletheia eval probes --data`.")
    return 0


def _row(number: int, opinion: Opinion, briefing: Briefing) -> dict[str, Any] | None:
    """Return a row as the suite `probes` reads it; None where the sentence was measured and cites nothing."""
    claim = next((one for one in briefing.claims() if one.id == opinion.claim_id), None)
    if claim is None or not claim.citations:
        return None
    sources = {source.article_id: source for source in briefing.sources}
    passages = []
    for n, citation in enumerate(claim.citations, 1):
        source = sources.get(citation.article_id)
        published = source.published if source is not None else None
        passages.append(
            {
                "id": f"p{n}",
                "publisher": source.publisher if source is not None else "",
                "published": published.isoformat() if published is not None else "",
                "text": citation.quote,
            }
        )
    return {
        "id": f"f{number:04}",
        "claim": claim.text,
        "passages": passages,
        "cites": [passage["id"] for passage in passages],
        "label": "supported" if opinion.kind == "useful" else "not_enough_info",
        "class": f"feedback_{opinion.kind}",
        "words": opinion.words,
        "briefing": opinion.briefing_id,
        "version": opinion.version,
    }
