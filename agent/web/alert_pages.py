"""Pages of alerts: the list, and the form for a new one; each has the page of a digest for the rest.

An alert on one figure is ordered from the table of figures of a briefing, whose lines lead here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from agent.commands.alerts import AlertOrder, alert_made, waits_for
from agent.commands.digest_orders import due_next, keep
from agent.errors import ConfigurationError, NotFound
from agent.store import Orders
from agent.web.access import Visitor
from agent.web.digest_forms import lacking
from agent.web.house import House, house_of, visitor_of
from agent.web.showing import shown
from agent.web.wording import worded

alert_pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]
Line = Annotated[str, Form(max_length=4_000)]
Asked = Annotated[str, Query(max_length=2_000)]


@alert_pages.get("/alerts")
def alerts(
    request: Request, house: Housed, visitor: Visiting, briefing: Asked = "", figure: Asked = ""
) -> Response:
    """Show the visitor's alerts, and the form for a new one, filled in as far as a link says."""
    written = {"briefing": briefing, "figure": figure} if briefing else {}
    return _listed(request, house, visitor, written, "")


@alert_pages.post("/alerts")
def order(
    request: Request,
    house: Housed,
    visitor: Visiting,
    title: Line = "",
    kind: Annotated[Literal["spike", "figure"], Form()] = "spike",
    spike: Line = "",
    figure: Line = "",
    briefing: Line = "",
    mail: Line = "",
    webhook: Line = "",
    cool_hours: Annotated[int, Form(ge=1, le=744)] = 24,
) -> Response:
    """Order an alert; what is refused comes back as the form, with the reason and what was written in it."""
    to = [("mail", one) for one in mail.split()] + [("webhook", one) for one in webhook.split()]
    waits = {"figure": figure, "briefing": briefing} if kind == "figure" else {"spike": spike}
    asked = AlertOrder(title, to, cool_hours, **waits)
    try:
        keep(alert_made(asked, house.settings, house.store, visitor.owner), house.store, visitor.owner)
    except (ConfigurationError, NotFound) as refusal:
        written = {"title": title, "mail": mail, "webhook": webhook, "kind": kind, **waits}
        return _listed(request, house, visitor, written, worded(refusal), 422)
    return RedirectResponse("/alerts", 303)


def _listed(
    request: Request, house: House, visitor: Visitor, written: dict[str, str], said: str, status: int = 200
) -> Response:
    found = [one for one in Orders(house.store, visitor.owner).all() if one.alert is not None]
    empty = dict.fromkeys(("title", "spike", "figure", "briefing", "mail", "webhook"), "")
    kind = {"kind": "figure" if written.get("figure") else "spike"}
    return shown(
        request,
        "alerts.html.j2",
        status,
        alerts=[(one, waits_for(one), due_next(one)) for one in found],
        written={**empty, **kind, **written},
        said=said,
        lacks=lacking(house),
    )
