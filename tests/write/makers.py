"""A small invented story for the writer: several outlets on a dam, and one about something else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from agent.text.sentences import sentences
from agent.types import Article, DraftSection, Evidence, Plan, PlanSection
from tests.makers import NOW, make_article, make_evidence


def evidence_of(*articles: Article) -> list[Evidence]:
    """Return every sentence of the articles, numbered."""
    found: list[Evidence] = []
    for article in articles:
        for span in sentences(article.text):
            text = article.text[span.start : span.end]
            found.append(make_evidence(article, text, len(found) + 1))
    return found


def told(
    key: str, outlet: str, text: str, *, days_ago: float = 0, headline: str = "Dam at Orrin gives way"
) -> Article:
    """Return an article of an outlet, published so many days before now."""
    return make_article(
        key, text, publisher=outlet, headline=headline, published=NOW - timedelta(days=days_ago)
    )


def plan(*keys: str, most: int = 5, least: int = 1, max_words: int = 900) -> Plan:
    """Return a plan of sections with these keys."""
    return Plan(
        name="test",
        language="en",
        max_words=max_words,
        sections=tuple(
            PlanSection(
                key=key,
                heading=None if key in {"lead", "title", "themes"} else key.title(),
                asks="What about the reservoir and its water?",
                kinds=("reported",),
                min=0 if key == "title" else least,
                max=most,
            )
            for key in keys
        ),
    )


def dam() -> list[Article]:
    """Return five outlets' reports on a dam."""
    return [
        told(
            "a",
            "Orrin Post",
            "The Orrin dam in Vellmark gave way on Monday and flooded three villages below the reservoir. "
            "Engineer Ida Brandt said the dam could fail again if the rain goes on. "
            "The Orrin dam was built in 1931 by the province of Vellmark.",
        ),
        told(
            "b",
            "Vellmark Radio",
            "Rescuers in Vellmark brought 340 villagers below the Orrin dam to safety by Monday night. "
            "Parliament will debate the Orrin dam on Friday, February 6. "
            "She called it a miracle.",
        ),
        told(
            "c",
            "Northern Wire",
            "Insurers put the damage from the Orrin dam at 80 million crowns. "
            "Vellmark's prosecutor opened an investigation into the company that runs the Orrin dam.",
        ),
        told(
            "d",
            "Coast Courier",
            "Inspectors had found cracks in the Orrin dam in 2019, according to a report by the province. "
            "Hydrologist Per Aas warned that the Orrin reservoir may stay empty for years.",
            days_ago=12,
        ),
        told(
            "e",
            "Daily Lantern",
            "Farmers below the Orrin dam lost 900 sheep in the flood. "
            "The army sent soldiers with boats to the Orrin dam on Tuesday.",
        ),
    ]


def texts(sections: Sequence[DraftSection]) -> list[str]:
    """Return the sentences of drafted sections."""
    return [claim.text for section in sections for claim in section.claims]
