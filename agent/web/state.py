"""How the house stands: for load balancers, for programs that watch over it, for whoever runs it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from agent.commands.opening import now
from agent.errors import AletheiaError
from agent.schedules import coming
from agent.store import Followed, Overview, Standing
from agent.types import Delivery, Source
from agent.web.house import House, house_of
from agent.web.metrics import TYPE, Gauge
from agent.web.showing import shown

LITTLE = 256 * 1024 * 1024
"""Bytes that must be free where the library lies, or it is told before anything fails."""
DAYS = 8
"""Days of spending that are shown."""

vitals = APIRouter(include_in_schema=False)
"""What programs ask, of a server and of a worker."""
state = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]


@vitals.get("/healthz")
async def healthz() -> dict[str, str]:
    """Tell that the process lives, and nothing else."""
    return {"status": "ok"}


@vitals.get("/readyz")
def readyz(house: Housed) -> Response:
    """Tell whether it can answer: the store does, and there is room. Why not stands on the status page."""
    ready = not _lacking(house)
    return JSONResponse({"status": "ready" if ready else "not ready"}, 200 if ready else 503)


@vitals.get("/metrics")
def metrics(house: Housed) -> Response:
    """Give the numbers in Prometheus' text format."""
    return Response(house.metrics.told(lambda: _gauges(house)), media_type=TYPE)


@dataclass(frozen=True)
class Line:
    """A digest on the page."""

    standing: Standing
    due: str
    """When it is due next, by the clock of its zone."""
    outcome: str
    """What became of its last edition."""
    well: bool


@state.get("/status")
def status(request: Request, house: Housed) -> Response:
    """Show next runs, last outcomes, the health of sources, and what is spent."""
    overview = Overview(house.store)
    moment = now()
    sources = sorted(Followed(house.store).all(), key=_by_health)
    return shown(
        request,
        "status.html.j2",
        facts=list(_facts(house)),
        lacking=_lacking(house),
        digests=[_line(one, moment) for one in overview.digests()],
        troubled=[_receipt(title, one) for title, one in overview.troubled()],
        sources=sources,
        healths=Counter(_health(one) for one in sources),
        health=_health,
        spent=house.spending.days(moment)[: DAYS * 10],
    )


def _lacking(house: House) -> list[str]:
    """Return what keeps the server from answering, or soon will; nothing where all is well."""
    found = []
    try:
        house.accounts.any()
    except AletheiaError as error:
        found.append(str(error))
    free = shutil.disk_usage(house.settings.home).free
    if free < LITTLE:
        found.append(f"Only {free // 1_000_000} MB are left on the disk of the home folder.")
    return found


def _facts(house: House) -> Iterator[tuple[str, str]]:
    counts = house.store.counts()
    yield "Version", version("aletheia")
    yield (
        "Library",
        f"{counts.articles:,} articles of {counts.sources:,} outlets, {counts.briefings:,} briefings",
    )
    yield "Store", house.store.where
    yield "Index", house.library.degraded or "in good order"
    yield "Free on the disk", f"{shutil.disk_usage(house.settings.home).free / 1_000_000_000:.1f} GB"
    zone = house.settings.zone
    last = f"{house.rounded.astimezone(zone):%Y-%m-%d %H:%M}" if house.rounded else "none yet"
    yield "Last round of reading and sending", last


def _line(one: Standing, moment: datetime) -> Line:
    digest = one.digest
    due = "paused" if digest.paused else "when it happens"
    if not digest.paused and digest.alert is None:
        (run,) = coming(digest.schedule, ZoneInfo(digest.timezone), moment, 1)
        due = f"{run.local:%a %Y-%m-%d %H:%M} ({digest.timezone})"
    words = {"delivered": "delivered", "unchanged": "held back, nothing changed", "waiting": "waiting",
             "dead": "given up"}  # fmt: skip
    told = ", ".join(f"{number} {words.get(name, name)}" for name, number in sorted(one.receipts.items()))
    outcome = {"missed": "missed", "due": "not written yet", "": "no edition yet"}.get(one.state, told)
    well = one.state != "missed" and not one.receipts.get("dead")
    return Line(one, due, outcome or "written", well)


def _receipt(title: str, one: Delivery) -> tuple[str, Delivery, str]:
    return title, one, "given up" if one.state == "dead" else f"waiting, try {one.attempts}"


def _health(source: Source) -> str:
    return "paused" if source.paused else source.state.health


def _by_health(source: Source) -> tuple[int, str]:
    return ("gone", "failing", "new", "paused", "healthy").index(_health(source)), source.address


def _gauges(house: House) -> Iterator[Gauge]:
    counts, overview = house.store.counts(), Overview(house.store)
    yield "aletheia_articles", "Articles in the library", "", {"": counts.articles}
    yield "aletheia_briefings", "Briefings that are kept", "", {"": counts.briefings}
    healths = Counter(_health(one) for one in Followed(house.store).all())
    yield "aletheia_sources", "Followed sources by health", "health", dict(healths)
    yield "aletheia_deliveries", "Receipts of digests by state", "state", dict(overview.receipts())
    yield "aletheia_editions", "Editions of digests by state", "state", dict(overview.editions())
    today = f"{now().astimezone(house.settings.zone):%Y-%m-%d}"
    spent = sum(float(one.cost) for one in house.spending.days(now()) if one.day == today)
    yield "aletheia_spent_today_dollars", "What answers cost today, all people together", "", {"": spent}
    yield "aletheia_index_degraded", "1 where only words are searched", "", {"": bool(house.library.degraded)}
    free = shutil.disk_usage(house.settings.home).free
    yield "aletheia_disk_free_bytes", "Free where the library lies", "", {"": free}
    if house.rounded is not None:
        at = house.rounded.timestamp()
        yield "aletheia_last_round_timestamp_seconds", "End of the last round", "", {"": at}
