"""Pages of briefings: the form for a new one, the list, one with its passages beside it, the same printed.

A marker in the text is a link to its passage in the list of sources, which stands beside the text where there
is room; `static/briefing.js` opens it there, or below the sentence on a phone, and nothing needs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from agent.deliver import pictures, words
from agent.deliver.around import around
from agent.deliver.parts import Page
from agent.deliver.view import page
from agent.errors import NotFound
from agent.prompts import load_profile, profile_names
from agent.store import Opinions, Published, Shares
from agent.types import BriefCall, Briefing, Opinion
from agent.web.access import Visitor
from agent.web.api_briefings import export
from agent.web.briefs import begin_briefing
from agent.web.house import House, house_of, visitor_of
from agent.web.showing import PAGE, shown
from agent.web.turns import finished

briefing_pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]


@briefing_pages.get("/briefings")
def briefings(
    request: Request,
    house: Housed,
    visitor: Visiting,
    question: Annotated[str, Query(max_length=2_000)] = "",
    since: Annotated[str, Query(max_length=40)] = "",
    before: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Show the form for a new briefing, filled in as far as a link says, and the visitor's briefings."""
    settings = house.settings
    names = profile_names(settings.profiles_folder)
    kept = house.store.briefings(visitor.owner, PAGE + 1, before)
    return shown(
        request,
        "briefings.html.j2",
        question=question,
        since=since,
        plans=[load_profile(name, settings.profiles_folder).plan for name in names],
        usual=settings.profile,
        briefings=kept[:PAGE],
        more=len(kept) > PAGE,
    )


@briefing_pages.post("/briefings")
async def order(
    house: Housed,
    visitor: Visiting,
    question: Annotated[str, Form(min_length=1, max_length=2_000)],
    profile: Annotated[str, Form(max_length=200)] = "",
    since: Annotated[str, Form(max_length=40)] = "",
    until: Annotated[str, Form(max_length=40)] = "",
    as_of: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Write a briefing, and show it: for browsers without a script."""
    call = BriefCall(
        question=question,
        profile=profile or None,
        since=since or None,
        until=until or None,
        as_of=as_of or None,
    )
    job = await begin_briefing(house, visitor.owner, call)
    try:
        made = await finished(job)
    finally:
        job.stop()
    return RedirectResponse(f"/briefings/{made.id}", 303)


Version = Annotated[int | None, Query(ge=1)]
Editing = Annotated[int, Query(ge=0)]
FORMS_AT_ONCE = 40
"""Sentences up to which each has its forms on the page; of a longer briefing they come one by one."""


@briefing_pages.get("/briefings/{briefing_id}")
def briefing(
    briefing_id: str,
    request: Request,
    house: Housed,
    visitor: Visiting,
    version: Version = None,
    edit: Editing = 0,
) -> Response:
    """Show a briefing, as it is now or as it was in a version; with the forms of a sentence where asked."""
    return briefing_page(request, briefing_id, version, editing=edit)


@briefing_pages.get("/briefings/{briefing_id}/print")
def to_print(
    briefing_id: str, request: Request, house: Housed, visitor: Visiting, version: Version = None
) -> Response:
    """Show a briefing as it is printed, or put into a PDF."""
    return briefing_page(request, briefing_id, version, printed=True)


briefing_pages.add_api_route("/briefings/{briefing_id}/export", export, methods=["GET"])


@dataclass(frozen=True)
class Told:
    """What is said on the page of a briefing about something that was just sent from it."""

    why: tuple[str, ...]
    """Why it was refused, a sentence each."""
    sentence: int = 0
    """The sentence it is about; 0 for the briefing as a whole."""
    text: str = ""
    """The text that was sent for it."""


NOTHING = Told(())


def briefing_page(
    request: Request,
    briefing_id: str,
    version: int | None = None,
    printed: bool = False,
    told: Told = NOTHING,
    editing: int = 0,
) -> Response:
    """Return the page of a briefing, which only its owner may change, and only as it is now.

    Args:
        request: What was asked.
        briefing_id: The briefing.
        version: Which version; the newest where none is named.
        printed: Without what can be pressed.
        told: What is said about something that was just sent.
        editing: The sentence whose forms are open; 0 for none.

    Raises:
        NotFound: the visitor may read no such briefing or version.
    """
    house, visitor = house_of(request), visitor_of(request)
    newest, own = _newest(house, briefing_id, visitor)
    made = newest
    if version is not None and version != newest.version:
        made = house.store.briefing(briefing_id, visitor.owner, version)
    values = {
        "briefing": made,
        "newest": newest,
        "printed": printed,
        "own": own,
        "told": told,
        "editing": told.sentence or editing,
        "forms": sum(len(section.claims) for section in made.sections) <= FORMS_AT_ONCE,
        "may_edit": own and visitor.may("analyst") and made is newest and not printed,
        "opinions": _opinions(house, made, visitor) if not printed else {},
        "people": Shares(house.store, visitor.owner).people("briefing", briefing_id) if own else [],
    }
    status = 422 if told.why else 200
    return shown(request, "briefing.html.j2", status, **values, **_values(house, made))


def _newest(house: House, briefing_id: str, visitor: Visitor) -> tuple[Briefing, bool]:
    """Return a briefing as it is now, and whether it is the visitor's own."""
    try:
        return house.store.own_briefing(briefing_id, visitor.owner), True
    except NotFound:
        return house.store.briefing(briefing_id, visitor.owner), False


def _values(house: House, made: Briefing) -> dict[str, Any]:
    """Return what the page of a briefing shows."""
    zone = house.settings.zone
    whole = page(made, zone)
    standings = {s.standing.key: s.standing for part in whole.parts for s in part.sentences}
    return {
        "page": whole,
        "standings": list(standings.values()),
        "around": _around(house, whole),
        "line": pictures.line([entry.day for entry in made.timeline]),
        "hours": [pictures.bars(one.counts, one.marked) for one in whole.measures],
        "coverage": _coverage(house, made),
        "calendar_day": words.calendar_day,
    }


def _opinions(house: House, made: Briefing, visitor: Visitor) -> dict[str, list[Opinion]]:
    """Return what the visitor may see of what people think, by sentence."""
    found: dict[str, list[Opinion]] = {}
    for one in Opinions(house.store, visitor.owner).of(made.id):
        if one.version == made.version:
            found.setdefault(one.claim_id, []).append(one)
    return found


def _around(house: House, whole: Page) -> dict[str, tuple[str, str]]:
    """Return what stands around each passage in its article, by anchor; nothing where the article is gone."""
    passages = [one for source in whole.sources for one in source.passages]
    versions = {(one.place.article_id, one.place.content_hash) for one in passages}
    kept = house.store.articles_of(sorted(versions)[:500])
    found = {}
    for one in passages:
        article = kept.get((one.place.article_id, one.place.content_hash))
        whole_text = article.text if article is not None else ""
        held = whole_text[one.place.start : one.place.end] == one.place.quote
        found[one.anchor] = around(whole_text, one.place.start, one.place.end) if held else ("", "")
    return found


def _coverage(house: House, made: Briefing) -> pictures.Coverage | None:
    """Return the articles of the stories that a briefing cites, by the day, those it cites marked."""
    cited = {source.article_id for source in made.sources}
    zone = house.settings.zone
    told = Published(house.store).beside(cited, made.as_of)
    return pictures.coverage(
        [(one.published.astimezone(zone).date(), one.article_id in cited) for one in told]
    )
