"""Digests that stand in a file, ordered together."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from agent.commands.digest_orders import Order, due_next, keep, made, put_in_place, tell_channels
from agent.commands.opening import opened_store
from agent.errors import UnusableRequest
from agent.text.safe import one_line, printable

_LARGEST = 1_000_000
_TEXT, _TEXTS, _NUMBER, _FLAG = (str,), (list,), (int, float), (bool,)
KEYS: dict[str, tuple[type, ...]] = {
    "title": _TEXT, "questions": _TEXTS, "stories": _TEXTS, "watches": _TEXTS, "spikes": _FLAG,
    "schedule": _TEXT, "timezone": _TEXT, "profile": _TEXT, "lookback": (int,), "late": (int,),
    "only_changed": _FLAG, "budget": _NUMBER, "mail": _TEXTS, "webhook": _TEXTS, "feed": _TEXTS,
    "folder": _TEXTS, "chat": _TEXTS, "attach": _TEXTS,
}  # fmt: skip
"""What may stand in a [[digest]], and of which kind it is."""
_HOURS = {"lookback": (1, 8_784), "late": (0, 744)}


def run_load(file: Path, home: Path | None) -> int:
    """Order what a file says, all of it or nothing."""
    from agent.store import Orders

    orders = read_orders(file)
    with opened_store(home) as (settings, store):
        digests = [made(order, settings, store) for order in orders]
        there = {one.title: one for one in Orders(store).all()}
        for digest in digests:
            before = there.get(digest.title)
            if before is None:
                keep(digest, store)
            else:
                put_in_place(before, digest, store)
            word = "Ordered" if before is None else "Changed"
            print(printable(f"{word} {(before or digest).id}: {digest.title}. {due_next(digest)}"))
            tell_channels(digest, settings)
    return 0


def read_orders(file: Path) -> list[Order]:
    """Return what a file orders.

    Raises:
        UnusableRequest: it cannot be read, or something in it is not what it should be.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise UnusableRequest(str(file), f"it is larger than {_LARGEST:,} bytes")
        whole = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise UnusableRequest(str(file), problem.strerror or str(problem)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise UnusableRequest(str(file), one_line(f"it is no TOML: {problem}")[:200]) from None
    listed = whole.get("digest")
    if set(whole) != {"digest"} or not isinstance(listed, list) or not listed:
        raise UnusableRequest(str(file), "it holds something else than [[digest]]", "See docs/digests.md.")
    found = [_order(f"{file}, digest {number}", one) for number, one in enumerate(listed, 1)]
    if len({one.title for one in found}) < len(found):
        raise UnusableRequest(str(file), "two digests have one title")
    return found


def _order(where: str, said: object) -> Order:
    if not isinstance(said, dict):
        raise UnusableRequest(where, "it is no table")
    for key, value in said.items():
        _fits(where, key, value)
    for key in ("title", "schedule"):
        if key not in said:
            raise UnusableRequest(where, f"it has no {key}")
    return _of(said)


def _fits(where: str, key: str, value: object) -> None:
    kinds = KEYS.get(key)
    if kinds is None:
        raise UnusableRequest(f"{where}, key {one_line(key)}", f"there are only {', '.join(KEYS)}")
    right = isinstance(value, kinds) and (not isinstance(value, bool) or kinds is _FLAG)
    if isinstance(value, list):
        right = right and all(isinstance(one, str) for one in value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        least, most = _HOURS.get(key, (0, 1_000_000))
        right = right and least <= value <= most
    if not right:
        raise UnusableRequest(f"{where}, key {key}", "it is not of the kind, or as large, as it should be")


def _of(said: Mapping[str, Any]) -> Order:
    channels = ("mail", "webhook", "feed", "folder", "chat")
    return Order(
        title=said["title"],
        questions=said.get("questions", ()),
        schedule=said["schedule"],
        to=[(channel, address) for channel in channels for address in said.get(channel, ())],
        timezone=said.get("timezone"),
        profile=said.get("profile"),
        lookback_hours=said.get("lookback", 24),
        late_hours=said.get("late", 24),
        only_changed=said.get("only_changed", False),
        stories=said.get("stories", ()),
        watches=said.get("watches", ()),
        spikes=said.get("spikes", False),
        budget=Decimal(str(said["budget"])) if "budget" in said else None,
        attach=said.get("attach", ()),
    )
