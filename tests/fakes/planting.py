"""A small newsroom on one invented accident, and copies of its articles with a changed toll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from agent.brief import brief
from agent.types import Article, Briefing, Request
from agent.write.extract import ExtractiveWriter
from tests.fakes.ferry import PROFILE, kit
from tests.fakes.library import ListLibrary
from tests.fakes.writer import Line, ScriptedWriter
from tests.makers import NOW, make_article
from tests.write.makers import plan

QUESTION = "What happened to the ferry Alba off Port Marren?"
RIGHT, PLANTED = "52", "71"
TOLL = f"At least {RIGHT} people were killed when the ferry Alba sank off Port Marren on Sunday."
SECOND = f"The coastguard of Port Marren said that {RIGHT} passengers of the ferry Alba had died."
CARGO = "Customs officers of Port Marren found that the ferry Alba carried 300 crates of rifles."
CARGO_TITLE = "Ferry Alba off Port Marren carried 300 crates of rifles"
"""A planted figure that nobody contests."""
_REPORTS = (
    (
        "Post",
        "Ferry Alba sinks off Port Marren",
        f"{TOLL} The ferry Alba had left the island of Sorn before dawn with a full deck of lorries. "
        "Fishermen off Port Marren saw the ferry Alba list and steered towards it.",
    ),
    (
        "Herald",
        "Coastguard ends its search for the ferry Alba",
        f"{SECOND} Its boats searched the bar off Port Marren through the night and found nobody else alive "
        "from the ferry Alba.",
    ),
    (
        "Echo",
        "Families wait for news of the ferry Alba",
        "Families of the passengers of the ferry Alba waited on the quay of Port Marren for a third day. "
        "The mayor of Port Marren opened the town hall to them.",
    ),
    (
        "Gazette",
        "Owners of the ferry Alba silent on pumps",
        "The owners of the ferry Alba have not answered questions about its pumps. "
        "Inspectors had found water in the engine room of the ferry Alba in the spring.",
    ),
    (
        "Radio Sorn",
        "Sorn cut off after the loss of the ferry Alba",
        "The island of Sorn has had no fresh food since the ferry Alba sank off Port Marren. "
        "A navy ship will take over the line to Sorn on Friday.",
    ),
)
_WINDS = ["North", "South", "East", "West", "Upper", "Lower", "Inner", "Outer", "Old", "New"]


def newsroom(*, agency: bool = False) -> list[Article]:
    """Return five outlets' reports; with `agency` both that give the toll have it from one agency."""
    day = timedelta(days=1)
    credit = "\n\nReporting by Vellmark Wire" if agency else ""
    return [
        make_article(
            f"true{n}",
            text + (credit if RIGHT in text else ""),
            publisher=outlet,
            headline=headline,
            published=NOW - day,
        )
        for n, (outlet, headline, text) in enumerate(_REPORTS)
    ]


def copies(number: int, *, owner: str = "", value: str = PLANTED, more: str = "") -> list[Article]:
    """Return newer copies of the first report with another toll: of one owner, or each of another outlet.

    With `more` the toll is the right one, and a sentence is added.
    """
    text = _REPORTS[0][2]
    return [
        make_article(
            f"planted{n}",
            f"{text} {more}" if more else text.replace(f"At least {RIGHT}", value),
            publisher=owner or f"{_WINDS[n]} Mirror",
            headline=CARGO_TITLE if more else f"Ferry Alba off Port Marren: {value} killed",
            published=NOW - timedelta(hours=n),
        )
        for n in range(number)
    ]


def extracted(articles: Sequence[Article]) -> Briefing:
    """Return the briefing of the writer without a model."""
    sections = plan("title", "lead", "background", "developments", "themes", "conclusion", most=4)
    parts = kit(ListLibrary(articles), ScriptedWriter())
    parts = replace(parts, writer=ExtractiveWriter())
    return brief(Request(question=QUESTION), replace(PROFILE, plan=sections), parts, NOW)


def composed(articles: Sequence[Article], *lines: Line, key: str = "lead", title: str = "") -> Briefing:
    """Return the briefing of a writer that writes these lines into one section, under a title."""
    sections = plan("title", "lead", "background", "themes", "implications", most=9)
    judged = sections.sections[-1].model_copy(update={"kinds": ("reported", "assessment")})
    sections = sections.model_copy(update={"sections": (*sections.sections[:-1], judged)})
    writer = ScriptedWriter(*lines, title=title, key=key)
    parts = kit(ListLibrary(articles), writer)
    return brief(Request(question=QUESTION), replace(PROFILE, plan=sections), parts, NOW)


def in_front(made: Briefing) -> str:
    """Return what stands where a reader looks first, conclusions included."""
    first = [claim.text for s in made.sections if s.key in ("lead", "conclusion") for claim in s.claims]
    opens = [s.claims[0].text for s in made.sections if s.key == "background"]
    judged = [c.text for s in made.sections for c in s.claims if c.kind == "assessment"]
    headings = [s.heading for s in made.sections]
    return " | ".join([made.title, *headings, *first, *opens, *judged])
