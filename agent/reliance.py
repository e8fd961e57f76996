"""What a briefing relies on: its numbered sources, and what they leave blind. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from agent.types import Article, BlindSpots, Citation, Claim, SourceEntry


def sources_of(
    citations: Iterable[Citation], articles: Mapping[str, Article], behind: Mapping[str, str]
) -> tuple[SourceEntry, ...]:
    """Return the cited articles, numbered in the order in which they are first cited.

    `behind` holds what ties an article to another outlet, by id.
    """
    cited = dict.fromkeys(c.article_id for c in citations)
    return tuple(
        SourceEntry(
            number=number,
            article_id=name,
            content_hash=articles[name].content_hash,
            publisher=articles[name].publisher,
            title=articles[name].headline,
            published=articles[name].published,
            url=articles[name].url,
            origin=behind.get(name, ""),
        )
        for number, name in enumerate(cited, 1)
    )


def blind_spots_of(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    silent: Sequence[str],
    unheard: Sequence[str] = (),
) -> BlindSpots:
    """Return what the sentences rest on that cite something.

    Args:
        claims: The sentences.
        articles: Those that are cited, by id.
        silent: Outlets that told nothing of it.
        unheard: Countries of these of which no outlet is cited.
    """
    claims = [claim for claim in claims if claim.kind != "measured"]
    outlets = [{articles[c.article_id].publisher for c in claim.citations} for claim in claims]
    counted = Counter(outlet for names in outlets for outlet in sorted(names))  # ties by name
    top, most = counted.most_common(1)[0] if counted else ("", 0)
    cited = {c.article_id for claim in claims for c in claim.citations}
    return BlindSpots(
        silent=tuple(sorted(silent)),
        unheard=tuple(sorted(unheard)),
        single_outlet_share=sum(len(names) == 1 for names in outlets) / max(1, len(outlets)),
        top_outlet=top,
        top_outlet_share=most / max(1, len(outlets)),
        undated=sum(articles[name].published is None for name in cited),
    )
