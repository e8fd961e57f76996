"""A briefing as a file that is taken away or sent along: what it is called, what it is, what it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from agent.deliver.render import render, render_docx
from agent.packed import packed
from agent.settings import Settings
from agent.store import Store
from agent.text.safe import json_safe
from agent.types import Briefing, File, FileKind

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMS: Mapping[FileKind, tuple[str, str]] = MappingProxyType(
    {
        "markdown": ("md", "text/markdown; charset=utf-8"),
        "html": ("html", "text/html; charset=utf-8"),
        "json": ("json", "application/json"),
        "docx": ("docx", _WORD),
        "pack": ("pack.json", "application/json"),
    }
)


def exported(made: Briefing, kind: FileKind, store: Store, settings: Settings) -> File:
    """Return a briefing as a file; a pack is checked while it is made, which takes its time.

    Raises:
        CannotPack: something about it does not hold.
    """
    ending, type_ = _FORMS[kind]
    name = re.sub(r"[^A-Za-z0-9-]+", "-", made.id)[:80]
    version = f"-v{made.version}" if made.version > 1 else ""
    return File(
        name=f"aletheia-{name}{version}.{ending}", type=type_, data=_data(made, kind, store, settings)
    )


def _data(made: Briefing, kind: FileKind, store: Store, settings: Settings) -> bytes:
    if kind == "pack":
        pack, _ = packed(made, store, settings)
        return json_safe(pack.model_dump_json(indent=1)).encode()
    if kind == "docx":
        return render_docx(made, settings.zone)
    return render(made, "md" if kind == "markdown" else kind, settings.zone).encode()
