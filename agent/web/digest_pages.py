"""Pages of standing orders: the list with a form, and each with its coming runs, editions and receipts."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from agent.commands.alerts import waits_for
from agent.commands.digest_orders import due_next, keep, made, put_in_place
from agent.commands.opening import now
from agent.digest import previewed
from agent.errors import AletheiaError, ConfigurationError, NotFound
from agent.make_press import make_press
from agent.schedules import coming, local_time
from agent.store import Orders
from agent.syndicating import new_secret, path_of
from agent.types import Delivery, Digest, Edition
from agent.web.access import Visitor
from agent.web.digest_forms import Written, of_digest, offered, written
from agent.web.house import House, house_of, visitor_of
from agent.web.showing import shown
from agent.web.wording import worded

RUNS = 5
"""Coming runs that are shown."""
EDITIONS = 20
"""Editions that are shown, the youngest."""
digest_pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]
Filled = Annotated[Written, Depends(written)]


class Told(NamedTuple):
    """An edition, and what became of it."""

    edition: Edition
    receipts: list[Delivery]


@digest_pages.get("/digests")
def digests(request: Request, house: Housed, visitor: Visiting) -> Response:
    """Show the visitor's digests, and the form for a new one."""
    return _listed(request, house, visitor, Written(), "")


@digest_pages.post("/digests")
def order(request: Request, house: Housed, visitor: Visiting, form: Filled) -> Response:
    """Order a digest; what is refused comes back as the form, with the reason and what was written in it."""
    try:
        asked = made(form.order(visitor.by == "machine"), house.settings, house.store)
        digest = keep(asked, house.store, visitor.owner)
    except (ConfigurationError, NotFound) as refusal:
        return _listed(request, house, visitor, form, worded(refusal), 422)
    return RedirectResponse(f"/digests/{digest.id}", 303)


@digest_pages.get("/digests/{digest_id}/order")
def ordered(digest_id: str, request: Request, house: Housed, visitor: Visiting) -> Response:
    """Show the form as it was filled in for a digest."""
    held = _going_by_schedule(house, visitor, digest_id)
    return _changing(request, house, visitor, held, of_digest(held), "")


@digest_pages.post("/digests/{digest_id}/order")
def reorder(digest_id: str, request: Request, house: Housed, visitor: Visiting, form: Filled) -> Response:
    """Change what was ordered; the digest goes on where it is."""
    held = _going_by_schedule(house, visitor, digest_id)
    try:
        changed = made(form.order(visitor.by == "machine", held), house.settings, house.store)
        put_in_place(held, changed, house.store, visitor.owner)
    except (ConfigurationError, NotFound) as refusal:
        return _changing(request, house, visitor, held, form, worded(refusal), 422)
    return RedirectResponse(f"/digests/{held.id}", 303)


@digest_pages.get("/digests/{digest_id}")
def digest(digest_id: str, request: Request, house: Housed, visitor: Visiting) -> Response:
    """Show what was ordered, when it is due, and what became of its editions."""
    return _shown(request, house, visitor, digest_id)


@digest_pages.post("/digests/{digest_id}")
def change(
    digest_id: str,
    house: Housed,
    visitor: Visiting,
    do: Annotated[Literal["pause", "resume", "resend", "remove", "feed", "unfeed"], Form()],
) -> Response:
    """Pause a digest, go on with it, try again what was given up, forget it, or give its feed an address."""
    orders = Orders(house.store, visitor.owner)
    held = orders.meant(digest_id)
    if do == "remove":
        orders.remove(held)
        return RedirectResponse("/alerts" if held.alert is not None else "/digests", 303)
    if do in ("feed", "unfeed"):
        orders.serve(held, new_secret() if do == "feed" else "")
    elif do == "resend":
        orders.revive(held, now())
    elif do in ("pause", "resume") and held.paused is not (do == "pause"):
        passed = local_time(now(), ZoneInfo(held.timezone)).isoformat()
        orders.pause(held, do == "pause", None if do == "pause" else passed)
    return RedirectResponse(f"/digests/{held.id}", 303)


@digest_pages.get("/digests/{digest_id}/preview")
async def preview(digest_id: str, request: Request, house: Housed, visitor: Visiting) -> Response:
    """Show the edition of now as text; nothing is kept or sent, and no model is asked."""

    def work() -> Response:
        orders = Orders(house.store, visitor.owner)
        held = orders.meant(digest_id)
        settings = house.settings.model_copy(update={"model": "", "smtp_url": None, "webhook_key": None})
        press = make_press(house.store, house.library, settings, now, lambda: None)
        try:
            text = previewed(press, held, orders.editions(held), now()).text
        except AletheiaError as problem:
            text = worded(problem)
        return _shown(request, house, visitor, digest_id, text)

    return await run_in_threadpool(work)


def _going_by_schedule(house: House, visitor: Visitor, digest_id: str) -> Digest:
    held = Orders(house.store, visitor.owner).meant(digest_id)
    if held.alert is not None:
        raise NotFound(f"digest {digest_id}", "it is an alert", "Remove it, and order another one.")
    return held


def _changing(
    request: Request,
    house: House,
    visitor: Visitor,
    held: Digest,
    form: Written,
    said: str,
    status: int = 200,
) -> Response:
    shows = offered(house, visitor, form, held)
    return shown(request, "digest_change.html.j2", status, digest=held, said=said, **shows)


def _listed(
    request: Request, house: House, visitor: Visitor, form: Written, said: str, status: int = 200
) -> Response:
    orders = Orders(house.store, visitor.owner).all()
    return shown(
        request,
        "digests.html.j2",
        status,
        digests=[(one, due_next(one)) for one in orders if one.alert is None],
        alerts=sum(one.alert is not None for one in orders),
        said=said,
        **offered(house, visitor, form),
    )


def _shown(request: Request, house: House, visitor: Visitor, digest_id: str, text: str = "") -> Response:
    orders = Orders(house.store, visitor.owner)
    held = orders.meant(digest_id)
    receipts = orders.receipts(held)
    editions = [Told(e, [r for r in receipts if r.edition == e.key]) for e in orders.editions(held, EDITIONS)]
    return shown(
        request,
        "digest.html.j2",
        digest=held,
        due=due_next(held),
        waits=waits_for(held) if held.alert is not None else "",
        runs=[] if held.paused or held.alert else _runs(held),
        editions=editions,
        dead=sum(one.state == "dead" for one in receipts),
        preview=text,
        feed=f"{house.site.address}{path_of(held)}" if held.feed else "",
    )


def _runs(held: Digest) -> list[tuple[str, str]]:
    runs = coming(held.schedule, ZoneInfo(held.timezone), now(), RUNS)
    return [(f"{run.local:%a %Y-%m-%d %H:%M}", run.why) for run in runs]
