"""Pages of standing orders: the list with a form, and each with its coming runs, its editions and receipts.

Only mail and webhooks can be ordered here: folders and feeds are files of the machine, for whoever is at it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from agent.commands.alerts import waits_for
from agent.commands.digest_orders import Order, due_next, keep, made
from agent.commands.opening import now
from agent.digest import previewed
from agent.errors import AletheiaError, ConfigurationError, NotFound
from agent.make_press import make_channels, make_press
from agent.prompts import profile_names
from agent.schedules import coming, local_time
from agent.store import Orders, Watches
from agent.syndicating import new_secret, path_of
from agent.types import Delivery, Digest, Edition
from agent.web.access import Visitor
from agent.web.house import House, house_of, visitor_of
from agent.web.showing import shown
from agent.web.wording import worded

RUNS = 5
"""Coming runs that are shown."""
EDITIONS = 20
"""Editions that are shown, the youngest."""
FILES = (
    ("html", "a page (HTML)"), ("docx", "Word (DOCX)"), ("pack", "the evidence pack"),
    ("markdown", "Markdown"), ("json", "JSON"),
)  # fmt: skip
"""What a briefing can be as a file, as people say it."""
_FIELDS = ("title", "questions", "schedule", "timezone", "mail", "webhook")

digest_pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]
Line = Annotated[str, Form(max_length=4_000)]


class Told(NamedTuple):
    """An edition, and what became of it."""

    edition: Edition
    receipts: list[Delivery]


@digest_pages.get("/digests")
def digests(request: Request, house: Housed, visitor: Visiting) -> Response:
    """Show the visitor's digests, and the form for a new one."""
    return _listed(request, house, visitor, {}, "")


@digest_pages.post("/digests")
def order(
    request: Request,
    house: Housed,
    visitor: Visiting,
    title: Line = "",
    questions: Line = "",
    watch: Line = "",
    spikes: Line = "",
    schedule: Line = "",
    timezone: Line = "",
    profile: Line = "",
    lookback: Annotated[int, Form(ge=1, le=8_784)] = 24,
    mail: Line = "",
    webhook: Line = "",
    budget: Annotated[Decimal | None, Form(ge=0)] = None,
    only_changed: Line = "",
    attach: Annotated[list[str] | None, Form(max_length=10)] = None,
) -> Response:
    """Order a digest; what is refused comes back as the form, with the reason and what was written in it."""
    to = [("mail", one) for one in mail.split()] + [("webhook", one) for one in webhook.split()]
    asked = Order(
        title, questions.splitlines(), schedule, to, timezone.strip() or None, profile or None, lookback,
        only_changed=bool(only_changed), watches=[watch] if watch else [], spikes=bool(spikes), budget=budget,
        attach=attach or (),
    )  # fmt: skip
    try:
        digest = keep(made(asked, house.settings, house.store), house.store, visitor.owner)
    except (ConfigurationError, NotFound) as refusal:
        written = {"title": title, "questions": questions, "schedule": schedule, "timezone": timezone,
                   "mail": mail, "webhook": webhook}  # fmt: skip
        return _listed(request, house, visitor, written, worded(refusal), 422)
    return RedirectResponse(f"/digests/{digest.id}", 303)


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


def lacking(house: House) -> list[str]:
    """Return by which of the ways that can be ordered here nothing can be sent yet."""
    ready = make_channels(house.settings, now)
    return [name for name in ("mail", "webhook") if name not in ready]


def _listed(
    request: Request, house: House, visitor: Visitor, written: dict[str, str], said: str, status: int = 200
) -> Response:
    orders = Orders(house.store, visitor.owner).all()
    return shown(
        request,
        "digests.html.j2",
        status,
        digests=[(one, due_next(one)) for one in orders if one.alert is None],
        alerts=sum(one.alert is not None for one in orders),
        written={**dict.fromkeys(_FIELDS, ""), **written},
        said=said,
        plans=profile_names(house.settings.profiles_folder),
        usual=house.settings.profile,
        house_zone=house.settings.timezone,
        watches=Watches(house.store).all(),
        files=FILES,
        lacks=lacking(house),
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
