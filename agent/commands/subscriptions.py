"""Lists of subscriptions (OPML): taken over from another reader, and handed on to one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from agent.commands.opening import must_exist, now, opened_store
from agent.commands.output import must_be_writable, write_out
from agent.errors import UnreadableList
from agent.guard import plain, say
from agent.text.safe import printable
from agent.types import Source, SourceKind, Subscription, Subscriptions


def source_id(kind: SourceKind, address: str) -> str:
    """Return the identity of a source: of its kind and its address."""
    return hashlib.sha256(f"{kind}:{address}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def run_import(file: Path, home: Path | None) -> int:
    """Follow what a list of subscriptions names; whatever is not followed is named with the reason."""
    from agent.store import Followed

    must_exist([file])
    with opened_store(home) as (settings, store):
        told = _read(file, settings.max_file_bytes)
        followed = Followed(store)
        fresh, doubles = _new(told.items, followed.all())
        followed.add(fresh)
    if told.damaged:
        say(f"Noted {file}: the list is damaged, and what could be saved is followed: {told.damaged}")
    for line in (*doubles, *(f"Skipped {name or 'an entry'}: {reason}" for name, reason in told.left)):
        say(line)
    print(
        f"{len(fresh)} sources followed, {len(doubles)} listed twice or followed already, "
        f"{len(told.left)} skipped. `aletheia collect` reads what is new."
    )
    return 3 if told.left or told.damaged else 0


def run_export(out: Path | None, home: Path | None) -> int:
    """Write what is followed as OPML, to standard output or into a file."""
    from agent.collect.opml import write_opml
    from agent.store import Followed

    must_be_writable(out)
    with opened_store(home) as (_, store):
        sources = Followed(store).all()
    write_out(write_opml(sources), out)
    folders = [source for source in sources if source.kind == "folder"]
    if folders:
        say(f"Folders left out: {len(folders)}. Their paths mean nothing on another machine.")
    if out is not None:
        say(f"{out}: sources written: {len(sources) - len(folders)}.")
    return 0


def _read(file: Path, most: int) -> Subscriptions:
    """Return what a list says.

    Raises:
        UnreadableList: it is no list that can be read.
        AletheiaError: the system refuses the file.
    """
    from agent.collect.bounded import Readers
    from agent.collect.outcome import Unusable

    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except OSError as problem:
        raise plain(problem, f"file {file}") from problem
    if len(data) > most:
        raise UnreadableList(str(file), f"it is larger than {most:,} bytes")
    try:
        with Readers() as readers:
            return Subscriptions.model_validate(readers.read("opml", data))
    except Unusable as problem:
        raise UnreadableList(str(file), str(problem)) from None


def _new(listed: Sequence[Subscription], followed: Sequence[Source]) -> tuple[list[Source], list[str]]:
    """Return what is followed by nobody yet, and a sentence for each entry that is."""
    names = dict(_named(followed))
    fresh: list[Source] = []
    doubles: list[str] = []
    moment = now()
    for entry in listed:
        key = _key(entry.address)
        if key in names:
            same = f" as {names[key]}" if names[key] != (entry.name or entry.address) else ""
            doubles.append(f"Noted {entry.name or entry.address}: {printable(entry.address)} is there{same}.")
            continue
        names[key] = entry.name or entry.address
        fresh.append(
            Source(
                id=source_id(entry.kind, entry.address),
                kind=entry.kind,
                address=entry.address,
                publisher=entry.name,
                language=entry.language,
                added=moment,
                paused=entry.paused,
            )
        )
    return fresh, doubles


def _named(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    for source in sources:
        yield _key(source.address), source.publisher or source.address


def _key(address: str) -> str:
    """Return what two ways of writing one address have in common: with encryption or without, it is one."""
    from agent.collect.identity import canonical_url

    return (canonical_url(address) or address).removeprefix("https:").removeprefix("http:")
