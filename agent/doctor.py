"""What is there, what is missing, what to do. Looks only: nothing is made, changed or repaired.

Every look returns lines; one that asks for something to be done makes the exit code 2.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import tomllib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import AletheiaError
from agent.guard import plain
from agent.settings import OF_OPENAI, Settings, load_settings, of_openai
from agent.text.safe import one_line

if TYPE_CHECKING:
    from agent.store import Store

HEALTHY, TO_DO = 0, 2
PARTS = (
    *("chromadb", "tantivy", "sqlalchemy", "alembic", "numpy", "tokenizers", "trafilatura", "pydantic"),
    *("openai", "langchain-openai", "tiktoken"),
)
"""Packages whose version a report of a fault needs."""


@dataclass(frozen=True)
class Line:
    """One thing that was looked at."""

    subject: str
    found: str
    to_do: str = ""
    """What must be done about it; empty where nothing must."""


def run_doctor(home: Path | None) -> int:
    """Print what was found, then what to do; 2 when something must be done."""
    lines = list(look(home))
    width = max(len(line.subject) for line in lines)
    for line in lines:
        mark = "!" if line.to_do else " "
        print(f"{mark} {line.subject:{width}}  {one_line(line.found)}")
    to_do = [line for line in lines if line.to_do]
    print()
    if not to_do:
        print("All is well.")
        return HEALTHY
    print("To do:")
    for line in to_do:
        print(f"- {one_line(line.to_do)}")
    return TO_DO


def look(home: Path | None) -> Iterator[Line]:
    """Yield what is there, from the ground up; what rests on something broken is not looked at."""
    yield from _versions()
    try:
        settings = load_settings(home)
    except AletheiaError as error:
        yield Line("settings", error.why, str(error))
        return
    yield from _settings(settings, home)
    yield from _profiles(settings)
    yield from _guarded("embedder", lambda: [_embedder(settings)])
    yield from _guarded("chat model", lambda: list(_model(settings)))
    yield from _guarded("mail", lambda: [_mail(settings)])
    yield from _guarded("webhooks", lambda: [_webhooks(settings)])
    yield from _guarded("store", lambda: list(_store(settings)))


def _guarded(subject: str, work: Callable[[], list[Line]]) -> list[Line]:
    """Turn what goes wrong in a look into a line of it."""
    try:
        return work()
    except AletheiaError as error:
        return [Line(subject, error.why or str(error), str(error))]
    except OSError as error:
        told = plain(error)
        return [Line(subject, told.why or told.what, str(told))]


def _versions() -> Iterator[Line]:
    yield Line("aletheia", f"{version('aletheia')}, Python {platform.python_version()}")
    yield Line("SQLite", sqlite3.sqlite_version)
    there, missing = [], []
    for name in PARTS:
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Line("packages", ", ".join(there))
    if missing:
        names = ", ".join(missing)
        yield Line("packages", f"missing: {names}", f"Install aletheia again; {names} came with it.")


def _settings(settings: Settings, home: Path | None) -> Iterator[Line]:
    """Tell every setting in force and where it comes from: flag, environment, file or default."""
    origin = "--home" if home is not None else _origin("home", {}, "the platform's place for user data")
    made = "" if settings.home.is_dir() else "; not there yet, the first command makes it"
    yield Line("home", f"{settings.home} ({origin}{made})")
    written = tomllib.loads(settings.file.read_text("utf-8")) if settings.file.is_file() else {}
    taken = of_openai(written)
    for name in Settings.model_fields:
        if name != "home":
            value = getattr(settings, name)
            shown = "not set" if value is None or value == "" else value
            yield Line(name, f"{shown} ({_origin(name, written, 'default', taken)})")


def _origin(name: str, written: dict[str, object], otherwise: str, taken: Container[str] = ()) -> str:
    variable = f"ALETHEIA_{name.upper()}"
    if os.environ.get(variable):
        return f"environment variable {variable}"
    if name in taken:
        return f"environment variable {OF_OPENAI[name]}"
    return "aletheia.toml" if name in written else otherwise


def _profiles(settings: Settings) -> Iterator[Line]:
    from agent.prompts import load_profile, profile_names

    names = profile_names(settings.profiles_folder)
    for name in names:
        own = (settings.profiles_folder / f"{name}.md").is_file()
        where = "your own" if own else "shipped"
        try:
            sections = len(load_profile(name, settings.profiles_folder).plan.sections)
            yield Line("profile", f"{name} ({where}, {sections} sections)")
        except AletheiaError as error:
            yield Line("profile", f"{name} ({where}): {error.why}", str(error))
    if settings.profile not in names:
        known = ", ".join(names)
        to_do = f"Set `profile` in aletheia.toml to one of {known}, or add the file {settings.profile}.md."
        yield Line("profile", f"{settings.profile}: there is no such profile", to_do)


def _embedder(settings: Settings) -> Line:
    """Try the embedder that needs no network; one that does is named, and nothing is sent."""
    from agent.make import known_name, make_embedder

    embedder = make_embedder(settings)
    if settings.embedder == "static":
        embedder.question("a word")
        return Line("embedder", f"{embedder.name} (shipped, no network)")
    return Line("embedder", f"{known_name(settings)} (not asked: a look sends nothing)")


def _model(settings: Settings) -> Iterator[Line]:
    """Tell which chat model is set, what it costs and how its tokens are counted; nothing is sent."""
    from agent.endpoints import OPENAI
    from agent.make import make_model, price_of_model
    from agent.prices import shipped_prices
    from agent.tokens import BYTES_PER_TOKEN, FOLDER, make_counter

    if not settings.model:
        yield Line("chat model", "none is set: briefings are made of the sources' own sentences")
        return
    make_model(settings)
    address = settings.model_base_url or OPENAI
    yield Line("chat model", f"{settings.model} at {address} (not asked: a look sends nothing)")
    price = price_of_model(settings)
    listed = f"by a list of {shipped_prices().as_of}; check it with the service"
    origin = listed if settings.price_in is None else "as set"
    yield Line("its price", f"${price.tokens_in} in, ${price.tokens_out} out per million tokens ({origin})")
    table = make_counter(settings.model.partition(":")[2]).table
    bound = f"estimated, one for {BYTES_PER_TOKEN} bytes: {FOLDER} holds no table of its"
    yield Line("its tokens", f"counted by the table {table}" if table else bound)


def _mail(settings: Settings) -> Line:
    """Tell where mail would be handed in; nothing is sent."""
    from agent.make_press import mailbox_of

    if settings.smtp_url is None:
        return Line("mail", "not set up")
    box = mailbox_of(settings)
    way = "encrypted" if box.tls or box.starttls else "on this machine"
    return Line("mail", f"from {box.sender} through {box.host}:{box.port}, {way} (not asked)")


def _webhooks(settings: Settings) -> Line:
    """Tell with how many keys webhooks would be signed."""
    from agent.make_press import make_channels

    if settings.webhook_key is None:
        return Line("webhooks", "not set up")
    make_channels(settings.model_copy(update={"smtp_url": None}), _never)
    keys = settings.webhook_key.get_secret_value().count(",") + 1
    return Line("webhooks", f"signed with {keys} key{'s' if keys > 1 else ''}")


def _never() -> datetime:
    raise AssertionError("nothing is sent by a look")


def _store(settings: Settings) -> Iterator[Line]:
    """Open the store as it is, without bringing it up to date; the index is looked at against it."""
    from agent.store.engine import examine, kept_by, open_engine, plain_errors, shown
    from agent.store.migrate import current
    from agent.store.schema import HEAD
    from agent.store.store import Store

    if settings.database_url is None and not settings.store_file.is_file():
        yield Line("store", "not there yet", "Add articles: `aletheia ingest PATH`.")
        return
    engine = open_engine(settings.store_url)
    where = shown(engine.url)
    try:
        with plain_errors(where):
            examine(engine, where)
            with engine.connect() as connection:
                revision = current(connection)
            server = kept_by(engine)
        yield Line("store", f"{where}{server}, schema {revision or 'none'}{_step(revision, HEAD)}")
        if revision == HEAD:
            yield from _contents(Store(engine, where))
            yield _index(settings, Store(engine, where))
            yield from _server(settings)
    finally:
        engine.dispose()


def _step(revision: str | None, newest: str) -> str:
    return "" if revision == newest else f" (this version works with {newest}; the next command sees to it)"


def _contents(store: Store) -> Iterator[Line]:
    counts = store.counts()
    found = (
        f"{counts.articles} articles in {counts.versions} versions of {counts.sources} outlets, "
        f"{counts.briefings} kept briefings"
    )
    yield Line("contents", found, "" if counts.articles else "Add articles: `aletheia ingest PATH`.")


def _index(settings: Settings, store: Store) -> Line:
    """Tell the state of the derived index; whatever it is, the next command that owns it puts it right."""
    from agent.make import known_name, make_server
    from agent.retrieve.health import Folder, State, digest_of
    from agent.retrieve.owner import owner_of

    folder = Folder(settings.index_folder, known_name(settings), make_server(settings))
    if holder := owner_of(settings.index_folder):
        return Line("index", f"in use by {holder}; other commands search the words only until it ends")
    state = folder.state()
    if state is State.CLEAN:
        behind = folder.versions() != digest_of(store.versions())
        return Line("index", "behind the store; the next command sees to it" if behind else "in good order")
    remedy = {
        State.NEW: "not there yet; the next command builds it",
        State.BEHIND: "the server of the vectors was away; the next command makes up for what it missed",
        State.OPEN: "not closed in good order; the next command examines it and repairs what it must",
        State.CHANGED: "changed by somebody else, or made by other rules; the next command builds it again",
    }
    return Line("index", remedy[state])


def _server(settings: Settings) -> Iterator[Line]:
    """Tell whether the server of the vectors answers, where one is set; nothing is made there."""
    from agent.errors import IndexAway
    from agent.make import make_server
    from agent.retrieve.dense import Spot, Vectors

    server = make_server(settings)
    if server is None:
        return
    vectors = Vectors(Spot(server, ""))
    try:
        vectors.alive()
        yield Line("vector server", f"Chroma at {server.address} answers")
    except IndexAway as away:
        yield Line("vector server", f"Chroma at {server.address}: {away.why}", str(away))
    finally:
        vectors.close()
