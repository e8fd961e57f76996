"""A briefing as a file that is taken away: what it is called, what it is, what it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from fastapi.concurrency import run_in_threadpool

from agent.deliver.render import render, render_docx
from agent.packed import packed
from agent.text.safe import json_safe
from agent.types import Briefing
from agent.web.house import House
from agent.web.turns import admitted, finished

ExportFormat = Literal["markdown", "html", "json", "docx", "pack"]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS: Mapping[ExportFormat, tuple[str, str]] = MappingProxyType(
    {
        "markdown": ("md", "text/markdown; charset=utf-8"),
        "html": ("html", "text/html; charset=utf-8"),
        "json": ("json", "application/json"),
        "docx": ("docx", _WORD),
        "pack": ("pack.json", "application/json"),
    }
)


@dataclass(frozen=True)
class Export:
    """A file."""

    name: str
    """Of letters, digits, dots and dashes alone."""
    type: str
    """Media type."""
    data: bytes


async def exported(
    house: House, reader: str, briefing_id: str, format: ExportFormat, version: int | None = None
) -> Export:
    """Return a briefing as a file; a pack is checked while it is made, and takes a place for that.

    Raises:
        NotFound: the reader may read no such briefing, or it has no such version.
        CannotPack: something about it does not hold.
        NotNow: there is no place for a pack, or the reader has had what they may have.
    """
    made = await run_in_threadpool(house.store.briefing, briefing_id, reader, version)
    if format != "pack":
        return await run_in_threadpool(_export, house, made, format)
    job = await admitted(house, reader, lambda _: _pack(house, made), free=True)
    try:
        return _file(made, format, await finished(job))
    finally:
        job.stop()


def _export(house: House, made: Briefing, format: Literal["markdown", "html", "json", "docx"]) -> Export:
    zone = house.settings.zone
    if format == "docx":
        return _file(made, format, render_docx(made, zone))
    return _file(made, format, render(made, "md" if format == "markdown" else format, zone).encode())


def _pack(house: House, made: Briefing) -> bytes:
    pack, _ = packed(made, house.store, house.settings)
    return json_safe(pack.model_dump_json(indent=1)).encode()


def _file(made: Briefing, format: ExportFormat, data: bytes) -> Export:
    ending, kind = _KINDS[format]
    name = re.sub(r"[^A-Za-z0-9-]+", "-", made.id)[:80]
    version = f"-v{made.version}" if made.version > 1 else ""
    return Export(f"aletheia-{name}{version}.{ending}", kind, data)
