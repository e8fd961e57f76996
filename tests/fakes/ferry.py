"""A small library on one invented accident, and the briefing that a writer of given lines gets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from agent.brief import Kit, brief
from agent.prompts import Profile
from agent.publish import Stock
from agent.retrieve.library import Library
from agent.types import Article, Briefing, ClaimKind, Plan, PlanSection
from tests.fakes.lexical import LexicalChecker
from tests.fakes.library import ListLibrary
from tests.fakes.writer import Line, ScriptedWriter
from tests.makers import NOW, make_article, make_request

TOLL = "At least 52 people were killed when the ferry Alba sank off Port Marren on 30 January."
QUOTE = "“We heard one long scrape and then nothing,” said Ines Okoro, the harbour pilot."
CAUSE = "The coastguard has opened an inquiry into the pumps of the ferry Alba."
PILOT = "Ines Okoro, the harbour pilot, called for help when the ferry Alba scraped along the bar."
OTHER = "The coastguard opened an inquiry into the ferry Alba and its pumps on Sunday."
OLD_TITLE = "At least 40 killed on the ferry Alba off Port Marren"
STALE = "The sinking of the ferry Alba off Port Marren has killed at least 40 people."
SECOND = "The coastguard said that 52 passengers died when the ferry Alba sank near Port Marren."

REPORTED: tuple[ClaimKind, ...] = ("reported",)
JUDGED: tuple[ClaimKind, ...] = ("reported", "assessment", "measured")
PLAN = Plan(
    name="short",
    language="en",
    max_words=400,
    sections=tuple(
        PlanSection(key=key, heading=None, asks="What happened?", kinds=kinds, min=0, max=9)
        for key, kinds in (
            ("title", REPORTED),
            ("lead", REPORTED),
            ("themes", REPORTED),
            ("implications", JUDGED),
        )
    ),
)
PROFILE = Profile(plan=PLAN, hash="0" * 64, guidance="")


def world() -> list[Article]:
    """Return four articles of four outlets on one accident."""
    day = timedelta(days=1)
    return [
        make_article("a", f"{TOLL} {QUOTE}", publisher="Wire", headline="Ferry toll up", published=NOW - day),
        make_article("b", f"{CAUSE} {PILOT}", publisher="Post", headline="Pumps", published=NOW - day),
        make_article("c", f"{OTHER} {SECOND}", publisher="Herald", headline="Inquiry opens", published=NOW),
        make_article("d", STALE, publisher="Echo", headline=OLD_TITLE, published=NOW - 4 * day),
    ]  # fmt: skip


def written(
    *lines: Line, title: str = "", heading: str = "", key: str = "lead", articles: Sequence[Article] = ()
) -> Briefing:
    """Return the briefing a writer of these lines gets."""
    shelf = ListLibrary(articles or world())
    writer = ScriptedWriter(*lines, title=title, heading=heading, key=key)
    return brief(make_request(), PROFILE, kit(shelf, writer), NOW)


def kit(shelf: ListLibrary, writer: ScriptedWriter) -> Kit:
    outlets = tuple(sorted({a.publisher for a in shelf.articles} | {"Silent Star"}))
    stock = Stock(articles=len(shelf.articles), outlets=outlets)
    return Kit(library=cast(Library, shelf), writer=writer, checker=LexicalChecker(), stock=lambda _: stock)


def delivered(made: Briefing) -> list[str]:
    return [claim.text for section in made.sections for claim in section.claims]
